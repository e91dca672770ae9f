namespace Onboarding.Plans.Rules;

internal sealed class Pur09SeparateUses() : PlanRule("PUR-09", RuleTier.Refuse, "Look-alike modelling, enrichment, identity graphs and pooling across clients are purposes of their own, denied unless notice, basis and instruction name them; pooling is always denied.", "GDPR 5(1)(b); CNIL SAN-2025-017")
{
    public const string Pooling = "pooling";

    private static readonly Dictionary<string, Reason> s_uses = new(StringComparer.Ordinal)
    {
        ["lookalike-modelling"] = RuleReasons.LookalikeDenied,
        ["enrichment"] = RuleReasons.EnrichmentDenied,
        ["identity-graph"] = RuleReasons.IdentityGraphDenied,
        [Pooling] = RuleReasons.PoolingDenied,
    };

    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var use in facts.Dossier.ExtraUses)
        {
            var path = PlanFacts.Path("extraUses", facts.Dossier.ExtraUses, use) + ".use";
            if (!s_uses.TryGetValue(use.Use, out var reason))
            {
                findings.Refuse(Reasons.PlanInvalid, path, "the use is not one of " + string.Join(", ", s_uses.Keys));
                continue;
            }

            var missing = Missing(facts, use.Use).ToList();
            if (findings.Require(use.Use != Pooling && missing.Count == 0, reason, path, missing.Count == 0 ? "it is never allowed" : $"{use.Use} is not named in {string.Join(", ", missing)}"))
            {
                findings.Pass(path, $"{use.Use} is named in notice, basis and instructions");
            }
        }

        foreach (var party in facts.Dossier.Parties.Where(p => p.Facts?.PoolsAcrossClients == true))
        {
            findings.Refuse(RuleReasons.PoolingDenied, PlanFacts.Path("parties", facts.Dossier.Parties, party) + ".facts.poolsAcrossClients", $"{party.Id} pools the data of several clients");
        }

        findings.Pass("dossier $.extraUses", facts.Dossier.ExtraUses.Length == 0 ? "no further use is asked for; the label forbids them all" : "looked at every further use");
    }

    private static IEnumerable<string> Missing(PlanFacts facts, string use)
    {
        if (facts.Notice(facts.OwnController)?.Purposes.Contains(use) != true)
        {
            yield return "the notice";
        }

        if (facts.OwnBasis?.Purposes.Contains(use) != true)
        {
            yield return "the basis";
        }

        if (facts.Dossier.Parties.Any(p => p.ActsFor is not null && !facts.Dossier.Instructions.Any(i => i.To == p.Id && i.Purpose == use)))
        {
            yield return "an instruction to each processor";
        }
    }
}
