using System.IO.Compression;
using ZipEntry = System.IO.Compression.ZipArchiveEntry;

namespace Onboarding.Csv;

/// <summary>One of the texts that make up a source: a file, a member of a zip archive, or standard input.</summary>
/// <param name="Input">The source.</param>
/// <param name="Path">The file; null for standard input.</param>
/// <param name="Name">The name for messages.</param>
/// <param name="Stamp">Length and time of the file when the source was opened.</param>
/// <param name="Member">Which member of the archive, by its place in the directory; null for a whole file.</param>
internal sealed record CsvPart(CsvInput Input, string? Path, string Name, FileStamp Stamp, int? Member)
{
    /// <summary>Opens the text at its start.</summary>
    public async ValueTask<CsvPartStreams> OpenAsync(CancellationToken cancellationToken)
    {
        var streams = new CsvPartStreams(this);
        try
        {
            var content = new PeekStream(Path is null ? Input.TakeStandardInput() : await OpenFileAsync(streams, Path, cancellationToken).ConfigureAwait(false));
            streams.Content = content;
            if (TextStart.IsGzip((await content.PeekAsync(4, cancellationToken).ConfigureAwait(false)).Span))
            {
                streams.IsGzip = true;
                streams.Content = content = new PeekStream(new GzipText(content, Name));
                if (TextStart.IsGzip((await content.PeekAsync(4, cancellationToken).ConfigureAwait(false)).Span))
                {
                    throw new OnboardingException(Reasons.SourceUnreadable, $"{Name} is compressed twice");
                }
            }

            return streams;
        }
        catch
        {
            await streams.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<Stream> OpenFileAsync(CsvPartStreams streams, string path, CancellationToken cancellationToken)
    {
        var file = SourceFiles.Open(path, Name);
        streams.File = file;
        if (FileStamp.Of(file) != Stamp)
        {
            throw Changed("another length or time than when the source was opened");
        }

        if (Member is null)
        {
            return new CheckedStream(file, Stamp.Length, null, Changed);
        }

        try
        {
            streams.Archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, cancellationToken).ConfigureAwait(false);
            ZipEntry entry = streams.Archive.Entries[Member.Value];
            return new CheckedStream(await entry.OpenAsync(cancellationToken).ConfigureAwait(false), entry.Length, entry.Crc32, Damaged);
        }
        catch (InvalidDataException)
        {
            throw Damaged("it cannot be unpacked");
        }
    }

    public OnboardingException Changed(string seen) => new(Reasons.SourceChanged, $"{Name} was changed while it was read: it has {seen}");

    private OnboardingException Damaged(string seen) => new(Reasons.SourceUnreadable, $"the archive member {Name} is damaged: {seen}");
}
