namespace Onboarding.Plans.Rules;

internal sealed class Rol09ProcessingAgreement() : PlanRule("ROL-09", RuleTier.Refuse, "A processing agreement has all its parts, and so has the agreement of a processor with one that works for it.", "GDPR 28(3), 28(4), 28(9)")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var (_, agreement, path) in Agreements.Found(facts, AgreementKinds.Processing, AgreementKinds.SubProcessing))
        {
            var missing = AgreementParts.Missing(agreement).ToList();
            if (agreement.SubProcessors?.Authorisation == Rol12SubProcessors.General && !agreement.Parts.ContainsKey(AgreementParts.Changes))
            {
                missing.Add(AgreementParts.Changes);
            }

            if (findings.Require(missing.Count == 0, RoleReasons.DpaIncomplete, path, $"{PlanFacts.Shorten(agreement.Id)} lacks {string.Join(", ", missing)}"))
            {
                findings.Pass(path, $"all {AgreementParts.Of(agreement.Kind).Count} parts of {PlanFacts.Shorten(agreement.Id)} are recorded");
            }
        }

        findings.Pass(Agreements.Path, "looked at every agreement with a processor that the roles ask for");
    }
}
