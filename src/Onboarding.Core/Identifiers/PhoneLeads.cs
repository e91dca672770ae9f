using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Onboarding.Identifiers;

/// <summary>
/// What the first digits of numbers settle: five in the national spelling of a region, six behind a plus sign.
/// Numbering plans tell numbers apart by their first digits; of the others only the count matters. So the plans are
/// asked once for a lead, and the answer is remembered.
/// </summary>
/// <remarks>Threads may ask for the same lead at once: they get the same answer.</remarks>
internal sealed class PhoneLeads
{
    /// <summary>The most digits of a lead.</summary>
    public const int MaxDigits = 6;

    private const int NationalDigits = 5;

    // A table grows to 400 KB, the one of the plus sign to 4 MB. Numbers of further regions are read digit by digit.
    private const int MaxRegions = 64;

    private static readonly PhoneLeads?[] s_regions = new PhoneLeads?[PhoneRegion.Count + 1];
    private static int s_count;

    private readonly PhoneLead[] _leads;
    private readonly int _digits;
    private readonly PhoneRegion _region;

    // The plus sign and the calling code, from the lowest byte on.
    private readonly uint _prefix = '+';
    private readonly int _prefixLength = 1;

    private PhoneLeads(PhoneRegion region)
    {
        _region = region;
        _digits = region.IsNone ? MaxDigits : NationalDigits;
        _leads = new PhoneLead[region.IsNone ? 1_000_000 : 100_000];
        if (region.IsNone)
        {
            return;
        }

        int callingCode = PhoneMetadata.CallingCode(PhoneMetadata.CodeOf(region.Index));
        _prefixLength = 1 + PhoneMetadata.CallingCodeLength(callingCode);
        for (int i = _prefixLength - 1, rest = callingCode; i > 0; i--, rest /= 10)
        {
            _prefix |= (uint)('0' + (rest % 10)) << (8 * i);
        }
    }

    /// <summary>The lead with which digits begin.</summary>
    public PhoneLead this[Vector128<byte> digits]
    {
        get
        {
            // Eight digits, zeros before those of the lead, to a number: neighbors are joined, then the four pairs.
            ulong text = digits.AsUInt64().ToScalar() << (8 * (sizeof(ulong) - _digits));
            text = (text * 10) + (text >> 8);
            const ulong Pairs = 0x000000FF000000FF;
            uint index = (uint)((((text & Pairs) * ((100UL << 32) * 10_000 + 100)) + (((text >> 16) & Pairs) * ((1UL << 32) * 10_000 + 1))) >> 32);
            PhoneLead lead = _leads[index];
            return lead.IsKnown ? lead : Learn((int)index);
        }
    }

    /// <summary>The leads of numbers in the national spelling of a region; of none: of those with a plus sign. Null when too many regions are in use.</summary>
    public static PhoneLeads? Of(PhoneRegion region)
    {
        return s_regions[region.Index + 1] ?? Create(region);
    }

    /// <summary>Writes a number that the lead accepts; the destination holds <see cref="PhoneNumber.MaxLength"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Write(PhoneLead lead, Vector128<byte> digits, int count, Span<byte> destination)
    {
        Vector128<byte> text = digits + Vector128.Create((byte)'0');
        ref byte target = ref MemoryMarshal.GetReference(destination);
        int length = _prefixLength + lead.Keep;
        uint prefix = _prefix | ((text.AsUInt32().ToScalar() & ((1u << (8 * lead.Keep)) - 1)) << 8);
        Unsafe.WriteUnaligned(ref target, prefix);
        Vector128<byte> national = Vector128.ShuffleNative(text, Vector128<byte>.Indices + Vector128.Create((byte)lead.Skip));
        national.StoreUnsafe(ref target, (nuint)length);
        return length + count - lead.Skip;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PhoneLeads? Create(PhoneRegion region)
    {
        lock (s_regions)
        {
            if (s_regions[region.Index + 1] is null && (region.IsNone || s_count < MaxRegions))
            {
                s_count += region.IsNone ? 0 : 1;
                s_regions[region.Index + 1] = new PhoneLeads(region);
            }

            return s_regions[region.Index + 1];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private PhoneLead Learn(int index)
    {
        Span<byte> digits = stackalloc byte[PhoneNumber.MaxUsual];
        digits.Clear();
        for (int i = _digits - 1, rest = index; i >= 0; i--, rest /= 10)
        {
            digits[i] = (byte)(rest % 10);
        }

        return _leads[index] = IsSettled(digits[.._digits], out int keep) ? Ask(digits, keep) : PhoneLead.Open;
    }

    // Whatever stands for the digits behind the lead, the answers are the same.
    private PhoneLead Ask(Span<byte> digits, int keep)
    {
        Span<byte> number = stackalloc byte[PhoneNumber.MaxLength];
        uint counts = 0;
        int skip = -1;
        for (int count = _digits; count <= digits.Length; count++)
        {
            if (PhoneNumber.TryResolve(digits[..count], _region.IsNone, _region, number, out int written, out _))
            {
                int skipped = count - (written - _prefixLength - keep);
                if (skip >= 0 && skip != skipped)
                {
                    return PhoneLead.Open;
                }

                skip = skipped;
                counts |= 1u << (count - 1);
            }
        }

        return PhoneLead.Settle(counts, Math.Max(skip, 0), keep);
    }

    /// <summary>Whether all that the plans are asked about a number is decided within its lead, but for the count of its digits.</summary>
    private bool IsSettled(ReadOnlySpan<byte> lead, out int keep)
    {
        keep = 0;
        if (!_region.IsNone)
        {
            return !PhoneNumber.MayBeReadDifferently(PhoneMetadata.CallingCode(PhoneMetadata.CodeOf(_region.Index)))
                && PhoneMetadata.HasNoInternationalPrefix(_region.Index, lead)
                && !PhoneNumber.BeginsWithCallingCode(lead, _region)
                && PhoneMetadata.IsSettled(PhoneMetadata.CodeOf(_region.Index), _region.Index, lead);
        }

        int code = PhoneMetadata.FindCode(lead);
        if (code < 0)
        {
            return false;
        }

        int callingCode = PhoneMetadata.CallingCode(code);
        keep = PhoneMetadata.CallingCodeLength(callingCode);
        return !PhoneNumber.MayBeReadDifferently(callingCode) && PhoneMetadata.IsSettled(code, PhoneMetadata.MainRegion(code), lead[keep..]);
    }
}
