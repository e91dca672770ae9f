namespace Onboarding.Plans.Rules;

internal sealed class Min06AgePolicy() : PlanRule("MIN-06", RuleTier.Drop, "Nobody under 18 is profiled for advertising: the dossier says how children are kept out, or a birth date is read for that alone and rows of minors are dropped (MINOR).", "Regulation (EU) 2022/2065 art. 28(2); GDPR 8, recital 38")
{
    private static readonly string[] s_policies = ["verified-adults", "declared-adult-service", "birth-date"];

    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        var age = facts.Dossier.Age;
        var isRead = facts.Plan.Source.Evidence.ContainsKey("date_of_birth");
        if (facts.IsAdvertising && findings.Require(age is not null || isRead, RuleReasons.AgePolicyMissing, "dossier $.age", "nothing says how children are kept out, and no birth date is read"))
        {
            findings.Require(age?.Policy != "birth-date" || isRead || facts.IsMatch, RuleReasons.AgePolicyMissing, "dossier $.age.policy", "the policy is to look at birth dates, and the plan reads none");
        }

        if (age is not null)
        {
            findings.Require(s_policies.Contains(age.Policy), Reasons.PlanInvalid, "dossier $.age.policy", "the policy is not one of " + string.Join(", ", s_policies));
        }

        findings.Pass("dossier $.age", age is null ? isRead ? "birth dates are read" : "the purpose is no advertising" : $"{age.Policy} is recorded");
    }
}
