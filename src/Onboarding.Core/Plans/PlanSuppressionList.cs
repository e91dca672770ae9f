using Onboarding.Identifiers;
using Onboarding.Records;
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

    /// <summary>The declared encoding, one of <see cref="SourceEncodings"/>; null where none is declared.</summary>
    public string? Encoding { get; internal init; }

    /// <summary>Names, with <c>*</c> and <c>?</c>, of the members of a zip archive that are read; none where it must have one member.</summary>
    public IReadOnlyList<string> Members { get; internal init; } = [];

    /// <summary>The column of each entry's country; null where there is none.</summary>
    public string? CountryColumn { get; internal init; }

    /// <summary>The columns that count.</summary>
    public IReadOnlyList<SuppressionColumn> Columns { get; }

    /// <summary>What <see cref="IRecordSource.Origin"/> of the list's source must be.</summary>
    public string Origin => string.Join('\n', Paths);

    /// <summary>What the files have of the list's preset; null where the plan names none.</summary>
    internal PresetMatch? Preset { get; init; }

    /// <summary>Refuses a file that has other columns of consent than those that the review found by the list's preset. Nothing is checked where the plan names none.</summary>
    /// <param name="header">The header of a file of the list.</param>
    /// <exception cref="OnboardingException"><c>SOURCE_CHANGED</c>.</exception>
    public void Check(SourceHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        Preset?.Check(header);
    }

    /// <summary>The list as a run reads it.</summary>
    /// <param name="records">Where its rows are read from.</param>
    /// <param name="source">The plan's source: its region and splits hold for lists too.</param>
    /// <param name="asOf">When the list was last brought up to date; null when not known.</param>
    public SuppressionList Open(IRecordSource records, PlanSource source, Func<DateTimeOffset?>? asOf = null)
    {
        ArgumentNullException.ThrowIfNull(source);

        // Where records have a country of their own, a national number of a list without one belongs to nobody knows which: it is reported as unreadable.
        return new SuppressionList(string.Join(", ", Paths.Select(Path.GetFileName)), records, Columns, asOf, source.CountryColumn is not null && CountryColumn is null ? PhoneRegion.None : source.Region)
        {
            CountryColumn = CountryColumn,
            Split = source.Split,
            Objections = Preset?.Consent ?? [],
        };
    }
}
