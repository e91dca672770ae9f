namespace Onboarding.Plans.Rules;

internal sealed class Sec01Instruction() : PlanRule("SEC-01", RuleTier.Refuse, "A processor acts only on an instruction of the controller that names this recipient, with purpose, fields and an end.", "GDPR 28(3)(a), 29")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        const string Path = "dossier $.instructions";
        findings.Require(facts.Dossier.Instructions.All(i => facts.Party(i.By) is not null && facts.Party(i.To) is not null && facts.Party(i.Recipient) is not null), Reasons.PlanInvalid, Path, "an instruction names a party that is not among the parties");
        foreach (var question in facts.Roles.Processors)
        {
            var (state, instruction) = Instructions.Find(facts, question.Controller!, question.Party);
            if (findings.Require(instruction is not null, RoleReasons.InstructionMissing, Path, $"no instruction of {PlanFacts.Shorten(question.Controller!)} to {PlanFacts.Shorten(question.Party)} names the recipient {PlanFacts.Shorten(facts.Dossier.Recipient ?? "")}")
                && state != InstructionState.Outside)
            {
                findings.RequireFuture(instruction!.ValidUntil, RoleReasons.InstructionExpired, PlanFacts.Path("instructions", facts.Dossier.Instructions, instruction) + ".validUntil", $"the instruction {PlanFacts.Shorten(instruction.Id)}");
            }
        }

        findings.Pass(Path, "looked at the instruction of every processor");
    }
}
