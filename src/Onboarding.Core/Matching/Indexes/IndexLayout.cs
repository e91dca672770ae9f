using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;

namespace Onboarding.Matching.Indexes;

/// <summary>Sizes of an index file: a header, then sections in encrypted blocks, then the encrypted description. Little-endian; tokens as their bytes.</summary>
/// <remarks>
/// Header (64): magic 8, version i32, stored length of the description i32, length of the file i64, salt 16, check value of the party key 8, delete-by in seconds
/// since 1970 i64, zeros 8. Each block and the description are sealed by <see cref="FrameCipher"/> under a key that the party key and the salt give, so that the
/// file can be read with the party key alone, goes with it, and cannot be changed, cut or put together unnoticed.
/// </remarks>
internal static class IndexLayout
{
    public const string Suffix = ".index";
    public const int Version = 2;
    public const int HeaderLength = 64;
    public const int SaltLength = 16;
    public const int CheckLength = 8;
    public const int MaxDescriptionLength = 16 * 1024 * 1024;

    /// <summary>A token and the ordinal of its row.</summary>
    public const int EntryLength = Token.Size + sizeof(uint);

    /// <summary>Whole entries, pairs and words: nothing reaches over a block's end.</summary>
    public const int BlockLength = 4096 * EntryLength;

    /// <summary>Sections after those of the party tokens, which have the number of their kind.</summary>
    public const int SuppressionTokens = 16;
    public const int Repeats = 17;
    public const int Kept = 18;
    public const int Refused = 19;

    private const int ByKind = 32;
    private const int SectionShift = 40;

    public static ReadOnlySpan<byte> Magic => "OWNINDX\n"u8;

    public static int TokensOf(IdentifierKind kind) => (int)kind;

    public static int RowsOf(IdentifierKind kind) => ByKind + (int)kind;

    /// <summary>The number of a block for its cipher; 0 is the description.</summary>
    public static long FrameOf(int section, long block) => ((long)section << SectionShift) | block;

    /// <summary>How many bytes a section of a length takes in the file.</summary>
    public static long StoredLength(long length) => length + (BlocksOf(length) * FrameCipher.TagLength);

    public static long BlocksOf(long length) => (length + BlockLength - 1) / BlockLength;
}
