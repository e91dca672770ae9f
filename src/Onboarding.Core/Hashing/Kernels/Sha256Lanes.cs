using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Onboarding.Hashing;

/// <summary>SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104) of a column, as many values at a time as there are lanes. How it works: docs/kernels.md.</summary>
internal static unsafe partial class Sha256Lanes<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    private const int Rounds = 64;
    private const int StateWords = 8;
    private const int BlockWords = 16;

    // Each lane costs as much as all together, so that a few long messages are done sooner one by one. Where that is was measured; it is about the same with four, eight and sixteen lanes.
    private static int MaxBlocks => Math.Min(LaneColumn.MaxBlocks, MaxBlocksOf(TLanes.Count));

    /// <summary>Writes the digests of the values, and those under a second key if there is one: both must be keys of HMAC then.</summary>
    /// <param name="column">The values.</param>
    /// <param name="first">The key.</param>
    /// <param name="second">The second key, or none.</param>
    /// <param name="left">Receives the places of values that are done sooner one by one, <see cref="LaneColumn.MaxLeft"/> at most.</param>
    /// <returns>How many are left so; -1 when a value is too long for a kernel and all are.</returns>
    [SkipLocalsInit]
    public static int Hash(in LaneColumn column, in LaneState first, in LaneState second, int* left)
    {
        var scheduled = TLanes.HoldsBlock ? BlockWords : Rounds;
        var length = sizeof(TVector) * (scheduled + Rounds + (2 * StateWords));
        var memory = stackalloc byte[length + sizeof(TVector)];
        var words = (TVector*)(((nuint)memory + (nuint)sizeof(TVector) - 1) & ~((nuint)sizeof(TVector) - 1));
        var group = stackalloc int[3 * TLanes.Count];
        var waiting = stackalloc int[(MaxBlocks + 1) * TLanes.Count];
        var counts = stackalloc int[MaxBlocks + 1];
        new Span<int>(counts, MaxBlocks + 1).Clear();
        var work = new Work
        {
            Words = words,
            Sums = words + scheduled,
            First = words + scheduled + Rounds,
            Second = words + scheduled + Rounds + StateWords,
            Starts = group,
            Lengths = group + TLanes.Count,
            Places = group + (2 * TLanes.Count),
            Waiting = waiting,
            Counts = counts,
        };
        var count = Hash(column, work, first, second, left);
        CryptographicOperations.ZeroMemory(new Span<byte>(words, length));
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Hash(in LaneColumn column, in Work work, in LaneState first, in LaneState second, int* left)
    {
        // A byte of padding and eight of length follow a message (section 5.1.1).
        var added = column.PrefixLength + 1 + sizeof(long) + Sha256Scalar.BlockLength - 1;
        for (var i = 0; i < column.Count;)
        {
            var common = i + TLanes.Count <= column.Count ? TLanes.Take(column.Bounds + i, added, work.Starts, work.Lengths) : 0;
            if (common > 0 && common <= MaxBlocks)
            {
                for (var lane = 0; lane < TLanes.Count; lane++)
                {
                    work.Places[lane] = i + lane;
                }

                HashGroup(column, work, common, first, second);
                i += TLanes.Count;
                continue;
            }

            // These differ in their blocks, or are the last: each waits for others like it.
            for (var end = Math.Min(i + TLanes.Count, column.Count); i < end; i++)
            {
                var blocks = (column.Bounds[i + 1] - column.Bounds[i] + added) >> 6;
                if (blocks > MaxBlocks)
                {
                    return -1;
                }

                work.Waiting[(blocks * TLanes.Count) + work.Counts[blocks]++] = i;
                if (work.Counts[blocks] == TLanes.Count)
                {
                    HashWaiting(column, work, blocks, first, second);
                }
            }
        }

        var count = 0;
        for (var blocks = 1; blocks <= MaxBlocks; blocks++)
        {
            if (blocks > MaxBlocksOf(work.Counts[blocks]))
            {
                new Span<int>(work.Waiting + (blocks * TLanes.Count), work.Counts[blocks]).CopyTo(new Span<int>(left + count, work.Counts[blocks]));
                count += work.Counts[blocks];
            }
            else
            {
                HashWaiting(column, work, blocks, first, second);
            }
        }

        return count;
    }

    private static int MaxBlocksOf(int messages) => messages * messages;

    // Lanes without a value repeat the last one: the same digest to the same place.
    private static void HashWaiting(in LaneColumn column, in Work work, int blocks, in LaneState first, in LaneState second)
    {
        var last = work.Counts[blocks] - 1;
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            var value = work.Waiting[(blocks * TLanes.Count) + Math.Min(lane, last)];
            work.Places[lane] = value;
            work.Starts[lane] = column.Bounds[value];
            work.Lengths[lane] = column.Bounds[value + 1] - column.Bounds[value];
        }

        work.Counts[blocks] = 0;
        HashGroup(column, work, blocks, first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void HashGroup(in LaneColumn column, in Work work, int blocks, in LaneState first, in LaneState second)
    {
        Set(work.First, first.Initial);
        if (second.Initial != null)
        {
            Set(work.Second, second.Initial);
        }

        for (var block = 0; block < blocks; block++)
        {
            TLanes.LoadBlock(column, work.Starts, work.Lengths, (block * Sha256Scalar.BlockLength) - column.PrefixLength, work.Words);
            if (block == 0 && column.PrefixLength > 0)
            {
                Prepend(column, work.Words);
            }

            if (block == blocks - 1)
            {
                var before = column.Hashed + (block * Sha256Scalar.BlockLength);
                work.Words[BlockWords - 1] = TLanes.Add(work.Words[BlockWords - 1], TLanes.Broadcast(8 * (uint)before));
            }

            ExpandAndCompress(work.First, work);
            if (second.Initial != null)
            {
                Compress(work.Second, work.Sums);
            }
        }

        Finish(work, work.First, first);
        if (second.Initial != null)
        {
            Finish(work, work.Second, second);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Set(TVector* state, uint* words)
    {
        for (var i = 0; i < StateWords; i++)
        {
            state[i] = TLanes.Broadcast(words[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Prepend(in LaneColumn column, TVector* words)
    {
        for (var i = 0; i < BlockWords; i++)
        {
            words[i] = TLanes.Choose(TLanes.Broadcast(column.Prefix[BlockWords + i]), TLanes.Broadcast(column.Prefix[i]), words[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish(in Work work, TVector* state, in LaneState key)
    {
        if (key.Outer != null)
        {
            for (var i = 0; i < StateWords; i++)
            {
                work.Words[i] = state[i];
                work.Words[StateWords + i] = TLanes.Broadcast(0);
            }

            work.Words[StateWords] = TLanes.Broadcast(0x8000_0000);
            work.Words[BlockWords - 1] = TLanes.Broadcast(8 * (Sha256Scalar.BlockLength + Token.Size));
            Set(state, key.Outer);
            ExpandAndCompress(state, work);
        }

        TLanes.StoreDigests(state, work.Places, key.Digests);
    }

    private readonly struct Work
    {
        /// <summary>The words of a block, and where these do not stay in registers those of its schedule.</summary>
        public required TVector* Words { get; init; }

        /// <summary>The schedule of the last block with the round constants added.</summary>
        public required TVector* Sums { get; init; }

        public required TVector* First { get; init; }

        public required TVector* Second { get; init; }

        /// <summary>Where each value begins.</summary>
        public required int* Starts { get; init; }

        public required int* Lengths { get; init; }

        /// <summary>Which value of the column it is.</summary>
        public required int* Places { get; init; }

        /// <summary>For each number of blocks the values that wait for others.</summary>
        public required int* Waiting { get; init; }

        /// <summary>How many of them wait.</summary>
        public required int* Counts { get; init; }
    }
}
