namespace Onboarding.Plans.Rules;

/// <summary>Rules on minimization, special categories and children.</summary>
internal static class MinimizationRules
{
    public static IEnumerable<PlanRule> All =>
    [
        new Min01AllowedFields(),
        new StandingRule("MIN-02", RuleTier.ByDesign, "No clear identifier leaves, except in fields that a platform profile declares plain and the plan lists.", "GDPR 32", "outputs are made of tokens; no public type takes a clear identifier to a destination"),
        new Min03OpaqueSegments(),
        new Min04SpecialCategories(),
        new Min05NationalNumbers(),
        new Min06AgePolicy(),
        new StandingRule("MIN-07", RuleTier.Drop, "A row whose origin is not known is dropped where the plan states or reads it (PROVENANCE_MISSING).", "GDPR 5(2), 14(2)(f)", "rows are checked in the run where the plan has a statement or a column of provenance"),
        new StandingRule("MIN-08", RuleTier.Record, "An identifier without a canonical form is rejected and counted, never repaired by guess.", "GDPR 5(1)(d)", "rejections are counted by reason in every run"),
        new StandingRule("MIN-09", RuleTier.Drop, "A row without activity within the plan's longestInactive is dropped (RECORD_TOO_OLD).", "CJEU C-446/21; GDPR 5(1)(e)", "rows are checked in the run where the plan sets longestInactive"),
        new StandingRule("MIN-10", RuleTier.ByDesign, "A recipient learns nothing of people who do not match, and the sender learns aggregate figures only.", "EDPB Guidelines 01/2025 par. 71", "a match gives own ids to the recipient and one rounded figure to the sender"),
        new Min11NeverRead(),
    ];
}
