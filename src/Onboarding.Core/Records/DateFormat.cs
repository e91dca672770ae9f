using System.Text;
using Onboarding.Identifiers;

namespace Onboarding.Records;

/// <summary>
/// How the dates of a column are written. A plan says it and nothing guesses it: 05-03-1995 is two days, and no file says which.
/// A time of day after the date is read over; the date counts as it stands, in whatever zone it was written.
/// </summary>
internal sealed class DateFormat
{
    /// <summary>Earlier dates are what programs write where they have none.</summary>
    public const int FirstYear = 1900;

    private static readonly string[] s_patterns =
    [
        "yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "dd-MM-yyyy", "dd/MM/yyyy", "dd.MM.yyyy", "d-M-yyyy", "d/M/yyyy", "d.M.yyyy", "MM/dd/yyyy", "MM-dd-yyyy", "M/d/yyyy", "MMM d, yyyy",
    ];

    private static readonly Dictionary<string, DateFormat> s_byName = s_patterns.ToDictionary(p => p, p => new DateFormat(p), StringComparer.Ordinal);

    private readonly string _pattern;

    private DateFormat(string pattern) => _pattern = pattern;

    /// <summary>The names of all formats, as plans write them. <c>MM</c> and <c>dd</c> are two digits, <c>M</c> and <c>d</c> one or two, <c>MMM</c> three letters of the English month.</summary>
    public static IReadOnlyList<string> All => s_patterns;

    private static ReadOnlySpan<byte> Months => "janfebmaraprmayjunjulaugsepoctnovdec"u8;

    public static bool TryParse(string? name, out DateFormat format) => s_byName.TryGetValue(name ?? "", out format!);

    /// <summary>Reads a cell.</summary>
    /// <param name="cell">The cell in UTF-8, as it stands in the source.</param>
    /// <param name="last">The last day that the date can be.</param>
    /// <param name="date">The date; the default when rejected.</param>
    public RejectionReason TryRead(ReadOnlySpan<byte> cell, DateOnly last, out DateOnly date)
    {
        date = default;
        var reason = CellCheck.ReadText(cell, out var text);
        if (reason != RejectionReason.None)
        {
            return reason;
        }

        if (!TryReadPattern(ref text, out var year, out var month, out var day) || !IsTime(text))
        {
            return RejectionReason.DateFormat;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return RejectionReason.DateImpossible;
        }

        date = new DateOnly(year, month, day);
        reason = year < FirstYear ? RejectionReason.DateTooEarly : date > last ? RejectionReason.DateFuture : RejectionReason.None;
        date = reason == RejectionReason.None ? date : default;
        return reason;
    }

    /// <summary>Reads ASCII digits and nothing else: one to four of them.</summary>
    public static bool TryReadDigits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + digit - '0';
        }

        return text.Length is > 0 and <= 4;
    }

    private bool TryReadPattern(ref ReadOnlySpan<byte> text, out int year, out int month, out int day)
    {
        (year, month, day) = (0, 0, 0);
        for (var i = 0; i < _pattern.Length;)
        {
            var symbol = _pattern[i];
            var width = 1;
            while (i + width < _pattern.Length && _pattern[i + width] == symbol)
            {
                width++;
            }

            i += width;
            var isRead = symbol switch
            {
                'y' => TryTakeDigits(ref text, width, out year),
                'M' when width == 3 => TryTakeMonth(ref text, out month),
                'M' => TryTakeDigits(ref text, width, out month),
                'd' => TryTakeDigits(ref text, width, out day),
                _ => TryTake(ref text, (byte)symbol),
            };
            if (!isRead)
            {
                return false;
            }
        }

        return true;
    }

    // One symbol stands for one or two digits, more for as many as there are symbols.
    private static bool TryTakeDigits(ref ReadOnlySpan<byte> text, int width, out int number)
    {
        var length = width == 1 && text.Length > 1 && text[1] is >= (byte)'0' and <= (byte)'9' ? 2 : width;
        number = 0;
        if (text.Length < length || !TryReadDigits(text[..length], out number))
        {
            return false;
        }

        text = text[length..];
        return true;
    }

    private static bool TryTakeMonth(ref ReadOnlySpan<byte> text, out int month)
    {
        month = 0;
        for (var i = 0; i < 12 && text.Length >= 3; i++)
        {
            if (Ascii.EqualsIgnoreCase(text[..3], Months.Slice(i * 3, 3)))
            {
                month = i + 1;
                text = text[3..];
                return true;
            }
        }

        return false;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> text, byte character)
    {
        if (text.IsEmpty || text[0] != character)
        {
            return false;
        }

        text = text[1..];
        return true;
    }

    // Nothing, or a time as exports write it: 10:00, 10:00:00.123, T10:00:00Z, 10:00:00 AM, 10:00:00 +0200, 10:00:00 UTC.
    private static bool IsTime(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return true;
        }

        var isTime = (TryTake(ref text, (byte)'T') || TryTake(ref text, (byte)' '))
            && TryTakeDigits(ref text, 1, out var hour) && hour <= 24
            && TryTake(ref text, (byte)':') && TryTakeDigits(ref text, 2, out var minute) && minute <= 59;
        if (!isTime || (TryTake(ref text, (byte)':') && (!TryTakeDigits(ref text, 2, out var second) || second > 60)))
        {
            return false;
        }

        text = TryTake(ref text, (byte)'.') || TryTake(ref text, (byte)',') ? text.TrimStart("0123456789"u8) : text;
        text = text.TrimStart((byte)' ');
        var hasHalf = text.Length >= 2 && (Ascii.EqualsIgnoreCase(text[..2], "am"u8) || Ascii.EqualsIgnoreCase(text[..2], "pm"u8));
        text = hasHalf ? text[2..].TrimStart((byte)' ') : text;
        return text.IsEmpty || text.SequenceEqual("Z"u8) || text.SequenceEqual("UTC"u8) || text.SequenceEqual("GMT"u8) || IsOffset(text);
    }

    private static bool IsOffset(ReadOnlySpan<byte> text)
    {
        if (!(TryTake(ref text, (byte)'+') || TryTake(ref text, (byte)'-')) || !TryTakeDigits(ref text, 2, out var hours) || hours > 14)
        {
            return false;
        }

        TryTake(ref text, (byte)':');
        return text.IsEmpty || (TryTakeDigits(ref text, 2, out var minutes) && minutes <= 59 && text.IsEmpty);
    }
}
