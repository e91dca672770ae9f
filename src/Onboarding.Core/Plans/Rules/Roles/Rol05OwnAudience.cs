namespace Onboarding.Plans.Rules;

internal sealed class Rol05OwnAudience() : PlanRule("ROL-05", RuleTier.Refuse, "A provider that offers audiences from data of its own decides on that selection, alone or together, and is no processor for it.", "GDPR 4(7), 28(10)")
{
    public const string Controller = "controller";
    public const string Provider = "provider";

    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var party in facts.Dossier.Parties.Where(p => p.AudienceSource == Provider && facts.Roles.IsSaidToProcess(p)))
        {
            var decides = facts.Roles.Operations.Any(o => o.Operation == Operations.Select && o.Decides.Contains(party.Id));
            findings.Require(decides, RoleReasons.ProviderOwnAudience, PlanFacts.Path("parties", facts.Dossier.Parties, party) + ".audienceSource", $"{PlanFacts.Shorten(party.Id)} offers audiences from its own data and is said to act for another");
        }

        findings.Pass("dossier $.parties", "looked at where audiences come from");
    }
}
