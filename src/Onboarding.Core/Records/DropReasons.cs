using static Onboarding.ReasonCategory;

namespace Onboarding.Records;

/// <summary>Why rows are dropped, in the order in which a row is looked at: the first that holds is its code. And the warning where one code drops many.</summary>
internal static class DropReasons
{
    public static readonly Reason NoOwnId = new("NO_OWN_ID", Input, "source", "docs/plan.md", "Name the column of the own user id (\"idColumn\").");
    public static readonly Reason OwnIdTooLong = new("OWN_ID_TOO_LONG", Input, "source", "docs/plan.md", "Name the column of the own user id (\"idColumn\"): ids are at most 4,096 bytes long.");
    public static readonly Reason ProvenanceMissing = new("PROVENANCE_MISSING", Rule, "MIN-07", "GDPR 5(2), 14(2)(f)", "Map the column that says where a row comes from (\"provenance\" in the source's evidence), or state it once for the rows of a filter.");
    public static readonly Reason ConsentWithdrawn = new("CONSENT_WITHDRAWN", Rule, "LB-06", "GDPR 7(3)", "Nothing: the row says that this person said no. Where it does not, correct \"yes\", \"no\" and \"denies\" of the column.");
    public static readonly Reason ConsentUnproven = new("CONSENT_UNPROVEN", Rule, "LB-06", "GDPR 4(11), 7(1)", "Map the columns of consent and of its date (\"consent\", \"consent_at\"), and name the words that say yes.");
    public static readonly Reason ConsentPurposeMismatch = new("CONSENT_PURPOSE_MISMATCH", Rule, "LB-06", "GDPR 6(1)(a); CNIL SAN-2025-017", "Ask for consent to the matching itself, and record it: consent to e-mail or SMS does not cover it.");
    public static readonly Reason InterestNotExpected = new("LI_NOT_EXPECTED", Rule, "LB-05", "EDPB Guidelines 8/2020 ex. 2-3; GDPR recital 47", "Map or state the relationship, the version of the notice and when objection was offered; leave out who was never a customer or was never told.");
    public static readonly Reason RecordTooOld = new("RECORD_TOO_OLD", Rule, "MIN-09", "GDPR 5(1)(e); CJEU C-446/21", "Map the column of the last activity (\"last_active_at\") with its format, or delete people who have long been gone.");
    public static readonly Reason Minor = new("MINOR", Rule, "MIN-06", "Regulation (EU) 2022/2065 art. 28(2); GDPR 8, recital 38", "Nothing: people under 18 are left out. Where they are none, correct the format of the birth date.");
    public static readonly Reason NoIdentifier = new("NO_IDENTIFIER", Rule, "MIN-08", "GDPR 5(1)(d)", "Check the mapped columns, the region and the encoding; the report counts why values were rejected.");
    public static readonly Reason DroppedMany = new("DROPPED_MANY", Rule, "LB-05, LB-06, MIN-06, MIN-07, MIN-08, MIN-09", "docs/cells.md", "Look at the columns and statements that the warning names: one that is missing or misread drops rows that need not be dropped.");
    public static readonly Reason FieldUnusable = new("FIELD_UNUSABLE", Rule, "MIN-08", "GDPR 5(1)(d)", "Look at the column, the region and the format: a field that finds nobody should not be read at all.");

    public static IEnumerable<Reason> All => [NoOwnId, OwnIdTooLong, ProvenanceMissing, ConsentWithdrawn, ConsentUnproven, ConsentPurposeMismatch, InterestNotExpected, RecordTooOld, Minor, NoIdentifier, DroppedMany, FieldUnusable];
}
