using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Onboarding.Keys;

namespace Onboarding.Hashing;

// Hands a column to the kernel of this machine.
internal sealed partial class BatchHash
{
    private const int BlockWords = 16;

    private static ReadOnlySpan<uint> Words(KeyMaterial? state) => state is null ? [] : MemoryMarshal.Cast<byte, uint>(state.Span);

    // False when the kernel leaves the whole column: it holds a value that is too long.
    [SkipLocalsInit]
    private bool TryComputeInLanes(IdentifierBatch values, Span<byte> digests, BatchHash? other, Span<byte> otherDigests)
    {
        if (Kernel < HashKernel.Ssse3)
        {
            return false;
        }

        Span<int> left = stackalloc int[LaneColumn.MaxLeft];
        var count = ComputeInLanes(values, digests, other, otherDigests, left);
        for (var i = 0; i < count; i++)
        {
            Compute(values[left[i]], digests.Slice(left[i] * Token.Size, Token.Size));
            other?.Compute(values[left[i]], otherDigests.Slice(left[i] * Token.Size, Token.Size));
        }

        return count >= 0;
    }

    private unsafe int ComputeInLanes(IdentifierBatch values, Span<byte> digests, BatchHash? other, Span<byte> otherDigests, Span<int> left)
    {
        Span<uint> prefix = stackalloc uint[2 * BlockWords];
        WritePrefix(prefix);
        fixed (byte* buffer = values.Buffer, firstDigests = digests, secondDigests = otherDigests)
        fixed (int* bounds = values.Bounds, places = left)
        fixed (uint* prefixWords = prefix, initial = Words(_initial), outer = Words(_outer), otherInitial = Words(other?._initial), otherOuter = Words(other?._outer))
        {
            var column = new LaneColumn
            {
                Buffer = buffer,
                Bounds = bounds,
                Count = values.Count,
                Hashed = _hashed,
                PrefixLength = BlockPrefix.Length,
                Prefix = prefixWords,
                Padding = PaddingTable.Origin,
            };
            var first = new LaneState { Initial = initial, Outer = outer, Digests = firstDigests };
            var second = new LaneState { Initial = otherInitial, Outer = otherOuter, Digests = secondDigests };
            var count = Kernel switch
            {
                HashKernel.Avx512 => Sha256Lanes<Lanes512, Vector512<uint>>.Hash(column, first, second, places),
                HashKernel.Avx2 => Sha256Lanes<Lanes256, Vector256<uint>>.Hash(column, first, second, places),
                _ => Sha256Lanes<Lanes128, Vector128<uint>>.Hash(column, first, second, places),
            };
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(prefix));
            return count;
        }
    }

    private void WritePrefix(Span<uint> prefix)
    {
        var bytes = MemoryMarshal.AsBytes(prefix);
        bytes.Clear();
        BlockPrefix.CopyTo(bytes);
        bytes.Slice(Sha256Scalar.BlockLength, BlockPrefix.Length).Fill(0xFF);
        BinaryPrimitives.ReverseEndianness(prefix, prefix);
    }
}
