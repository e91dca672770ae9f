namespace Onboarding.Plans;

/// <summary>Legal bases of GDPR 6(1) that a dossier may record, and their DPV terms.</summary>
internal static class LegalBases
{
    public const string Consent = "consent";
    public const string LegitimateInterest = "legitimate-interest";
    public const string PublicTask = "public-task";

    private static readonly Dictionary<string, string> s_terms = new(StringComparer.Ordinal)
    {
        [Consent] = "eu-gdpr:A6-1-a",
        [LegitimateInterest] = "eu-gdpr:A6-1-f-controller",
        [PublicTask] = "eu-gdpr:A6-1-e",
        ["contract"] = "eu-gdpr:A6-1-b",
        ["legal-obligation"] = "eu-gdpr:A6-1-c",
    };

    public static IEnumerable<string> All => s_terms.Keys;

    public static bool IsKnown(string basis) => s_terms.ContainsKey(basis);

    /// <summary>Whether onboarding usually rests on it (rule LB-02).</summary>
    public static bool IsAccepted(string basis) => basis is Consent or LegitimateInterest;

    public static string DpvTerm(string basis) => s_terms[basis];
}
