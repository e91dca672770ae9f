namespace Onboarding.Csv;

/// <summary>Finds columns by their names: exactly after trimming, else by the only name that differs in letter case alone.</summary>
internal static class CsvHeader
{
    private const int MaxColumns = 65_536;
    private const int MaxNames = 50;

    // The strip set of contracts-v1: spaces, controls and invisible characters at both ends.
    private static readonly char[] s_stripped =
    [
        '\u0009', '\u000A', '\u000B', '\u000C', '\u000D', '\u0020', '\u0085', '\u00A0', '\u00AD', '\u1680', '\u2000', '\u2001', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006',
        '\u2007', '\u2008', '\u2009', '\u200A', '\u200B', '\u200C', '\u200D', '\u2028', '\u2029', '\u202F', '\u205F', '\u2060', '\u3000', '\uFEFF',
    ];

    public static string Trim(string name) => name.Trim(s_stripped);

    /// <summary>Whether every column is there at least once.</summary>
    public static bool HasAll(IReadOnlyList<string> headers, IReadOnlyList<string> columns)
    {
        var names = headers.Take(MaxColumns).Select(h => h.Trim(s_stripped)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return columns.All(c => names.Contains(c.Trim(s_stripped)));
    }

    /// <summary>The places of the columns, each of which stands there once.</summary>
    /// <exception cref="OnboardingException"><c>COLUMN_MISSING</c>, <c>SOURCE_UNREADABLE</c>.</exception>
    public static int[] Find(IReadOnlyList<string> headers, IReadOnlyList<string> columns, string source, List<string> notes)
    {
        if (headers.Count > MaxColumns)
        {
            throw new OnboardingException(Reasons.SourceUnreadable, $"{source} has {headers.Count} columns; at most {MaxColumns} are read");
        }

        var names = headers.Select(h => h.Trim(s_stripped)).ToArray();

        // A file without a header row has a person's data where the names should be: names are shown only where the plan's own names prove that they are some.
        var isHeader = columns.Any(c => FindAll(names, c.Trim(s_stripped), StringComparison.OrdinalIgnoreCase).Length > 0);
        return [.. columns.Select(column => Find(names, isHeader, column.Trim(s_stripped), source, notes))];
    }

    private static int Find(string[] names, bool isHeader, string column, string source, List<string> notes)
    {
        var matches = FindAll(names, column, StringComparison.Ordinal);
        if (matches.Length == 0)
        {
            matches = FindAll(names, column, StringComparison.OrdinalIgnoreCase);
            if (matches.Length == 1)
            {
                notes.Add($"{source}: column \"{column}\" is written \"{names[matches[0]]}\" there");
            }
        }

        return matches.Length == 1 ? matches[0] : throw new OnboardingException(Reasons.ColumnMissing, matches.Length == 0
            ? $"{source} has no column \"{column}\"; {Describe(names, isHeader)}"
            : $"{source} has {matches.Length} columns \"{column}\"");
    }

    private static int[] FindAll(string[] names, string column, StringComparison comparison)
    {
        return [.. names.Index().Where(n => string.Equals(n.Item, column, comparison)).Select(n => n.Index)];
    }

    private static string Describe(string[] names, bool isHeader)
    {
        return isHeader
            ? "its columns are " + string.Join(", ", names.Take(MaxNames).Select(Show)) + (names.Length > MaxNames ? $" and {names.Length - MaxNames} more" : "")
            : names.Length == 1 ? $"its first row is a single field{(names[0].IndexOfAny([',', ';', '\t', '|']) is >= 0 and var at ? $", in which a {CsvDialect.Describe(names[0][at])} stands: is that the separator, and another one declared?" : ": is it separated by something else than , ; tab or |, or no CSV file?")}"
            : $"none of the plan's columns is in its first row of {names.Length} fields: is it another file, or one without a header row?";
    }

    // A quote that is not closed can draw rows into the header.
    private static string Show(string name) => name.Contains('@') || name.Count(char.IsDigit) > 4 ? "one that looks like data" : $"\"{SourceFiles.Clean(name)}\"";
}
