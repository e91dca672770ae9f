namespace Onboarding.Plans.Rules;

internal sealed class Lb03BalancingTest() : PlanRule("LB-03", RuleTier.Refuse, "A legitimate interest needs a dated balancing test: interest, necessity and less intrusive means, reasonable expectation, balance, safeguards, an offered opt-out, a positive conclusion, a reviewer and a next review; it covers the purpose and the fields.", "GDPR 6(1)(f), recital 47; CJEU C-621/22")
{
    public override void Check(PlanFacts facts, RuleFindings findings)
    {
        foreach (var basis in facts.Dossier.Bases.Where(b => b.Basis == LegalBases.LegitimateInterest))
        {
            var path = PlanFacts.Path("bases", facts.Dossier.Bases, basis);
            findings.Warn(RuleReasons.LiContested, path, $"{basis.Party} relies on legitimate interest: the preconditions are recorded, and readings differ on whether list matching may rest on it");
            if (basis.Party != facts.OwnParty && basis.Party != facts.Party(facts.OwnParty)?.ActsFor)
            {
                findings.Pass(path, $"the balancing test of {basis.Party} is its own; here it is a declaration");
            }
            else if (findings.Require(basis.BalancingTest is not null, RuleReasons.LiaMissing, path + ".balancingTest", "no balancing test is recorded"))
            {
                CheckTest(facts, basis.BalancingTest!, path + ".balancingTest", findings);
            }
        }
    }

    private static void CheckTest(PlanFacts facts, BalancingTestFile test, string path, RuleFindings findings)
    {
        var missing = new[]
        {
            (test.Date, "date"), (test.Reviewer, "reviewer"), (test.ReviewBy, "reviewBy"), (test.Interest, "interest"), (test.Necessity, "necessity"), (test.LessIntrusive, "lessIntrusive"),
            (test.Expectation, "expectation"), (test.Balance, "balance"), (test.Conclusion, "conclusion"), (test.Safeguards.Length > 0 ? "" : null, "safeguards"), (test.OptOutOffered is null ? null : "", "optOutOffered"),
        }.Where(p => p.Item1 is null).Select(p => p.Item2).ToList();
        findings.Require(missing.Count == 0, RuleReasons.LiaIncomplete, path, "missing: " + string.Join(", ", missing));
        findings.Require(test.Conclusion is null or "passes", RuleReasons.LiaNegative, path + ".conclusion", "the conclusion is not \"passes\"");
        findings.Require(test.OptOutOffered is null or true, RuleReasons.LiaNegative, path + ".optOutOffered", "people are not offered an opt-out, and without one the balance cannot pass");
        if (test.Date is not null)
        {
            findings.Require(PlanDate.TryParse(test.Date, out var date) && !date.IsRelative && date.Resolve(facts.Now) <= facts.Now.AddDays(1), RuleReasons.LiaIncomplete, path + ".date", "the date is no day (2026-01-31) that has come");
        }

        if (test.ReviewBy is not null)
        {
            findings.RequireFuture(test.ReviewBy, RuleReasons.LiaStale, path + ".reviewBy", "the balancing test");
        }

        var fields = facts.Fields.Except(test.Fields, StringComparer.Ordinal).ToList();
        findings.Require(facts.Purpose is null || test.Purposes.Contains(facts.Purpose), RuleReasons.LiaScope, path + ".purposes", $"the balancing test does not cover {facts.Purpose}");
        findings.Require(fields.Count == 0, RuleReasons.LiaScope, path + ".fields", $"the balancing test does not cover {fields.Count} of the plan's fields");
        if (missing.Count == 0)
        {
            findings.Pass(path, $"all parts of the balancing test of {test.Date} are recorded; its merits are for people to judge");
        }
    }
}
