using CsvHelper;
using Onboarding.Records;

namespace Onboarding.Csv;

/// <summary>One CSV file with a header row, opened anew for each pass.</summary>
internal sealed class CsvRecordSource : IRecordSource
{
    // A record longer than this is taken for an unclosed quote.
    private const int MaxRecordLength = 8 * 1024 * 1024;

    private readonly char? _separator;

    public CsvRecordSource(string path, char? separator)
    {
        Origin = path;
        _separator = separator;
    }

    public string Origin { get; }

    public async ValueTask<IRecordReader> OpenAsync(IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var name = Path.GetFileName(Origin);
        var stream = OpenFile(name);
        var malformed = new List<CsvMalformed>();
        CsvReader? reader = null;
        try
        {
            await CheckStartAsync(stream, name, cancellationToken).ConfigureAwait(false);
            reader = CsvReader.Create(stream, CreateOptions(malformed), leaveOpen: false);
            await reader.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
            if (reader.Headers.Count == 0 || (reader.Headers.Count == 1 && reader.Headers[0].Length == 0))
            {
                throw new OnboardingException(Reasons.SourceEmpty, $"{name} has no header row");
            }

            return new CsvRecordReader(reader, name, FindColumns(reader.Headers, columns, name), malformed);
        }
        catch (CsvFormatException exception)
        {
            await CloseAsync(reader, stream).ConfigureAwait(false);
            throw new OnboardingException(Reasons.SourceUnreadable, $"the header of {name} is no CSV (line {exception.LineNumber})");
        }
        catch
        {
            await CloseAsync(reader, stream).ConfigureAwait(false);
            throw;
        }
    }

    private static async ValueTask CloseAsync(CsvReader? reader, FileStream stream)
    {
        if (reader is not null)
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }

        await stream.DisposeAsync().ConfigureAwait(false);
    }

    private FileStream OpenFile(string name)
    {
        try
        {
            return new FileStream(Origin, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OnboardingException(Reasons.SourceUnreadable, $"there is no file {name} where the plan looks for it");
        }
        catch (UnauthorizedAccessException)
        {
            throw new OnboardingException(Reasons.SourceUnreadable, $"{name} is a folder, or may not be read");
        }
    }

    // Encodings other than UTF-8 give wrong identifiers without an error later, so they are refused here by what shows at the start.
    private static async ValueTask CheckStartAsync(FileStream stream, string name, CancellationToken cancellationToken)
    {
        var start = new byte[4096];
        var read = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        stream.Position = 0;
        var bytes = start.AsSpan(0, read);
        if (read < start.Length && bytes.TrimStart("\uFEFF"u8).TrimStart(" \t\r\n"u8).IsEmpty)
        {
            throw new OnboardingException(Reasons.SourceEmpty, $"{name} is empty");
        }

        if (bytes.StartsWith((byte[])[0xFF, 0xFE]) || bytes.StartsWith((byte[])[0xFE, 0xFF]))
        {
            throw new OnboardingException(Reasons.EncodingUnsupported, $"{name} is in UTF-16");
        }

        if (bytes.Contains((byte)0))
        {
            throw new OnboardingException(Reasons.SourceUnreadable, $"{name} is no text: it holds zero bytes (a spreadsheet or an archive?)");
        }

        if (bytes.StartsWith("PK\u0003\u0004"u8))
        {
            throw new OnboardingException(Reasons.SourceUnreadable, $"{name} is an archive or spreadsheet; export it as CSV");
        }
    }

    private CsvReaderOptions CreateOptions(List<CsvMalformed> malformed) => new()
    {
        Separator = _separator,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        MaxRecordSize = MaxRecordLength,
        MalformedData = CsvMalformedDataHandling.Skip,
        FieldCountMismatch = CsvFieldCountHandling.Skip,
        OnMalformedRecord = record => malformed.Add(new CsvMalformed(record.LineNumber, record.Reason, record.RawRecord.AsSpan().Count('\n'))),
    };

    private static (int[] Wanted, string[] Others) FindColumns(IReadOnlyList<string> headers, IReadOnlyList<string> columns, string name)
    {
        var wanted = new int[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            var matches = Enumerable.Range(0, headers.Count).Where(h => headers[h].Trim() == columns[i].Trim()).ToArray();
            if (matches.Length != 1)
            {
                throw new OnboardingException(Reasons.ColumnMissing, matches.Length == 0
                    ? $"{name} has no column \"{columns[i]}\"; its columns are {Describe(headers)}"
                    : $"{name} has {matches.Length} columns \"{columns[i]}\"");
            }

            wanted[i] = matches[0];
        }

        return (wanted, [.. Enumerable.Range(0, headers.Count).Where(h => !wanted.Contains(h)).Select(h => headers[h])]);
    }

    // A file without a header row has a person's data where the names should be: names are listed only if none looks like data.
    private static string Describe(IReadOnlyList<string> headers)
    {
        var looksLikeData = headers.Any(h => h.Contains('@') || h.Count(char.IsDigit) > 4);
        return looksLikeData ? "not listed, because the first row looks like data: is the header row missing?" : string.Join(", ", headers.Take(50).Select(h => $"\"{h.Trim()}\""));
    }
}
