namespace Onboarding.Plans.Rules;

/// <summary>Every rule, in the order in which they are checked and documented.</summary>
internal static class RuleCatalogue
{
    public static IReadOnlyList<PlanRule> All { get; } =
    [
        .. RoleRules.All,
        .. LegalBasisRules.All,
        .. OptOutRules.All,
        .. PseudonymityRules.All,
        .. PurposeRules.All,
        .. MinimizationRules.All,
        .. RetentionRules.All,
        .. SecurityRules.All,
    ];

    /// <summary>Has every rule look at the facts.</summary>
    /// <returns>Dates that are compared again when the run acts.</returns>
    public static List<PlanExpiry> Check(PlanFacts facts, List<Finding> findings)
    {
        var expiries = new List<PlanExpiry>();
        foreach (var rule in All)
        {
            rule.Check(facts, new RuleFindings(rule, facts.Now, findings, expiries));
        }

        Overrides.Apply(facts, findings, expiries);
        return expiries;
    }
}
