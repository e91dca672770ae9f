namespace Onboarding.Plans.Rules;

internal sealed class Min05NationalNumbers() : PlanRule("MIN-05", RuleTier.Warn, "A national number is no key and no column: a header that names one, and a column most of whose values pass the Dutch check, are warned of.", "GDPR 87; Dutch UAVG art. 46")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var (path, name) in facts.MappedColumns.Where(c => SensitiveWords.IsNationalNumber(c.Name)))
        {
            findings.Warn(RuleReasons.NationalId, path, "the name of a mapped column speaks of a national number");
        }

        findings.Pass("$.source.columns", "looked at the names of the mapped columns; values are looked at in the run");
    }
}
