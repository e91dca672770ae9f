namespace Onboarding.Plans.Rules;

/// <summary>Reasons of the rules on pseudonyms and labels.</summary>
internal static class PseudonymityReasons
{
    public static readonly Reason SharedSecretUnreasoned = new("SHARED_SECRET_UNREASONED", ReasonCategory.Rule, "PSE-10", "EDPB Guidelines 01/2025 par. 123-128", "Record why the key is shared and with whom (\"keyHolders\"), or give each party a key of its own.");

    public static readonly Reason MisleadingTerm = new("MISLEADING_TERM", ReasonCategory.Rule, "PSE-02", "GDPR recital 26; EDPB Guidelines 02/2026 (draft) par. 40", "Call the records what they are: pseudonymous personal data.");

    public static IEnumerable<Reason> All => [SharedSecretUnreasoned, MisleadingTerm];
}
