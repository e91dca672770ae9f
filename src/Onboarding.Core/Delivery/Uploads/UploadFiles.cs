using System.Globalization;
using Onboarding.Internal;

namespace Onboarding.Delivery.Uploads;

/// <summary>The parts of a job, in the order in which they were begun: all of them get their names, or none.</summary>
internal sealed class UploadFiles(UploadJob job) : IDisposable
{
    private readonly List<UploadFile> _files = [];
    private int _published;
    private bool _isComplete;

    /// <summary>Begins a part.</summary>
    /// <param name="action">What the platform is to do with its people.</param>
    /// <param name="of">What tells it from parts of the same action: a kind of identifier, a country; null where nothing does.</param>
    /// <param name="number">Its number among these, from 1.</param>
    /// <param name="extension">How its name ends.</param>
    /// <param name="method">The HTTP method of a request.</param>
    /// <param name="address">The address of a request.</param>
    public UploadFile Create(UploadAction action, string? of, int number, string extension, string? method = null, string? address = null)
    {
        var what = UploadList.NameOf(action) + (of is null ? "" : "-" + of);
        var file = new UploadFile(job.Folder, string.Create(CultureInfo.InvariantCulture, $"{job.Output:N}.{what}.{number:D4}.{extension}"), method, address);
        _files.Add(file);
        return file;
    }

    /// <summary>Gives all parts their names; they are finished.</summary>
    public IReadOnlyList<UploadPart> Publish()
    {
        foreach (var file in _files)
        {
            file.Publish();
            _published++;
        }

        if (_files.Count > 0)
        {
            DurableFile.FlushFolder(Path.GetFullPath(job.Folder));
        }

        _isComplete = true;
        return [.. _files.Select(f => new UploadPart(f.Name, f.Path, f.Members, f.Method, f.Address))];
    }

    public void Dispose()
    {
        for (var i = 0; i < _files.Count && !_isComplete; i++)
        {
            _files[i].Delete(isPublished: i < _published);
        }
    }
}
