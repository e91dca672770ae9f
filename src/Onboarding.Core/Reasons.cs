using Onboarding.Plans.Rules;
using static Onboarding.ReasonCategory;

namespace Onboarding;

/// <summary>All reason codes of refusals. Reasons of single identifiers are in <see cref="Identifiers.RejectionReasons"/>.</summary>
public static class Reasons
{
    private const string Contracts = "docs/contracts-v1.md";
    private const string AudienceFormat = "docs/audience-format.md";
    private const string PlanPage = "docs/plan.md";
    private const string StoresPage = "docs/stores.md";

    internal static readonly Reason PlanInvalid = new("PLAN_INVALID", Input, "plan form", PlanPage, "Correct the plan or dossier at the path that the message names.");
    internal static readonly Reason PlanSide = new("PLAN_SIDE", Input, "plan form", PlanPage, "A plan with \"side\": \"send\" is for `run`, one with \"side\": \"match\" for `match`.");
    internal static readonly Reason SourceNotPlanned = new("SOURCE_NOT_PLANNED", Rule, "MIN-01", PlanPage, "Hand over the source that the plan names, or set \"type\": \"code\" in the plan's source.");
    internal static readonly Reason RecipientMissing = new("RECIPIENT_MISSING", Rule, "PSE-13", "EDPB Guidelines 01/2025 par. 35-41", "Name the recipient in the dossier's parties, and do not send to yourself.");
    internal static readonly Reason PurposeNotAllowed = new("PURPOSE_NOT_ALLOWED", Rule, "PUR-01", "GDPR 5(1)(b)", "Use one of the purposes that docs/plan.md lists; the plan's purpose is the dossier's.");
    internal static readonly Reason DomainInvalid = new("DOMAIN_INVALID", Rule, "PSE-09", Contracts, "Write ids as 1 to 64 of a-z 0-9 -.");
    internal static readonly Reason FieldNotAllowed = new("FIELD_NOT_ALLOWED", Rule, "MIN-01", "GDPR 5(1)(c)", "List the field in the dossier's agreed fields and map it to a column, or leave it out of the plan.");
    internal static readonly Reason HashedField = new("HASHED_FIELD", Rule, "PSE-13", "docs/uploads.md", "Map a column of clear values, or send to the platform in whose form the column was hashed.");
    internal static readonly Reason PlatformMinimum = new("PLATFORM_MINIMUM", Rule, "output", "docs/uploads.md", "Send more people, or expect that the platform does not use the list: every member must also be found there.");
    internal static readonly Reason LegalBasisMissing = new("LEGAL_BASIS_MISSING", Rule, "LB-01", "GDPR 6(1)", "Record the party's own legal basis in the dossier.");
    internal static readonly Reason SuppressionRequired = new("SUPPRESSION_REQUIRED", Rule, "OPT-01", "GDPR 21(2)-(3)", "Name the opt-out lists and the suppression key in the plan.");
    internal static readonly Reason SuppressionEmpty = new("SUPPRESSION_EMPTY", Rule, "OPT-01", "GDPR 21(2)-(3)", "Check the list and its columns; when nobody has objected yet, say so with SuppressionSource.ConfirmedEmpty(reference) or \"confirmedEmpty\" in the plan.");
    internal static readonly Reason SuppressionUnreadable = new("SUPPRESSION_UNREADABLE", Rule, "OPT-01", "GDPR 21(2)-(3)", "Correct the column, its form or the values: each is an objection that could not be honoured.");
    internal static readonly Reason SuppressionShrank = new("SUPPRESSION_SHRANK", Rule, "OPT-02", "GDPR 21(3)", "Find out why the list has fewer entries than when it was last read, and export it again; when it is to be smaller, accept that at the import.");
    internal static readonly Reason SuppressionStale = new("SUPPRESSION_STALE", Rule, "OPT-02", "GDPR 21(3), 12(3)", "Export the opt-outs again, or set suppression.refuseAfter where the list really changes more seldom.");
    internal static readonly Reason SuppressionUncheckable = new("SUPPRESSION_UNCHECKABLE", Rule, "OPT-02", Contracts, "Run again where an opt-out arrived while the run was reading. For hashed columns: read the opt-out lists in clear, or state in suppression.acceptUncheckable who accepts that such opt-outs cannot be compared.");
    internal static readonly Reason SuppressionNotPlanned = new("SUPPRESSION_NOT_PLANNED", Rule, "OPT-01", "GDPR 21(2)-(3)", "Hand over every list that the plan names, or set \"fromCode\": true in the plan's suppression.");
    internal static readonly Reason RetentionMissing = new("RETENTION_MISSING", Rule, "RET-01", "GDPR 5(1)(e)", "State deleteBy and useBy.");
    internal static readonly Reason RetentionUnlimited = new("RETENTION_UNLIMITED", Rule, "RET-01", "GDPR 5(1)(e); CJEU C-446/21", "State a deleteBy within the dossier's longest term.");
    internal static readonly Reason DataExpired = new("DATA_EXPIRED", Rule, "RET-02", "GDPR 5(1)(e)", "Ask for a new audience, or renew the plan; delete what has expired.");
    internal static readonly Reason AgreementExpired = new("AGREEMENT_EXPIRED", Rule, "ROL-08", "GDPR 26, 28", "Renew the agreement, have every party sign it, and record its dates in the dossier.");
    internal static readonly Reason UseByPassed = new("USE_BY_PASSED", Rule, "OPT-02", "GDPR 21(3)", "Ask the sender for a new audience: this one may hold people who have objected since.");
    internal static readonly Reason OutputStateKnown = new("OUTPUT_STATE", Input, "DSR-01", "GDPR 15(1)(c)", "See `onboard deliveries list` for the outputs and what is known of them.");
    internal static readonly Reason RemovalOverdue = new("REMOVAL_OVERDUE", Rule, "OPT-04", "GDPR 19, 21(3)", "Export the removals with `onboard removals export`, send them, and record the recipient's confirmation with `onboard removals ack`.");
    internal static readonly Reason KeyDestroyBlocked = new("KEY_DESTROY_BLOCKED", Rule, "OPT-10", "GDPR 17(3)", "Keep the suppression key as long as anybody's objection stands.");
    internal static readonly Reason RemovalKeyGone = new("REMOVAL_KEY_GONE", Rule, "OPT-05", "EDPB Guidelines 01/2025 par. 91", "Restore the key from its backup: people can only be taken out in the form in which they were sent.");
    internal static readonly Reason RedFlagSignalVolume = new("RED_FLAG_SIGNAL_VOLUME", Rule, "OPT-07", "GDPR 5(1)(f)", "Ask the recipient whether the signal is right; then take it in with --accept-volume.");
    internal static readonly Reason NoMembers = new("NO_MEMBERS", Rule, "MIN-08", "GDPR 5(1)(d)", "Check the columns, the region and the encoding: a wrong one leaves nobody.");
    internal static readonly Reason AudienceTooSmall = new("AUDIENCE_TOO_SMALL", Rule, "PSE-18", "library choice", "Send larger audiences: a small list singles out.");
    internal static readonly Reason AggregateTooSmall = new("AGGREGATE_TOO_SMALL", Rule, "PSE-18", "EDPB Guidelines 02/2026 (draft) par. 58, 76-81; library choice", "Nothing: the match is done, and the last figure that was released stands again. Match larger audiences.");
    internal static readonly Reason AggregateDifferencing = new("AGGREGATE_DIFFERENCING", Rule, "PSE-18", "EDPB Guidelines 02/2026 (draft) par. 58, 76-81; library choice", "Nothing: the match is done, and the last figure that was released stands again. A list that has changed by more people gets a figure of its own.");
    internal static readonly Reason DemoKey = new("DEMO_KEY", Rule, "PSE-08", "EDPB Guidelines 01/2025 par. 88", "Create a key of your own with `onboard keys create`; published keys may only write to a folder.");
    internal static readonly Reason KeyNotFound = new("KEY_NOT_FOUND", Input, "SEC-06", Contracts, "Create or import the key, or name another --home.");
    internal static readonly Reason KeyCardInvalid = new("KEY_CARD_INVALID", Input, "SEC-06", Contracts, "Ask the other party to send the card again, or restore it from the backup.");
    internal static readonly Reason KeyExists = new("KEY_EXISTS", Input, "SEC-06", Contracts, "Choose another key id.");
    internal static readonly Reason KeyPermissions = new("KEY_PERMISSIONS", Rule, "SEC-06", "GDPR 32", "Make the card readable for its owner only (chmod 600).");
    internal static readonly Reason KeyWeak = new("KEY_WEAK", Rule, "PSE-08", "EDPB Guidelines 01/2025 par. 88 fn. 24", "Use 32 random bytes.");
    internal static readonly Reason KeyExpired = new("KEY_EXPIRED", Rule, "SEC-06", "GDPR 32", "Create or import the key of this period.");
    internal static readonly Reason KeyCheck = new("KEY_CHECK", Input, "SEC-06", Contracts, "Compare check values with the other party, and ask for the card again.");
    internal static readonly Reason KeyMismatch = new("KEY_MISMATCH", Rule, "PSE-09", Contracts, "Use the key that the plan's domain and the file's label name; compare check values with the other party.");
    internal static readonly Reason DomainReused = new("DOMAIN_REUSED", Rule, "PSE-09", "EDPB Guidelines 01/2025 par. 117-121", "Create a key per recipient, purpose and period.");
    internal static readonly Reason KeyBackup = new("KEY_BACKUP_INVALID", Input, "SEC-06", Contracts, "Check the passphrase and the file.");
    /// <summary><c>SOURCE_UNREADABLE</c>: a source of records cannot be read.</summary>
    public static Reason SourceUnreadable { get; } = new("SOURCE_UNREADABLE", Input, "source", "RFC 4180", "Correct the file at the line that the message names, or export it again; a query: try it in the database's own client, the message names the place and the SQL state.");
    /// <summary><c>SOURCE_EMPTY</c>: a source has no header and no record.</summary>
    public static Reason SourceEmpty { get; } = new("SOURCE_EMPTY", Input, "source", "RFC 4180", "Name a file with a header row.");
    internal static readonly Reason HeaderMissing = new("HEADER_MISSING", Input, "source", "RFC 4180", "Add a first row with the names of the columns, or export again with one.");
    /// <summary><c>COLUMN_MISSING</c>: a source lacks a column that the plan maps, or has it twice.</summary>
    public static Reason ColumnMissing { get; } = new("COLUMN_MISSING", Input, "MIN-01", PlanPage, "Use a column name that stands once in the file's header or the query's result.");
    internal static readonly Reason PresetUnknown = new("PRESET_UNKNOWN", Input, "source", "docs/presets.md", "Write the lines that the message names into the plan: a preset, or the names of the columns.");
    internal static readonly Reason PresetAmbiguous = new("PRESET_AMBIGUOUS", Input, "source", "docs/presets.md", "Write the right one of the lines that the message names into the plan.");
    internal static readonly Reason PresetOptOuts = new("PRESET_OPT_OUTS", Rule, "OPT-09", "GDPR 21(2)-(3)", "Name the file under the plan's suppression.lists, and the export of the people who may be used as the source.");
    internal static readonly Reason ConsentColumnMissing = new("CONSENT_COLUMN_MISSING", Rule, "LB-06", "GDPR 7(1), 21(3)", "Add the column to the export, or make sure that everybody who said no is on an opt-out list.");
    /// <summary><c>COLUMN_TYPE</c>: a mapped column of a query holds something that has no text.</summary>
    public static Reason ColumnType { get; } = new("COLUMN_TYPE", Input, "source", "docs/sources.md", "Select the column as text: cast it, or encode bytes as hexadecimal digits.");
    internal static readonly Reason RowMalformed = new("ROW_MALFORMED", Input, "source", "RFC 4180", "Correct the row, or set \"malformed\": \"report\" in the plan's source.");
    /// <summary><c>SOURCE_CHANGED</c>: a source grew, shrank or was written to while it was read.</summary>
    public static Reason SourceChanged { get; } = new("SOURCE_CHANGED", Input, "source", PlanPage, "Let the export end first, and run again on files that nobody writes to.");
    /// <summary><c>ENCODING_UNDECLARED</c>: a source is not in UTF-8 and nothing says what it is in.</summary>
    public static Reason EncodingUndeclared { get; } = new("ENCODING_UNDECLARED", Input, "source", PlanPage, "Export the file as UTF-8, or state its \"encoding\" in the plan; see docs/plan.md.");
    /// <summary><c>ENCODING_UNSUPPORTED</c>: a source is in an encoding that is not read, or in two.</summary>
    public static Reason EncodingUnsupported { get; } = new("ENCODING_UNSUPPORTED", Input, "source", PlanPage, "Export the file as UTF-8.");
    internal static readonly Reason PhoneMixedCountries = new("PHONE_MIXED_COUNTRIES", Rule, "MIN-08", "GDPR 5(1)(d)", "Map the column of the country (\"country\") in the plan's source: without it national numbers of other countries become numbers of the plan's region.");
    internal static readonly Reason AudienceFormatInvalid = new("AUDIENCE_FORMAT", Input, "PSE-06", AudienceFormat, "Ask the sender for the file again.");
    internal static readonly Reason AudienceContentOther = new("AUDIENCE_CONTENT", Input, "PSE-06", AudienceFormat, "An audience and additions to one are for `match --audience`, two audiences for `audience diff`, a list of removals for `match --removals`, a signal for `signals import`.");
    internal static readonly Reason AudienceVersion = new("AUDIENCE_VERSION", Input, "PSE-06", AudienceFormat, "Update this library, or ask for version 1.");
    internal static readonly Reason AudienceSectionUnknown = new("AUDIENCE_SECTION_UNKNOWN", Input, "PSE-06", AudienceFormat, "Update this library: the file uses something that it must understand and does not.");
    internal static readonly Reason AudienceHash = new("AUDIENCE_HASH", Input, "PSE-06", AudienceFormat, "The file was damaged on its way: ask for it again.");
    internal static readonly Reason AudienceMac = new("AUDIENCE_MAC", Rule, "PSE-06", AudienceFormat, "The file was not written by a holder of this key for this domain: ask the sender.");
    internal static readonly Reason LabelMissing = new("LABEL_MISSING", Rule, "PSE-06", "EDPB Guidelines 01/2025 par. 72-73", "Ask the sender for a labelled file.");
    internal static readonly Reason LabelInvalid = new("LABEL_INVALID", Rule, "PSE-06", "docs/label.md", "Ask the sender for the file again.");
    internal static readonly Reason LabelDigest = new("LABEL_DIGEST", Rule, "PSE-06", AudienceFormat, "Ask the sender for the file again: its label belongs to other content.");
    internal static readonly Reason OutsideDomain = new("OUTSIDE_DOMAIN", Rule, "PSE-13", "EDPB Guidelines 01/2025 par. 35-41, 111-114", "Use the plan of the domain that the label names.");
    internal static readonly Reason SignatureMissing = new("SIGNATURE_MISSING", Rule, "PSE-06", AudienceFormat, "Ask the sender for the signature, and put it beside the audience under its name with .sig behind it.");
    internal static readonly Reason SignatureInvalid = new("SIGNATURE_INVALID", Rule, "PSE-06", AudienceFormat, "Ask the sender for audience and signature again, and do not use this one.");
    internal static readonly Reason SignatureKey = new("SIGNATURE_KEY", Rule, "PSE-06", AudienceFormat, "Compare fingerprints with the sender over a channel you trust, and pin the sender's public key in the plan.");
    internal static readonly Reason SerialTooOld = new("SERIAL_TOO_OLD", Rule, "OPT-04", "GDPR 21(3)", "Use the newest audience of this domain: an older one may bring back people who have objected since.");
    /// <summary><c>LEDGER_DAMAGED</c>: an entry of the ledger cannot be read.</summary>
    public static Reason LedgerDamaged { get; } = new("LEDGER_DAMAGED", Input, "DSR-01", "GDPR 5(2)", "Restore the ledger from a backup; nothing is sent while it cannot be read.");
    /// <summary><c>STORE_DAMAGED</c>: the content of a store is not what this library wrote.</summary>
    public static Reason StoreDamaged { get; } = new("STORE_DAMAGED", Input, "OPT-09", StoresPage, "Restore the store from a backup, or name the right file or schema; it is never recreated, because that would forget who said no.");
    /// <summary><c>STORE_VERSION</c>: a newer version of this library wrote a store.</summary>
    public static Reason StoreVersion { get; } = new("STORE_VERSION", Input, "OPT-09", StoresPage, "Use the version of the library that wrote the store, or a newer one.");
    internal static readonly Reason WorkingSetDamaged = new("WORKING_SET_DAMAGED", Input, "GDPR 4(5)", "GDPR 32", "Run again.");
    internal static readonly Reason IndexDamaged = new("INDEX_DAMAGED", Input, "GDPR 4(5)", "docs/matching.md", "Build it again with `onboard index build`, or match with --no-index.");
    internal static readonly Reason IndexOutdated = new("INDEX_OUTDATED", Input, "GDPR 4(5)", "docs/matching.md", "Bring it up to date with `onboard index update`.");
    internal static readonly Reason MembersDamaged = new("MEMBERS_DAMAGED", Input, "DSR-01", "GDPR 19", "Restore the member file and its wrapped key from a backup: without them nobody can say who was in that output.");
    internal static readonly Reason AlreadyDelivered = new("ALREADY_DELIVERED", Rule, "DSR-01", "GDPR 15(1)(c)", "Create a new run: an output is delivered once, so that the ledger stays true.");
    internal static readonly Reason DestinationNotBuilt = new("DESTINATION_NOT_BUILT", Rule, "output", PlanPage, "Choose a format that the platform has (docs/uploads.md), and give it the settings that it needs.");
    internal static readonly Reason OutputExists = new("OUTPUT_EXISTS", Input, "output", PlanPage, "Name another file or folder, or remove what stands there.");

    /// <summary>All reasons, in the order of their codes.</summary>
    public static IReadOnlyList<Reason> All { get; } = [.. Listed.OrderBy(r => r.Code, StringComparer.Ordinal)];

    private static IEnumerable<Reason> Listed =>
    [
        PlanInvalid, PlanSide, HashedField, PlatformMinimum, SourceNotPlanned, RecipientMissing, PurposeNotAllowed, DomainInvalid, FieldNotAllowed, LegalBasisMissing, SuppressionRequired, SuppressionEmpty, SuppressionUnreadable, SuppressionShrank, SuppressionNotPlanned,
        RetentionMissing, RetentionUnlimited, DataExpired, AgreementExpired, UseByPassed, NoMembers, AudienceTooSmall, AggregateTooSmall, AggregateDifferencing, DemoKey, KeyNotFound, KeyCardInvalid,
        KeyExists, KeyPermissions, KeyWeak, KeyExpired, KeyCheck, KeyMismatch, DomainReused, KeyBackup, SourceUnreadable, SourceEmpty, HeaderMissing, PresetUnknown, PresetAmbiguous, PresetOptOuts, ConsentColumnMissing, ColumnMissing, ColumnType, RowMalformed,
        SourceChanged, EncodingUndeclared, EncodingUnsupported, PhoneMixedCountries, AudienceFormatInvalid, AudienceContentOther, SuppressionStale, SuppressionUncheckable, OutputStateKnown, RemovalOverdue, RemovalKeyGone, KeyDestroyBlocked, RedFlagSignalVolume, AudienceVersion, AudienceSectionUnknown, AudienceHash, AudienceMac, LabelMissing, LabelInvalid, LabelDigest,
        SignatureMissing, SignatureInvalid, SignatureKey, OutsideDomain, SerialTooOld, LedgerDamaged, StoreDamaged, StoreVersion, WorkingSetDamaged, IndexDamaged, IndexOutdated, MembersDamaged, AlreadyDelivered, DestinationNotBuilt, OutputExists,
        .. Records.DropReasons.All,
        .. RuleReasons.All,
        .. PseudonymityReasons.All,
        .. RoleReasons.All,
    ];
}
