namespace Onboarding.Plans.Rules;

internal sealed class Rol06PurposeOfInstruction() : PlanRule("ROL-06", RuleTier.Refuse, "A processor keeps to the purposes and fields of its agreement and its instruction: one that sets a purpose itself is the controller of that. Its own use is refused as long as no decision on re-use is built.", "GDPR 28(3)(a), 28(10), 29; CNIL, re-use by processors (2022)")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var (_, agreement, path) in Agreements.Found(facts, AgreementKinds.Processing, AgreementKinds.SubProcessing))
        {
            Require(facts, findings, path, $"the agreement {PlanFacts.Shorten(agreement.Id)}", agreement.Purposes, agreement.Fields);
        }

        foreach (var question in facts.Roles.Processors)
        {
            if (Instructions.Find(facts, question.Controller!, question.Party) is (InstructionState.Outside, { } instruction))
            {
                Require(facts, findings, PlanFacts.Path("instructions", facts.Dossier.Instructions, instruction), $"the instruction {PlanFacts.Shorten(instruction.Id)}", [instruction.Purpose], instruction.Fields);
            }
        }

        foreach (var party in facts.Dossier.Parties.Where(p => p.OwnUse is not null && facts.Roles.IsSaidToProcess(p)))
        {
            findings.Refuse(RoleReasons.ReuseNotSupported, PlanFacts.Path("parties", facts.Dossier.Parties, party) + ".ownUse", $"{PlanFacts.Shorten(party.Id)} acts for another and would use the records for itself");
        }

        findings.Pass("dossier $.instructions", "looked at purposes and fields of every agreement and instruction of processors, and at their own uses");
    }

    // A list that is empty is a missing part of the agreement: rule ROL-09.
    private static void Require(PlanFacts facts, RuleFindings findings, string path, string what, string[] purposes, string[] fields)
    {
        findings.Require(purposes.Length == 0 || facts.Purpose is null || purposes.Contains(facts.Purpose), RoleReasons.PurposeOutsideInstruction, path, $"{what} does not cover {facts.Purpose}");
        var outside = fields.Length == 0 ? [] : facts.Fields.Except(fields, StringComparer.Ordinal).Select(PlanFacts.Shorten).ToList();
        findings.Require(outside.Count == 0, RoleReasons.PurposeOutsideInstruction, path, $"{what} does not cover the fields {string.Join(", ", outside)}");
    }
}
