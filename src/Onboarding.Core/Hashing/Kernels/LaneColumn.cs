namespace Onboarding.Hashing;

/// <summary>A column of values as the kernels see it: <see cref="IdentifierBatch.Slack"/> bytes before and after each value can be read.</summary>
internal readonly unsafe struct LaneColumn
{
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
