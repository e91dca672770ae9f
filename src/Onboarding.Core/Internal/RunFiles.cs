using System.Globalization;
using Onboarding.Audiences;

namespace Onboarding.Internal;

/// <summary>Names of a run's files in the private folder. What an undelivered run leaves there is deleted.</summary>
internal sealed class RunFiles
{
    private bool _delivered;

    public RunFiles(string privateFolder, Guid guid)
    {
        Folder = Path.GetFullPath(privateFolder);
        Guid = guid;
        Id = guid.ToString("N", CultureInfo.InvariantCulture);
        DurableFile.CreatePrivateFolder(Folder);
        DurableFile.DeleteOldTemporaries(Folder);
    }

    public Guid Guid { get; }

    public string Id { get; }

    public string Folder { get; }

    public string WorkingSet => Path.Combine(Folder, Id + ".workingset");

    public string FullLabel => Path.Combine(Folder, Id + ".label.jsonld");

    public string Report => Path.Combine(Folder, Id + ".report.json");

    /// <summary>The report for people.</summary>
    public string ReportPage => Path.Combine(Folder, Id + ".report.html");

    public string StagedAudience => Path.Combine(Folder, "." + Id + AudienceLayout.FileSuffix + ".tmp");

    /// <summary>From here on the working set is what removals need: it stays whatever happens.</summary>
    public void MarkDelivered()
    {
        _delivered = true;
        File.Delete(StagedAudience);
    }

    public void DeleteUndelivered()
    {
        File.Delete(StagedAudience);
        if (_delivered)
        {
            return;
        }

        foreach (var path in new[] { WorkingSet, WorkingSet + Audiences.WorkingSet.KeySuffix, FullLabel, Report, ReportPage })
        {
            File.Delete(path);
        }
    }
}
