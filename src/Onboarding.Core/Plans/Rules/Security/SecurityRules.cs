namespace Onboarding.Plans.Rules;

/// <summary>Rules on keys, and on the record of what left.</summary>
internal static class SecurityRules
{
    public static IEnumerable<PlanRule> All =>
    [
        new StandingRule("SEC-06", RuleTier.Refuse, "Keys are kept apart from data, readable for their owner only, each with an id and a period; they are never written into a log, a message or an output.", "GDPR 32; EDPB Guidelines 01/2025 par. 108-109", "checked when a key is opened: KEY_NOT_FOUND, KEY_CARD_INVALID, KEY_PERMISSIONS, KEY_CHECK, KEY_EXPIRED"),
        new StandingRule("DSR-01", RuleTier.Record, "Who received what, when, why and until when is recorded before it leaves, so that a person can be told the actual recipients.", "GDPR 15(1)(a)-(h); CJEU C-154/21", "the ledger's entry is on the disk before an output is delivered"),
    ];
}
