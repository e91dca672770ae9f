using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Onboarding.Hashing;

/// <summary>Eight messages side by side: AVX2.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Vector256<uint>>
{
    public static int Count => 8;

    public static bool HoldsBlock => false;

    public static bool IsSupported => Avx2.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Broadcast(uint word) => Vector256.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Add(Vector256<uint> x, Vector256<uint> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Choose(Vector256<uint> x, Vector256<uint> y, Vector256<uint> z) => z ^ (x & (y ^ z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Majority(Vector256<uint> x, Vector256<uint> y, Vector256<uint> z) => (x & y) | (z & (x | y));

    // Pairs, not one long chain: every round waits for these.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Mix0(Vector256<uint> x) => ((x >>> 2) ^ (x << 30)) ^ ((x >>> 13) ^ (x << 19)) ^ ((x >>> 22) ^ (x << 10));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Mix1(Vector256<uint> x) => ((x >>> 6) ^ (x << 26)) ^ ((x >>> 11) ^ (x << 21)) ^ ((x >>> 25) ^ (x << 7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Expand0(Vector256<uint> x) => ((x >>> 7) ^ (x << 25)) ^ ((x >>> 18) ^ (x << 14)) ^ (x >>> 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Expand1(Vector256<uint> x) => ((x >>> 17) ^ (x << 15)) ^ ((x >>> 19) ^ (x << 13)) ^ (x >>> 10);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Take(int* bounds, int added, int* starts, int* lengths)
    {
        var start = Vector256.Load(bounds);
        var length = Vector256.Load(bounds + 1) - start;
        start.Store(starts);
        length.Store(lengths);
        var blocks = (length + Vector256.Create(added)) >>> 6;
        var first = blocks.ToScalar();
        return Vector256.EqualsAll(blocks, Vector256.Create(first)) ? first : 0;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LoadBlock(in LaneColumn column, int* starts, int* lengths, int offset, Vector256<uint>* words)
    {
        // Bytes that are left of each value, and of these in the block. A block after the end reads the bytes behind the value and masks all of them.
        var left = Vector256.Load(lengths) - Vector256.Create(offset);
        var inBlock = Vector256.Min(left, Vector256.Create(Sha256Scalar.BlockLength));
        var rows = stackalloc int[3 * 8];
        (Vector256.Load(starts) + Vector256.Create(offset) + Vector256.Min(left, Vector256<int>.Zero)).Store(rows);
        (Vector256.Create(-PaddingTable.MaskOffset) - Vector256.Max(inBlock, Vector256<int>.Zero)).Store(rows + 8);
        (inBlock << 6).Store(rows + 16);
        LoadHalf(column.Buffer, column.Padding, rows, words);
        LoadHalf(column.Buffer + 32, column.Padding + 32, rows, words + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void StoreDigests(Vector256<uint>* state, int* places, byte* digests)
    {
        var (a, b, c, d) = Transpose(Reverse(state[0]), Reverse(state[1]), Reverse(state[2]), Reverse(state[3]));
        var (e, f, g, h) = Transpose(Reverse(state[4]), Reverse(state[5]), Reverse(state[6]), Reverse(state[7]));
        StoreTwo(a, e, places, digests);
        StoreTwo(b, f, places + 1, digests);
        StoreTwo(c, g, places + 2, digests);
        StoreTwo(d, h, places + 3, digests);
    }

    // Eight words of each message.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadHalf(byte* buffer, byte* padding, int* rows, Vector256<uint>* words)
    {
        var (w0, w1, w2, w3) = Transpose(Row(buffer, padding, rows), Row(buffer, padding, rows + 1), Row(buffer, padding, rows + 2), Row(buffer, padding, rows + 3));
        var (w4, w5, w6, w7) = Transpose(Row(buffer, padding, rows + 4), Row(buffer, padding, rows + 5), Row(buffer, padding, rows + 6), Row(buffer, padding, rows + 7));

        // Part n of vector 4 m + k is now the words 4 n + k of the messages 4 m to 4 m + 3: exchange m and n.
        Exchange(w0, w4, words);
        Exchange(w1, w5, words + 1);
        Exchange(w2, w6, words + 2);
        Exchange(w3, w7, words + 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Row(byte* buffer, byte* padding, int* row)
    {
        return Reverse(((Vector256.Load(buffer + row[0]) & Vector256.Load(padding + row[8])) | Vector256.LoadAligned(padding + row[16])).AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Reverse(Vector256<uint> words)
    {
        var order = Vector256.Create(0x0405060700010203L, 0x0C0D0E0F08090A0B, 0x0405060700010203, 0x0C0D0E0F08090A0B);
        return Avx2.Shuffle(words.AsByte(), order.AsByte()).AsUInt32();
    }

    // Four vectors by four words, in each 128-bit part of its own.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<uint> W0, Vector256<uint> W1, Vector256<uint> W2, Vector256<uint> W3) Transpose(Vector256<uint> r0, Vector256<uint> r1, Vector256<uint> r2, Vector256<uint> r3)
    {
        var low01 = Avx2.UnpackLow(r0, r1).AsUInt64();
        var high01 = Avx2.UnpackHigh(r0, r1).AsUInt64();
        var low23 = Avx2.UnpackLow(r2, r3).AsUInt64();
        var high23 = Avx2.UnpackHigh(r2, r3).AsUInt64();
        return (Avx2.UnpackLow(low01, low23).AsUInt32(), Avx2.UnpackHigh(low01, low23).AsUInt32(), Avx2.UnpackLow(high01, high23).AsUInt32(), Avx2.UnpackHigh(high01, high23).AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange(Vector256<uint> x, Vector256<uint> y, Vector256<uint>* words)
    {
        words[0] = Avx2.Permute2x128(x, y, 0x20);
        words[4] = Avx2.Permute2x128(x, y, 0x31);
    }

    // The first and second halves of two digests, four places apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTwo(Vector256<uint> left, Vector256<uint> right, int* places, byte* digests)
    {
        Avx2.Permute2x128(left, right, 0x20).AsByte().Store(digests + ((long)Token.Size * places[0]));
        Avx2.Permute2x128(left, right, 0x31).AsByte().Store(digests + ((long)Token.Size * places[4]));
    }
}
