namespace Onboarding.Plans.Rules;

/// <summary>A rule of the catalogue: what it says, what it does, where it comes from, and how facts of plan and dossier are checked against it.</summary>
/// <param name="id">The rule's id, such as <c>LB-03</c>.</param>
/// <param name="tier">What it does.</param>
/// <param name="statement">What it demands, in a sentence.</param>
/// <param name="source">Law, guideline or design behind it.</param>
internal abstract class PlanRule(string id, RuleTier tier, string statement, string source)
{
    public string Id => id;

    public RuleTier Tier => tier;

    public string Statement => statement;

    public string Source => source;

    /// <summary>Checks the facts. Says at least once what was seen.</summary>
    public abstract void Check(PlanFacts facts, RuleFindings findings);
}
