namespace Onboarding.Plans.Rules;

internal sealed class Lb02AcceptedBasis() : PlanRule("LB-02", RuleTier.Refuse, "Onboarding rests on consent or legitimate interest; a public body's survey of its own residents may rest on its public task, and on nothing else of its own tasks.", "GDPR 6(1), second subparagraph; EDPB Guidelines 8/2020 par. 43")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var basis in facts.Dossier.Bases.Where(b => LegalBases.IsKnown(b.Basis)))
        {
            var path = PlanFacts.Path("bases", facts.Dossier.Bases, basis) + ".basis";
            var isAuthority = facts.Party(basis.Party)?.PublicAuthority == true;
            if (isAuthority && basis.Basis == LegalBases.LegitimateInterest)
            {
                findings.Refuse(RuleReasons.LegalBasisAuthority, path, "a public authority relies on legitimate interest for its task");
            }
            else if (basis.Basis == LegalBases.PublicTask && !(isAuthority && facts.Purpose == Purposes.Survey))
            {
                findings.Refuse(RuleReasons.LegalBasisAuthority, path, "a public task carries the survey of a public authority, and nothing else");
            }
            else if (LegalBases.IsAccepted(basis.Basis) || basis.Basis == LegalBases.PublicTask)
            {
                findings.Pass(path, $"{basis.Basis} is accepted for {facts.Purpose}");
            }
            else
            {
                findings.Refuse(RuleReasons.LegalBasisUnusual, path, $"{basis.Basis} is no usual basis for {facts.Purpose}");
            }
        }
    }
}
