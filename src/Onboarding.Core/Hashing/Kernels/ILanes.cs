namespace Onboarding.Hashing;

/// <summary>What SHA-256 over several messages side by side needs of an instruction set. Word <c>i</c> of message <c>n</c> is element <c>n</c> of vector <c>i</c>.</summary>
/// <typeparam name="TVector">One 32-bit word of every message.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>How many messages fit side by side.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the words of a block stay in registers beside the state: there are 32 registers, not 16.</summary>
    static abstract bool HoldsBlock { get; }

    static abstract TVector Broadcast(uint word);

    static abstract TVector Add(TVector x, TVector y);

    /// <summary>Ch of FIPS 180-4, section 4.1.2.</summary>
    static abstract TVector Choose(TVector x, TVector y, TVector z);

    /// <summary>Maj of FIPS 180-4, section 4.1.2.</summary>
    static abstract TVector Majority(TVector x, TVector y, TVector z);

    /// <summary>Σ0.</summary>
    static abstract TVector Mix0(TVector x);

    /// <summary>Σ1.</summary>
    static abstract TVector Mix1(TVector x);

    /// <summary>σ0.</summary>
    static abstract TVector Expand0(TVector x);

    /// <summary>σ1.</summary>
    static abstract TVector Expand1(TVector x);

    /// <summary>Takes values that follow each other: where they begin and how long they are.</summary>
    /// <returns>How many blocks each of them needs; 0 when they differ.</returns>
    static abstract int Take(int* bounds, int added, int* starts, int* lengths);

    /// <summary>Writes the 16 words of a block of each message, padded as <see cref="PaddingTable"/> says.</summary>
    /// <param name="column">The values.</param>
    /// <param name="starts">Where each value begins.</param>
    /// <param name="lengths">How long it is.</param>
    /// <param name="offset">Where the block begins, counted from the value.</param>
    /// <param name="words">Receives the words.</param>
    static abstract void LoadBlock(in LaneColumn column, int* starts, int* lengths, int offset, TVector* words);

    /// <summary>Writes the digest of each message to its place.</summary>
    static abstract void StoreDigests(TVector* state, int* places, byte* digests);
}
