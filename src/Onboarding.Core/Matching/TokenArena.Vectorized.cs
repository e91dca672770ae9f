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
    private const nuint HugePage = 2 * 1024 * 1024;
    private const int AdviseHugePages = 14;

    private readonly Lock _gate = new();
    private readonly Stack<nint> _free = new();
    private readonly List<nint> _slabs = [];
    private int _used;
    private int _slabUsed = SlabBlocks;

    /// <summary>How many blocks may be lent at a time.</summary>
    public required int Limit { get; set; }

    /// <summary>A whole block.</summary>
    /// <returns>False when all are lent.</returns>
    public bool TryRent(out TokenPiece block)
    {
        lock (_gate)
        {
            block = default;
            if (_used >= Limit)
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

    // Entries go to hundreds of places at once: with small pages the processor would look up an address for nearly each.
    private void AddSlab()
    {
        const nuint Size = (nuint)SlabBlocks * BlockSize;
        var slab = NativeMemory.AlignedAlloc(Size, HugePage);
        _slabs.Add((nint)slab);
        _slabUsed = 0;
        if (OperatingSystem.IsLinux())
        {
            _ = Advise(slab, Size, AdviseHugePages);
        }
    }

    [DllImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(void* address, nuint length, int advice);
}
