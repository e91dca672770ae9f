namespace Onboarding.Plans.Rules;

internal sealed class Pur10RefusedPurposes() : PlanRule("PUR-10", RuleTier.Refuse, "Political advertising, decisions on employment or credit, and price discrimination are refused.", "Regulation (EU) 2024/900 art. 18; GDPR 22")
{
    public static readonly string[] Purposes = ["political-advertising", "employment-decision", "credit-decision", "price-discrimination"];

    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var (path, purpose) in new[] { ("dossier $.purpose", facts.Dossier.Purpose), ("$.purpose", facts.Plan.Purpose) })
        {
            findings.Require(!Purposes.Contains(purpose), RuleReasons.PurposeRefused, path, $"{purpose} is refused");
        }

        findings.Pass("dossier $.purpose", "none of the refused purposes is named");
    }
}
