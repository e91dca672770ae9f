using static Onboarding.ReasonCategory;

namespace Onboarding.Plans.Rules;

/// <summary>Reasons of the rules on legal basis, notice, purpose, minimization, approval and overrides.</summary>
internal static class RuleReasons
{
    public static readonly Reason OpenQuestion = new("OPEN_QUESTION", Rule, "plan form", "docs/plan.md", "Answer the question in place of the \"?\".");
    public static readonly Reason OverrideNotAllowed = new("OVERRIDE_NOT_ALLOWED", Rule, "overrides", "docs/rules.md", "Name a code of a rule that is a choice of this library; `onboard rules list` shows which are. Law cannot be overridden.");
    public static readonly Reason OverrideExpired = new("OVERRIDE_EXPIRED", Rule, "overrides", "docs/rules.md", "Decide again: renew the override with a new reason and date, or take it out.");

    public static readonly Reason LegalBasisUnusual = new("LEGAL_BASIS_UNUSUAL", Rule, "LB-02", "GDPR 6(1); EDPB Guidelines 8/2020 par. 43", "Use consent or legitimate interest; a public body's survey of its own residents may rest on its public task.") { IsLibraryChoice = true };
    public static readonly Reason LegalBasisAuthority = new("LEGAL_BASIS_AUTHORITY", Rule, "LB-02", "GDPR 6(1), second subparagraph", "Rest the task on the law that gives it (public-task), or ask for consent.");
    public static readonly Reason LiaMissing = new("LIA_MISSING", Rule, "LB-03", "GDPR 6(1)(f), recital 47; CJEU C-621/22", "Record the balancing test in the dossier's basis (\"balancingTest\").");
    public static readonly Reason LiaIncomplete = new("LIA_INCOMPLETE", Rule, "LB-03", "GDPR 6(1)(f), recital 47; CJEU C-621/22", "Answer every part of the balancing test that the message names.");
    public static readonly Reason LiaNegative = new("LIA_NEGATIVE", Rule, "LB-03", "GDPR 6(1)(f), recital 47", "The balance is not in the controller's favour: ask for consent, or do without.");
    public static readonly Reason LiaStale = new("LIA_STALE", Rule, "LB-03", "GDPR 5(2), 6(1)(f)", "Review the balancing test again and state the next date.");
    public static readonly Reason LiaScope = new("LIA_SCOPE", Rule, "LB-03", "GDPR 6(1)(f)", "Extend the balancing test to this purpose and these fields, or leave them out of the plan.");
    public static readonly Reason LiContested = new("LB_LI_CONTESTED", Rule, "LB-03", "EDPB Guidelines 8/2020 ex. 2-3; CJEU C-252/21", "Know that authorities have read this differently; consent is the basis that nobody contests.");
    public static readonly Reason StatementMissing = new("STATEMENT_MISSING", Rule, "LB-05", "EDPB Guidelines 8/2020 ex. 2-3; GDPR 7(1)", "State once in the plan (\"statements\") what holds for the rows, or map the columns that say it (\"evidence\").");
    public static readonly Reason NoticeMissing = new("NOTICE_MISSING", Rule, "LB-08", "GDPR 13, 14; CJEU C-413/23 P par. 102-111", "Record the party's own privacy notice in the dossier, with everything that it must state.");
    public static readonly Reason NoticeRecipientNotNamed = new("NOTICE_RECIPIENT_NOT_NAMED", Rule, "LB-08", "GDPR 13(1)(e), 14(1)(e)", "Name the recipient or its category in the notice, and wait until people could read it.");
    public static readonly Reason NoticeObjectionNotSeparate = new("NOTICE_OBJECTION_NOT_SEPARATE", Rule, "LB-10", "GDPR 21(4)", "Present the right to object clearly and apart from other information, and say where (\"separateObjection\").");
    public static readonly Reason DeviceConsentMissing = new("DEVICE_CONSENT_MISSING", Rule, "LB-11", "ePrivacy Directive 5(3)", "Rest the use of mobile advertising ids on consent, or leave the field out.");
    public static readonly Reason DestinationRequiresConsent = new("DESTINATION_REQUIRES_CONSENT", Rule, "LB-13", "the platform's own terms, docs/platform-contracts.md", "Rest this plan on consent, or choose another destination.");
    public static readonly Reason DpiaMissing = new("DPIA_MISSING", Rule, "LB-14", "GDPR 35", "Record the impact assessment, or why none is required (\"dpia\").");

    public static readonly Reason PurposeResearchOnly = new("PURPOSE_RESEARCH_ONLY", Rule, "PUR-02", "GDPR 5(1)(b), 89", "Keep survey data for surveys; collect data for other purposes anew.");
    public static readonly Reason ReuseCommercialOffer = new("REUSE_COMMERCIAL_OFFER", Rule, "PUR-06", "CNIL, re-use by processors (2022); GDPR 6(4)", "A processor may not make offers of its own to the people concerned: leave its own use out.");
    public static readonly Reason LookalikeDenied = new("PURPOSE_LOOKALIKE_DENIED", Rule, "PUR-09", "GDPR 5(1)(b); CNIL SAN-2025-017", "Leave the use out, or have it named in instruction, notice and basis.");
    public static readonly Reason EnrichmentDenied = new("PURPOSE_ENRICHMENT_DENIED", Rule, "PUR-09", "GDPR 5(1)(b)", "Leave the use out, or have it named in instruction, notice and basis.");
    public static readonly Reason IdentityGraphDenied = new("PURPOSE_IDENTITY_GRAPH_DENIED", Rule, "PUR-09", "GDPR 5(1)(b)", "Leave the use out, or have it named in instruction, notice and basis.");
    public static readonly Reason PoolingDenied = new("PURPOSE_POOLING_DENIED", Rule, "PUR-09", "GDPR 5(1)(b), 28(10)", "Keep the clients' data apart.");
    public static readonly Reason PurposeRefused = new("PURPOSE_REFUSED", Rule, "PUR-10", "Regulation (EU) 2024/900 art. 18; GDPR 22", "This library is not made for that purpose.");

    public static readonly Reason SpecialCategory = new("SPECIAL_CATEGORY", Rule, "MIN-04", "GDPR 9; Regulation (EU) 2022/2065 art. 26(3)", "Leave the column or the segment out.");
    public static readonly Reason CriminalRecords = new("CRIMINAL_DATA", Rule, "MIN-04", "GDPR 10", "Leave the column or the segment out.");
    public static readonly Reason NationalId = new("NATIONAL_ID", Rule, "MIN-05", "GDPR 87; Dutch UAVG art. 46", "Map another column: national numbers are no key for marketing.");
    public static readonly Reason ColumnNeverRead = new("COLUMN_NEVER_READ", Rule, "MIN-11", "GDPR 5(1)(c), 32, 87", "Map another column, and leave this one out of the export: it finds nobody, and a leak of it does harm.");
    public static readonly Reason AgePolicyMissing = new("AGE_POLICY_MISSING", Rule, "MIN-06", "Regulation (EU) 2022/2065 art. 28(2); GDPR 8, recital 38", "State how children are kept out (\"age\" in the dossier), or map the birth date.");

    public static readonly Reason ApprovalStale = new("APPROVAL_STALE", Rule, "approval", "GDPR 5(2), 24", "Let the person who is responsible read the plan again (`onboard plan diff`) and approve it (`onboard plan approve`).");
    public static readonly Reason ApprovalMissing = new("APPROVAL_MISSING", Rule, "approval", "GDPR 5(2), 24", "Let the person who is responsible approve the plan: `onboard plan approve PLAN --by NAME --until DATE`.");

    public static IEnumerable<Reason> All =>
    [
        OpenQuestion, OverrideNotAllowed, OverrideExpired, LegalBasisUnusual, LegalBasisAuthority, LiaMissing, LiaIncomplete, LiaNegative, LiaStale, LiaScope, LiContested, StatementMissing,
        NoticeMissing, NoticeRecipientNotNamed, NoticeObjectionNotSeparate, DeviceConsentMissing, DestinationRequiresConsent, DpiaMissing,
        PurposeResearchOnly, ReuseCommercialOffer, LookalikeDenied, EnrichmentDenied, IdentityGraphDenied, PoolingDenied, PurposeRefused,
        SpecialCategory, CriminalRecords, NationalId, ColumnNeverRead, AgePolicyMissing, ApprovalStale, ApprovalMissing,
    ];
}
