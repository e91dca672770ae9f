using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Onboarding.Hashing;

/// <summary>Four messages side by side: SSSE3, for processors and virtual machines without AVX2.</summary>
internal readonly unsafe struct Lanes128 : ILanes<Vector128<uint>>
{
    public static int Count => 4;

    public static bool HoldsBlock => false;

    public static bool IsSupported => Ssse3.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Broadcast(uint word) => Vector128.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Add(Vector128<uint> x, Vector128<uint> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Choose(Vector128<uint> x, Vector128<uint> y, Vector128<uint> z) => z ^ (x & (y ^ z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Majority(Vector128<uint> x, Vector128<uint> y, Vector128<uint> z) => (x & y) | (z & (x | y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Mix0(Vector128<uint> x) => ((x >>> 2) ^ (x << 30)) ^ ((x >>> 13) ^ (x << 19)) ^ ((x >>> 22) ^ (x << 10));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Mix1(Vector128<uint> x) => ((x >>> 6) ^ (x << 26)) ^ ((x >>> 11) ^ (x << 21)) ^ ((x >>> 25) ^ (x << 7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Expand0(Vector128<uint> x) => ((x >>> 7) ^ (x << 25)) ^ ((x >>> 18) ^ (x << 14)) ^ (x >>> 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Expand1(Vector128<uint> x) => ((x >>> 17) ^ (x << 15)) ^ ((x >>> 19) ^ (x << 13)) ^ (x >>> 10);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Take(int* bounds, int added, int* starts, int* lengths)
    {
        var start = Vector128.Load(bounds);
        var length = Vector128.Load(bounds + 1) - start;
        start.Store(starts);
        length.Store(lengths);
        var blocks = (length + Vector128.Create(added)) >>> 6;
        var first = blocks.ToScalar();
        return Vector128.EqualsAll(blocks, Vector128.Create(first)) ? first : 0;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LoadBlock(in LaneColumn column, int* starts, int* lengths, int offset, Vector128<uint>* words)
    {
        // As in Lanes512.
        var left = Vector128.Load(lengths) - Vector128.Create(offset);
        var inBlock = Vector128.Min(left, Vector128.Create(Sha256Scalar.BlockLength));
        var rows = stackalloc int[3 * 4];
        (Vector128.Load(starts) + Vector128.Create(offset) + Vector128.Min(left, Vector128<int>.Zero)).Store(rows);
        (Vector128.Create(-PaddingTable.MaskOffset) - Vector128.Max(inBlock, Vector128<int>.Zero)).Store(rows + 4);
        (inBlock << 6).Store(rows + 8);
        for (var quarter = 0; quarter < Sha256Scalar.BlockLength; quarter += Vector128<byte>.Count)
        {
            var buffer = column.Buffer + quarter;
            var padding = column.Padding + quarter;
            (words[0], words[1], words[2], words[3]) = Transpose(Row(buffer, padding, rows), Row(buffer, padding, rows + 1), Row(buffer, padding, rows + 2), Row(buffer, padding, rows + 3));
            words += 4;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void StoreDigests(Vector128<uint>* state, int* places, byte* digests)
    {
        StoreHalves(state, places, digests);
        StoreHalves(state + 4, places, digests + (Token.Size / 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Row(byte* buffer, byte* padding, int* row)
    {
        return Reverse(((Vector128.Load(buffer + row[0]) & Vector128.Load(padding + row[4])) | Vector128.LoadAligned(padding + row[8])).AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Reverse(Vector128<uint> words)
    {
        return Ssse3.Shuffle(words.AsByte(), Vector128.Create(0x0405060700010203L, 0x0C0D0E0F08090A0B).AsByte()).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<uint> W0, Vector128<uint> W1, Vector128<uint> W2, Vector128<uint> W3) Transpose(Vector128<uint> r0, Vector128<uint> r1, Vector128<uint> r2, Vector128<uint> r3)
    {
        var low01 = Sse2.UnpackLow(r0, r1).AsUInt64();
        var high01 = Sse2.UnpackHigh(r0, r1).AsUInt64();
        var low23 = Sse2.UnpackLow(r2, r3).AsUInt64();
        var high23 = Sse2.UnpackHigh(r2, r3).AsUInt64();
        return (Sse2.UnpackLow(low01, low23).AsUInt32(), Sse2.UnpackHigh(low01, low23).AsUInt32(), Sse2.UnpackLow(high01, high23).AsUInt32(), Sse2.UnpackHigh(high01, high23).AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalves(Vector128<uint>* state, int* places, byte* digests)
    {
        var (a, b, c, d) = Transpose(Reverse(state[0]), Reverse(state[1]), Reverse(state[2]), Reverse(state[3]));
        a.AsByte().Store(digests + ((long)Token.Size * places[0]));
        b.AsByte().Store(digests + ((long)Token.Size * places[1]));
        c.AsByte().Store(digests + ((long)Token.Size * places[2]));
        d.AsByte().Store(digests + ((long)Token.Size * places[3]));
    }
}
