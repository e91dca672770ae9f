namespace Onboarding.Plans.Rules;

internal sealed class Rol04ProcessorByFacts() : PlanRule("ROL-04", RuleTier.Refuse, "A provider is a processor only if it uses no data of its own, has no purpose of its own, decides neither on recipients nor on retention, and keeps clients apart.", "GDPR 28(3)(a), 28(10)")
{
    /// <summary>The facts that speak against a processor, by their names in the dossier.</summary>
    public static IEnumerable<string> Against(PartyFactsFile? facts)
    {
        return facts is null ? [] : new[]
        {
            (facts.UsesOwnData, "usesOwnData"), (facts.OwnPurpose, "ownPurpose"), (facts.DecidesRecipient, "decidesRecipient"),
            (facts.DecidesRetention, "decidesRetention"), (facts.PoolsAcrossClients, "poolsAcrossClients"),
        }.Where(f => f.Item1).Select(f => f.Item2);
    }

    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        // What a platform is, its contract says, and readings differ: rule ROL-07.
        var processors = facts.Dossier.Parties.Where(p => p.Id != facts.Dossier.Controller && !facts.IsPlatformParty(p.Id) && facts.Roles.IsSaidToProcess(p)).ToList();
        foreach (var party in processors)
        {
            var path = PlanFacts.Path("parties", facts.Dossier.Parties, party) + ".facts";
            var name = PlanFacts.Shorten(party.Id);
            findings.Require(party.Facts is not null, RoleReasons.RoleMissing, path, $"the five facts about {name} are not stated: whether it is a processor does not follow");
            foreach (var fact in Against(party.Facts))
            {
                findings.Refuse(RoleReasons.ProviderNotProcessor, $"{path}.{fact}", $"{name} is said to act for another, and {fact} is true: it is a controller");
            }
        }

        findings.Pass("dossier $.parties", processors.Count == 0 ? "no party acts for another" : $"looked at the facts of {processors.Count} parties that act for others");
    }
}
