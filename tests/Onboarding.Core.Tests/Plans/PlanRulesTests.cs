using System.Text.RegularExpressions;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Plans;
using Onboarding.Plans.Rules;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Plans;

public partial class PlanRulesTests
{
    // What is no rule on data but on the form of files, on inputs and outputs, or on who approved.
    private static readonly string[] s_others = ["plan form", "overrides", "approval", "source", "output", "GDPR 4(5)"];

    [Fact]
    public void Codes_All_HaveOneSentenceThatSaysWhatTheyMean()
    {
        Assert.All(PlanRules.Codes, code => Assert.True(Sentence().IsMatch(code.Meaning), $"{code.Code}: {code.Meaning}"));
    }

    [Fact]
    public void Codes_All_AreThoseOfRefusalsValuesAndRows()
    {
        var expected = Reasons.All.Select(r => r.Code).Concat(RejectionReasons.All.Select(RejectionReasons.GetCode)).Concat(Enum.GetValues<MalformedReason>().Select(ReportNames.Of));
        Assert.Equal(expected.Order(StringComparer.Ordinal), PlanRules.Codes.Select(c => c.Code));
    }

    [Fact]
    public void Codes_All_HaveASourceAndARemedyAndAreUnique()
    {
        Assert.Equal(PlanRules.Codes.Count, PlanRules.Codes.Select(c => c.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(PlanRules.Codes, code => Assert.True(code.Source.Length > 0 && code.Remedy.EndsWith('.'), code.Code));
    }

    [Fact]
    public void Codes_All_StandForRulesOfTheCatalogue()
    {
        var known = PlanRules.All.Select(r => r.Id).Concat(s_others).ToHashSet(StringComparer.Ordinal);
        Assert.All(PlanRules.Codes, code => Assert.All(code.Rule.Split(", "), rule => Assert.True(known.Contains(rule), $"{code.Code} stands for {rule}")));
    }

    [Fact]
    public void Meanings_Listed_BelongToCodes()
    {
        Assert.Equal([], ReasonMeanings.Codes.Except(PlanRules.Codes.Select(c => c.Code)));
    }

    [Fact]
    public void All_Rules_HaveAnIdOfTheirOwnAStatementAndASource()
    {
        Assert.Equal(PlanRules.All.Count, PlanRules.All.Select(r => r.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(PlanRules.All, rule => Assert.True(RuleId().IsMatch(rule.Id) && rule.Statement.EndsWith('.') && rule.Source.Length > 0, rule.Id));
    }

    [Fact]
    public void All_RuleWithCodes_NamesThem()
    {
        var rule = PlanRules.All.Single(r => r.Id == "LB-03");
        Assert.Equal(["LB_LI_CONTESTED", "LIA_INCOMPLETE", "LIA_MISSING", "LIA_NEGATIVE", "LIA_SCOPE", "LIA_STALE"], rule.Codes.Select(c => c.Code).Order(StringComparer.Ordinal));
    }

    // Nothing may sound as if a plan or run were lawful, or record-level data not personal.
    [Fact]
    public void Texts_All_ClaimNothing()
    {
        var texts = PlanRules.All.SelectMany(r => new[] { r.Statement, r.Source }).Concat(PlanRules.Codes.SelectMany(c => new[] { c.Meaning, c.Remedy }));
        Assert.All(texts, text => Assert.True(MisleadingWords.Find(text) is null && !Claim().IsMatch(text), text));
    }

    [GeneratedRegex(@"^[A-Z].*[^.]\.\z")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"^[A-Z]{2,3}-[0-9]{2}\z")]
    private static partial Regex RuleId();

    [GeneratedRegex("is lawful|compliant|complies", RegexOptions.IgnoreCase)]
    private static partial Regex Claim();
}
