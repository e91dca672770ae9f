namespace Onboarding.Plans.Rules;

internal sealed class Ret02NotExpired() : PlanRule("RET-02", RuleTier.Refuse, "What has expired is not opened, matched or sent; its label stays readable.", "GDPR 5(1)(e)")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        if (!PlanDate.TryParse(facts.Plan.Retention?.DeleteBy, out var deleteBy))
        {
            return;
        }

        findings.RequireFuture(facts.Plan.Retention!.DeleteBy, Reasons.DataExpired, "$.retention.deleteBy", "the plan's deleteBy");
        var useByText = facts.Plan.Retention.UseBy ?? PolicyDefaults.UseBy;
        if (findings.RequireFuture(useByText, Reasons.UseByPassed, "$.retention.useBy", "the plan's useBy")
            && PlanDate.TryParse(useByText, out var useBy)
            && findings.Require(useBy.Resolve(facts.Now) <= deleteBy.Resolve(facts.Now), Reasons.PlanInvalid, "$.retention.useBy", $"useBy ({facts.Plan.Retention.UseBy ?? PolicyDefaults.UseBy + ", the default"}) lies after deleteBy"))
        {
            findings.Pass("$.retention", $"use by {useByText}, delete by {facts.Plan.Retention.DeleteBy}; checked again at each use");
        }
    }
}
