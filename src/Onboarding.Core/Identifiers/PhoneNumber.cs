using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Onboarding.Identifiers;

/// <summary>
/// Phone numbers in E.164, as libphonenumber reads them: a value is accepted when its <c>isValidNumber</c> holds for
/// what its <c>parse</c> makes of the value and the region, and the result is what its <c>format</c> writes as E.164.
/// The numbering plans are compiled to tables (<see cref="PhoneMetadata"/>). Nothing is allocated, and neither a
/// culture nor ICU has a say.
/// </summary>
/// <remarks>
/// <para>
/// White space and invisible characters are stripped at both ends first. <c>+</c> (also full-width) and the
/// international prefix of the region (<c>00</c>, <c>011</c>) make the spelling international. Everything else is
/// national and needs a region. Extensions are dropped, vanity letters are digits when there are three or more, digits
/// may be ASCII, full-width, Arabic-Indic or extended Arabic-Indic, and <c>tel:</c> values may carry
/// <c>;phone-context=</c>, <c>;ext=</c> and <c>;isub=</c>.
/// </para>
/// </remarks>
internal static partial class PhoneNumber
{
    /// <summary>The most bytes a result takes: the plus sign, a calling code and the national number.</summary>
    internal const int MaxLength = 1 + 3 + MaxNational;

    /// <summary>The most digits of the spellings that are read at once.</summary>
    internal const int MaxUsual = 16;

    private const int MinNational = 2;
    private const int MaxNational = 17;
    private const ulong Zeros = 0x3030303030303030;

    /// <summary>The source and version of the numbering plans.</summary>
    internal static string MetadataVersion => PhoneMetadata.Version;

    /// <summary>Writes the E.164 form of a phone number.</summary>
    /// <param name="value">The number as UTF-8, in any spelling.</param>
    /// <param name="region">The region for national spellings, or <see cref="PhoneRegion.None"/>.</param>
    /// <param name="destination">Takes the result, <c>+</c> and ASCII digits; <see cref="MaxLength"/> bytes suffice.</param>
    /// <param name="written">The length of the result; 0 when the value is refused.</param>
    /// <param name="usedRegion">
    /// Whether the calling code comes from <paramref name="region"/>: the spelling was national, or it began with the
    /// calling code of the region without any sign that it is one. False when the value is refused.
    /// </param>
    /// <returns><see cref="RejectionReason.None"/>, or why the value is refused.</returns>
    /// <exception cref="ArgumentException">The destination is too short for the result.</exception>
    internal static RejectionReason TryNormalize(
        ReadOnlySpan<byte> value, PhoneRegion region, Span<byte> destination, out int written, out bool usedRegion)
    {
        return TryNormalizeUsual(value, region, destination, out RejectionReason reason, out written, out usedRegion)
            ? reason
            : TryNormalizeUnusual(value, region, destination, out written, out usedRegion);
    }

    /// <summary>Decides about a number in a usual spelling whose first digits settle what it is; false when more has to be asked.</summary>
    internal static bool TryNormalizeUsual(
        ReadOnlySpan<byte> value, PhoneRegion region, Span<byte> destination, out RejectionReason reason, out int written, out bool usedRegion)
    {
        reason = RejectionReason.None;
        written = 0;
        usedRegion = false;
        if (!TryReadUsual(value, out Vector128<byte> digits, out int count, out bool plus))
        {
            return false;
        }

        if (!plus && region.IsNone)
        {
            reason = RejectionReason.PhoneNoRegion;
            return true;
        }

        if (destination.Length < MaxLength
            || PhoneLeads.Of(plus ? PhoneRegion.None : region) is not { } leads
            || leads[digits] is not { IsSettled: true } lead)
        {
            return false;
        }

        if (!lead.Accepts(count))
        {
            reason = RejectionReason.PhoneNotValid;
            return true;
        }

        usedRegion = !plus;
        written = leads.Write(lead, digits, count, destination);
        return true;
    }

    /// <summary>Reads any spelling and asks the numbering plans about every digit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    internal static RejectionReason TryNormalizeUnusual(
        ReadOnlySpan<byte> value, PhoneRegion region, Span<byte> destination, out int written, out bool usedRegion)
    {
        written = 0;
        usedRegion = false;
        Span<byte> digits = stackalloc byte[PhoneMetadata.MaxDigits];
        if (!TryReadBare(value, digits, out int count, out bool plus) && !TryReadPlain(value, digits, out count, out plus))
        {
            RejectionReason reason = PhoneSpelling.Read(value, !region.IsNone, digits, out count, out plus);
            if (reason != RejectionReason.None)
            {
                return reason;
            }
        }
        else if (!plus && region.IsNone)
        {
            return RejectionReason.PhoneNoRegion;
        }

        return TryResolve(digits[..count], plus, region, destination, out written, out usedRegion)
            ? RejectionReason.None
            : RejectionReason.PhoneNotValid;
    }

    /// <summary>Whether a number in E.164 has the calling code of a region, which others may share.</summary>
    internal static bool HasCallingCodeOf(ReadOnlySpan<byte> number, PhoneRegion region)
    {
        Span<byte> digits = stackalloc byte[3];
        for (int i = 0; i < digits.Length; i++)
        {
            digits[i] = (byte)(number[i + 1] - (byte)'0');
        }

        return PhoneMetadata.FindCode(digits) == PhoneMetadata.CodeOf(region.Index);
    }

    /// <summary>Finds the number that the digits mean, and writes it.</summary>
    internal static bool TryResolve(
        ReadOnlySpan<byte> digits, bool plus, PhoneRegion region, Span<byte> destination, out int written, out bool usedRegion)
    {
        usedRegion = false;
        if (plus)
        {
            int code = PhoneMetadata.FindCode(digits);
            if (code >= 0)
            {
                return TryFinishInternational(digits, code, destination, out written);
            }

            if (digits.Length <= MinNational || region.IsNone)
            {
                written = 0;
                return false;
            }
        }

        return TryResolveInRegion(digits, plus, region.Index, destination, out written, out usedRegion);
    }

    /// <summary>
    /// Resolves digits that the region explains. A plus sign that no calling code follows counts for nothing, but
    /// then the digits have to bring a calling code in one of the other ways.
    /// </summary>
    [SkipLocalsInit]
    private static bool TryResolveInRegion(
        ReadOnlySpan<byte> digits, bool needsCode, int region, Span<byte> destination, out int written, out bool usedRegion)
    {
        written = 0;
        usedRegion = false;
        int prefix = PhoneMetadata.InternationalPrefix(region, digits);
        if (prefix != 0)
        {
            digits = digits[prefix..];
            int code = digits.Length <= MinNational ? -1 : PhoneMetadata.FindCode(digits);
            return code >= 0 && TryFinishInternational(digits, code, destination, out written);
        }

        int own = PhoneMetadata.CodeOf(region);
        Span<byte> rewritten = stackalloc byte[PhoneMetadata.MaxRewritten];
        int length = CallingCodePrefix(digits, PhoneMetadata.CallingCode(own));
        if (length != 0)
        {
            ReadOnlySpan<byte> rest = PhoneMetadata.StripNationalPrefix(region, digits[length..], rewritten);
            if ((!PhoneMetadata.MatchesGeneral(region, digits) && PhoneMetadata.MatchesGeneral(region, rest))
                || PhoneMetadata.IsTooLong(region, digits.Length))
            {
                usedRegion = TryFinish(rest, own, PhoneMetadata.MainRegion(own), destination, out written);
                return usedRegion;
            }
        }

        usedRegion = !needsCode && TryFinish(digits, own, region, destination, out written);
        return usedRegion;
    }

    private static bool TryFinishInternational(ReadOnlySpan<byte> digits, int code, Span<byte> destination, out int written)
    {
        ReadOnlySpan<byte> national = digits[PhoneMetadata.CallingCodeLength(PhoneMetadata.CallingCode(code))..];
        return TryFinish(national, code, PhoneMetadata.MainRegion(code), destination, out written);
    }

    /// <summary>Strips the national prefix as the region does, checks the number and writes it.</summary>
    [SkipLocalsInit]
    private static bool TryFinish(
        scoped ReadOnlySpan<byte> national, int code, int region, Span<byte> destination, out int written)
    {
        written = 0;
        if (national.Length < MinNational)
        {
            return false;
        }

        Span<byte> rewritten = stackalloc byte[PhoneMetadata.MaxRewritten];
        ReadOnlySpan<byte> stripped = PhoneMetadata.StripNationalPrefix(region, national, rewritten);
        if (PhoneMetadata.IsUsableLength(region, stripped.Length))
        {
            national = stripped;
        }

        if (national.Length is < MinNational or > MaxNational || !PhoneMetadata.IsValid(code, national))
        {
            return false;
        }

        written = Write(PhoneMetadata.CallingCode(code), national, destination);
        return true;
    }

    private static int Write(int callingCode, ReadOnlySpan<byte> national, Span<byte> destination)
    {
        int start = 1 + PhoneMetadata.CallingCodeLength(callingCode);
        int length = start + national.Length;
        if (destination.Length < length)
        {
            throw new ArgumentException("The destination is too short for the number.", nameof(destination));
        }

        destination = destination[..length];
        destination[0] = (byte)'+';
        for (int i = start - 1, rest = callingCode; i > 0; i--, rest /= 10)
        {
            destination[i] = (byte)('0' + (rest % 10));
        }

        destination = destination[start..];
        if (national.Length is >= sizeof(ulong) and <= 2 * sizeof(ulong))
        {
            int second = national.Length - sizeof(ulong);
            ulong head = BinaryPrimitives.ReadUInt64LittleEndian(national) + Zeros;
            ulong tail = BinaryPrimitives.ReadUInt64LittleEndian(national[second..]) + Zeros;
            BinaryPrimitives.WriteUInt64LittleEndian(destination, head);
            BinaryPrimitives.WriteUInt64LittleEndian(destination[second..], tail);
            return length;
        }

        for (int i = 0; i < national.Length; i++)
        {
            destination[i] = (byte)('0' + national[i]);
        }

        return length;
    }

    /// <summary>Whether libphonenumber reads some of its own results under the calling code as another number, or as none.</summary>
    internal static bool MayBeReadDifferently(int callingCode) => callingCode is 375 or 81;

    /// <summary>The same of a number in E.164.</summary>
    internal static bool MayBeReadDifferently(ReadOnlySpan<byte> number) => number.StartsWith("+375"u8) || number.StartsWith("+81"u8);

    /// <summary>Whether digits begin with the calling code of a region.</summary>
    internal static bool BeginsWithCallingCode(ReadOnlySpan<byte> digits, PhoneRegion region)
    {
        return CallingCodePrefix(digits, PhoneMetadata.CallingCode(PhoneMetadata.CodeOf(region.Index))) != 0;
    }

    /// <summary>The length of the calling code when the digits begin with it, else 0.</summary>
    private static int CallingCodePrefix(ReadOnlySpan<byte> digits, int callingCode)
    {
        int length = PhoneMetadata.CallingCodeLength(callingCode);
        if (digits.Length < length)
        {
            return 0;
        }

        for (int i = length - 1, rest = callingCode; i >= 0; i--, rest /= 10)
        {
            if (digits[i] != rest % 10)
            {
                return 0;
            }
        }

        return length;
    }
}
