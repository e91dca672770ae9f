namespace Onboarding.Plans.Rules;

internal sealed class Min11NeverRead() : PlanRule("MIN-11", RuleTier.Refuse, "No column of passwords, reset tokens, bank accounts, payment cards or Dutch national numbers is read, in whatever export it stands.", "GDPR 5(1)(c), 32, 87; Dutch UAVG art. 46")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        var lists = (facts.Plan.Suppression?.Lists ?? []).SelectMany((list, i) => list.Columns.Select(c => ($"$.suppression.lists[{i}].columns", c.Name)));
        foreach (var (path, _) in facts.MappedColumns.Concat(lists).Where(c => SensitiveWords.IsSecret(c.Name)))
        {
            findings.Refuse(RuleReasons.ColumnNeverRead, path, "the name of a mapped column speaks of a secret, an account, a payment card or a national number");
        }

        findings.Pass("$.source.columns", "looked at the names of the mapped columns and of those of opt-out lists");
    }
}
