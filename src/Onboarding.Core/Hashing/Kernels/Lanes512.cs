using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Onboarding.Hashing;

/// <summary>Sixteen messages side by side: AVX-512 F and BW.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Vector512<uint>>
{
    // Truth tables of vpternlogd: x ^ y ^ z, (x & y) | z, Ch, Maj.
    private const byte Parity = 0x96;
    private const byte AndOr = 0xEA;
    private const byte Select = 0xCA;
    private const byte Most = 0xE8;

    public static int Count => 16;

    public static bool HoldsBlock => true;

    public static bool IsSupported => Avx512BW.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Broadcast(uint word) => Vector512.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Add(Vector512<uint> x, Vector512<uint> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Choose(Vector512<uint> x, Vector512<uint> y, Vector512<uint> z) => Avx512F.TernaryLogic(x, y, z, Select);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Majority(Vector512<uint> x, Vector512<uint> y, Vector512<uint> z) => Avx512F.TernaryLogic(x, y, z, Most);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Mix0(Vector512<uint> x) => Avx512F.TernaryLogic(Avx512F.RotateRight(x, 2), Avx512F.RotateRight(x, 13), Avx512F.RotateRight(x, 22), Parity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Mix1(Vector512<uint> x) => Avx512F.TernaryLogic(Avx512F.RotateRight(x, 6), Avx512F.RotateRight(x, 11), Avx512F.RotateRight(x, 25), Parity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Expand0(Vector512<uint> x) => Avx512F.TernaryLogic(Avx512F.RotateRight(x, 7), Avx512F.RotateRight(x, 18), x >>> 3, Parity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Expand1(Vector512<uint> x) => Avx512F.TernaryLogic(Avx512F.RotateRight(x, 17), Avx512F.RotateRight(x, 19), x >>> 10, Parity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Take(int* bounds, int added, int* starts, int* lengths)
    {
        var start = Vector512.Load(bounds);
        var length = Vector512.Load(bounds + 1) - start;
        start.Store(starts);
        length.Store(lengths);
        var blocks = (length + Vector512.Create(added)) >>> 6;
        var first = blocks.ToScalar();
        return Vector512.EqualsAll(blocks, Vector512.Create(first)) ? first : 0;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LoadBlock(in LaneColumn column, int* starts, int* lengths, int offset, Vector512<uint>* words)
    {
        // Bytes that are left of each value, and of these in the block. A block after the end reads the bytes behind the value and masks all of them.
        var left = Vector512.Load(lengths) - Vector512.Create(offset);
        var inBlock = Vector512.Min(left, Vector512.Create(Sha256Scalar.BlockLength));
        var rows = stackalloc int[3 * 16];
        (Vector512.Load(starts) + Vector512.Create(offset) + Vector512.Min(left, Vector512<int>.Zero)).Store(rows);
        (Vector512.Create(-PaddingTable.MaskOffset) - Vector512.Max(inBlock, Vector512<int>.Zero)).Store(rows + 16);
        (inBlock << 6).Store(rows + 32);

        var buffer = column.Buffer;
        var padding = column.Padding;
        var (w0, w1, w2, w3) = Transpose(Row(buffer, padding, rows), Row(buffer, padding, rows + 1), Row(buffer, padding, rows + 2), Row(buffer, padding, rows + 3));
        var (w4, w5, w6, w7) = Transpose(Row(buffer, padding, rows + 4), Row(buffer, padding, rows + 5), Row(buffer, padding, rows + 6), Row(buffer, padding, rows + 7));
        var (w8, w9, w10, w11) = Transpose(Row(buffer, padding, rows + 8), Row(buffer, padding, rows + 9), Row(buffer, padding, rows + 10), Row(buffer, padding, rows + 11));
        var (w12, w13, w14, w15) = Transpose(Row(buffer, padding, rows + 12), Row(buffer, padding, rows + 13), Row(buffer, padding, rows + 14), Row(buffer, padding, rows + 15));

        // Part n of vector 4 m + k is now the words 4 n + k of the messages 4 m to 4 m + 3: exchange m and n.
        Exchange(w0, w4, w8, w12, words);
        Exchange(w1, w5, w9, w13, words + 1);
        Exchange(w2, w6, w10, w14, words + 2);
        Exchange(w3, w7, w11, w15, words + 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void StoreDigests(Vector512<uint>* state, int* places, byte* digests)
    {
        var (a, b, c, d) = Transpose(Reverse(state[0]), Reverse(state[1]), Reverse(state[2]), Reverse(state[3]));
        var (e, f, g, h) = Transpose(Reverse(state[4]), Reverse(state[5]), Reverse(state[6]), Reverse(state[7]));
        StoreFour(a, e, places, digests);
        StoreFour(b, f, places + 1, digests);
        StoreFour(c, g, places + 2, digests);
        StoreFour(d, h, places + 3, digests);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Row(byte* buffer, byte* padding, int* row)
    {
        var bytes = Avx512F.TernaryLogic(Vector512.Load(buffer + row[0]), Vector512.Load(padding + row[16]), Vector512.LoadAligned(padding + row[32]), AndOr);
        return Reverse(bytes.AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Reverse(Vector512<uint> words)
    {
        // One constant of 64 bytes: made of a shorter one, it would be put together again for each use.
        var order = Vector512.Create(
            0x0405060700010203L, 0x0C0D0E0F08090A0B, 0x0405060700010203, 0x0C0D0E0F08090A0B, 0x0405060700010203, 0x0C0D0E0F08090A0B, 0x0405060700010203, 0x0C0D0E0F08090A0B);
        return Avx512BW.Shuffle(words.AsByte(), order.AsByte()).AsUInt32();
    }

    // Four vectors by four words, in each 128-bit part of its own.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<uint> W0, Vector512<uint> W1, Vector512<uint> W2, Vector512<uint> W3) Transpose(Vector512<uint> r0, Vector512<uint> r1, Vector512<uint> r2, Vector512<uint> r3)
    {
        var low01 = Avx512F.UnpackLow(r0, r1).AsUInt64();
        var high01 = Avx512F.UnpackHigh(r0, r1).AsUInt64();
        var low23 = Avx512F.UnpackLow(r2, r3).AsUInt64();
        var high23 = Avx512F.UnpackHigh(r2, r3).AsUInt64();
        return (Avx512F.UnpackLow(low01, low23).AsUInt32(), Avx512F.UnpackHigh(low01, low23).AsUInt32(), Avx512F.UnpackLow(high01, high23).AsUInt32(), Avx512F.UnpackHigh(high01, high23).AsUInt32());
    }

    // Four vectors by four 128-bit parts.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange(Vector512<uint> x, Vector512<uint> y, Vector512<uint> z, Vector512<uint> w, Vector512<uint>* words)
    {
        const byte Even = 0b10_00_10_00;
        const byte Odd = 0b11_01_11_01;
        var xyEven = Avx512F.Shuffle4x128(x, y, Even);
        var zwEven = Avx512F.Shuffle4x128(z, w, Even);
        var xyOdd = Avx512F.Shuffle4x128(x, y, Odd);
        var zwOdd = Avx512F.Shuffle4x128(z, w, Odd);
        words[0] = Avx512F.Shuffle4x128(xyEven, zwEven, Even);
        words[4] = Avx512F.Shuffle4x128(xyOdd, zwOdd, Even);
        words[8] = Avx512F.Shuffle4x128(xyEven, zwEven, Odd);
        words[12] = Avx512F.Shuffle4x128(xyOdd, zwOdd, Odd);
    }

    // The first and second halves of four digests, four places apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(Vector512<uint> left, Vector512<uint> right, int* places, byte* digests)
    {
        var firstTwo = Avx512F.PermuteVar8x64x2(left.AsInt64(), Vector512.Create(0L, 1, 8, 9, 2, 3, 10, 11), right.AsInt64()).AsByte();
        var lastTwo = Avx512F.PermuteVar8x64x2(left.AsInt64(), Vector512.Create(4L, 5, 12, 13, 6, 7, 14, 15), right.AsInt64()).AsByte();
        firstTwo.GetLower().Store(digests + ((long)Token.Size * places[0]));
        firstTwo.GetUpper().Store(digests + ((long)Token.Size * places[4]));
        lastTwo.GetLower().Store(digests + ((long)Token.Size * places[8]));
        lastTwo.GetUpper().Store(digests + ((long)Token.Size * places[12]));
    }
}
