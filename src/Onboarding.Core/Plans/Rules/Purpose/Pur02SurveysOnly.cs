namespace Onboarding.Plans.Rules;

internal sealed class Pur02SurveysOnly() : PlanRule("PUR-02", RuleTier.Refuse, "What was collected for surveys is used for surveys and nothing else, and a survey uses nothing that was collected for advertising.", "GDPR 5(1)(b), 89")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        const string Path = "dossier $.collectedFor";
        if (facts.Purpose is null)
        {
            return;
        }

        var isSurvey = facts.Purpose == Purposes.Survey;
        var others = facts.Dossier.CollectedFor.Where(p => Purposes.All.Contains(p) && (p == Purposes.Survey) != isSurvey).ToList();
        if (findings.Require(others.Count == 0 || !(isSurvey || others.Contains(Purposes.Survey)), RuleReasons.PurposeResearchOnly, Path, $"the purpose is {facts.Purpose}, and the records were collected for {string.Join(", ", others)}"))
        {
            findings.Pass(Path, isSurvey ? "the records were collected for surveys alone" : "no survey data");
        }
    }
}
