using Onboarding.Plans;

namespace Onboarding.Records;

/// <summary>What a plan says about its rows and where its columns say it: the facts that <see cref="RowRules"/> checks.</summary>
internal sealed class RowFacts
{
    /// <summary>The legal basis of the plan's own side.</summary>
    public required string Basis { get; init; }

    public IReadOnlyDictionary<EvidenceKind, EvidenceColumn> Columns { get; init; } = new Dictionary<EvidenceKind, EvidenceColumn>();

    public IReadOnlyList<RowStatement> Statements { get; init; } = [];

    /// <summary>Columns of the plan's preset that say who agreed or refused. A no in any of them counts; a yes proves nothing, because it was not given to the matching.</summary>
    public IReadOnlyList<ConsentColumn> Consent { get; init; } = [];

    /// <summary>Versions of the notice that tell people of the matching.</summary>
    public IReadOnlyList<string> NoticeVersions { get; init; } = [];

    /// <summary>What a consent must name, any one of it, to cover the run.</summary>
    public IReadOnlyList<string> ConsentPurposes { get; init; } = [];

    /// <summary>How long ago somebody may have been active last; null for no limit.</summary>
    public PlanDate? LongestInactive { get; init; }

    /// <summary>Whether a row without a birth date that can be read counts as a minor's.</summary>
    public bool RequiresBirthDate { get; init; }

    /// <summary>The columns to read besides identifiers, each once.</summary>
    public IReadOnlyList<string> ColumnNames => [.. Columns.Values.Select(c => c.Name).Concat(Statements.Select(s => s.Column).OfType<string>()).Concat(Consent.Select(c => c.Name)).Distinct(StringComparer.Ordinal)];

    // A fact that the plan speaks of nowhere is not asked of rows: the review asked for it, or it does not matter here.
    public bool SpeaksOfProvenance => Has(EvidenceKind.Provenance) || Statements.Any(s => s.HasProvenance);

    public bool SpeaksOfRelationship => Has(EvidenceKind.Relationship) || Statements.Any(s => s.IsCustomer is not null);

    public bool SpeaksOfNotice => Has(EvidenceKind.NoticeVersion) || Statements.Any(s => s.NoticeVersion is not null);

    public bool SpeaksOfObjection => Has(EvidenceKind.ObjectionOfferedAt) || Statements.Any(s => s.ObjectionOffered is not null);

    public bool SpeaksOfPurposes => Has(EvidenceKind.ConsentPurposes) || Statements.Any(s => s.ConsentPurposes.Count > 0);

    public bool SpeaksOfConsent => Has(EvidenceKind.Consent) || Has(EvidenceKind.ConsentAt) || SpeaksOfPurposes;

    public bool Has(EvidenceKind kind) => Columns.ContainsKey(kind);
}
