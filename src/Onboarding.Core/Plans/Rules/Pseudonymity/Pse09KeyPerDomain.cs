using Onboarding.Keys;

namespace Onboarding.Plans.Rules;

internal sealed class Pse09KeyPerDomain() : PlanRule("PSE-09", RuleTier.Refuse, "Each pair of controller and recipient has a key of its own for each purpose, so that a person has other pseudonyms with every recipient.", "EDPB Guidelines 01/2025 par. 117-121")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        var isDomain = Domain.TryParse($"{facts.Dossier.Controller}/{facts.Dossier.Recipient}/{facts.Dossier.Purpose}", out var domain) && !domain.IsReserved;
        findings.Require(isDomain, Reasons.DomainInvalid, "dossier", "controller, recipient and purpose make no domain: each is 1 to 64 of a-z 0-9 -, and the recipient is not \"suppression\" or \"signing\"");
        findings.Require(facts.Plan.Suppression?.Key != facts.Plan.Key, Reasons.DomainReused, "$.suppression.key", "the suppression key is the party key");
        if (isDomain)
        {
            findings.Pass("dossier", $"the domain is {domain}; its key goes into every token");
        }
    }
}
