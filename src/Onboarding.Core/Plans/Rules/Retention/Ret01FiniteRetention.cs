namespace Onboarding.Plans.Rules;

internal sealed class Ret01FiniteRetention() : PlanRule("RET-01", RuleTier.Refuse, "Every data set has a date by which it is deleted; there is no storage without end.", "GDPR 5(1)(e); CJEU C-446/21")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        const string Path = "$.retention.deleteBy";
        var text = facts.Plan.Retention?.DeleteBy;
        if (!findings.Require(text is not null, Reasons.RetentionMissing, Path, "the plan states no delete-by date")
            || !findings.Require(PlanDate.TryParse(text, out var deleteBy), Reasons.RetentionUnlimited, Path, "the value is no day (2026-12-31) or term (P30D): retention must be finite"))
        {
            return;
        }

        var longest = Longest(facts, findings);
        if (findings.Require(deleteBy.Resolve(facts.Now) - facts.Now <= longest, Reasons.RetentionUnlimited, Path, $"the term is longer than {Math.Floor(longest.TotalDays)} days"))
        {
            findings.Pass(Path, $"{text} is within {Math.Floor(longest.TotalDays)} days");
        }
    }

    private static TimeSpan Longest(PlanFacts facts, RuleFindings findings)
    {
        var longest = facts.Platform?.LongestRetention is { } platform && platform < PolicyDefaults.LongestRetention ? platform : PolicyDefaults.LongestRetention;
        if (facts.Dossier.LongestRetention is not { } text)
        {
            return longest;
        }

        var isTerm = PlanDate.TryParse(text, out var term) && term.IsRelative;
        findings.Require(isTerm, Reasons.PlanInvalid, "dossier $.longestRetention", "the value is no term such as P90D");
        var stated = isTerm ? term.Resolve(facts.Now) - facts.Now : longest;
        return stated < longest ? stated : longest;
    }
}
