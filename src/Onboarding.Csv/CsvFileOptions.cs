using Onboarding.Records;

namespace Onboarding;

/// <summary>What is known about CSV files before they are read. Everything has a default.</summary>
public sealed class CsvFileOptions
{
    /// <summary>The separator.</summary>
    /// <value>null: found out from <c>, ; tab |</c>.</value>
    public char? Separator { get; init; }

    /// <summary>The encoding, one of <see cref="SourceEncodings"/>. A byte order mark wins over it, and so does text that is valid UTF-8.</summary>
    /// <value>null: a byte order mark decides, else the files must be in UTF-8.</value>
    public string? Encoding { get; init; }

    /// <summary>Whether rows of one field after a blank row at the end may be a report's footer.</summary>
    /// <value>true; false for opt-out lists, where such a row may be somebody's objection.</value>
    internal bool HasFooter { get; init; } = true;

    /// <summary>Looks at each file's header before a row of it is read, and refuses the file by an exception.</summary>
    /// <value>null: nothing is looked at.</value>
    internal Action<SourceHeader>? Check { get; init; }

    /// <summary>Which members of a zip archive are read: names with <c>*</c> and <c>?</c>.</summary>
    /// <value>None: an archive must have one member.</value>
    public IReadOnlyList<string> Members { get; init; } = [];
}
