namespace Onboarding.Plans;

/// <summary>Legal bases that a dossier may record, and their DPV terms.</summary>
internal static class LegalBases
{
    private static readonly Dictionary<string, string> s_terms = new(StringComparer.Ordinal)
    {
        ["consent"] = "eu-gdpr:A6-1-a",
        ["legitimate-interest"] = "eu-gdpr:A6-1-f-controller",
        ["public-task"] = "onb:A6-1-e",
    };

    public static IEnumerable<string> All => s_terms.Keys;

    public static bool IsKnown(string basis) => s_terms.ContainsKey(basis);

    public static string DpvTerm(string basis) => s_terms[basis];
}
