namespace Onboarding.Plans.Rules;

internal sealed class Pse13ClosedDomain() : PlanRule("PSE-13", RuleTier.Refuse, "Who may hold the pseudonyms is named: one recipient, not the controller itself, and nobody beyond.", "EDPB Guidelines 01/2025 par. 35-41, 111-114")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        var recipient = facts.Dossier.Recipient;
        if (findings.Require(facts.Party(recipient) is not null && recipient != facts.Dossier.Controller, Reasons.RecipientMissing, "dossier $.recipient", "no recipient of its own among the parties"))
        {
            findings.Pass("dossier $.recipient", $"{recipient} is the only recipient");
        }
    }
}
