namespace Onboarding;

/// <summary>What the beginning of a CSV file says: the names of its columns, and how it is written.</summary>
public sealed class CsvFileHeader
{
    internal CsvFileHeader(IReadOnlyList<string> columns, string encoding, char separator)
    {
        Columns = columns;
        Encoding = encoding;
        Separator = separator;
    }

    /// <summary>The fields of the first row, without the spaces and invisible characters at their ends. Where the file has no header row, they are somebody's data.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The encoding with which the beginning was read, one of <see cref="Records.SourceEncodings"/>.</summary>
    public string Encoding { get; }

    /// <summary>The separator.</summary>
    public char Separator { get; }
}
