using System.Globalization;
using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Keys;

namespace Onboarding.Internal;

/// <summary>Names of a run's files in the private folder. What an undelivered run leaves there is deleted.</summary>
internal sealed class RunFiles
{
    private readonly string? _workingSet;
    private bool _intended;
    private bool _delivered;

    public RunFiles(string privateFolder, string membersFolder, Guid guid, string? workingSet = null)
    {
        _workingSet = workingSet;
        Folder = Path.GetFullPath(privateFolder);
        Guid = guid;
        Id = guid.ToString("N", CultureInfo.InvariantCulture);
        Members = MemberFile.PathOf(Path.GetFullPath(membersFolder), Id);
        DurableFile.CreatePrivateFolder(Folder);
        DurableFile.DeleteOldTemporaries(Folder);
        DurableFile.DeleteOldTemporaries(Path.GetDirectoryName(Members)!);
    }

    public Guid Guid { get; }

    public string Id { get; }

    public string Folder { get; }

    /// <summary>The own working set, or that of an earlier run whose members are written again.</summary>
    public string WorkingSet => _workingSet ?? Path.Combine(Folder, Id + ".workingset");

    /// <summary>Who was in the output; not in the private folder.</summary>
    public string Members { get; }

    public string FullLabel => Path.Combine(Folder, Id + ".label.jsonld");

    public string Report => Path.Combine(Folder, Id + ".report.json");

    /// <summary>The report for people.</summary>
    public string ReportPage => Path.Combine(Folder, Id + ".report.html");

    public string StagedAudience => Path.Combine(Folder, "." + Id + AudienceLayout.FileSuffix + ".tmp");

    /// <summary>The folder in which the files of an upload are made.</summary>
    public string StagedUpload => Path.Combine(Folder, "." + Id + ".upload.tmp");

    /// <summary>From here on the ledger may name the output: who was in it stays known, whatever happens.</summary>
    public void MarkIntended() => _intended = true;

    /// <summary>From here on the working set is what removals need: it stays whatever happens.</summary>
    public void MarkDelivered()
    {
        _delivered = true;
        DeleteStaged();
    }

    public void DeleteUndelivered()
    {
        DeleteStaged();
        if (!_intended)
        {
            MemberFile.Delete(Members);
        }

        if (_delivered)
        {
            return;
        }

        string[] own = _workingSet is null ? [WorkingSet, WorkingSet + WrappedKey.Suffix] : [];
        foreach (var path in own.Concat([FullLabel, Report, ReportPage]))
        {
            File.Delete(path);
        }
    }

    private void DeleteStaged()
    {
        File.Delete(StagedAudience);
        if (Directory.Exists(StagedUpload))
        {
            Directory.Delete(StagedUpload, recursive: true);
        }
    }
}
