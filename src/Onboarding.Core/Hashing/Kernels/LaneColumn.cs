namespace Onboarding.Hashing;

/// <summary>A column of values as the kernels see it: <see cref="IdentifierBatch.Slack"/> bytes before and after each value can be read.</summary>
internal readonly unsafe struct LaneColumn
{
    /// <summary>The longest message of any kernel: 2 KiB. An identifier has 318 bytes at most.</summary>
    public const int MaxBlocks = 32;

    /// <summary>The most values that a kernel leaves to the caller: five, whose square is less than <see cref="MaxBlocks"/>, of each number of blocks.</summary>
    public const int MaxLeft = 5 * MaxBlocks;

    public required byte* Buffer { get; init; }

    /// <summary>Where each value begins; the next entry is where it ends.</summary>
    public required int* Bounds { get; init; }

    public required int Count { get; init; }

    /// <summary>Bytes of every message, a whole number of blocks, that are in the state already.</summary>
    public required int Hashed { get; init; }

    /// <summary>Bytes, less than a block, that stand before each value in the first block.</summary>
    public required int PrefixLength { get; init; }

    /// <summary>The 16 words of a block that begins with these bytes, then the 16 words of their mask.</summary>
    public required uint* Prefix { get; init; }

    /// <summary><see cref="PaddingTable.Origin"/>.</summary>
    public required byte* Padding { get; init; }
}
