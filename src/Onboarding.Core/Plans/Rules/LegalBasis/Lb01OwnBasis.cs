namespace Onboarding.Plans.Rules;

internal sealed class Lb01OwnBasis() : PlanRule("LB-01", RuleTier.Refuse, "Each controller has a legal basis of its own for the purpose; one party's basis never serves the other.", "GDPR 6(1)")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        var own = facts.OwnController;

        var basis = facts.Basis(own);
        if (findings.Require(basis is not null && LegalBases.IsKnown(basis.Basis), Reasons.LegalBasisMissing, "dossier $.bases", $"no basis of {PlanFacts.Shorten(own)}, one of {string.Join(", ", LegalBases.All)}, is recorded"))
        {
            findings.Pass(PlanFacts.Path("bases", facts.Dossier.Bases, basis), $"{own} relies on {basis!.Basis}");
        }
    }
}
