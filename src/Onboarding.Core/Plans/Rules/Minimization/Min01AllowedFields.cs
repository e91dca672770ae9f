using Onboarding.Identifiers;
using Onboarding.Records;

namespace Onboarding.Plans.Rules;

internal sealed class Min01AllowedFields() : PlanRule("MIN-01", RuleTier.Refuse, "Only fields that the plan lists and the parties agreed on are read and leave; other columns are never read, and their names are listed.", "GDPR 5(1)(c), 25(2)")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        var plan = facts.Plan;
        findings.Require(facts.Fields.Count > 0, Reasons.FieldNotAllowed, "$.fields", "the plan lists no field");
        foreach (var field in facts.Fields)
        {
            findings.Require(facts.IsAllowedField(field), Reasons.FieldNotAllowed, "$.fields", $"\"{PlanFacts.Shorten(field)}\" is not one of {string.Join(", ", facts.AllowedFields)}");
            findings.Require(facts.Dossier.Fields.Contains(field), Reasons.FieldNotAllowed, "$.fields", $"\"{PlanFacts.Shorten(field)}\" is not among the dossier's agreed fields");
            findings.Require(plan.Source.Columns.ContainsKey(field), Reasons.FieldNotAllowed, "$.source.columns", $"no column is mapped to \"{PlanFacts.Shorten(field)}\"");
        }

        foreach (var (field, names) in plan.Source.Columns.Where(c => !facts.Fields.Contains(c.Key)))
        {
            if (field == RecordFields.Country)
            {
                findings.Require(names.Names.Count == 1 && plan.Source.Columns.ContainsKey("phone"), Reasons.FieldNotAllowed, "$.source.columns.country", "one column of the country is read for the sake of phone numbers, and none is mapped");
            }
            else if (RecordFields.IsPlatformOnly(field) && !facts.IsPlatform)
            {
                findings.Refuse(Reasons.FieldNotAllowed, $"$.source.columns.{field}", "an audience carries tokens of identifiers only; this field is for platform files");
            }
            else
            {
                findings.Refuse(Reasons.FieldNotAllowed, "$.source.columns", $"\"{PlanFacts.Shorten(field)}\" is mapped but not among the plan's fields: only listed fields are read");
            }
        }

        findings.Pass("$.fields", $"{facts.Fields.Count} of {facts.AllowedFields.Count()} possible fields are asked for; looked at every mapped column");
    }
}
