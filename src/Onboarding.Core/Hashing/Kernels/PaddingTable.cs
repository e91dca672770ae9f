using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Onboarding.Hashing;

/// <summary>The end of a message by how many of its bytes stand in a block (FIPS 180-4, section 5.1.1): masks of these bytes, and what follows them. Constant; lives as long as the process.</summary>
internal static unsafe class PaddingTable
{
    /// <summary>Bytes from <see cref="Origin"/> back to the mask of no bytes; the mask of n bytes begins n bytes earlier.</summary>
    public const int MaskOffset = RowLength - (Least * RowLength);

    private const int RowLength = Sha256Scalar.BlockLength;

    // A message that ends one to eight bytes before the end of a block leaves no room for its length there: the next block then has -8 to -1 bytes of it.
    private const int Least = -8;

    /// <summary>
    /// What follows n bytes, at 64 n. For n up to 55 its last four bytes are the bits of n bytes, to which those of the blocks before are to be added; with more the block is not the last one.
    /// </summary>
    public static byte* Origin { get; } = Create();

    private static byte* Create()
    {
        var length = MaskOffset + RowLength + ((RowLength + 1) * RowLength);
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)length, RowLength);
        new Span<byte>(memory, length).Clear();
        new Span<byte>(memory, RowLength).Fill(0xFF);
        var origin = memory + RowLength + MaskOffset;
        for (var n = Least; n < RowLength; n++)
        {
            var row = new Span<byte>(origin + (n * RowLength), RowLength);
            if (n >= 0)
            {
                row[n] = 0x80;
            }

            if (n < RowLength + Least)
            {
                BinaryPrimitives.WriteInt32BigEndian(row[^4..], 8 * n);
            }
        }

        return origin;
    }
}
