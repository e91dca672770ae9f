using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Onboarding.Hashing;

/// <summary>A token of 32 bytes, ordered bytewise.</summary>
internal readonly struct Token : IComparable<Token>, IEquatable<Token>
{
    public const int Size = 32;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    public Token(ReadOnlySpan<byte> bytes)
    {
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    private Token(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    /// <summary>The first 16 bits, for bucket indexes.</summary>
    public int Bucket => (int)(_a >> 48);

    /// <summary>The first 64 bits: enough to tell tokens apart that meet in one place.</summary>
    public ulong Head => _a;

    /// <summary>The first 128 bits: enough to tell all tokens of a file apart.</summary>
    public UInt128 Prefix => new(_a, _b);

    /// <summary>For tokens in ascending order, where those of each <see cref="Bucket"/> begin, and at the end how many there are.</summary>
    public static int[] IndexBuckets(ReadOnlySpan<Token> sorted)
    {
        var buckets = new int[65_537];
        foreach (var token in sorted)
        {
            buckets[token.Bucket + 1]++;
        }

        for (var i = 1; i < buckets.Length; i++)
        {
            buckets[i] += buckets[i - 1];
        }

        return buckets;
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _d);
    }

    /// <summary>The bytes in their order, in one register.</summary>
    public Vector256<byte> ToVector()
    {
        return Vector256.Shuffle(
            Vector256.Create(_a, _b, _c, _d).AsByte(),
            Vector256.Create((byte)7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8, 23, 22, 21, 20, 19, 18, 17, 16, 31, 30, 29, 28, 27, 26, 25, 24));
    }

    public int CompareTo(Token other)
    {
        if (_a != other._a)
        {
            return _a < other._a ? -1 : 1;
        }

        if (_b != other._b)
        {
            return _b < other._b ? -1 : 1;
        }

        if (_c != other._c)
        {
            return _c < other._c ? -1 : 1;
        }

        return _d.CompareTo(other._d);
    }

    /// <summary>Lane-wise sum: an order-free fingerprint of a set of tokens. Tokens are outputs of a keyed hash, so equal sums of different sets do not occur by chance.</summary>
    public Token Add(Token other) => new(unchecked(_a + other._a), unchecked(_b + other._b), unchecked(_c + other._c), unchecked(_d + other._d));

    public bool Equals(Token other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    public override bool Equals(object? obj) => obj is Token other && Equals(other);

    public override int GetHashCode() => (int)(_a ^ (_a >> 32));

    /// <summary>A hash of all bytes under a seed. As long as the seed is secret, nobody can choose tokens of which more meet than by chance.</summary>
    /// <remarks>The halves are multiplied to 128 bits and folded, as in wyhash (Wang Yi); then the bits are mixed once more, so that any of them may be used.</remarks>
    public ulong Hash(Token seed)
    {
        var high = Math.BigMul(_a ^ seed._a, _b ^ seed._b, out var low);
        var otherHigh = Math.BigMul(_c ^ seed._c, _d ^ seed._d, out var otherLow);
        var mixed = high ^ low ^ BitOperations.RotateLeft(otherHigh ^ otherLow, 32);
        mixed = (mixed ^ (mixed >> 32)) * 0x9E3779B97F4A7C15;
        return mixed ^ (mixed >> 29);
    }

    /// <summary>Never the value: a token is personal data and does not belong in a log.</summary>
    public override string ToString() => "token";
}
