using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Plans;
using Onboarding.Records;
using Onboarding.Reports;

namespace Onboarding.Core.Tests.Reports;

/// <summary>Figures and texts as people read them.</summary>
public sealed class ReportTextTests
{
    [Theory]
    [InlineData(0, 100, "0\u00A0%")]
    [InlineData(1, 100_000, "<0.1\u00A0%")]
    [InlineData(1, 1000, "0.1\u00A0%")]
    [InlineData(3485, 3991, "87.3\u00A0%")]
    [InlineData(99_999, 100_000, ">99.9\u00A0%")]
    [InlineData(100, 100, "100\u00A0%")]
    [InlineData(0, 0, "\u2013")]
    public void Share_Part_NeverHidesAnything(long part, long whole, string expected)
    {
        Assert.Equal(expected, ReportText.Share(part, whole));
    }

    [Theory]
    [InlineData(5, "+5")]
    [InlineData(-1234, "\u22121,234")]
    [InlineData(0, "same")]
    public void Change_Difference_HasItsSign(long difference, string expected) => Assert.Equal(expected, ReportText.Change(difference));

    [Theory]
    [InlineData(0.4, "+0.4\u00A0points")]
    [InlineData(-81.0, "\u221281.0\u00A0points")]
    [InlineData(0, "same")]
    public void Points_Difference_HasItsSign(double points, string expected) => Assert.Equal(expected, ReportText.Points(points));

    [Fact]
    public void Count_One_IsSingular()
    {
        Assert.Equal(("1\u00A0row", "0\u00A0rows", "3,991\u00A0rows"), (ReportText.Count(1, "row", "rows"), ReportText.Count(0, "row", "rows"), ReportText.Count(3991, "row", "rows")));
    }

    [Fact]
    public void Time_InAnotherCulture_IsTheSame()
    {
        var time = new DateTimeOffset(2026, 3, 2, 23, 30, 0, TimeSpan.FromHours(-2));

        Assert.Equal("3\u00A0Mar 2026, 01:30\u00A0UTC", ContractCulture.Run("th-TH", () => ReportText.Time(time)));
        Assert.Equal("1,234", ContractCulture.Run("de-DE", () => ReportText.Number(1234)));
    }

    [Fact]
    public void Of_EveryCodeThatARunCounts_HasAMeaningAndARemedy()
    {
        var codes = RejectionReasons.All.Select(RejectionReasons.GetCode).Concat(Enum.GetValues<MalformedReason>().Select(ReportNames.Of)).Concat(DropReasons.All.Select(r => r.Code));

        Assert.All(codes, code => Assert.True(PlanRules.Of(code) is { } reason && reason.Meaning.EndsWith('.') && reason.Remedy.EndsWith('.'), code));
    }

    [Theory]
    [InlineData("recipient-holds-key", "the recipient, who holds the key")]
    [InlineData("salt-holder", "everyone who holds the salt")]
    [InlineData("anyone-with-the-identifier", "everyone who has the identifier: the values are hashed without a key")]
    [InlineData("anyone", "everyone: plain identifiers are among the fields")]
    [InlineData("something-new", "something-new")]
    public void WhoCanAttribute_ValueOfALabel_IsInWords(string value, string words) => Assert.Equal(words, LabelStatements.WhoCanAttribute(value));
}
