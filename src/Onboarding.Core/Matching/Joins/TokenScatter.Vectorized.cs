using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>One thread's share in splitting a side into partitions by the leading bits of a seeded hash: a line-up of a few entries, and an open block, for each partition.</summary>
/// <remarks>
/// The line-ups stay in the cache. A full one goes to its block past the cache, in whole lines: otherwise each line of each block would first be fetched
/// (software write-combining: Balkesen, Teubner, Alonso, Özsu, "Main-Memory Hash Joins on Multi-Core CPUs", 2013).
/// </remarks>
internal sealed unsafe class TokenScatter : IDisposable
{
    // What is read stays in the nearest cache.
    private const int ReadLength = 512;
    private const int CacheLine = 64;

    // 16 entries of 36 bytes fill nine lines of 64.
    private const int LineUp = 16;
    private const int LineUpSize = LineUp * 36;

    private readonly Token[] _tokens = new Token[ReadLength];
    private readonly uint[] _numbers = new uint[ReadLength];
    private readonly OpenBlock[] _open;
    private readonly TokenArena _arena;
    private readonly TokenSpill.Port _spill;
    private readonly bool[] _isSpilled;
    private readonly int _bits;
    private readonly Token _seed;
    private byte* _lineUps;
    private int _position;
    private int _count;

    public TokenScatter(TokenArena arena, TokenSpill.Port spill, bool[] isSpilled, int bits, Token seed)
    {
        _arena = arena;
        _spill = spill;
        _isSpilled = isSpilled;
        _bits = bits;
        _seed = seed;
        _open = new OpenBlock[isSpilled.Length];
        _lineUps = (byte*)HugeMemory.Allocate((nuint)_open.Length * LineUpSize);
    }

    /// <summary>Splits what a source gives until it ends or the memory does.</summary>
    /// <returns>Whether the source ended. If not, this goes on where it stopped.</returns>
    public bool Run(SharedSource source, TokenSide side, CancellationToken cancellationToken)
    {
        while (Split(side))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _count = source.Read(_tokens, _numbers);
            _position = 0;
            if (_count == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Hands over the blocks that are open. Of partitions in the spill they are kept, and written only at the end of a side; the line-ups follow at the end.</summary>
    public void Close(TokenSide side, bool isEnd)
    {
        for (var partition = 0; partition < _open.Length; partition++)
        {
            ref var open = ref _open[partition];
            if (isEnd && open.LinedUp > 0)
            {
                Flush(ref open, partition, side, isForced: true);
            }

            if (open.Count > 0 && !_isSpilled[partition])
            {
                side.Add(partition, open.Piece);
                open.Drop();
            }
            else if (open.Count > 0 && isEnd)
            {
                side.Add(partition, _spill.Write(open.Piece.Span));
                open.Next = open.Start;
            }
        }

        Interlocked.MemoryBarrier();
    }

    /// <summary>Gives the memory of the open blocks back.</summary>
    public void Release()
    {
        foreach (ref var open in _open.AsSpan())
        {
            if (open.Start is not null)
            {
                _arena.Return(open.Piece);
                open.Drop();
            }
        }
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_lineUps);
        _lineUps = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Split(TokenSide side)
    {
        // Locals: what is written through pointers could change a field as far as the compiler knows.
        var shift = 64 - _bits;
        var seed = _seed;
        var lineUps = _lineUps;
        var (count, position) = (_count, _position);
        fixed (Token* tokens = _tokens)
        fixed (uint* numbers = _numbers)
        fixed (OpenBlock* blocks = _open)
        {
            for (; position < count; position++)
            {
                var partition = (nint)(tokens[position].Hash(seed) >> shift);
                var open = blocks + partition;
                if (open->LinedUp == LineUp && !Flush(ref *open, (int)partition, side, isForced: false))
                {
                    break;
                }

                ((TokenEntry*)(lineUps + (partition * LineUpSize)))[open->LinedUp++] = new TokenEntry(tokens[position], numbers[position]);
            }
        }

        _position = position;
        return position == count;
    }

    // Blocks hold whole line-ups, and less than a whole one comes last.
    private bool Flush(ref OpenBlock open, int partition, TokenSide side, bool isForced)
    {
        if (open.Next == open.End && !Open(ref open, partition, side, isForced))
        {
            return false;
        }

        var from = _lineUps + ((nint)partition * LineUpSize);
        var to = (byte*)open.Next;
        for (var i = 0; i < LineUpSize; i += CacheLine)
        {
            Vector512.LoadAligned(from + i).StoreAlignedNonTemporal(to + i);
        }

        open.Next += open.LinedUp;
        open.LinedUp = 0;
        return true;
    }

    private bool Open(ref OpenBlock open, int partition, TokenSide side, bool isForced)
    {
        if (open.Start is not null && _isSpilled[partition])
        {
            side.Add(partition, _spill.Write(open.Piece.Span));
            open.Next = open.Start;
            return true;
        }

        if (!_arena.TryRent(out var block, isForced))
        {
            return false;
        }

        if (open.Start is not null)
        {
            side.Add(partition, open.Piece);
        }

        open.Take(block);
        return true;
    }

    private struct OpenBlock
    {
        public TokenEntry* Start;
        public TokenEntry* Next;
        public TokenEntry* End;
        public int LinedUp;

        public readonly int Count => (int)(Next - Start);

        public readonly TokenPiece Piece => new(Start, Count);

        public void Take(TokenPiece block)
        {
            Start = Next = block.Entries;
            End = block.Entries + block.Count;
        }

        public void Drop() => Start = Next = End = null;
    }
}
