namespace Onboarding.Plans.Rules;

internal sealed class Rol11JointArrangement() : PlanRule("ROL-11", RuleTier.Warn, "The arrangement of joint controllers covers every operation that they decide together, says who answers and informs people, and its essence is there for people to read.", "GDPR 26(1)-(3); EDPB Guidelines 8/2020")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var (needs, agreement, path) in Agreements.Found(facts, AgreementKinds.Joint))
        {
            var name = PlanFacts.Shorten(agreement.Id);
            List<string> missing = [.. AgreementParts.Missing(agreement), .. AgreementParts.Uncovered(facts, agreement)];
            if (missing.Count > 0)
            {
                findings.Warn(RoleReasons.Art26Incomplete, path, $"{name} lacks {string.Join(", ", missing)}");
            }

            var open = facts.Roles.Decisions.Where(d => d.Needs.Any(n => needs.Any(o => o.Key == n.Key))).Select(d => d.Operation).Distinct(StringComparer.Ordinal).Except(agreement.Operations, StringComparer.Ordinal).ToList();
            if (agreement.Operations.Length > 0 && open.Count > 0)
            {
                findings.Warn(RoleReasons.Art26OperationNotCovered, path + ".operations", $"{name} does not cover {string.Join(", ", open)}, decided together by its parties");
            }
        }

        findings.Pass(Agreements.Path, "looked at every arrangement of joint controllers that the roles ask for");
    }
}
