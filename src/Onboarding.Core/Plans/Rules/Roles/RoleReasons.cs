using static Onboarding.ReasonCategory;

namespace Onboarding.Plans.Rules;

/// <summary>Reasons of the rules on roles and agreements.</summary>
internal static class RoleReasons
{
    public static readonly Reason RoleMissing = new("ROLE_MISSING", Rule, "ROL-01", "GDPR 4(7)-(8)", "State in the dossier who decides and who acts (\"operations\"), for whom a party acts (\"actsFor\"), and the five facts about it (\"facts\"); docs/roles.md.");
    public static readonly Reason AdvertiserNotController = new("ROLE_ADVERTISER_NOT_CONTROLLER", Rule, "ROL-02", "GDPR 4(7); CNIL SAN-2025-017", "Whoever decides that its customers' records are sent is their controller: name that party as controller of the dossier, and let it decide on collect and upload.");
    public static readonly Reason ProviderNotProcessor = new("ROLE_PROVIDER_NOT_PROCESSOR", Rule, "ROL-04", "GDPR 28(3)(a), 28(10)", "Change what the fact says of the party, or record it as a controller: it decides in \"operations\", and has an agreement for that.");
    public static readonly Reason ProviderOwnAudience = new("ROLE_PROVIDER_OWN_AUDIENCE", Rule, "ROL-05", "GDPR 4(7), 28(10)", "Record the party as one that decides on select, alone or together, or take audiences from the controller's records only.");
    public static readonly Reason PurposeOutsideInstruction = new("PURPOSE_OUTSIDE_INSTRUCTION", Rule, "ROL-06", "GDPR 28(3)(a), 28(10), 29", "Extend the processing agreement or the instruction to this purpose and these fields, or leave them out of the plan.");
    public static readonly Reason ReuseNotSupported = new("REUSE_NOT_SUPPORTED", Rule, "ROL-06", "GDPR 6(4), 28(10); CNIL, re-use by processors (2022)", "Take the processor's own use out: this version does not decide on it.");
    public static readonly Reason RoleContested = new("ROLE_CONTESTED", Rule, "ROL-07", "EDPB Guidelines 8/2020; GDPR 26", "Know that the contract and the guidelines give the platform different roles, and record your reading of it; docs/platform-contracts.md.");
    public static readonly Reason JointOverrideUnreasoned = new("JOINT_OVERRIDE_UNREASONED", Rule, "ROL-07", "EDPB Guidelines 8/2020; GDPR 26", "Name the contract or the analysis by which the platform is no joint controller (\"reference\" of the operation).");
    public static readonly Reason AgreementMissing = new("AGREEMENT_MISSING", Rule, "ROL-08", "GDPR 26, 28", "Conclude the agreement and record it in the dossier before records move.");
    public static readonly Reason AgreementWrongKind = new("AGREEMENT_WRONG_KIND", Rule, "ROL-08", "GDPR 26, 28", "Conclude the kind of agreement that the parties' roles ask for; docs/roles.md says how roles follow from facts.");
    public static readonly Reason DpaIncomplete = new("DPA_INCOMPLETE", Rule, "ROL-09", "GDPR 28(3), 28(9)", "Complete the agreement, and say for each part where it stands; docs/roles.md.");
    public static readonly Reason AgreementScope = new("AGREEMENT_SCOPE", Rule, "ROL-10", "GDPR 5(1)(b), 5(1)(c)", "Extend the agreement to this purpose and these fields, or leave them out of the plan.");
    public static readonly Reason DeaIncomplete = new("DEA_INCOMPLETE", Rule, "ROL-10", "EDPB Guidelines 01/2025 par. 72-75, 114; library minimum", "Complete the agreement, and say for each part where it stands; docs/roles.md.") { IsLibraryChoice = true };
    public static readonly Reason Art26Incomplete = new("ART26_INCOMPLETE", Rule, "ROL-11", "GDPR 26(1)-(3)", "Complete the arrangement, and say for each part where it stands; docs/roles.md.");
    public static readonly Reason Art26OperationNotCovered = new("ART26_OP_NOT_COVERED", Rule, "ROL-11", "GDPR 26(1); EDPB Guidelines 8/2020", "Extend the arrangement to every operation that is decided together.");
    public static readonly Reason SubProcessorNotAuthorised = new("SUBPROCESSOR_NOT_AUTHORISED", Rule, "ROL-12", "GDPR 28(2), 28(4)", "Have the controller authorise the sub-processor, and list it in the processing agreement, or do without it.");
    public static readonly Reason InstructionMissing = new("INSTRUCTION_MISSING", Rule, "SEC-01", "GDPR 28(3)(a), 29", "Record the controller's instruction to the processor with recipient, purpose and fields (\"instructions\").");
    public static readonly Reason InstructionExpired = new("INSTRUCTION_EXPIRED", Rule, "SEC-01", "GDPR 28(3)(a), 29", "Have the controller renew the instruction.");

    public static IEnumerable<Reason> All =>
    [
        RoleMissing, AdvertiserNotController, ProviderNotProcessor, ProviderOwnAudience, PurposeOutsideInstruction, ReuseNotSupported, RoleContested, JointOverrideUnreasoned,
        AgreementMissing, AgreementWrongKind, DpaIncomplete, AgreementScope, DeaIncomplete, Art26Incomplete, Art26OperationNotCovered, SubProcessorNotAuthorised, InstructionMissing, InstructionExpired,
    ];
}
