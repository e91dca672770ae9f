using System.Globalization;
using Onboarding.Identifiers;
using Onboarding.Profiles;

namespace Onboarding.Records;

/// <summary>
/// What is carried of a field that is no identifier, until a platform's profile makes its own form of it: a value, or one reason why there is none.
/// Total and pure, like the canonical form; not part of contracts v1.
/// </summary>
internal static class PlainForm
{
    /// <summary>The longest text in bytes, and the longest form of any field.</summary>
    public const int MaxLength = 512;

    private static readonly CellWords s_male = new("m", "male", "man", "mannelijk", "mann", "männlich", "maennlich");
    private static readonly CellWords s_neither = new("n", "neither", "non-binary", "nonbinary", "divers");
    private static readonly CellWords s_female = new("f", "female", "woman", "v", "vrouw", "vrouwelijk", "w", "frau", "weiblich");

    /// <summary>
    /// Writes the form of a cell: texts byte for byte without what the strip set takes off both ends, dates as <c>yyyy-MM-dd</c>, years with four digits,
    /// months and days with two, countries as two capital letters (ISO 3166-1), genders as <c>m</c>, <c>f</c> or <c>n</c>.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <param name="cell">The cell in UTF-8, as it stands in the source.</param>
    /// <param name="format">How the dates of the column are written. Year, month and day of birth are read from a whole date where there is one, else from a number. Means nothing for other fields.</param>
    /// <param name="today">The last day on which somebody can be born.</param>
    /// <param name="destination">Receives the form; <see cref="MaxLength"/> bytes always suffice.</param>
    /// <param name="written">The number of bytes written; 0 when rejected.</param>
    /// <returns><see cref="RejectionReason.None"/>, or why there is no value: <see cref="RejectionReason.Empty"/> where the cell holds nothing.</returns>
    /// <exception cref="ArgumentNullException">A date of birth without a format.</exception>
    public static RejectionReason TryRead(ProfileField field, ReadOnlySpan<byte> cell, DateFormat? format, DateOnly today, Span<byte> destination, out int written)
    {
        written = 0;
        if (field == ProfileField.DateOfBirth || (format is not null && field is ProfileField.BirthYear or ProfileField.BirthMonth or ProfileField.BirthDay))
        {
            ArgumentNullException.ThrowIfNull(format);
            return ReadDate(field, cell, format, today, destination, out written);
        }

        var reason = CellCheck.ReadText(cell, out var text);
        return reason != RejectionReason.None ? reason : field switch
        {
            ProfileField.BirthYear => ReadYear(text, today, destination, out written),
            ProfileField.BirthMonth => ReadPart(text, 12, destination, out written),
            ProfileField.BirthDay => ReadPart(text, 31, destination, out written),
            ProfileField.Country => ReadCountry(text, destination, out written),
            ProfileField.Gender => ReadGender(text, destination, out written),
            _ => Write(text, RejectionReason.TextTooLong, destination, out written),
        };
    }

    private static RejectionReason ReadDate(ProfileField field, ReadOnlySpan<byte> cell, DateFormat format, DateOnly today, Span<byte> destination, out int written)
    {
        written = 0;
        var reason = format.TryRead(cell, today, out var date);
        if (reason == RejectionReason.None)
        {
            var form = field switch
            {
                ProfileField.BirthYear => "yyyy",
                ProfileField.BirthMonth => "MM",
                ProfileField.BirthDay => "dd",
                _ => "yyyy-MM-dd",
            };
            date.TryFormat(destination, out written, form, CultureInfo.InvariantCulture);
        }

        return reason;
    }

    private static RejectionReason ReadYear(ReadOnlySpan<byte> text, DateOnly today, Span<byte> destination, out int written)
    {
        written = 0;
        if (text.Length != 4 || !DateFormat.TryReadDigits(text, out var year))
        {
            return RejectionReason.DateFormat;
        }

        var reason = year < DateFormat.FirstYear ? RejectionReason.DateTooEarly : year > today.Year ? RejectionReason.DateFuture : RejectionReason.None;
        return reason == RejectionReason.None ? Write(text, reason, destination, out written) : reason;
    }

    private static RejectionReason ReadPart(ReadOnlySpan<byte> text, int last, Span<byte> destination, out int written)
    {
        written = 0;
        if (text.Length > 2 || !DateFormat.TryReadDigits(text, out var number))
        {
            return RejectionReason.DateFormat;
        }

        if (number < 1 || number > last)
        {
            return RejectionReason.DateImpossible;
        }

        number.TryFormat(destination, out written, "00", CultureInfo.InvariantCulture);
        return RejectionReason.None;
    }

    private static RejectionReason ReadCountry(ReadOnlySpan<byte> text, Span<byte> destination, out int written)
    {
        return Write(PhoneRegion.TryParse(text, out var region) ? region.Code : default, RejectionReason.CountryUnknown, destination, out written);
    }

    private static RejectionReason ReadGender(ReadOnlySpan<byte> text, Span<byte> destination, out int written)
    {
        var form = s_male.Contains(text) ? "m"u8 : s_female.Contains(text) ? "f"u8 : s_neither.Contains(text) ? "n"u8 : default;
        return Write(form, RejectionReason.GenderUnknown, destination, out written);
    }

    private static RejectionReason Write(ReadOnlySpan<byte> form, RejectionReason otherwise, Span<byte> destination, out int written)
    {
        written = form.Length is > 0 and <= MaxLength ? form.Length : 0;
        form[..written].CopyTo(destination);
        return written > 0 ? RejectionReason.None : otherwise;
    }
}
