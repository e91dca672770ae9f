namespace Onboarding.Records;

/// <summary>A column that holds evidence, and how its cells are read.</summary>
/// <param name="Name">The column's name in the source.</param>
internal sealed record EvidenceColumn(string Name)
{
    private static readonly Dictionary<string, EvidenceKind> s_kinds = new(StringComparer.Ordinal)
    {
        ["relationship"] = EvidenceKind.Relationship,
        ["notice_version"] = EvidenceKind.NoticeVersion,
        ["objection_offered_at"] = EvidenceKind.ObjectionOfferedAt,
        ["collected_at"] = EvidenceKind.CollectedAt,
        ["provenance"] = EvidenceKind.Provenance,
        ["consent"] = EvidenceKind.Consent,
        ["consent_at"] = EvidenceKind.ConsentAt,
        ["consent_purposes"] = EvidenceKind.ConsentPurposes,
        ["consent_withdrawn_at"] = EvidenceKind.ConsentWithdrawnAt,
        ["last_active_at"] = EvidenceKind.LastActiveAt,
        ["date_of_birth"] = EvidenceKind.DateOfBirth,
    };

    /// <summary>The names of all kinds, as plans write them.</summary>
    public static IEnumerable<string> Names => s_kinds.Keys;

    /// <summary>How dates are written; null for columns that hold none.</summary>
    public DateFormat? Format { get; init; }

    /// <summary>Cells that say yes: the column's own words instead of the usual ones.</summary>
    public CellWords? Yes { get; init; }

    /// <summary>Cells that say no: the column's own words instead of the usual ones.</summary>
    public CellWords? No { get; init; }

    /// <summary>Whether a yes in this column denies, as under the header <c>Unsubscribed</c>.</summary>
    public bool Denies { get; init; }

    public static bool TryParse(string name, out EvidenceKind kind) => s_kinds.TryGetValue(name, out kind);

    public static string GetName(EvidenceKind kind) => s_kinds.First(k => k.Value == kind).Key;
}
