namespace Onboarding.Plans.Rules;

/// <summary>Rules on objection and opt-out.</summary>
internal static class OptOutRules
{
    public static IEnumerable<PlanRule> All => [new Opt01OptOutFirst()];
}
