namespace Onboarding.Plans.Rules;

internal sealed class Pur06NoOffers() : PlanRule("PUR-06", RuleTier.Refuse, "Offers of a processor of its own to the people concerned are incompatible with what the records are for.", "CNIL, re-use by processors (2022); GDPR 6(4)")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var party in facts.Dossier.Parties.Where(p => p.OwnUse is not null))
        {
            var path = PlanFacts.Path("parties", facts.Dossier.Parties, party) + ".ownUse.purpose";
            findings.Require(party.OwnUse!.Purpose is not (Purposes.Advertising or Purposes.AdvertisingExclusion or "direct-marketing"), RuleReasons.ReuseCommercialOffer, path, $"{party.Id} would use the records for {party.OwnUse.Purpose} of its own");
        }

        findings.Pass("dossier $.parties", "looked at every party's own use");
    }
}
