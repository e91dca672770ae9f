using static Onboarding.Plans.RuleTier;

namespace Onboarding.Plans.Rules;

/// <summary>Rules on pseudonyms, their keys and labels.</summary>
internal static class PseudonymityRules
{
    private const string Pseud = "EDPB Guidelines 01/2025 ";

    public static IEnumerable<PlanRule> All =>
    [
        new StandingRule("PSE-01", ByDesign, "Every record-level output is labelled pseudonymous personal data, and nothing can label it otherwise.", "GDPR 4(5), recital 26", "no file is written without a label, and a label has one status"),
        new Pse02MisleadingWords(),
        new StandingRule("PSE-03", ByDesign, "A pseudonym that picks out one person for advertising is personal data for the advertising party too.", "GDPR recital 26; EDPB Guidelines 02/2026 (draft) ex. 6", "the label's status does not depend on purpose"),
        new StandingRule("PSE-04", ByDesign, "The status belongs to the data set: no role changes it.", "EDPB Guidelines 02/2026 (draft) par. 15", "the label's status does not depend on roles"),
        new Pse05RecipientView(),
        new StandingRule("PSE-06", Refuse, "Label and content are bound together; what is not labelled, or was changed, is refused.", Pseud + "par. 72-73", "checked when a file is opened: LABEL_MISSING, LABEL_INVALID, LABEL_DIGEST, AUDIENCE_MAC"),
        new StandingRule("PSE-07", ByDesign, "Pseudonyms are keyed; an unkeyed hash is made only for a platform that demands it, and its label says that anyone with the identifier can attribute it.", Pseud + "par. 88-89, 107", "an audience holds keyed or salted tokens only"),
        new StandingRule("PSE-08", Refuse, "Keys are 32 random bytes, never made from words or dates.", Pseud + "par. 88 fn. 24", "checked when a key is created or imported: KEY_WEAK, DEMO_KEY"),
        new Pse09KeyPerDomain(),
        new Pse10SharedSecret(),
        new StandingRule("PSE-11", ByDesign, "What is exported never contains keys, clear identifiers or a table that leads back.", Pseud + "par. 85-86, 111; GDPR 4(5)", "keys, working sets and outputs are different files, and only the outbox may leave"),
        new Pse13ClosedDomain(),
        new StandingRule("PSE-14", ByDesign, "Where counts suffice, counts are sent.", Pseud + "par. 71", "reports hold no identifiers"),
        new StandingRule("PSE-15", Record, "The key's id stands with every output, so that algorithm and key can be replaced.", Pseud + "par. 91", "label and ledger name key id and contract version"),
        new StandingRule("PSE-16", ByDesign, "Nobody can be found out from a pseudonym without authority.", Pseud + "par. 32-33, 80-82", "no public member leads from a token to a record"),
        new StandingRule("PSE-17", ByDesign, "No free attribute stands beside a pseudonym.", Pseud + "par. 97-103", "an audience has no attributes besides segment codes, which the plan declares with their topics, which are random in every audience and stand for a minimum of people"),
        new StandingRule("PSE-18", Refuse, "Small numbers single out: an audience has a minimum of members, and figures about fewer people than a minimum, or that tell of few people together with an earlier figure, are withheld. The law names no number.", "EDPB Guidelines 02/2026 (draft) par. 58, 76-81; library choice", "checked when the audience is written: AUDIENCE_TOO_SMALL; figures are withheld when a report is made: AGGREGATE_TOO_SMALL, AGGREGATE_DIFFERENCING"),
        new StandingRule("PSE-19", ByDesign, "A figure that leaves says that it is an aggregate of which anonymity is not asserted.", "EDPB Guidelines 02/2026 (draft) par. 52-58, 95", "the report for the other party has one status"),
        new StandingRule("PSE-20", ByDesign, "A set of mixed origin carries the strictest label of its parts.", "EDPB Guidelines 02/2026 (draft) par. 36", "labels join to the strictest"),
        new StandingRule("PSE-21", ByDesign, "Destroying a key changes no status.", Pseud + "par. 22", "the status is a constant"),
    ];
}
