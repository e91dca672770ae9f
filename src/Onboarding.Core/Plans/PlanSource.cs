using Onboarding.Identifiers;
using Onboarding.Records;

namespace Onboarding.Plans;

/// <summary>The source of records that a plan names.</summary>
public sealed class PlanSource
{
    internal PlanSource(string? path, char? separator, IReadOnlyList<RecordColumn> columns, string? idColumn, bool stopOnMalformed)
        : this(path is null ? [] : [path], separator, columns, idColumn, stopOnMalformed, null, PhoneRegion.None, null)
    {
    }

    internal PlanSource(IReadOnlyList<string> paths, char? separator, IReadOnlyList<RecordColumn> columns, string? idColumn, bool stopOnMalformed, string? countryColumn, PhoneRegion region, IReadOnlyDictionary<IdentifierKind, char>? split)
    {
        CountryColumn = countryColumn;
        Region = region;
        Split = split ?? new Dictionary<IdentifierKind, char>();
        Paths = paths;
        Separator = separator;
        Columns = columns;
        IdColumn = idColumn;
        StopOnMalformed = stopOnMalformed;
    }

    /// <summary>The full path of the file; the first of several; null where the records come from code.</summary>
    public string? Path => Paths.Count == 0 ? null : Paths[0];

    /// <summary>The full paths of the files, of which the last segment may be a pattern with <c>*</c> and <c>?</c>; <c>-</c> alone for standard input; none where the records come from code.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>The separator; null to find it out from <c>, ; tab |</c>.</summary>
    public char? Separator { get; }

    /// <summary>The declared encoding, one of <see cref="SourceEncodings"/>; null where none is declared.</summary>
    public string? Encoding { get; internal init; }

    /// <summary>Names, with <c>*</c> and <c>?</c>, of the members of a zip archive that are read; none where it must have one member.</summary>
    public IReadOnlyList<string> Members { get; internal init; } = [];

    /// <summary>The columns of identifiers, in the plan's order. Besides them only <see cref="IdColumn"/>, <see cref="CountryColumn"/> and the columns of the plan's evidence and statements are read.</summary>
    public IReadOnlyList<RecordColumn> Columns { get; }

    /// <summary>The column of the recipient's own user id; only in a plan to match.</summary>
    public string? IdColumn { get; }

    /// <summary>The column of each record's country, for phone numbers in national spelling; null where there is none.</summary>
    public string? CountryColumn { get; }

    /// <summary>The region of phone numbers in national spelling where the record does not say one.</summary>
    public PhoneRegion Region { get; }

    /// <summary>At which character cells with several values are split, by kind; other cells with several values are rejected.</summary>
    public IReadOnlyDictionary<IdentifierKind, char> Split { get; }

    /// <summary>The columns of fields that only platforms receive.</summary>
    internal IReadOnlyList<AttributeColumns> Attributes { get; init; } = [];

    /// <summary>How the birth dates among <see cref="Attributes"/> are written; null where none is read from a whole date.</summary>
    internal DateFormat? DateFormat { get; init; }

    /// <summary>The kinds of which all columns hold digests.</summary>
    internal IReadOnlyDictionary<IdentifierKind, HashedColumns> Hashed { get; init; } = new Dictionary<IdentifierKind, HashedColumns>();

    /// <summary>Whose mobile advertising ids the source holds.</summary>
    internal Profiles.DeviceKind Device { get; init; }

    /// <summary>Whether a malformed row stops the run instead of being counted.</summary>
    public bool StopOnMalformed { get; }

    /// <summary>What the files have of the plan's preset; null where the plan names none.</summary>
    internal PresetMatch? Preset { get; init; }

    /// <summary>What the preset's system writes in place of countries.</summary>
    internal CountryWords? Countries => Preset?.Preset.Countries;

    /// <summary>What columns and statements say about each row.</summary>
    internal RowFacts? Rows { get; init; }

    /// <summary>How rows fall into segments; null where they do not.</summary>
    internal PlanSegments? Segments { get; init; }

    /// <summary>What <see cref="IRecordSource.Origin"/> of the run's source must be.</summary>
    public string Origin => Paths.Count == 0 ? "code" : string.Join('\n', Paths);

    /// <summary>Refuses a file that has other columns of consent than those that the review found by the plan's preset. Nothing is checked where the plan names none.</summary>
    /// <param name="header">The header of a file of the source.</param>
    /// <exception cref="OnboardingException"><c>SOURCE_CHANGED</c>.</exception>
    public void Check(SourceHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        Preset?.Check(header);
    }
}
