namespace Onboarding.Plans.Rules;

/// <summary>Rules on retention.</summary>
internal static class RetentionRules
{
    public static IEnumerable<PlanRule> All =>
    [
        new Ret01FiniteRetention(),
        new Ret02NotExpired(),
        new StandingRule("RET-04", RuleTier.ByDesign, "Clear input is zeroed after use and never stands in a temporary file.", "GDPR 5(1)(e), 32", "batches are zeroed by the run; spills hold tokens only, encrypted under a key of the process"),
    ];
}
