namespace Onboarding.Plans.Rules;

/// <summary>Reasons of the rules on pseudonyms and labels.</summary>
internal static class PseudonymityReasons
{
    public static readonly Reason SharedSecretUnreasoned = new("SHARED_SECRET_UNREASONED", ReasonCategory.Rule, "PSE-10", "EDPB Guidelines 01/2025 par. 123-128", "Record why the key is shared and with whom (\"keyHolders\"), or give each party a key of its own.");

    public static IEnumerable<Reason> All => [SharedSecretUnreasoned];
}
