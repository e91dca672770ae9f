namespace Onboarding.Plans.Rules;

/// <summary>Rules on objection and opt-out.</summary>
internal static class OptOutRules
{
    public static IEnumerable<PlanRule> All =>
    [
        new Opt01OptOutFirst(),
        new StandingRule("OPT-02", RuleTier.Refuse, "Opt-outs are taken out before anything is pseudonymized and again when the output is written; a recipient takes its own out, and uses no audience after its last day of use.", "GDPR 21(3)", "the run makes both checks; audiences carry their last day of use: USE_BY_PASSED"),
        new StandingRule("OPT-03", RuleTier.ByDesign, "An objection to direct marketing needs no reason and is not weighed.", "GDPR 21(2)-(3)", "whoever is on a list is left out, and nothing can put a person back"),
        new StandingRule("OPT-04", RuleTier.Refuse, "Whoever objected does not come back through an older audience.", "GDPR 17(1)(c), 19, 21(3)", "serial numbers of a domain only grow: SERIAL_TOO_OLD"),
        new StandingRule("OPT-06", RuleTier.ByDesign, "An objection holds for the person: for all identifiers that are known to be theirs.", "GDPR 21(3)", "a no spreads over identifiers that rows share, and over none that stand beside many different people; consent that was taken back spreads too (GDPR 7(3))"),
        new StandingRule("OPT-09", RuleTier.ByDesign, "The list of opt-outs is pseudonymous personal data itself, kept under a key of its own, and is never a source of records.", "GDPR 5(1)(c), 17(3); CNIL MED-2023-040", "suppression keys have a domain of their own, and no source reads a list"),
    ];
}
