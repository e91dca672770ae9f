namespace Onboarding.Plans;

/// <summary>A rule, for people to read: what it demands, what it does, where it comes from.</summary>
public sealed class RuleDescription
{
    internal RuleDescription(Rules.PlanRule rule, IReadOnlyList<Reason> codes)
    {
        Id = rule.Id;
        Tier = rule.Tier;
        Statement = rule.Statement;
        Source = rule.Source;
        Codes = codes;
    }

    /// <summary>The rule's id, such as <c>LB-03</c>.</summary>
    public string Id { get; }

    /// <summary>What it does.</summary>
    public RuleTier Tier { get; }

    /// <summary>What it demands, in a sentence.</summary>
    public string Statement { get; }

    /// <summary>Law, guideline or design behind it.</summary>
    public string Source { get; }

    /// <summary>The codes that stand for it, in their order; none where nothing can break it.</summary>
    public IReadOnlyList<Reason> Codes { get; }
}
