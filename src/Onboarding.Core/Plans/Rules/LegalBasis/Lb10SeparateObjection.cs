namespace Onboarding.Plans.Rules;

internal sealed class Lb10SeparateObjection() : PlanRule("LB-10", RuleTier.Warn, "The right to object is presented clearly and apart from other information, at the latest at the first communication.", "GDPR 21(4)")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        if (facts.Notice(facts.OwnController) is not { } notice)
        {
            findings.Pass("dossier $.notices", "there is no notice to look at");
            return;
        }

        var path = PlanFacts.Path("notices", facts.Dossier.Notices, notice) + ".separateObjection";
        if (notice.SeparateObjection is null)
        {
            findings.Warn(RuleReasons.NoticeObjectionNotSeparate, path, "nothing says where the right to object is presented separately");
        }
        else
        {
            findings.Pass(path, "a place is recorded");
        }
    }
}
