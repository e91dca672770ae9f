using System.Globalization;
using Onboarding.Identifiers;

namespace Onboarding.Reports;

/// <summary>Numbers, shares and times for people, the same in every culture.</summary>
internal static class ReportText
{
    private const char NoBreakSpace = '\u00A0';
    private const char Minus = '\u2212';

    public static string Number(long value) => (value < 0 ? Minus.ToString() : "") + Math.Abs(value).ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number with its noun: <c>1 row</c>, <c>3,991 rows</c>.</summary>
    public static string Count(long value, string one, string many) => Number(value) + NoBreakSpace + (value == 1 ? one : many);

    public static string Change(long value) => value > 0 ? "+" + Number(value) : value == 0 ? "same" : Number(value);

    /// <summary>A number that names something, such as a line or a serial number.</summary>
    public static string Ordinal(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A part of a whole in percent. What is not nothing never reads as 0 %, what is not everything never as 100 %.</summary>
    public static string Share(long part, long whole)
    {
        if (whole <= 0)
        {
            return "\u2013";
        }

        var percent = 100.0 * part / whole;
        var text = percent switch
        {
            0 => "0",
            100 => "100",
            < 0.05 => "<0.1",
            >= 99.95 => ">99.9",
            _ => percent.ToString("0.0", CultureInfo.InvariantCulture),
        };
        return text + NoBreakSpace + "%";
    }

    public static string Points(double points)
    {
        return points == 0 ? "same" : (points > 0 ? '+' : Minus) + Math.Abs(points).ToString("0.0", CultureInfo.InvariantCulture) + NoBreakSpace + "points";
    }

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d\u00A0MMM yyyy", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset time) => Day(time) + time.UtcDateTime.ToString(", HH:mm", CultureInfo.InvariantCulture) + NoBreakSpace + "UTC";

    /// <summary>A text as a sentence: a capital at its beginning, a full stop at its end.</summary>
    public static string Sentence(string text) => text.Length == 0 ? "" : Capital(text) + (text[^1] is '.' or '!' or '?' ? "" : ".");

    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>A span in whole days: <c>30 days</c>.</summary>
    public static string Days(TimeSpan span) => Count((long)Math.Round(span.TotalDays), "day", "days");

    /// <summary>A kind's name for people.</summary>
    public static string Kind(string name) => name switch
    {
        "email" => "E-mail address",
        "phone" => "Phone number",
        "maid" => "Mobile advertising id",
        "external_id" => "External id",
        _ => Capital(name.Replace('_', ' ')),
    };

    public static string Kind(IdentifierKind kind) => Kind(IdentifierKinds.GetName(kind));
}
