using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>One thread's share in splitting a side into partitions by the leading bits of a seeded hash: an open block for each partition.</summary>
internal sealed unsafe class TokenScatter(TokenArena arena, TokenSpill.Port spill, bool[] isSpilled, int bits, Token seed)
{
    private const int ReadLength = 4096;

    private readonly Token[] _tokens = new Token[ReadLength];
    private readonly uint[] _numbers = new uint[ReadLength];
    private readonly OpenBlock[] _open = new OpenBlock[1 << bits];
    private int _position;
    private int _count;

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

    /// <summary>Hands over the blocks that are open. Of partitions in the spill they are kept, and written only at the end of a side.</summary>
    public void Close(TokenSide side, bool isEnd)
    {
        for (var partition = 0; partition < _open.Length; partition++)
        {
            ref var open = ref _open[partition];
            if (open.Count > 0 && !isSpilled[partition])
            {
                side.Add(partition, open.Piece);
                open = default;
            }
            else if (open.Count > 0 && isEnd)
            {
                side.Add(partition, spill.Write(open.Piece.Span));
                open.Next = open.Start;
            }
        }
    }

    /// <summary>Gives the memory of the open blocks back.</summary>
    public void Release()
    {
        foreach (ref var open in _open.AsSpan())
        {
            if (open.Start is not null)
            {
                arena.Return(open.Piece);
                open = default;
            }
        }
    }

    private bool Split(TokenSide side)
    {
        fixed (Token* tokens = _tokens)
        fixed (uint* numbers = _numbers)
        fixed (OpenBlock* blocks = _open)
        {
            for (; _position < _count; _position++)
            {
                var partition = tokens[_position].Hash(seed) >> (64 - bits);
                var open = blocks + partition;
                if (open->Next == open->End && !Open(open, (int)partition, side))
                {
                    return false;
                }

                *open->Next++ = new TokenEntry(tokens[_position], numbers[_position]);
            }
        }

        return true;
    }

    private bool Open(OpenBlock* open, int partition, TokenSide side)
    {
        if (open->Start is not null && isSpilled[partition])
        {
            side.Add(partition, spill.Write(open->Piece.Span));
            open->Next = open->Start;
            return true;
        }

        if (!arena.TryRent(out var block))
        {
            return false;
        }

        if (open->Start is not null)
        {
            side.Add(partition, open->Piece);
        }

        *open = new OpenBlock { Start = block.Entries, Next = block.Entries, End = block.Entries + TokenArena.BlockLength };
        return true;
    }

    private struct OpenBlock
    {
        public TokenEntry* Start;
        public TokenEntry* Next;
        public TokenEntry* End;

        public readonly int Count => (int)(Next - Start);

        public readonly TokenPiece Piece => new(Start, Count);
    }
}
