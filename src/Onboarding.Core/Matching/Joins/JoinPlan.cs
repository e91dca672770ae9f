using System.Numerics;

namespace Onboarding.Matching;

/// <summary>How a join divides its memory.</summary>
/// <remarks>A quarter for tables; of the rest half for the side that is built, so that the other always has room, and at most an eighth for what is left of each partition at the end of a side.</remarks>
internal sealed class JoinPlan
{
    // So many tokens, with their table, stay in a core's own cache.
    private const int PartitionLength = 16 * 1024;
    private const int MaxBits = 11;

    // Fewer tokens are joined before a thread has started.
    private const int ThreadLength = 128 * 1024;

    // The places in a table are counted in 32 bits, of which some hold part of the hash.
    private const int MaxTableBlocks = 1 << 14;

    // Four to eight slots of 4 bytes for an entry, and 4 to hang equal ones on.
    private const int TableBlockSize = TokenArena.BlockLength * 36;

    /// <summary>Divides a budget.</summary>
    /// <param name="budget">Bytes.</param>
    /// <param name="threads">How many threads there may be.</param>
    /// <param name="built">How many tokens the built side has.</param>
    /// <param name="probed">How many the other has.</param>
    public JoinPlan(long budget, int threads, long built, long probed)
    {
        Blocks = (int)Math.Min(int.MaxValue, budget / 4 * 3 / TokenArena.BlockSize);
        BuiltBlocks = Blocks / 2;
        ProbedBlocks = Blocks - (Blocks / 8);
        var wanted = BitOperations.Log2((ulong)Math.Max(1, built / PartitionLength)) + 1;
        Bits = Math.Clamp(wanted, 1, Math.Min(MaxBits, BitOperations.Log2((uint)Blocks / 8)));
        Threads = (int)Math.Clamp((built + probed) / ThreadLength, 1, Math.Min(threads, Math.Max(1, (Blocks / 8) >> Bits)));
        TableBlocks = (int)Math.Clamp(budget / 4 / Threads / TableBlockSize, 1, MaxTableBlocks);
    }

    /// <summary>Blocks of entries in memory.</summary>
    public int Blocks { get; }

    /// <summary>How many of them the built side may have; at its end, one more for each partition and thread.</summary>
    public int BuiltBlocks { get; }

    /// <summary>How many both sides may have; at the end, one more for each partition and thread.</summary>
    public int ProbedBlocks { get; }

    /// <summary>There are two to the power of this many partitions.</summary>
    public int Bits { get; }

    public int Threads { get; }

    /// <summary>How many blocks one thread's table may hold.</summary>
    public int TableBlocks { get; }
}
