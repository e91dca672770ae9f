using System.Text;
using Onboarding.Identifiers;

namespace Onboarding.Profiles;

internal static partial class FormSteps
{
    public static readonly FormStep E164 = Phone("e164", "E.164 with +, as the canonical form writes it", least: 5);

    public static readonly FormStep E164From10 = Phone("e164-10-15", "E.164 with + and 10 to 15 digits; shorter numbers are rejected", least: 10);

    public static readonly FormStep DropPlus = new("drop-plus", "the + out", static (buffer, ref length, _) => Cut(buffer, ref length, 1));

    public static readonly FormStep NationalDigits = new("national-digits", "the + and the calling code of the country out", static (buffer, ref length, _) =>
    {
        Span<byte> first = [(byte)(buffer[1] - '0'), (byte)(buffer[2] - '0'), (byte)(buffer[3] - '0')];
        var code = PhoneMetadata.FindCode(first);
        return code < 0 ? RejectionReason.PhoneNotValid : Cut(buffer, ref length, 1 + PhoneMetadata.CallingCodeLength(PhoneMetadata.CallingCode(code)));
    });

    public static readonly FormStep LowerMaid = new("lower-maid", "lower-case hex digits 8-4-4-4-12; all zeros is rejected", static (buffer, ref length, _) =>
    {
        Span<byte> form = stackalloc byte[CanonicalForm.MaxLength];
        var reason = CanonicalForm.TryNormalize(IdentifierKind.Maid, buffer[..length], form, out length);
        form[..length].CopyTo(buffer);
        return reason;
    });

    public static readonly FormStep DeviceKnown = new("device-known", "rejected where nothing says whether it is Apple's or Google's id", static (Span<byte> _, ref int _, FormContext context) => context.Device is DeviceKind.Idfa or DeviceKind.Aaid ? RejectionReason.None : RejectionReason.DeviceUnknown);

    public static readonly FormStep UpperIdfa = new("upper-idfa", "Apple's id in upper case, Google's in lower case", static (buffer, ref length, context) =>
    {
        if (context.Device == DeviceKind.Idfa)
        {
            Ascii.ToUpperInPlace(buffer[..length], out int _);
        }

        return RejectionReason.None;
    });

    public static readonly FormStep AmazonId = new("amazon-id", "1 to 128 of a-z, A-Z, 0-9, - and _; else rejected", static (buffer, ref length, _) =>
        length > 128 ? RejectionReason.ExternalIdTooLong
        : IsMadeOf(buffer[..length], static b => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_') ? RejectionReason.None
        : RejectionReason.ExternalIdCharacter);

    public static readonly FormStep UsZip5 = new("us-zip5", "US ZIP codes: the first five digits. A code is one where the country is US, or where the country is not known and it is written 12345-6789", static (buffer, ref length, context) =>
    {
        length = IsLongZip(buffer[..length], context) ? 5 : length;
        return RejectionReason.None;
    });

    public static readonly FormStep UsZip9 = new("us-zip9", "US ZIP codes without hyphen", static (buffer, ref length, context) =>
    {
        if (IsLongZip(buffer[..length], context) && buffer[5] == (byte)'-')
        {
            buffer[6..length].CopyTo(buffer[5..]);
            length--;
        }

        return RejectionReason.None;
    });

    public static readonly FormStep CountryCode = new("country-code", "two letters (ISO 3166-1) in upper case; else rejected", static (buffer, ref length, _) =>
    {
        Ascii.ToUpperInPlace(buffer[..length], out int _);
        return length == 2 && IsMadeOf(buffer[..2], static b => char.IsAsciiLetterUpper((char)b)) ? RejectionReason.None : RejectionReason.CountryUnknown;
    });

    public static readonly FormStep CompactDate = new("compact-date", "year, month and day as 8 digits", static (buffer, ref length, _) =>
    {
        var value = buffer[..length];
        if (length != 10 || value[4] != (byte)'-' || value[7] != (byte)'-')
        {
            return RejectionReason.DateFormat;
        }

        Keep(buffer, ref length, Characters.Digits);
        return length == 8 ? RejectionReason.None : RejectionReason.DateFormat;
    });

    public static readonly FormStep FemaleOrMale = OneOf("f or m", "fm");

    public static readonly FormStep FemaleMaleOrNeither = OneOf("f, m or n", "fmn");

    private static FormStep OneOf(string names, string letters) => new("gender-" + letters, names + "; else rejected", (buffer, ref length, _) =>
        length == 1 && letters.Contains((char)buffer[0], StringComparison.Ordinal) ? RejectionReason.None : RejectionReason.GenderUnknown);

    private static FormStep Phone(string name, string rule, int least) => new(name, rule, (buffer, ref length, _) =>
        length > least && length <= 16 && buffer[0] == (byte)'+' && buffer[1] != (byte)'0' && buffer[1..length].IndexOfAnyExcept(Characters.Digits) < 0 ? RejectionReason.None : RejectionReason.PhoneNotValid);

    private static RejectionReason Cut(Span<byte> buffer, ref int length, int first)
    {
        buffer[first..length].CopyTo(buffer);
        length -= first;
        return RejectionReason.None;
    }

    // Five digits, perhaps a hyphen, four digits. Saudi Arabia writes codes like these too: where the country is known, it decides.
    private static bool IsLongZip(ReadOnlySpan<byte> value, FormContext context)
    {
        var hasHyphen = value.Length == 10 && value[5] == (byte)'-';
        return (context.Country.SequenceEqual("US"u8) ? hasHyphen || value.Length == 9 : context.Country.IsEmpty && hasHyphen)
            && value[..5].IndexOfAnyExcept(Characters.Digits) < 0 && value[^4..].IndexOfAnyExcept(Characters.Digits) < 0;
    }

    private static bool IsMadeOf(ReadOnlySpan<byte> value, Func<byte, bool> isMember)
    {
        foreach (var b in value)
        {
            if (!isMember(b))
            {
                return false;
            }
        }

        return true;
    }
}
