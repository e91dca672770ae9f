using CsvHelper;

namespace Onboarding.Csv;

/// <summary>What stands before the header, and the separator.</summary>
/// <param name="Separator">The separator; null to let the CSV reader find it out from the rows.</param>
/// <param name="SkippedLines">How many lines before the header were left out.</param>
/// <param name="Hint">The separator that a <c>sep=</c> line names, as spreadsheets write it.</param>
internal readonly record struct CsvDialect(char? Separator, int SkippedLines, char? Hint)
{
    private const int HeadLength = 64 * 1024;
    private const string Candidates = ",;\t|";

    /// <summary>Skips blank lines and a <c>sep=</c> line, and finds out the separator: the plan's, the line's, or the only one with which the header has the wanted columns.</summary>
    public static async ValueTask<CsvDialect> ReadAsync(Utf8TextStream text, char? declared, IReadOnlyList<string> columns, string name, CancellationToken cancellationToken)
    {
        var head = await text.ReadHeadAsync(HeadLength, cancellationToken).ConfigureAwait(false);
        var (start, lines) = SkipBlankLines(head.Span, 0);
        var hint = ReadHint(head.Span[start..], out var hintLength);
        if (hint is not null)
        {
            (start, var more) = SkipBlankLines(head.Span, start + hintLength);
            lines += more;
        }

        if (head.Span[start..].Trim(" \t\0"u8).IsEmpty)
        {
            throw head.Length < HeadLength / 2
                ? new OnboardingException(Reasons.SourceEmpty, $"{name} has no header row")
                : new OnboardingException(Reasons.SourceUnreadable, $"{name} begins with {head.Length} bytes of blank lines");
        }

        text.Skip(start);
        return new CsvDialect(declared ?? hint ?? FindByColumns(head[start..], columns), lines, hint);
    }

    /// <summary>The separator as notes name it.</summary>
    public static string Describe(char separator) => separator == '\t' ? "tab" : separator.ToString();

    private static (int Start, int Lines) SkipBlankLines(ReadOnlySpan<byte> text, int start)
    {
        var lines = 0;
        for (; start < text.Length && text[start] is (byte)'\r' or (byte)'\n'; start++)
        {
            var isSecondHalf = text[start] == '\n' && start > 0 && text[start - 1] == '\r';
            lines += isSecondHalf ? 0 : 1;
        }

        return (start, lines);
    }

    // sep=; or "sep=;" and nothing else in the line. The length is without the line break, which counts as a blank line.
    private static char? ReadHint(ReadOnlySpan<byte> text, out int length)
    {
        var isQuoted = text.StartsWith("\""u8);
        var line = isQuoted ? text[1..] : text;
        length = isQuoted ? 7 : 5;
        if (line.Length < length + 1 || !System.Text.Ascii.EqualsIgnoreCase(line[..4], "sep="u8) || (isQuoted && line[5] != '"') || text[length] is not ((byte)'\r' or (byte)'\n'))
        {
            return null;
        }

        var separator = (char)line[4];
        return char.IsAscii(separator) && !char.IsAsciiLetterOrDigit(separator) && separator is not ('"' or ' ' or '\r' or '\n' or '\0') ? separator : null;
    }

    private static char? FindByColumns(ReadOnlyMemory<byte> head, IReadOnlyList<string> columns)
    {
        char? found = null;
        foreach (var candidate in Candidates)
        {
            if (HasColumns(head, candidate, columns))
            {
                if (found is not null)
                {
                    return null;
                }

                found = candidate;
            }
        }

        return found;
    }

    private static bool HasColumns(ReadOnlyMemory<byte> head, char separator, IReadOnlyList<string> columns)
    {
        using var reader = CsvReader.Create(head, new CsvReaderOptions { Separator = separator, DetectSeparatorHint = false, IncludeValuesInExceptions = false });
        try
        {
            reader.ReadHeader();
            return CsvHeader.HasAll(reader.Headers, columns);
        }
        catch (CsvFormatException)
        {
            return false;
        }
    }
}
