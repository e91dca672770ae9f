using System.Globalization;
using System.Text.RegularExpressions;

namespace Onboarding.Plans;

/// <summary>A date of a plan: a day, or a term relative to the run (ISO 8601 duration of whole years, months, weeks and days).</summary>
internal sealed partial class PlanDate
{
    private readonly DateOnly? _day;
    private readonly int _months;
    private readonly int _days;
    private readonly string _text;

    private PlanDate(DateOnly? day, int months, int days, string text) => (_day, _months, _days, _text) = (day, months, days, text);

    /// <summary>Whether the date counts from the run.</summary>
    public bool IsRelative => _day is null;

    public static bool TryParse(string? text, out PlanDate date)
    {
        date = new PlanDate(null, 0, 0, "");
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            date = new PlanDate(day, 0, 0, text!);
            return true;
        }

        var match = Term().Match(text ?? "");
        if (!match.Success || text!.Length < 3)
        {
            return false;
        }

        date = new PlanDate(null, (Number(match, 1) * 12) + Number(match, 2), (Number(match, 3) * 7) + Number(match, 4), text!);
        return date._months + date._days > 0;
    }

    /// <summary>A term of this library's own.</summary>
    public static PlanDate Parse(string text) => TryParse(text, out var date) ? date : throw new FormatException("No date or term.");

    /// <summary>As it was written.</summary>
    public override string ToString() => _text;

    /// <summary>The last moment (UTC) of the day; relative terms count from <paramref name="run"/>.</summary>
    public DateTimeOffset Resolve(DateTimeOffset run)
    {
        return _day is { } day
            ? new DateTimeOffset(day.ToDateTime(new TimeOnly(23, 59, 59)), TimeSpan.Zero)
            : run.ToUniversalTime().AddMonths(_months).AddDays(_days);
    }

    /// <summary>The day that lies the term before another; the first of all days where there is none so early.</summary>
    public DateOnly Before(DateOnly day)
    {
        var isWithin = (_months / 12) + (_days / 365) + 2 < day.Year;
        return isWithin ? day.AddMonths(-_months).AddDays(-_days) : DateOnly.MinValue;
    }

    private static int Number(Match match, int group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\AP(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?\z")]
    private static partial Regex Term();
}
