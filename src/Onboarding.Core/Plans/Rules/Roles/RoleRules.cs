namespace Onboarding.Plans.Rules;

/// <summary>Rules on roles and agreements.</summary>
internal static class RoleRules
{
    public static IEnumerable<PlanRule> All => [];
}
