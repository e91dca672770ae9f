namespace Onboarding.Plans.Rules;

internal sealed class Lb13DestinationConsent() : PlanRule("LB-13", RuleTier.Refuse, "A destination may demand more than the law: where its terms ask for consent, no other basis will do.", "the platform's own terms, docs/platform-contracts.md")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        if (facts.Platform is not { RequiresConsent: true } platform)
        {
            findings.Pass("$.destination", "the destination asks for no more than the law");
        }
        else if (findings.Require(facts.OwnBasis?.Basis == LegalBases.Consent, RuleReasons.DestinationRequiresConsent, "$.destination.profile", $"{platform.Name} demands consent, and the basis is {facts.OwnBasis?.Basis ?? "not recorded"}"))
        {
            findings.Pass("$.destination.profile", $"{platform.Name} demands consent, and the basis is consent");
        }
    }
}
