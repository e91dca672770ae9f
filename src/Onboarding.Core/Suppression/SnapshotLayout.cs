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
    public const int Version = 2;
    public const int HeaderLength = 64;
    public const int BlockLength = 1024 * 1024;
    public const int MaxDescriptionLength = 16 * 1024 * 1024;

    public const int EntryLength = sizeof(ulong);

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

    /// <summary>An entry of a bucket index: the position of the bucket's first token in the lower half, the bucket's filter in the upper one.</summary>
    public static ulong CreateEntry(long start, uint filter) => (ulong)start | ((ulong)filter << 32);

    public static uint GetStart(ulong entry) => (uint)entry;

    /// <summary>The filter of a token alone; a bucket's has the bits of all its tokens.</summary>
    public static uint GetFilter(ulong prefix) => 1u << (int)(prefix & 31);

    /// <summary>0 where a bucket cannot have a token of this prefix, else 1.</summary>
    public static int GetFilterBit(ulong entry, ulong prefix) => (int)(entry >> (32 + (int)(prefix & 31))) & 1;
}
