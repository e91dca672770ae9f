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
            var found = new List<Finding>();
            rule.Check(facts, new RuleFindings(rule, facts.Now, found, expiries));

            // A rule that has something to say against a plan has not passed, whatever else it looked at.
            findings.AddRange(found.Exists(f => f.Level != FindingLevel.Pass) ? found.Where(f => f.Level != FindingLevel.Pass) : found);
        }

        Overrides.Apply(facts, findings, expiries);
        return expiries;
    }
}
