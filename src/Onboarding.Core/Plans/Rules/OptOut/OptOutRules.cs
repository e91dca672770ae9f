namespace Onboarding.Plans.Rules;

/// <summary>Rules on objection and opt-out.</summary>
internal static class OptOutRules
{
    public static IEnumerable<PlanRule> All =>
    [
        new Opt01OptOutFirst(),
        new StandingRule("OPT-02", RuleTier.Refuse, "Opt-outs are taken out before anything is pseudonymized and again when the output is written; a recipient takes its own out, and uses no audience after its last day of use.", "GDPR 21(3)", "the run makes both checks; audiences carry their last day of use: USE_BY_PASSED"),
        new StandingRule("OPT-03", RuleTier.ByDesign, "An objection to direct marketing needs no reason and is not weighed.", "GDPR 21(2)-(3)", "whoever is on a list is left out, and nothing can put a person back"),
        new StandingRule("OPT-04", RuleTier.Refuse, "Whoever objected is taken out at every recipient that was sent the person, until it has confirmed, and does not come back through an older audience.", "GDPR 17(1)(c), 19, 21(3)", "removals wait until they are confirmed, and a recipient that is behind gets nobody new: REMOVAL_OVERDUE; serial numbers of a domain only grow: SERIAL_TOO_OLD"),
        new StandingRule("OPT-05", RuleTier.Refuse, "People are taken out in exactly the form in which they were sent.", "EDPB Guidelines 01/2025 par. 91", "the file of members keeps what was sent; a key that removals wait for is not destroyed: REMOVAL_KEY_GONE"),
        new StandingRule("OPT-06", RuleTier.ByDesign, "An objection holds for the person: for all identifiers that are known to be theirs.", "GDPR 21(3)", "a no spreads over identifiers that rows share, and over none that stand beside many different people; consent that was taken back spreads too (GDPR 7(3))"),
        new StandingRule("OPT-07", RuleTier.Refuse, "What a recipient's users say comes back to the sender, and goes on to the others once.", "GDPR 19, 21(3)", "a signal is authenticated, counts for people who were sent to that recipient, and is taken in once; an unusual volume stops: RED_FLAG_SIGNAL_VOLUME"),
        new StandingRule("OPT-08", RuleTier.Warn, "An objection holds at once; recipients follow without undue delay, and the person has an answer within a month.", "GDPR 12(3)", "the answer to an opt-out names both days; a removal that waits too long is shown as late"),
        new StandingRule("OPT-09", RuleTier.ByDesign, "The list of opt-outs is pseudonymous personal data itself, kept under a key of its own, and is never a source of records.", "GDPR 5(1)(c), 17(3); CNIL MED-2023-040", "suppression keys have a domain of their own, and no source reads a list"),
        new StandingRule("OPT-10", RuleTier.Refuse, "The suppression key outlives every campaign.", "GDPR 17(3)", "it has no last day, and is not destroyed while opt-outs or outputs depend on it: KEY_DESTROY_BLOCKED"),
        new StandingRule("OPT-12", RuleTier.ByDesign, "Opting out needs one identifier and nothing else.", "GDPR 12(2), 12(5), 11", "the call takes one identifier; there is no account and no reason to give"),
    ];
}
