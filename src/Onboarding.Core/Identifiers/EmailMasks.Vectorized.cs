using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Onboarding.Identifiers;

/// <summary>
/// An e-mail of ASCII characters, read sixteen bytes at a time: a bit for each place where a character of a class stands.
/// Whether the address is well formed is then a matter of a few operations on words.
/// </summary>
/// <remarks>
/// A class of characters is two tables of sixteen bytes, as in simdjson (Langdale and Lemire, "Parsing Gigabytes of JSON per Second", 2019):
/// the low half of a character selects the rows of ASCII in which the class has it, the high half selects its row.
/// </remarks>
internal readonly struct EmailMasks
{
    // A bit behind the last character must fit in the word.
    private const int MaxLength = 63;

    /// <summary>Bytes in the canonical form before the gmail rule.</summary>
    public required int Length { get; init; }

    /// <summary>Where the <c>@</c> stands.</summary>
    public required int At { get; init; }

    /// <summary>The places of dots.</summary>
    public required ulong Dots { get; init; }

    /// <summary>The places of plus signs.</summary>
    public required ulong Pluses { get; init; }

    // Bit n of a byte: the class has the character of this low half in row n + 2 of ASCII (rows 0 and 1 are control characters).
    private static Vector128<byte> LocalRows => Vector128.Create((byte)0x3A, 0x3F, 0x3E, 0x3F, 0x3F, 0x3F, 0x3F, 0x3F, 0x3E, 0x3E, 0x3D, 0x35, 0x34, 0x37, 0x3D, 0x1F);

    private static Vector128<byte> DomainRows => Vector128.Create((byte)0x2A, 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x3C, 0x14, 0x14, 0x15, 0x15, 0x14);

    private static Vector128<byte> RowBits => Vector128.Create((byte)0, 0, 1, 2, 4, 8, 16, 32, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Reads a usual address and writes it stripped and in lower case. False when the scalar way has to decide: anything longer, anything else, anything wrong.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, Span<byte> destination, out EmailMasks email)
    {
        email = default;
        if (!Ssse3.IsSupported || value.IsEmpty)
        {
            return false;
        }

        if (!IsVisibleAscii(value[0]) || !IsVisibleAscii(value[^1]))
        {
            value = StripSet.Strip(value);
        }

        if (value.Length is < 6 or > MaxLength || destination.Length < Math.Max(value.Length, Vector128<byte>.Count))
        {
            return false;
        }

        if (Avx512BW.IsSupported && destination.Length >= Vector512<byte>.Count)
        {
            return TryReadAtOnce(value, destination, out email);
        }

        return value.Length < Vector128<byte>.Count
            ? TryReadShort(value, destination, out email)
            : TryReadBlocks(value, value.Length, destination, out email);
    }

    // All of it in one register; what stands behind the value is zero there, and is written too.
    private static unsafe bool TryReadAtOnce(ReadOnlySpan<byte> value, Span<byte> destination, out EmailMasks email)
    {
        var length = value.Length;
        Vector512<byte> text;
        fixed (byte* source = value)
        {
            text = Avx512BW.MaskLoad(source, Vector512.LessThan(Vector512<byte>.Indices, Vector512.Create((byte)length)), Vector512<byte>.Zero);
        }

        var row = Avx512BW.Shuffle(Repeat(RowBits), (text.AsUInt16() >> 4).AsByte() & Vector512.Create((byte)0x0F));
        var notLocal = Vector512.Equals(Avx512BW.Shuffle(Repeat(LocalRows), text) & row, Vector512<byte>.Zero).ExtractMostSignificantBits();
        var notDomain = Vector512.Equals(Avx512BW.Shuffle(Repeat(DomainRows), text) & row, Vector512<byte>.Zero).ExtractMostSignificantBits();
        var ats = Vector512.Equals(text, Vector512.Create((byte)'@')).ExtractMostSignificantBits();
        var dots = Vector512.Equals(text, Vector512.Create((byte)'.')).ExtractMostSignificantBits();
        var hyphens = Vector512.Equals(text, Vector512.Create((byte)'-')).ExtractMostSignificantBits();
        var pluses = Vector512.Equals(text, Vector512.Create((byte)'+')).ExtractMostSignificantBits();
        var upper = Vector512.LessThan(text - Vector512.Create((byte)'A'), Vector512.Create((byte)26));
        (text | (upper & Vector512.Create((byte)0x20))).CopyTo(destination);
        email = new EmailMasks { Length = length, At = BitOperations.TrailingZeroCount(ats), Dots = dots, Pluses = pluses };
        return IsWellFormed(notLocal, notDomain, ats, dots, hyphens, length) && !char.IsAsciiDigit((char)value[length - 1]);
    }

    private static Vector512<byte> Repeat(Vector128<byte> table) => Vector512.Create(table);

    [SkipLocalsInit]
    private static bool TryReadShort(ReadOnlySpan<byte> value, Span<byte> destination, out EmailMasks email)
    {
        Span<byte> padded = stackalloc byte[Vector128<byte>.Count];
        padded.Clear();
        value.CopyTo(padded);
        return TryReadBlocks(padded, value.Length, destination, out email);
    }

    // At least one block; the last one may overlap the one before it, whose bits it repeats.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadBlocks(ReadOnlySpan<byte> value, int length, Span<byte> destination, out EmailMasks email)
    {
        ref var source = ref MemoryMarshal.GetReference(value);
        ref var target = ref MemoryMarshal.GetReference(destination);
        ulong notLocal = 0, notDomain = 0, ats = 0, dots = 0, hyphens = 0, pluses = 0;
        var last = value.Length - Vector128<byte>.Count;
        for (var offset = 0; ; offset = Math.Min(offset + Vector128<byte>.Count, last))
        {
            var block = Vector128.LoadUnsafe(ref source, (nuint)offset);
            var row = Ssse3.Shuffle(RowBits, (block.AsUInt16() >> 4).AsByte() & Vector128.Create((byte)0x0F));
            notLocal |= Bits(Vector128.Equals(Ssse3.Shuffle(LocalRows, block) & row, Vector128<byte>.Zero), offset);
            notDomain |= Bits(Vector128.Equals(Ssse3.Shuffle(DomainRows, block) & row, Vector128<byte>.Zero), offset);
            ats |= Bits(Vector128.Equals(block, Vector128.Create((byte)'@')), offset);
            dots |= Bits(Vector128.Equals(block, Vector128.Create((byte)'.')), offset);
            hyphens |= Bits(Vector128.Equals(block, Vector128.Create((byte)'-')), offset);
            pluses |= Bits(Vector128.Equals(block, Vector128.Create((byte)'+')), offset);

            // A to Z, moved to the bottom of the signed bytes.
            var upper = Vector128.LessThan((block - Vector128.Create((byte)('A' + 0x80))).AsSByte(), Vector128.Create((sbyte)(sbyte.MinValue + 26))).AsByte();
            (block | (upper & Vector128.Create((byte)0x20))).StoreUnsafe(ref target, (nuint)offset);
            if (offset == last)
            {
                break;
            }
        }

        email = new EmailMasks { Length = length, At = BitOperations.TrailingZeroCount(ats), Dots = dots, Pluses = pluses };

        // A last label that ends in a digit may be all digits.
        return IsWellFormed(notLocal, notDomain, ats, dots, hyphens, length) && !char.IsAsciiDigit((char)value[length - 1]);
    }

    private static bool IsWellFormed(ulong notLocal, ulong notDomain, ulong ats, ulong dots, ulong hyphens, int length)
    {
        var end = 1UL << length;
        var at = ats & (0 - ats);
        var local = at - 1;
        var domain = (end - 1) & ~(local | at);
        var borders = (dots & domain) | at | end;
        var wrong = (notLocal & local) | (notDomain & domain) | (ats ^ at)
            | (borders & (borders << 1))
            | (hyphens & domain & ((borders << 1) | (borders >> 1)));
        return wrong == 0 && at > 1 && (dots & domain) != 0;
    }

    private static bool IsVisibleAscii(byte value) => value is > 0x20 and < 0x7F;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector128<byte> mask, int offset) => (ulong)mask.ExtractMostSignificantBits() << offset;
}
