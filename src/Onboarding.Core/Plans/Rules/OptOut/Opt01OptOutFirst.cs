namespace Onboarding.Plans.Rules;

internal sealed class Opt01OptOutFirst() : PlanRule("OPT-01", RuleTier.Refuse, "People can object before the first run: no run is built without a source of objections.", "GDPR 21(2)-(3)")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        var suppression = facts.Plan.Suppression;
        var lists = suppression?.Lists?.Length ?? 0;
        if (findings.Require(suppression is not null && (lists > 0 || suppression.ConfirmedEmpty is not null || suppression.FromCode || suppression.Store), Reasons.SuppressionRequired, "$.suppression", "the plan names no list of opt-outs"))
        {
            findings.Pass("$.suppression", suppression!.ConfirmedEmpty is not null ? "somebody confirmed that nobody has objected yet" : suppression.Store ? "the opt-outs of the home's store count" : $"{lists} lists of opt-outs are named{(suppression.FromCode ? ", and more come from code" : "")}");
        }
    }
}
