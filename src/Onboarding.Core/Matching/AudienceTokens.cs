using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Identifiers;

namespace Onboarding.Matching;

/// <summary>The tokens of one kind in an audience file with their positions, without those that a list of removals has taken out. Each chunk is verified when it is read.</summary>
internal sealed class AudienceTokens : ITokenSource
{
    private readonly AudienceFile _file;
    private readonly IdentifierKind _kind;
    private readonly SortedTokens _removed;
    private readonly byte[] _chunk;
    private int _chunks;
    private int _length;
    private int _offset;
    private uint _position;

    public AudienceTokens(AudienceFile file, IdentifierKind kind, SortedTokens removed)
    {
        (_file, _kind, _removed) = (file, kind, removed);
        Positions = file.GetTokenCount(kind);
        Count = Positions;
        _chunk = new byte[Math.Min(AudienceLayout.ChunkLength, Positions * Token.Size)];
        if (removed.Count > 0)
        {
            Count = CountOthers();
        }
    }

    /// <summary>How many tokens the file has.</summary>
    public long Positions { get; }

    /// <summary>How many of them nothing has taken out.</summary>
    public long Count { get; }

    /// <summary>The segment codes of the tokens; null where they have none.</summary>
    public SegmentReader? Segments => _file.HasSegments(_kind) ? field ??= new SegmentReader(_file, _kind) : null;

    public bool IsSorted => true;

    public int Read(Span<Token> tokens, Span<uint> numbers)
    {
        var count = 0;
        while (count < tokens.Length)
        {
            if (_offset == _length)
            {
                (_length, _offset) = (_file.ReadTokens(_kind, _chunks++, _chunk), 0);
                if (_length == 0)
                {
                    break;
                }
            }

            var token = new Token(_chunk.AsSpan(_offset));
            _offset += Token.Size;
            (tokens[count], numbers[count]) = (token, _position++);
            count += _removed.Count == 0 || _removed.IndexOf(token) < 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>Begins again at the first token.</summary>
    public void Reset() => (_chunks, _length, _offset, _position) = (0, 0, 0, 0);

    private long CountOthers()
    {
        var tokens = new Token[1024];
        var numbers = new uint[1024];
        var total = 0L;
        for (int count; (count = Read(tokens, numbers)) > 0;)
        {
            total += count;
        }

        Reset();
        return total;
    }
}
