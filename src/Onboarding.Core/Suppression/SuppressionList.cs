using Onboarding.Identifiers;
using Onboarding.Records;

namespace Onboarding.Suppression;

/// <summary>A list of opt-outs: where it is read from, what its columns hold, and how old it is.</summary>
public sealed class SuppressionList
{
    private readonly Func<DateTimeOffset?> _asOf;

    /// <summary>Describes a list.</summary>
    /// <param name="name">A name for reports, such as the file's; no identifier.</param>
    /// <param name="source">Where it is read from, each time anew.</param>
    /// <param name="columns">Its columns that count.</param>
    /// <param name="asOf">When the list was last brought up to date; null when not known.</param>
    /// <param name="region">The region of phone numbers in national spelling.</param>
    /// <exception cref="ArgumentException">No column is named.</exception>
    public SuppressionList(string name, IRecordSource source, IReadOnlyList<SuppressionColumn> columns, Func<DateTimeOffset?>? asOf = null, PhoneRegion region = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
        {
            throw new ArgumentException("A list of opt-outs needs at least one column.", nameof(columns));
        }

        Name = name;
        Source = source;
        Columns = [.. columns];
        Region = region;
        _asOf = asOf ?? (() => null);
    }

    /// <summary>The list's name in reports.</summary>
    public string Name { get; }

    /// <summary>The columns that count.</summary>
    public IReadOnlyList<SuppressionColumn> Columns { get; }

    /// <summary>When the list was last brought up to date; null when not known.</summary>
    public DateTimeOffset? AsOf => _asOf();

    /// <summary>The region of phone numbers in national spelling.</summary>
    public PhoneRegion Region { get; }

    /// <summary>The column of each entry's country, for phone numbers in national spelling; null where there is none.</summary>
    /// <value>The default is null.</value>
    public string? CountryColumn { get; init; }

    /// <summary>At which character cells of clear values are split, by kind; the whole cell counts too.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<IdentifierKind, char> Split { get; init; } = new Dictionary<IdentifierKind, char>();

    /// <summary>Columns of which one must say no for a row to be an opt-out; none where every row is one.</summary>
    internal IReadOnlyList<ConsentColumn> Objections { get; init; } = [];

    /// <summary>The columns to open the source with: those that count, the country, those that say no.</summary>
    internal IReadOnlyList<string> ColumnNames => [.. Columns.Select(c => c.Name), .. CountryColumn is null ? [] : new[] { CountryColumn }, .. Objections.Select(c => c.Name)];

    internal IRecordSource Source { get; }
}
