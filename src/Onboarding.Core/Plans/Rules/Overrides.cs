namespace Onboarding.Plans.Rules;

/// <summary>A plan may override refusals that are choices of this library: by code, with a name, a reason and an end.</summary>
internal static class Overrides
{
    public static void Apply(PlanFacts facts, List<Finding> findings, List<PlanExpiry> expiries)
    {
        for (var i = 0; i < facts.Plan.Overrides.Length; i++)
        {
            var entry = facts.Plan.Overrides[i];
            var path = $"$.overrides[{i}]";
            var isDate = PlanDate.TryParse(entry.Until, out var until) && !until.IsRelative;
            var refusal = findings.FindIndex(f => f.Level == FindingLevel.Refusal && f.Reason?.Code == entry.Code);
            if (Reasons.All.FirstOrDefault(r => r.Code == entry.Code) is not { IsLibraryChoice: true })
            {
                findings.Add(new Finding(RuleReasons.OverrideNotAllowed, FindingLevel.Refusal, path + ".code", $"{PlanFacts.Shorten(entry.Code)} is no refusal that a plan may override"));
            }
            else if (!isDate || until.Resolve(facts.Now) < facts.Now)
            {
                findings.Add(new Finding(RuleReasons.OverrideExpired, FindingLevel.Refusal, path + ".until", "the override has no day (2026-12-31) until which it holds, or it has passed"));
            }
            else if (refusal >= 0)
            {
                expiries.Add(new PlanExpiry(until, RuleReasons.OverrideExpired, path + ".until", $"the override of {entry.Code}"));
                for (; refusal >= 0; refusal = findings.FindIndex(f => f.Level == FindingLevel.Refusal && f.Reason?.Code == entry.Code))
                {
                    findings[refusal] = findings[refusal] with { Level = FindingLevel.Overridden, Seen = $"{findings[refusal].Seen}; overridden by {entry.By} until {entry.Until}: {entry.Reason}" };
                }
            }
        }
    }
}
