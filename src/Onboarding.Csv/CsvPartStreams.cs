using System.IO.Compression;

namespace Onboarding.Csv;

/// <summary>What is open while a text is read.</summary>
internal sealed class CsvPartStreams(CsvPart part) : IAsyncDisposable
{
    public FileStream? File { get; set; }

    public ZipArchive? Archive { get; set; }

    /// <summary>The content, unpacked.</summary>
    public PeekStream? Content { get; set; }

    public bool IsGzip { get; set; }

    /// <summary>Refuses a file that was written to since the source was opened.</summary>
    public void CheckUnchanged()
    {
        if (File is not null && FileStamp.Of(File) != part.Stamp)
        {
            throw part.Changed("another length or time than when the source was opened");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Content is not null)
        {
            await Content.DisposeAsync().ConfigureAwait(false);
        }

        if (Archive is not null)
        {
            await Archive.DisposeAsync().ConfigureAwait(false);
        }

        if (File is not null)
        {
            await File.DisposeAsync().ConfigureAwait(false);
        }
    }
}
