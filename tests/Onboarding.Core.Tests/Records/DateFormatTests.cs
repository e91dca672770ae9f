using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

/// <summary>Dates in the one format that the plan states.</summary>
public sealed class DateFormatTests
{
    private static readonly DateOnly s_today = new(2026, 3, 2);

    [Theory]
    [InlineData("yyyy-MM-dd", "1984-03-07")]
    [InlineData("yyyy/MM/dd", "1984/03/07")]
    [InlineData("yyyyMMdd", "19840307")]
    [InlineData("dd-MM-yyyy", "07-03-1984")]
    [InlineData("dd/MM/yyyy", "07/03/1984")]
    [InlineData("dd.MM.yyyy", "07.03.1984")]
    [InlineData("d-M-yyyy", "7-3-1984")]
    [InlineData("d/M/yyyy", "07/03/1984")]
    [InlineData("d.M.yyyy", "7.3.1984")]
    [InlineData("MM/dd/yyyy", "03/07/1984")]
    [InlineData("MM-dd-yyyy", "03-07-1984")]
    [InlineData("M/d/yyyy", "3/7/1984")]
    [InlineData("MMM d, yyyy", "Mar 7, 1984")]
    public void TryRead_EveryFormat_ReadsItsOwnDate(string format, string cell) => Assert.Equal((RejectionReason.None, new DateOnly(1984, 3, 7)), Read(format, cell));

    [Fact]
    public void All_EveryFormat_HasACaseAbove()
    {
        var tested = typeof(DateFormatTests).GetMethod(nameof(TryRead_EveryFormat_ReadsItsOwnDate))!.GetCustomAttributes(typeof(InlineDataAttribute), false).Select(a => (string)((InlineDataAttribute)a).Data[0]!);
        Assert.Equal(DateFormat.All.Order(StringComparer.Ordinal), tested.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("yyyy-MM-dd", "2024-05-01T10:00:00Z")]
    [InlineData("yyyy-MM-dd", "2024-05-01T23:59:59.9999999+02:00")]
    [InlineData("yyyy-MM-dd", "2024-05-01 10:00:00 UTC")]
    [InlineData("yyyy-MM-dd", "2024-05-01 10:00")]
    [InlineData("yyyy-MM-dd", "2024-05-01 10:00:00 -0530")]
    [InlineData("dd-MM-yyyy", "01-05-2024 9:30")]
    [InlineData("MMM d, yyyy", "May 1, 2024 10:00:00 AM")]
    [InlineData("M/d/yyyy", "5/1/2024 10:00:00 pm")]
    [InlineData("yyyy-MM-dd", "'2024-05-01")]
    [InlineData("yyyy-MM-dd", "\u00a02024-05-01\u200b")]
    public void TryRead_TimeOrMarksAroundIt_CountsTheDatePart(string format, string cell) => Assert.Equal((RejectionReason.None, new DateOnly(2024, 5, 1)), Read(format, cell));

    [Theory]
    [Trait("Refusal", "DATE_FORMAT")]
    [InlineData("yyyy-MM-dd", "07-03-1984")]
    [InlineData("yyyy-MM-dd", "1984-3-7")]
    [InlineData("yyyy-MM-dd", "84-03-07")]
    [InlineData("yyyy-MM-dd", "19840307")]
    [InlineData("yyyy-MM-dd", "1984-03-07x")]
    [InlineData("yyyy-MM-dd", "1984-03-07 25:00")]
    [InlineData("yyyy-MM-dd", "1984-03-07 10:61")]
    [InlineData("yyyy-MM-dd", "1984-03-07 10:00:00 CEST")]
    [InlineData("yyyy-MM-dd", "1984-03-07 10:00:00 +99:00")]
    [InlineData("yyyy-MM-dd", "１９８４-03-07")]
    [InlineData("yyyy-MM-dd", "-984-03-07")]
    [InlineData("dd-MM-yyyy", "07/03/1984")]
    [InlineData("d-M-yyyy", "007-3-1984")]
    [InlineData("MM/dd/yyyy", "03/07")]
    [InlineData("dd-MM-yyyy", "30748")]
    [InlineData("MMM d, yyyy", "mrt 7, 1984")]
    [InlineData("yyyy-MM-dd", "1984")]
    public void TryRead_AnotherFormat_IsNeverGuessed(string format, string cell) => Assert.Equal((RejectionReason.DateFormat, default), Read(format, cell));

    [Theory]
    [Trait("Refusal", "DATE_IMPOSSIBLE")]
    [InlineData("1985-02-29", RejectionReason.DateImpossible)]
    [InlineData("1984-02-30", RejectionReason.DateImpossible)]
    [InlineData("1984-13-01", RejectionReason.DateImpossible)]
    [InlineData("1984-00-10", RejectionReason.DateImpossible)]
    [InlineData("0000-00-00", RejectionReason.DateImpossible)]
    [InlineData("0000-00-00 00:00:00", RejectionReason.DateImpossible)]
    [InlineData("1984-02-29", RejectionReason.None)]
    [InlineData("1900-02-29", RejectionReason.DateImpossible)]
    public void TryRead_DayThatNoCalendarHas_IsRejected(string cell, RejectionReason expected) => Assert.Equal(expected, Read("yyyy-MM-dd", cell).Reason);

    [Theory]
    [Trait("Refusal", "DATE_FUTURE")]
    [InlineData("2026-03-02", RejectionReason.None)]
    [InlineData("2026-03-03", RejectionReason.DateFuture)]
    [InlineData("9999-12-31", RejectionReason.DateFuture)]
    public void TryRead_DayAfterTheLast_IsRejected(string cell, RejectionReason expected) => Assert.Equal(expected, Read("yyyy-MM-dd", cell).Reason);

    [Theory]
    [Trait("Refusal", "DATE_TOO_EARLY")]
    [InlineData("1900-01-01", RejectionReason.None)]
    [InlineData("1899-12-30", RejectionReason.DateTooEarly)]
    [InlineData("0001-01-01", RejectionReason.DateTooEarly)]
    public void TryRead_YearBefore1900_IsRejected(string cell, RejectionReason expected) => Assert.Equal(expected, Read("yyyy-MM-dd", cell).Reason);

    [Theory]
    [InlineData("", RejectionReason.Empty)]
    [InlineData(" \t", RejectionReason.Empty)]
    [InlineData("#N/A", RejectionReason.CellError)]
    [InlineData("=\"1984-03-07\"", RejectionReason.CellError)]
    [InlineData("3.07E+10", RejectionReason.CellScientific)]
    [InlineData("-", RejectionReason.Placeholder)]
    [InlineData("onbekend", RejectionReason.Placeholder)]
    public void TryRead_DamagedCell_HasTheReasonOfTheDamage(string cell, RejectionReason expected) => Assert.Equal(expected, Read("yyyy-MM-dd", cell).Reason);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("YYYY-MM-DD")]
    [InlineData("yyyy-mm-dd")]
    [InlineData("dd-MM-yy")]
    [InlineData("G")]
    public void TryParse_OtherName_IsNoFormat(string? name) => Assert.False(DateFormat.TryParse(name, out _));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    public void TryRead_AnyCulture_ReadsTheSameDate(string culture)
    {
        Assert.Equal((RejectionReason.None, new DateOnly(1984, 6, 7)), ContractCulture.Run(culture, () => Read("MMM d, yyyy", "JUN 7, 1984")));
    }

    private static (RejectionReason Reason, DateOnly Date) Read(string format, string cell)
    {
        Assert.True(DateFormat.TryParse(format, out var parsed));
        return (parsed.TryRead(Encoding.UTF8.GetBytes(cell), s_today, out var date), date);
    }
}
