using Onboarding.Suppression;

namespace Onboarding.Plans;

/// <summary>A file of opt-outs that a plan names.</summary>
public sealed class PlanSuppressionList
{
    internal PlanSuppressionList(IReadOnlyList<string> paths, char? separator, IReadOnlyList<SuppressionColumn> columns)
    {
        Paths = paths;
        Separator = separator;
        Columns = columns;
    }

    /// <summary>The full paths of the files, of which the last segment may be a pattern with <c>*</c> and <c>?</c>.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>The separator; null to find it out from <c>, ; tab |</c>.</summary>
    public char? Separator { get; }

    /// <summary>The declared encoding, one of <see cref="Records.SourceEncodings"/>; null where none is declared.</summary>
    public string? Encoding { get; internal init; }

    /// <summary>Names, with <c>*</c> and <c>?</c>, of the members of a zip archive that are read; none where it must have one member.</summary>
    public IReadOnlyList<string> Members { get; internal init; } = [];

    /// <summary>The column of each entry's country; null where there is none.</summary>
    public string? CountryColumn { get; internal init; }

    /// <summary>The columns that count.</summary>
    public IReadOnlyList<SuppressionColumn> Columns { get; }

    /// <summary>What <see cref="Records.IRecordSource.Origin"/> of the list's source must be.</summary>
    public string Origin => string.Join('\n', Paths);
}
