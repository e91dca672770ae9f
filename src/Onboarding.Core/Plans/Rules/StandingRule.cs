namespace Onboarding.Plans.Rules;

/// <summary>A rule that no plan can break: its facts are recorded, or types, gates and the row checks of a run keep it.</summary>
/// <param name="id">The rule's id.</param>
/// <param name="tier">What it does.</param>
/// <param name="statement">What it demands.</param>
/// <param name="source">Law, guideline or design behind it.</param>
/// <param name="kept">What keeps it.</param>
internal sealed class StandingRule(string id, RuleTier tier, string statement, string source, string kept) : PlanRule(id, tier, statement, source)
{
    public override void Check(PlanFacts facts, RuleFindings findings) => findings.Pass("$", kept);
}
