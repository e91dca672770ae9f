using Onboarding.Keys;
using Onboarding.Plans;
using Onboarding.Profiles;
using Onboarding.Suppression;

namespace Onboarding.Audiences;

/// <summary>What a label is made of.</summary>
internal sealed class LabelFacts
{
    public required ReviewedPlan Plan { get; init; }

    /// <summary>The output; null where a label is shown before there is one.</summary>
    public LabelOutput? Output { get; init; }

    /// <summary>The party key or salt; null where nothing is keyed, in a platform's file.</summary>
    public KeyCard? Card { get; init; }

    /// <summary>The signing key; null where the output is not signed.</summary>
    public KeyCard? Signing { get; init; }

    /// <summary>The platform; null for an audience.</summary>
    public PlatformPreset? Platform { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>The fields of the output, under the names of plans.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>The codes of segments; null where the plan has none.</summary>
    public SegmentCodes? Segments { get; init; }

    public required SuppressionSnapshot Snapshot { get; init; }

    public required bool ComparedHashes { get; init; }

    /// <summary>The run's figures; they stand in the full view only.</summary>
    public required RunCounts Counts { get; init; }

    public IReadOnlyList<LabelPart> Parts => [.. Fields.Select(f => Platform is { } platform ? LabelPart.OfColumn(f, platform) : LabelPart.OfTokens(f, Card!))];

    /// <summary>The limits of all parts together (rule PSE-20).</summary>
    public UseLimits Limits => Parts.Select(LimitsOf).Aggregate((a, b) => a.Join(b));

    private UseLimits LimitsOf(LabelPart part) => new()
    {
        Domain = Plan.Domain.ToString(),
        AttributableBy = part.AttributableBy,
        UseBy = Plan.UseBy.Resolve(Created),
        DeleteBy = Plan.DeleteBy.Resolve(Created),
        Purposes = UseLimits.Set(Plan.Domain.Purpose),
        Recipients = UseLimits.Set(LabelParties.Holders(Plan)),
        Forbidden = UseLimits.Set(ForbiddenUses.Except(Plan)),
        Fields = UseLimits.Set(part.Field),
    };
}
