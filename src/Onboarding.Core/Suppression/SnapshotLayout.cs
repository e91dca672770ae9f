using System.Numerics;
using Onboarding.Hashing;

namespace Onboarding.Suppression;

/// <summary>Sizes of a snapshot file: a header, then for each scope its sorted tokens and their bucket index, then the description that the header's hash covers. Little-endian.</summary>
/// <remarks>
/// Header: magic 8, version i32, length of the description i32, length of the file i64, zeros 8, SHA-256 of the description 32.
/// The description holds the SHA-256 of each section, so that nothing in the file can change unnoticed.
/// </remarks>
internal static class SnapshotLayout
{
    public const string Suffix = ".optouts";
    public const int Version = 1;
    public const int HeaderLength = 64;
    public const int BlockLength = 1024 * 1024;
    public const int MaxDescriptionLength = 16 * 1024 * 1024;

    /// <summary>An entry of a bucket index: the position of its first token u32, its filter u32.</summary>
    public const int EntryLength = 8;

    /// <summary>Positions in a bucket index have 32 bits.</summary>
    public const long MaxTokens = uint.MaxValue;

    private const int CacheLine = 64;

    public static ReadOnlySpan<byte> Magic => "OPTOUTS\n"u8;

    /// <summary>How many leading bits choose a bucket: so many that a bucket has one or two tokens.</summary>
    public static int GetBucketBits(long count) => count < 2 ? 0 : BitOperations.Log2((ulong)count);

    /// <summary>An entry for each bucket and one behind the last, filled up so that the next section begins on a cache line.</summary>
    public static long GetIndexLength(long count)
    {
        var end = (count * Token.Size) + (((1L << GetBucketBits(count)) + 1) * EntryLength);
        return ((end + CacheLine - 1) / CacheLine * CacheLine) - (count * Token.Size);
    }

    /// <summary>The bucket of a token.</summary>
    public static uint GetBucket(ulong prefix, int bits) => (uint)(prefix >> 1 >> (63 - bits));

    /// <summary>The bit of a bucket's filter that stands for a token: a token of which the bit is not set is not in the bucket.</summary>
    public static int GetFilterBit(ulong prefix) => (int)(prefix & 31);
}
