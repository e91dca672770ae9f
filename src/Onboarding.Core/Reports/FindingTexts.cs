using Onboarding.Plans;

namespace Onboarding.Reports;

/// <summary>Names of levels in reports.</summary>
internal static class FindingTexts
{
    public static string Level(FindingLevel level) => level switch
    {
        FindingLevel.Pass => "pass",
        FindingLevel.Warning => "warning",
        FindingLevel.Overridden => "overridden",
        FindingLevel.Refusal => "refusal",
        _ => throw new ArgumentOutOfRangeException(nameof(level), "The value is not a level."),
    };
}
