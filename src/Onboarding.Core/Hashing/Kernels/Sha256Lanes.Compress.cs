using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Onboarding.Hashing;

// One block of each message (FIPS 180-4, section 6.2.2).
internal static unsafe partial class Sha256Lanes<TLanes, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ExpandAndCompress(TVector* state, in Work work)
    {
        if (TLanes.HoldsBlock)
        {
            Compress(state, work.Words, work.Sums);
            return;
        }

        Expand(work.Words, work.Sums);
        Compress(state, work.Sums);
    }

    // The message schedule (section 6.2.2, step 1). The last two words stay in registers: what waits for them need not wait for memory.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Expand(TVector* words, TVector* sums)
    {
        ref var k = ref MemoryMarshal.GetReference(Sha256Scalar.RoundConstants);
        for (nint t = 0; t < BlockWords; t++)
        {
            sums[t] = TLanes.Add(words[t], TLanes.Broadcast(Unsafe.Add(ref k, t)));
        }

        var (even, odd) = (words[BlockWords - 2], words[BlockWords - 1]);
        for (nint t = BlockWords; t < Rounds; t += 2)
        {
            even = Expand(words[t - 16], words[t - 15], words[t - 7], even);
            odd = Expand(words[t - 15], words[t - 14], words[t - 6], odd);
            words[t] = even;
            words[t + 1] = odd;
            sums[t] = TLanes.Add(even, TLanes.Broadcast(Unsafe.Add(ref k, t)));
            sums[t + 1] = TLanes.Add(odd, TLanes.Broadcast(Unsafe.Add(ref k, t + 1)));
        }
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

        AddTo(state, a, b, c, d, e, f, g, h);
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

        AddTo(state, a, b, c, d, e, f, g, h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(TVector* state, TVector a, TVector b, TVector c, TVector d, TVector e, TVector f, TVector g, TVector h)
    {
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
}
