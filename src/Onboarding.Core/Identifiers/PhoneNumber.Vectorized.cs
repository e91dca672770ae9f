using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Onboarding.Identifiers;

/// <summary>The usual spellings in one register.</summary>
internal static partial class PhoneNumber
{
    // Bit n of a byte: the character with this low half in row n + 2 of ASCII is a separator: space ( ) * - . / and [ ].
    private static Vector128<byte> SeparatorRows => Vector128.Create((byte)1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 8, 0, 9, 1, 1);

    private static Vector128<byte> RowBits => Vector128.Create((byte)0, 0, 1, 2, 4, 8, 16, 32, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Reads 6 to 16 ASCII digits and separators, perhaps a plus sign before them, in at most 32 characters. <paramref name="digits"/> are values 0 to 9, then zeros.</summary>
    private static bool TryReadUsual(ReadOnlySpan<byte> value, out Vector128<byte> digits, out int count, out bool plus)
    {
        if (Avx512Vbmi2.VL.IsSupported && value.Length <= Vector256<byte>.Count)
        {
            return TryReadAtOnce(value, out digits, out count, out plus);
        }

        // Without vectors the long way is four times as fast.
        digits = default;
        count = 0;
        plus = false;
        return Vector128.IsHardwareAccelerated && TryReadByDigit(value, out digits, out count, out plus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe bool TryReadAtOnce(ReadOnlySpan<byte> value, out Vector128<byte> digits, out int count, out bool plus)
    {
        Vector256<byte> used = Vector256.LessThan(Vector256<byte>.Indices, Vector256.Create((byte)value.Length));
        Vector256<byte> text;
        fixed (byte* source = value)
        {
            text = Avx512BW.VL.MaskLoad(source, used, Vector256<byte>.Zero);
        }

        Vector256<byte> numbers = text - Vector256.Create((byte)'0');
        Vector256<byte> isDigit = Vector256.LessThan(numbers, Vector256.Create((byte)10));
        Vector256<byte> row = Avx2.Shuffle(Vector256.Create(RowBits), (text.AsUInt16() >> 4).AsByte() & Vector256.Create((byte)0x0F));
        uint separators = ~Vector256.Equals(Avx2.Shuffle(Vector256.Create(SeparatorRows), text) & row, Vector256<byte>.Zero).ExtractMostSignificantBits();
        uint places = isDigit.ExtractMostSignificantBits();
        uint pluses = Vector256.Equals(text, Vector256.Create((byte)'+')).ExtractMostSignificantBits();
        digits = Avx512Vbmi2.VL.Compress(Vector256<byte>.Zero, isDigit, numbers).GetLower();
        count = BitOperations.PopCount(places);
        plus = pluses != 0;

        // At most one plus sign, and no digit before it.
        return (places | separators | pluses) == used.ExtractMostSignificantBits()
            && (pluses & (pluses - 1)) == 0
            && (!plus || (places & (pluses - 1)) == 0)
            && count is >= PhoneLeads.MaxDigits and <= MaxUsual;
    }

    [SkipLocalsInit]
    private static bool TryReadByDigit(ReadOnlySpan<byte> value, out Vector128<byte> digits, out int count, out bool plus)
    {
        Span<byte> buffer = stackalloc byte[PhoneMetadata.MaxDigits];
        buffer.Clear();
        bool read = TryReadBare(value, buffer, out count, out plus) || TryReadPlain(value, buffer, out count, out plus);
        digits = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(buffer));
        return read && count is >= PhoneLeads.MaxDigits and <= MaxUsual;
    }
}
