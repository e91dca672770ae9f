using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Plans;
using Onboarding.Suppression;

namespace Onboarding.Audiences;

/// <summary>What a label is made of.</summary>
internal sealed class LabelFacts
{
    public required Guid Id { get; init; }

    public required ReviewedPlan Plan { get; init; }

    public required KeyCard Card { get; init; }

    public required long Serial { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset UseBy { get; init; }

    public required DateTimeOffset DeleteBy { get; init; }

    public required long Members { get; init; }

    public required byte[] Root { get; init; }

    public required IReadOnlyDictionary<IdentifierKind, long> TokenCounts { get; init; }

    public required SuppressionSnapshot Snapshot { get; init; }

    public required bool ComparedHashes { get; init; }

    /// <summary>The run's figures; they stand in the full view only.</summary>
    public required RunCounts Counts { get; init; }
}
