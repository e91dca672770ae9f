using System.Globalization;
using Onboarding.Core.Tests.Support;
using Onboarding.Plans;

namespace Onboarding.Core.Tests.Plans;

public class PlanDateTests
{
    [Theory]
    [InlineData("2026-12-31", "2026-12-31T23:59:59Z")]
    [InlineData("2028-02-29", "2028-02-29T23:59:59Z")]
    [InlineData("0001-01-01", "0001-01-01T23:59:59Z")]
    [InlineData("9999-12-31", "9999-12-31T23:59:59Z")]
    [InlineData("P1D", "2026-02-01T10:30:00Z")]
    [InlineData("P2W", "2026-02-14T10:30:00Z")]
    [InlineData("P1M", "2026-02-28T10:30:00Z")]
    [InlineData("P2M", "2026-03-31T10:30:00Z")]
    [InlineData("P25M", "2028-02-29T10:30:00Z")]
    [InlineData("P1Y", "2027-01-31T10:30:00Z")]
    [InlineData("P1Y1M1W1D", "2027-03-08T10:30:00Z")]
    [InlineData("P1M1D", "2026-03-01T10:30:00Z")]
    [InlineData("P0Y0M0W1D", "2026-02-01T10:30:00Z")]
    [InlineData("P00001D", "2026-02-01T10:30:00Z")]
    public void Resolve_DayOrTerm_CountsFromTheRun(string text, string expected)
    {
        Assert.True(PlanDate.TryParse(text, out var date));
        Assert.Equal(Time(expected), date.Resolve(Time("2026-01-31T10:30:00Z")));
    }

    [Fact]
    public void Resolve_TermAcrossATimeZone_CountsInUtc()
    {
        Assert.True(PlanDate.TryParse("P1M", out var date));
        Assert.Equal(Time("2026-02-28T23:30:00Z"), date.Resolve(Time("2026-02-01T00:30:00+01:00")).AddTicks(0));
    }

    [Fact]
    public void Resolve_LongestTerm_DoesNotOverflow()
    {
        Assert.True(PlanDate.TryParse("P999Y9999M9999W99999D", out var date));
        Assert.True(date.Resolve(Time("2026-01-31T10:30:00Z")) > Time("2999-01-01T00:00:00Z"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("P0D")]
    [InlineData("P0Y0M")]
    [InlineData("PT1H")]
    [InlineData("P1DT1H")]
    [InlineData("P-1D")]
    [InlineData("P+1D")]
    [InlineData("-P1D")]
    [InlineData("P1.5D")]
    [InlineData("P1D1M")]
    [InlineData("P1W1M")]
    [InlineData("P1Y1Y")]
    [InlineData("p1d")]
    [InlineData(" P1D")]
    [InlineData("P1D\n")]
    [InlineData("P1D\0")]
    [InlineData("P\u0661D")]
    [InlineData("P1000Y")]
    [InlineData("P100000D")]
    [InlineData("forever")]
    [InlineData("2026-12-31\0")]
    [InlineData("2026-12-31 ")]
    [InlineData("2026-12-31T00:00:00Z")]
    [InlineData("2026-1-31")]
    [InlineData("2026-02-29")]
    [InlineData("2026-00-10")]
    [InlineData("2026-12-32")]
    [InlineData("26-12-31")]
    [InlineData("31-12-2026")]
    [InlineData("20261231")]
    [InlineData("+2026-12-31")]
    [InlineData("10000-01-01")]
    public void TryParse_NeitherDayNorTerm_IsRefused(string? text) => Assert.False(PlanDate.TryParse(text, out _));

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public void TryParse_UnderACultureWithAnotherCalendar_GivesTheSameDay(string culture)
    {
        Assert.Equal(Time("2026-12-31T23:59:59Z"), ContractCulture.Run(culture, () => PlanDate.TryParse("2026-12-31", out var date) ? date.Resolve(ContractPlan.Now) : default));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
