using CsvHelper;
using Onboarding.Records;

namespace Onboarding.Csv;

/// <summary>One text, opened, unpacked, decoded, with its header read.</summary>
internal sealed class CsvPartText : IAsyncDisposable
{
    // A record longer than this is taken for an unclosed quote.
    private const int MaxRecordLength = 8 * 1024 * 1024;

    private readonly CsvPart _part;
    private readonly CsvPartStreams _streams;
    private readonly Utf8TextStream _text;
    private readonly bool _hasMark;
    private bool _hasFault;

    private CsvPartText(CsvPart part, CsvPartStreams streams, Utf8TextStream text, CsvDialect dialect, bool hasMark)
    {
        _part = part;
        _streams = streams;
        _text = text;
        Dialect = dialect;
        _hasMark = hasMark;
        Reader = CsvReader.Create(text, CreateOptions(), leaveOpen: false);
    }

    public CsvDialect Dialect { get; }

    public CsvReader Reader { get; }

    public string Encoding => _text.Encoding;

    /// <summary>What the header showed.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Opens a text and finds the columns in its header.</summary>
    /// <param name="part">The text.</param>
    /// <param name="index">Its place among the source's texts.</param>
    /// <param name="columns">The names of the wanted columns.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public static async ValueTask<CsvPartReader> OpenAsync(CsvPart part, int index, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var streams = await part.OpenAsync(cancellationToken).ConfigureAwait(false);
        CsvPartText? text = null;
        try
        {
            text = await CreateAsync(part, streams, columns, cancellationToken).ConfigureAwait(false);
            await text.Reader.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
            var wanted = CsvHeader.Find(text.Reader.Headers, columns, part.Name, text.Notes);
            _ = text.TakeFault();
            part.Input.Options.Check?.Invoke(new SourceHeader(part.Name, [.. text.Reader.Headers.Select(CsvHeader.Trim)]));
            return new CsvPartReader(part, text, wanted, index);
        }
        catch (Exception exception)
        {
            IAsyncDisposable opened = text is null ? streams : text;
            await opened.DisposeAsync().ConfigureAwait(false);
            if (exception is CsvFormatException)
            {
                throw TooLong(part.Name, 1 + (text?.Dialect.SkippedLines ?? 0));
            }

            throw;
        }
    }

    public static OnboardingException TooLong(string name, long line)
    {
        return new OnboardingException(Reasons.SourceUnreadable, $"{name}, line {line}: a record that does not end within 8 MiB; look for a quote that is never closed, or for a file without line breaks");
    }

    /// <summary>Whether the CSV reader found fault with the quotes of the row that it read last; asked once.</summary>
    public bool TakeFault()
    {
        var hasFault = _hasFault;
        _hasFault = false;
        return hasFault;
    }

    /// <summary>Whether the current row is the last one and has no line break.</summary>
    public bool IsCutOff() => _text.EndsInsideLine && Reader.ByteOffset + Reader.RawRecord.Length >= _text.Length8;

    /// <summary>What other readers stumble over.</summary>
    public IEnumerable<SourceSign> Signs => [.. _hasMark ? new[] { SourceSign.ByteOrderMark } : [], .. _part.Input.Options.Separator is null && Dialect.Hint is null && Reader.Headers.Count > 1 ? new[] { SourceSign.SeparatorFound } : []];

    public void CheckUnchanged() => _streams.CheckUnchanged();

    /// <summary>How the text was read.</summary>
    public string Describe()
    {
        var declared = _part.Input.Options.Encoding;
        var text = $"{_part.Name}: {_text.Encoding}{(_hasMark ? " with a byte order mark" : "")}{(declared is null || declared == _text.Encoding ? "" : $" (declared: {declared})")}, separator {CsvDialect.Describe(Reader.Separator)}";
        return text
            + (_streams.IsGzip ? ", gzip" : "")
            + (Dialect.Hint is { } hint ? $", a sep= line{(hint == Reader.Separator ? "" : $" that names {CsvDialect.Describe(hint)}")}" : "");
    }

    public async ValueTask DisposeAsync()
    {
        await Reader.DisposeAsync().ConfigureAwait(false);
        await _text.DisposeAsync().ConfigureAwait(false);
        await _streams.DisposeAsync().ConfigureAwait(false);
    }

    private static async ValueTask<CsvPartText> CreateAsync(CsvPart part, CsvPartStreams streams, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var options = part.Input.Options;
        var start = await streams.Content!.PeekAsync(TextStart.Length, cancellationToken).ConfigureAwait(false);
        var (decoder, markLength) = TextStart.Choose(start.Span, options.Encoding, part.Name);
        streams.Content.Skip(markLength);
        var text = new Utf8TextStream(streams.Content, decoder, part.Name);
        var dialect = await CsvDialect.ReadAsync(text, options.Separator, columns, part.Name, cancellationToken).ConfigureAwait(false);
        return new CsvPartText(part, streams, text, dialect, markLength > 0);
    }

    private CsvReaderOptions CreateOptions() => new()
    {
        Separator = Dialect.Separator,
        DetectSeparatorHint = false,
        SkipEmptyLines = false,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        MaxRecordSize = MaxRecordLength,
        MalformedData = CsvMalformedDataHandling.Recover,
        OnMalformedRecord = _ => _hasFault = true,
    };
}
