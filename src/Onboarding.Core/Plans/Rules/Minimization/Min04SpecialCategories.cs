namespace Onboarding.Plans.Rules;

internal sealed class Min04SpecialCategories() : PlanRule("MIN-04", RuleTier.Refuse, "No column of special categories or criminal records is mapped.", "GDPR 9, 10; Regulation (EU) 2022/2065 art. 26(3)")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var (path, name) in facts.MappedColumns)
        {
            findings.Require(!SensitiveWords.IsSpecialCategory(name), RuleReasons.SpecialCategory, path, "the name of a mapped column speaks of a special category of personal data");
            findings.Require(!SensitiveWords.IsCriminal(name), RuleReasons.CriminalRecords, path, "the name of a mapped column speaks of criminal records");
        }

        findings.Pass("$.source.columns", $"looked at the names of {facts.MappedColumns.Count()} mapped columns");
    }
}
