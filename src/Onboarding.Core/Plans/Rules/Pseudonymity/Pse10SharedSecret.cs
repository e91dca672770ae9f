namespace Onboarding.Plans.Rules;

internal sealed class Pse10SharedSecret() : PlanRule("PSE-10", RuleTier.Warn, "A secret that more than the two parties and their processors hold is discouraged; where it is shared, who holds it and why is recorded.", "EDPB Guidelines 01/2025 par. 123-128")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        const string Path = "dossier $.keyHolders";
        if (facts.Dossier.KeyHolders is not { } holders)
        {
            findings.Pass(Path, "the key is held by controller and recipient alone");
            return;
        }

        findings.Require(holders.Parties.All(h => facts.Party(h) is not null), Reasons.PlanInvalid, Path + ".parties", "a holder of the key is not among the parties");
        var others = holders.Parties.Count(h => h != facts.Dossier.Controller && h != facts.Dossier.Recipient && facts.Party(h)?.ActsFor is null);
        if (others > 0 && holders.Reference is null)
        {
            findings.Warn(PseudonymityReasons.SharedSecretUnreasoned, Path, $"{others} parties hold the key besides controller, recipient and their processors, and no reason is recorded");
        }
        else
        {
            findings.Pass(Path, $"{holders.Parties.Length} holders are recorded");
        }
    }
}
