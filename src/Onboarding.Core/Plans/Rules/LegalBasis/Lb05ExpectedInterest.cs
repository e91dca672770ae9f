namespace Onboarding.Plans.Rules;

internal sealed class Lb05ExpectedInterest() : PlanRule("LB-05", RuleTier.Drop, "Under legitimate interest only people are matched who are customers, were told at collection that their identifier is used so, and could object before; other rows are dropped (LI_NOT_EXPECTED).", "EDPB Guidelines 8/2020 ex. 2-3; GDPR recital 47")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        if (facts.OwnBasis?.Basis != LegalBases.LegitimateInterest)
        {
            findings.Pass("dossier $.bases", "the plan's own side does not rely on legitimate interest");
            return;
        }

        var plan = facts.Plan;
        var missing = new List<string>();
        Add(missing, "relationship", plan.Source.Evidence.ContainsKey("relationship") || plan.Statements.Any(s => s.Relationship is not null));
        Add(missing, "noticeVersion", plan.Source.Evidence.ContainsKey("notice_version") || plan.Statements.Any(s => s.NoticeVersion is not null));
        Add(missing, "objectionOffered", plan.Source.Evidence.ContainsKey("objection_offered_at") || plan.Statements.Any(s => s.ObjectionOffered is not null));
        if (findings.Require(missing.Count == 0, RuleReasons.StatementMissing, "$.statements", $"neither a statement nor a column says {string.Join(", ", missing)}; every row would be dropped as LI_NOT_EXPECTED"))
        {
            findings.Pass("$.statements", "relationship, notice and offered objection are stated or read for each row");
        }
    }

    private static void Add(List<string> missing, string name, bool isThere)
    {
        if (!isThere)
        {
            missing.Add(name);
        }
    }
}
