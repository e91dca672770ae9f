using System.Buffers.Binary;
using Onboarding.Hashing;
using Onboarding.Identifiers;

namespace Onboarding.Matching;

/// <summary>What is remembered of one kind of a list, so that a later list can be compared with it: no token, a sum of eight bits for each of 1,024 classes of tokens.</summary>
/// <remarks>
/// A class whose sums differ holds a token that only one of two lists has, so lists have at least as many different tokens as classes that differ: <see cref="CountDifferences"/> never says too much,
/// whoever chose the tokens. It may say too little, which withholds a figure that could have been told.
/// </remarks>
internal sealed class ListSketch
{
    public const int Length = 1 + 8 + Token.Size + Classes;

    private const int Classes = 1024;

    private readonly byte[] _sums = new byte[Classes];
    private Token _sum;

    public ListSketch(IdentifierKind kind) => Kind = kind;

    public ListSketch(ReadOnlySpan<byte> bytes)
    {
        Kind = (IdentifierKind)bytes[0];
        Count = BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]);
        _sum = new Token(bytes[9..]);
        bytes[(9 + Token.Size)..].CopyTo(_sums);
    }

    public IdentifierKind Kind { get; }

    public long Count { get; private set; }

    /// <summary>Tells which list this is; independent of the order of tokens.</summary>
    public Token Sum => _sum;

    /// <summary>The sketch of the tokens of a kind.</summary>
    public static ListSketch Read(IdentifierKind kind, ITokenSource source)
    {
        var sketch = new ListSketch(kind);
        var tokens = new Token[1024];
        var numbers = new uint[tokens.Length];
        for (int count; (count = source.Read(tokens, numbers)) > 0;)
        {
            foreach (var token in tokens.AsSpan(0, count))
            {
                sketch.Add(token);
            }
        }

        return sketch;
    }

    public void Add(Token token)
    {
        // Tokens are outputs of a keyed hash: any of their bits will do.
        ref var sum = ref _sums[token.Head % Classes];
        sum = unchecked((byte)(sum + (token.Head >> 10)));
        _sum = _sum.Add(token);
        Count++;
    }

    /// <summary>At most as many as there are tokens that only one of the two lists has.</summary>
    public int CountDifferences(ListSketch other)
    {
        var count = 0;
        for (var i = 0; i < Classes; i++)
        {
            count += _sums[i] == other._sums[i] ? 0 : 1;
        }

        return count;
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        bytes[0] = (byte)Kind;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), Count);
        _sum.CopyTo(bytes.AsSpan(9));
        _sums.CopyTo(bytes, 9 + Token.Size);
        return bytes;
    }
}
