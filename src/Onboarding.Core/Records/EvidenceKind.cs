namespace Onboarding.Records;

/// <summary>What a column can say about a row besides who it is. Names in plans: the value in snake case, such as <c>consent_at</c>.</summary>
internal enum EvidenceKind
{
    Relationship,
    NoticeVersion,
    ObjectionOfferedAt,
    CollectedAt,
    Provenance,
    Consent,
    ConsentAt,
    ConsentPurposes,
    ConsentWithdrawnAt,
    LastActiveAt,
    DateOfBirth,
}
