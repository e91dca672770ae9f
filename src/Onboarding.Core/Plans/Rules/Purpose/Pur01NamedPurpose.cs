namespace Onboarding.Plans.Rules;

internal sealed class Pur01NamedPurpose() : PlanRule("PUR-01", RuleTier.Refuse, "The purpose is one of a closed list, is bound to the records when they are collected, and every operation states one of those.", "GDPR 5(1)(b)")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        const string Path = "dossier $.purpose";
        var purpose = facts.Dossier.Purpose;
        if (purpose is not null && Pur10RefusedPurposes.Purposes.Contains(purpose))
        {
            return;
        }

        if (!findings.Require(purpose is not null && Purposes.All.Contains(purpose), Reasons.PurposeNotAllowed, Path, "the purpose is not one of " + string.Join(", ", Purposes.All)))
        {
            return;
        }

        findings.Require(facts.Plan.Purpose is null || facts.Plan.Purpose == purpose, Reasons.PurposeNotAllowed, "$.purpose", "the plan's purpose is not the dossier's");
        var collected = facts.Dossier.CollectedFor;
        findings.Require(collected.All(Purposes.All.Contains), Reasons.PurposeNotAllowed, "dossier $.collectedFor", "a purpose of the collection is not one of " + string.Join(", ", Purposes.All));
        if (findings.Require(collected.Contains(purpose), Reasons.PurposeNotAllowed, "dossier $.collectedFor", $"the records were not collected for {purpose}"))
        {
            findings.Pass(Path, $"{purpose} is among the purposes of the collection");
        }
    }
}
