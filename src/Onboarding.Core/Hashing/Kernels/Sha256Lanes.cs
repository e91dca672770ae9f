using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Onboarding.Hashing;

/// <summary>SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104) of a column, as many values at a time as there are lanes. How it works: docs/kernels.md.</summary>
internal static unsafe class Sha256Lanes<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Longer messages are left to the caller: beside them nothing is won.</summary>
    public const int MaxBlocks = 32;

    private const int Rounds = 64;
    private const int StateWords = 8;
    private const int BlockWords = 16;

    /// <summary>Writes the digests of all values that are not too long, and with a second state, which must have taken in as many bytes, those under it too.</summary>
    /// <returns>How many values are too long.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Hash(in LaneColumn column, LaneState first, byte* firstDigests, LaneState second, byte* secondDigests)
    {
        var length = sizeof(TVector) * (BlockWords + Rounds + (2 * StateWords));
        var memory = stackalloc byte[length + sizeof(TVector)];
        var words = (TVector*)(((nuint)memory + (nuint)sizeof(TVector) - 1) & ~((nuint)sizeof(TVector) - 1));
        var group = stackalloc int[3 * TLanes.Count];
        var work = new Work
        {
            Words = words,
            Sums = words + BlockWords,
            First = words + BlockWords + Rounds,
            Second = words + BlockWords + Rounds + StateWords,
            Starts = group,
            Lengths = group + TLanes.Count,
            Places = group + (2 * TLanes.Count),
        };

        // Values that must wait for others with as many blocks, and how many wait.
        var waiting = stackalloc int[(MaxBlocks + 1) * TLanes.Count];
        var counts = stackalloc int[MaxBlocks + 1];
        new Span<int>(counts, MaxBlocks + 1).Clear();

        // A byte of padding and eight of length follow a message (section 5.1.1).
        var added = column.PrefixLength + 9 + Sha256Scalar.BlockLength - 1;
        var tooLong = 0;
        for (var i = 0; i < column.Count;)
        {
            if (i + TLanes.Count <= column.Count)
            {
                var common = TLanes.Take(column.Bounds + i, added, work.Starts, work.Lengths);
                if (common is > 0 and <= MaxBlocks)
                {
                    for (var lane = 0; lane < TLanes.Count; lane++)
                    {
                        work.Places[lane] = i + lane;
                    }

                    Hash(column, work, common, first, firstDigests, second, secondDigests);
                    i += TLanes.Count;
                    continue;
                }
            }

            for (var end = Math.Min(i + TLanes.Count, column.Count); i < end; i++)
            {
                var blocks = (column.Bounds[i + 1] - column.Bounds[i] + added) >> 6;
                if (blocks > MaxBlocks)
                {
                    tooLong++;
                    continue;
                }

                var lanes = waiting + (blocks * TLanes.Count);
                lanes[counts[blocks]++] = i;
                if (counts[blocks] == TLanes.Count)
                {
                    Fill(column, work, lanes, TLanes.Count);
                    Hash(column, work, blocks, first, firstDigests, second, secondDigests);
                    counts[blocks] = 0;
                }
            }
        }

        for (var blocks = 1; blocks <= MaxBlocks; blocks++)
        {
            if (counts[blocks] > 0)
            {
                Fill(column, work, waiting + (blocks * TLanes.Count), counts[blocks]);
                Hash(column, work, blocks, first, firstDigests, second, secondDigests);
            }
        }

        CryptographicOperations.ZeroMemory(new Span<byte>(words, length));
        return tooLong;
    }

    // Lanes without a value repeat the last one: the same digest to the same place.
    private static void Fill(in LaneColumn column, in Work work, int* values, int count)
    {
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            var value = values[Math.Min(lane, count - 1)];
            work.Places[lane] = value;
            work.Starts[lane] = column.Bounds[value];
            work.Lengths[lane] = column.Bounds[value + 1] - column.Bounds[value];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Hash(in LaneColumn column, in Work work, int blocks, LaneState first, byte* firstDigests, LaneState second, byte* secondDigests)
    {
        Set(work.First, first.Initial);
        if (secondDigests != null)
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

            Compress(work.First, work.Words, work.Sums);
            if (secondDigests != null)
            {
                Compress(work.Second, work.Sums);
            }
        }

        Finish(work, work.First, first.Outer, firstDigests);
        if (secondDigests != null)
        {
            Finish(work, work.Second, second.Outer, secondDigests);
        }
    }

    private static void Set(TVector* state, uint* words)
    {
        for (var i = 0; i < StateWords; i++)
        {
            state[i] = TLanes.Broadcast(words[i]);
        }
    }

    private static void Prepend(in LaneColumn column, TVector* words)
    {
        for (var i = 0; i < BlockWords; i++)
        {
            words[i] = TLanes.Choose(TLanes.Broadcast(column.Prefix[BlockWords + i]), TLanes.Broadcast(column.Prefix[i]), words[i]);
        }
    }

    private static void Finish(in Work work, TVector* state, uint* outer, byte* digests)
    {
        if (outer != null)
        {
            for (var i = 0; i < StateWords; i++)
            {
                work.Words[i] = state[i];
                work.Words[StateWords + i] = TLanes.Broadcast(0);
            }

            work.Words[StateWords] = TLanes.Broadcast(0x8000_0000);
            work.Words[BlockWords - 1] = TLanes.Broadcast(8 * (Sha256Scalar.BlockLength + Token.Size));
            Set(state, outer);
            Compress(state, work.Words, work.Sums);
        }

        TLanes.StoreDigests(state, work.Places, digests);
    }

    // Section 6.2.2; the words of the schedule with the round constants added are kept for another key.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compress(TVector* state, TVector* words, TVector* sums)
    {
        ref var k = ref MemoryMarshal.GetReference(Sha256Scalar.RoundConstants);
        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
        var w0 = words[0];
        var w1 = words[1];
        var w2 = words[2];
        var w3 = words[3];
        var w4 = words[4];
        var w5 = words[5];
        var w6 = words[6];
        var w7 = words[7];
        var w8 = words[8];
        var w9 = words[9];
        var w10 = words[10];
        var w11 = words[11];
        var w12 = words[12];
        var w13 = words[13];
        var w14 = words[14];
        var w15 = words[15];
        for (var t = 0; t < 48; t += 16)
        {
            Round(a, b, c, ref d, e, f, g, ref h, sums[0] = TLanes.Add(w0, TLanes.Broadcast(Unsafe.Add(ref k, 0))));
            w0 = Expand(w0, w1, w9, w14);
            Round(h, a, b, ref c, d, e, f, ref g, sums[1] = TLanes.Add(w1, TLanes.Broadcast(Unsafe.Add(ref k, 1))));
            w1 = Expand(w1, w2, w10, w15);
            Round(g, h, a, ref b, c, d, e, ref f, sums[2] = TLanes.Add(w2, TLanes.Broadcast(Unsafe.Add(ref k, 2))));
            w2 = Expand(w2, w3, w11, w0);
            Round(f, g, h, ref a, b, c, d, ref e, sums[3] = TLanes.Add(w3, TLanes.Broadcast(Unsafe.Add(ref k, 3))));
            w3 = Expand(w3, w4, w12, w1);
            Round(e, f, g, ref h, a, b, c, ref d, sums[4] = TLanes.Add(w4, TLanes.Broadcast(Unsafe.Add(ref k, 4))));
            w4 = Expand(w4, w5, w13, w2);
            Round(d, e, f, ref g, h, a, b, ref c, sums[5] = TLanes.Add(w5, TLanes.Broadcast(Unsafe.Add(ref k, 5))));
            w5 = Expand(w5, w6, w14, w3);
            Round(c, d, e, ref f, g, h, a, ref b, sums[6] = TLanes.Add(w6, TLanes.Broadcast(Unsafe.Add(ref k, 6))));
            w6 = Expand(w6, w7, w15, w4);
            Round(b, c, d, ref e, f, g, h, ref a, sums[7] = TLanes.Add(w7, TLanes.Broadcast(Unsafe.Add(ref k, 7))));
            w7 = Expand(w7, w8, w0, w5);
            Round(a, b, c, ref d, e, f, g, ref h, sums[8] = TLanes.Add(w8, TLanes.Broadcast(Unsafe.Add(ref k, 8))));
            w8 = Expand(w8, w9, w1, w6);
            Round(h, a, b, ref c, d, e, f, ref g, sums[9] = TLanes.Add(w9, TLanes.Broadcast(Unsafe.Add(ref k, 9))));
            w9 = Expand(w9, w10, w2, w7);
            Round(g, h, a, ref b, c, d, e, ref f, sums[10] = TLanes.Add(w10, TLanes.Broadcast(Unsafe.Add(ref k, 10))));
            w10 = Expand(w10, w11, w3, w8);
            Round(f, g, h, ref a, b, c, d, ref e, sums[11] = TLanes.Add(w11, TLanes.Broadcast(Unsafe.Add(ref k, 11))));
            w11 = Expand(w11, w12, w4, w9);
            Round(e, f, g, ref h, a, b, c, ref d, sums[12] = TLanes.Add(w12, TLanes.Broadcast(Unsafe.Add(ref k, 12))));
            w12 = Expand(w12, w13, w5, w10);
            Round(d, e, f, ref g, h, a, b, ref c, sums[13] = TLanes.Add(w13, TLanes.Broadcast(Unsafe.Add(ref k, 13))));
            w13 = Expand(w13, w14, w6, w11);
            Round(c, d, e, ref f, g, h, a, ref b, sums[14] = TLanes.Add(w14, TLanes.Broadcast(Unsafe.Add(ref k, 14))));
            w14 = Expand(w14, w15, w7, w12);
            Round(b, c, d, ref e, f, g, h, ref a, sums[15] = TLanes.Add(w15, TLanes.Broadcast(Unsafe.Add(ref k, 15))));
            w15 = Expand(w15, w0, w8, w13);
            k = ref Unsafe.Add(ref k, 16);
            sums += 16;
        }

        Round(a, b, c, ref d, e, f, g, ref h, sums[0] = TLanes.Add(w0, TLanes.Broadcast(Unsafe.Add(ref k, 0))));
        Round(h, a, b, ref c, d, e, f, ref g, sums[1] = TLanes.Add(w1, TLanes.Broadcast(Unsafe.Add(ref k, 1))));
        Round(g, h, a, ref b, c, d, e, ref f, sums[2] = TLanes.Add(w2, TLanes.Broadcast(Unsafe.Add(ref k, 2))));
        Round(f, g, h, ref a, b, c, d, ref e, sums[3] = TLanes.Add(w3, TLanes.Broadcast(Unsafe.Add(ref k, 3))));
        Round(e, f, g, ref h, a, b, c, ref d, sums[4] = TLanes.Add(w4, TLanes.Broadcast(Unsafe.Add(ref k, 4))));
        Round(d, e, f, ref g, h, a, b, ref c, sums[5] = TLanes.Add(w5, TLanes.Broadcast(Unsafe.Add(ref k, 5))));
        Round(c, d, e, ref f, g, h, a, ref b, sums[6] = TLanes.Add(w6, TLanes.Broadcast(Unsafe.Add(ref k, 6))));
        Round(b, c, d, ref e, f, g, h, ref a, sums[7] = TLanes.Add(w7, TLanes.Broadcast(Unsafe.Add(ref k, 7))));
        Round(a, b, c, ref d, e, f, g, ref h, sums[8] = TLanes.Add(w8, TLanes.Broadcast(Unsafe.Add(ref k, 8))));
        Round(h, a, b, ref c, d, e, f, ref g, sums[9] = TLanes.Add(w9, TLanes.Broadcast(Unsafe.Add(ref k, 9))));
        Round(g, h, a, ref b, c, d, e, ref f, sums[10] = TLanes.Add(w10, TLanes.Broadcast(Unsafe.Add(ref k, 10))));
        Round(f, g, h, ref a, b, c, d, ref e, sums[11] = TLanes.Add(w11, TLanes.Broadcast(Unsafe.Add(ref k, 11))));
        Round(e, f, g, ref h, a, b, c, ref d, sums[12] = TLanes.Add(w12, TLanes.Broadcast(Unsafe.Add(ref k, 12))));
        Round(d, e, f, ref g, h, a, b, ref c, sums[13] = TLanes.Add(w13, TLanes.Broadcast(Unsafe.Add(ref k, 13))));
        Round(c, d, e, ref f, g, h, a, ref b, sums[14] = TLanes.Add(w14, TLanes.Broadcast(Unsafe.Add(ref k, 14))));
        Round(b, c, d, ref e, f, g, h, ref a, sums[15] = TLanes.Add(w15, TLanes.Broadcast(Unsafe.Add(ref k, 15))));

        state[0] = TLanes.Add(state[0], a);
        state[1] = TLanes.Add(state[1], b);
        state[2] = TLanes.Add(state[2], c);
        state[3] = TLanes.Add(state[3], d);
        state[4] = TLanes.Add(state[4], e);
        state[5] = TLanes.Add(state[5], f);
        state[6] = TLanes.Add(state[6], g);
        state[7] = TLanes.Add(state[7], h);
    }

    // The same for another key: eight rounds bring every variable back to its name.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compress(TVector* state, TVector* sums)
    {
        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
        for (var end = sums + Rounds; sums < end; sums += 8)
        {
            Round(a, b, c, ref d, e, f, g, ref h, sums[0]);
            Round(h, a, b, ref c, d, e, f, ref g, sums[1]);
            Round(g, h, a, ref b, c, d, e, ref f, sums[2]);
            Round(f, g, h, ref a, b, c, d, ref e, sums[3]);
            Round(e, f, g, ref h, a, b, c, ref d, sums[4]);
            Round(d, e, f, ref g, h, a, b, ref c, sums[5]);
            Round(c, d, e, ref f, g, h, a, ref b, sums[6]);
            Round(b, c, d, ref e, f, g, h, ref a, sums[7]);
        }

        state[0] = TLanes.Add(state[0], a);
        state[1] = TLanes.Add(state[1], b);
        state[2] = TLanes.Add(state[2], c);
        state[3] = TLanes.Add(state[3], d);
        state[4] = TLanes.Add(state[4], e);
        state[5] = TLanes.Add(state[5], f);
        state[6] = TLanes.Add(state[6], g);
        state[7] = TLanes.Add(state[7], h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Expand(TVector w0, TVector w1, TVector w9, TVector w14) => TLanes.Add(TLanes.Add(TLanes.Add(w0, w9), TLanes.Expand0(w1)), TLanes.Expand1(w14));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(TVector a, TVector b, TVector c, ref TVector d, TVector e, TVector f, TVector g, ref TVector h, TVector sum)
    {
        var t1 = TLanes.Add(TLanes.Add(TLanes.Add(h, sum), TLanes.Choose(e, f, g)), TLanes.Mix1(e));
        d = TLanes.Add(d, t1);
        h = TLanes.Add(t1, TLanes.Add(TLanes.Mix0(a), TLanes.Majority(a, b, c)));
    }

    private readonly struct Work
    {
        /// <summary>The words of a block.</summary>
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
    }
}
