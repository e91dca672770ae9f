using Onboarding.Plans.Rules;

namespace Onboarding.Plans;

/// <summary>The rules that plans, records and outputs are checked against, and all codes. docs/rules.md shows the same.</summary>
public static class PlanRules
{
    /// <summary>Every code, in its order: refusals, warnings, dropped rows, rejected values, malformed rows.</summary>
    public static IReadOnlyList<Reason> Codes { get; } = [.. Reasons.All.Concat(CountedReasons.All).OrderBy(r => r.Code, StringComparer.Ordinal)];

    /// <summary>Every rule, in the order in which rules are checked.</summary>
    public static IReadOnlyList<RuleDescription> All { get; } = [.. RuleCatalogue.All.Select(rule => new RuleDescription(rule, [.. Codes.Where(c => IsOf(c, rule.Id))]))];

    /// <summary>The reason of a code that a report counts.</summary>
    internal static Reason Of(string code) => Codes.First(r => r.Code == code);

    // A reason can stand for several rules: "LB-05, LB-06".
    private static bool IsOf(Reason reason, string rule) => reason.Rule.Split(", ").Contains(rule);
}
