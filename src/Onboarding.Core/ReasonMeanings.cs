namespace Onboarding;

/// <summary>What each code means, in a sentence: reasons of refusals, of rejected identifiers and of dropped rows.</summary>
internal static class ReasonMeanings
{
    private static readonly Dictionary<string, string> s_meanings = new(StringComparer.Ordinal)
    {
    };

    public static string Of(string code) => s_meanings.GetValueOrDefault(code, "");
}
