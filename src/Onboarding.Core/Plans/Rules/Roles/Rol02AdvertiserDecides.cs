namespace Onboarding.Plans.Rules;

internal sealed class Rol02AdvertiserDecides() : PlanRule("ROL-02", RuleTier.Refuse, "Whoever sends its customers' records is their controller in every flow: it decides on collect and upload, and nowhere acts for another.", "GDPR 4(7); CNIL SAN-2025-017")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        var controller = facts.Dossier.Controller;
        var name = PlanFacts.Shorten(controller);
        var party = facts.Party(controller);
        findings.Require(party?.ActsFor is null, RoleReasons.AdvertiserNotController, PlanFacts.Path("parties", facts.Dossier.Parties, party) + ".actsFor", $"{name} sends its customers' records and is said to act for another");
        foreach (var operation in facts.Dossier.Operations)
        {
            var path = PlanFacts.Path("operations", facts.Dossier.Operations, operation);
            findings.Require(!operation.Acts.Contains(controller) || operation.Decides.Contains(controller), RoleReasons.AdvertiserNotController, path + ".acts", $"{name} is said to act in {PlanFacts.Shorten(operation.Operation)} without deciding");
        }

        foreach (var operation in new[] { Operations.Collect, Operations.Upload })
        {
            var stated = facts.Dossier.Operations.Where(o => o.Operation == operation).ToList();
            findings.Require(stated.Count == 0 || stated.Any(o => o.Decides.Contains(controller) || o.Acts.Contains(controller)), RoleReasons.AdvertiserNotController, PlanFacts.Path("operations", facts.Dossier.Operations, stated.FirstOrDefault()) + ".decides", $"{name} does not decide on {operation}");
        }

        findings.Pass("dossier $.controller", $"looked at every operation of {name}");
    }
}
