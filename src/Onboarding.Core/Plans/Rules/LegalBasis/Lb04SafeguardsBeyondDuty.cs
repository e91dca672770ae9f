namespace Onboarding.Plans.Rules;

internal sealed class Lb04SafeguardsBeyondDuty() : PlanRule("LB-04", RuleTier.Warn, "What is a duty anyway, such as telling people, does not count as a safeguard in the balance.", "EDPB Guidelines 8/2020 v2.0, as summarised by DDMA; GDPR 13, 14")
{
    /// <summary>What may stand among the safeguards of a balancing test.</summary>
    public static readonly string[] Safeguards = ["easy-opt-out", "opt-out-before", "keyed-pseudonyms", "short-retention", "few-fields", "adults-only", "no-onward-sharing", "suppression-on-both-sides", "frequency-limit"];

    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var basis in facts.Dossier.Bases.Where(b => b.BalancingTest is not null))
        {
            var path = PlanFacts.Path("bases", facts.Dossier.Bases, basis) + ".balancingTest.safeguards";
            if (findings.Require(basis.BalancingTest!.Safeguards.All(Safeguards.Contains), RuleReasons.LiaIncomplete, path, "a safeguard is not one of " + string.Join(", ", Safeguards) + "; information to people is a duty and no safeguard"))
            {
                findings.Pass(path, $"{basis.BalancingTest.Safeguards.Length} safeguards beyond what is a duty");
            }
        }
    }
}
