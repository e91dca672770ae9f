using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Onboarding.Hashing;
using Onboarding.Internal;

namespace Onboarding.Suppression;

/// <summary>The tokens of one scope in a mapped snapshot file. Exact. Valid while the file is open, which <see cref="SnapshotFilter"/> checks.</summary>
/// <remarks>
/// A look-up is two reads from memory that no cache holds: the bucket's entry in the index, and its tokens where the entry's filter lets the token through.
/// A batch asks for those of a whole group before it uses the first, so that they arrive together (group prefetching: Chen, Ailamaki, Gibbons, Mowry,
/// "Improving Hash Join Performance through Prefetching", 2004). A bucket that is long, since its tokens are no outputs of a hash, is searched by halves.
/// </remarks>
internal sealed unsafe class SnapshotSection
{
    private const int Group = 64;
    private const int CacheLine = 64;
    private const uint AtOnce = 4;

    private readonly byte* _tokens;
    private readonly byte* _index;
    private readonly int _bits;

    public SnapshotSection(OptOutScope scope, byte* tokens, long count)
    {
        Scope = scope;
        Count = count;
        _tokens = tokens;
        _index = tokens + (count * Token.Size);
        _bits = SnapshotLayout.GetBucketBits(count);
    }

    public OptOutScope Scope { get; }

    public long Count { get; }

    /// <summary>The token at a position below <see cref="Count"/>.</summary>
    public Token this[long position] => new(new ReadOnlySpan<byte>(_tokens + (position * Token.Size), Token.Size));

    public bool Contains(Token token)
    {
        var bucket = SnapshotLayout.GetBucket(token.Head, _bits);
        var entry = Read(bucket);
        return SnapshotLayout.GetFilterBit(entry, token.Head) != 0 && Contains(SnapshotLayout.GetStart(entry), SnapshotLayout.GetStart(Read(bucket + 1)), token);
    }

    /// <summary>Sets the mark of each token that is here; leaves the others.</summary>
    public void Mark(ReadOnlySpan<Token> tokens, Span<bool> marks)
    {
        var starts = stackalloc uint[Group];
        var ends = stackalloc uint[Group];
        var asked = stackalloc int[Group];
        for (var done = 0; done < tokens.Length; done += Group)
        {
            var group = tokens.Slice(done, Math.Min(Group, tokens.Length - done));
            for (var i = 0; i < group.Length; i++)
            {
                starts[i] = SnapshotLayout.GetBucket(group[i].Head, _bits);
                CacheLines.Prefetch(Entry(starts[i]));
            }

            // Without a branch, since nobody can predict whom a list names: what the filter lets through stays, the next overwrites the others.
            var count = 0;
            for (var i = 0; i < group.Length; i++)
            {
                var bucket = starts[i];
                var entry = Read(bucket);
                asked[count] = i;
                starts[count] = SnapshotLayout.GetStart(entry);
                ends[count] = SnapshotLayout.GetStart(Read(bucket + 1));
                count += SnapshotLayout.GetFilterBit(entry, group[i].Head);
            }

            for (var k = 0; k < count; k++)
            {
                CacheLines.Prefetch(At(FirstOfLine(starts[k])));
                CacheLines.Prefetch(At(FirstOfLine(starts[k])) + CacheLine);
            }

            for (var k = 0; k < count; k++)
            {
                marks[done + asked[k]] |= Contains(starts[k], ends[k], group[asked[k]]);
            }
        }
    }

    private static uint FirstOfLine(uint position) => position & ~1u;

    private byte* At(uint position) => _tokens + ((long)position * Token.Size);

    private byte* Entry(uint bucket) => _index + ((long)bucket * SnapshotLayout.EntryLength);

    private ulong Read(uint bucket) => BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(Entry(bucket), SnapshotLayout.EntryLength));

    // Four tokens in two cache lines at once; those outside the bucket differ anyway.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Contains(uint start, uint end, in Token token)
    {
        var first = FirstOfLine(start);
        if (!Vector256.IsHardwareAccelerated || first + AtOnce > Count)
        {
            return Search(start, end, token);
        }

        var at = At(first);
        var wanted = token.ToVector();
        return (Vector256.EqualsAll(Vector256.Load(at), wanted)
            | Vector256.EqualsAll(Vector256.Load(at + Token.Size), wanted)
            | Vector256.EqualsAll(Vector256.Load(at + (2 * Token.Size)), wanted)
            | Vector256.EqualsAll(Vector256.Load(at + (3 * Token.Size)), wanted))
            || (end > first + AtOnce && Search(first + AtOnce, end, token));
    }

    private bool Search(uint start, uint end, in Token token)
    {
        while (start < end)
        {
            var middle = start + ((end - start) / 2);
            var order = this[middle].CompareTo(token);
            if (order == 0)
            {
                return true;
            }

            (start, end) = order < 0 ? (middle + 1, end) : (start, middle);
        }

        return false;
    }
}
