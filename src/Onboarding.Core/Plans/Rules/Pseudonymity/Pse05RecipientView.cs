namespace Onboarding.Plans.Rules;

internal sealed class Pse05RecipientView() : PlanRule("PSE-05", RuleTier.Record, "How the recipient sees the data for itself may be recorded; it changes no duty, no label and no check of the sender.", "CJEU C-413/23 P par. 75-87, 100, 111")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        const string Path = "dossier $.recipientAssessment";
        if (facts.Dossier.RecipientAssessment is not { } assessment)
        {
            findings.Pass(Path, "none is recorded, and none is needed");
        }
        else if (findings.Require(PlanDate.TryParse(assessment.Date, out _) && PlanDate.TryParse(assessment.ReviewBy, out _), Reasons.PlanInvalid, Path, "date or reviewBy is no day or term"))
        {
            findings.Pass(Path, "it is recorded; nothing else changes");
        }
    }
}
