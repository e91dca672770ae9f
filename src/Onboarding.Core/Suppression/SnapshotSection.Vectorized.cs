using System.Buffers.Binary;
using System.Runtime.Intrinsics.X86;
using Onboarding.Hashing;

namespace Onboarding.Suppression;

/// <summary>The tokens of one scope in a mapped snapshot file. Exact. Valid while the file is open, which <see cref="SnapshotFilter"/> checks.</summary>
/// <remarks>
/// A look-up is two reads from memory that no cache holds: the bucket's bounds, then its tokens. A batch asks for those of a whole group before it uses the first,
/// so that they arrive together (group prefetching: Chen, Ailamaki, Gibbons, Mowry, "Improving Hash Join Performance through Prefetching", 2004).
/// </remarks>
internal sealed unsafe class SnapshotSection
{
    private const int Group = 32;

    // A bucket has two to four tokens unless they are no outputs of a hash; those are searched by halves.
    private const uint Few = 8;
    private const int CacheLine = 64;

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
        return Contains(Bound(bucket), Bound(bucket + 1), token);
    }

    /// <summary>Sets the mark of each token that is here; leaves the others.</summary>
    public void Mark(ReadOnlySpan<Token> tokens, Span<bool> marks)
    {
        var starts = stackalloc uint[Group];
        var ends = stackalloc uint[Group];
        for (; !tokens.IsEmpty; tokens = tokens[Math.Min(Group, tokens.Length)..], marks = marks[Math.Min(Group, marks.Length)..])
        {
            var count = Math.Min(Group, tokens.Length);
            for (var i = 0; i < count; i++)
            {
                starts[i] = SnapshotLayout.GetBucket(tokens[i].Head, _bits);
                Prefetch(_index + ((long)starts[i] * sizeof(uint)));
            }

            for (var i = 0; i < count; i++)
            {
                ends[i] = Bound(starts[i] + 1);
                starts[i] = Bound(starts[i]);
                var first = _tokens + ((long)starts[i] * Token.Size);
                Prefetch(first);
                if (ends[i] - starts[i] > 1)
                {
                    Prefetch(first + CacheLine);
                }
            }

            for (var i = 0; i < count; i++)
            {
                if (Contains(starts[i], ends[i], tokens[i]))
                {
                    marks[i] = true;
                }
            }
        }
    }

    private static void Prefetch(byte* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }

    private uint Bound(uint bucket) => BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(_index + ((long)bucket * sizeof(uint)), sizeof(uint)));

    private bool Contains(uint start, uint end, in Token token)
    {
        while (end - start > Few)
        {
            var middle = start + ((end - start) / 2);
            var order = this[middle].CompareTo(token);
            if (order == 0)
            {
                return true;
            }

            (start, end) = order < 0 ? (middle + 1, end) : (start, middle);
        }

        for (; start < end; start++)
        {
            var prefix = BinaryPrimitives.ReadUInt64BigEndian(new ReadOnlySpan<byte>(_tokens + ((long)start * Token.Size), sizeof(ulong)));
            if (prefix >= token.Head && (prefix > token.Head || this[start].Equals(token)))
            {
                return prefix == token.Head;
            }
        }

        return false;
    }
}
