using System.Runtime.InteropServices;

namespace Onboarding.Matching;

/// <summary>Memory of a join: blocks of entries, lent and taken back until the limit is reached. Outside the collector's heap, so that it is gone as soon as the join is.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed unsafe class TokenArena : IDisposable
{
    /// <summary>Entries in a block.</summary>
    public const int BlockLength = 512;

    /// <summary>Bytes of a block.</summary>
    public const int BlockSize = BlockLength * 36;

    // Above 32 MiB the C library maps memory and unmaps it when it is freed, instead of keeping it.
    private const int SlabBlocks = 2048;

    private readonly Lock _gate = new();
    private readonly Stack<nint> _free = new();
    private readonly List<nint> _slabs = [];
    private int _used;
    private int _slabUsed = SlabBlocks;

    /// <summary>How many blocks are lent at a time, unless they must be.</summary>
    public required int Limit { get; set; }

    /// <summary>A whole block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="isForced">Whether the limit does not count.</param>
    /// <returns>False when the limit is reached.</returns>
    public bool TryRent(out TokenPiece block, bool isForced = false)
    {
        lock (_gate)
        {
            block = default;
            if (_used >= Limit && !isForced)
            {
                return false;
            }

            if (!_free.TryPop(out var start))
            {
                if (_slabUsed == SlabBlocks)
                {
                    AddSlab();
                }

                start = _slabs[^1] + ((nint)_slabUsed++ * BlockSize);
            }

            _used++;
            block = new TokenPiece((TokenEntry*)start, BlockLength);
            return true;
        }
    }

    public void Return(TokenPiece block)
    {
        lock (_gate)
        {
            _free.Push((nint)block.Entries);
            _used--;
        }
    }

    public void Dispose()
    {
        foreach (var slab in _slabs)
        {
            NativeMemory.AlignedFree((void*)slab);
        }

        _slabs.Clear();
    }

    private void AddSlab()
    {
        _slabs.Add((nint)HugeMemory.Allocate((nuint)SlabBlocks * BlockSize));
        _slabUsed = 0;
    }
}
