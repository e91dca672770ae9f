using System.Buffers.Binary;
using System.Security.Cryptography;
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
    public const int Length = 1 + 8 + Classes;

    private const int Classes = 1024;

    private readonly byte[] _sums = new byte[Classes];

    public ListSketch(ReadOnlySpan<byte> bytes)
    {
        Kind = (IdentifierKind)bytes[0];
        Count = BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]);
        bytes[9..].CopyTo(_sums);
    }

    private ListSketch(IdentifierKind kind) => Kind = kind;

    public IdentifierKind Kind { get; }

    public long Count { get; private set; }

    /// <summary>SHA-256 of the tokens in ascending order: tells which list this is, and nobody can find two lists of one digest. Empty for a list that is only remembered.</summary>
    public ReadOnlyMemory<byte> Digest { get; private init; }

    /// <summary>The sketch of the tokens of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="source">The tokens, ascending: they are digested as they are read.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static ListSketch Read(IdentifierKind kind, ITokenSource source, CancellationToken cancellationToken = default)
    {
        var digest = new byte[SHA256.HashSizeInBytes];
        var sketch = new ListSketch(kind) { Digest = digest };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var tokens = new Token[1024];
        var numbers = new uint[tokens.Length];
        var bytes = new byte[tokens.Length * Token.Size];
        for (int count; (count = source.Read(tokens, numbers)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < count; i++)
            {
                tokens[i].CopyTo(bytes.AsSpan(i * Token.Size));
                sketch.Add(tokens[i]);
            }

            hash.AppendData(bytes, 0, count * Token.Size);
        }

        hash.GetHashAndReset(digest);
        return sketch;
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
        _sums.CopyTo(bytes, 9);
        return bytes;
    }

    private void Add(Token token)
    {
        // Tokens are outputs of a keyed hash: any of their bits will do.
        ref var sum = ref _sums[token.Head % Classes];
        sum = unchecked((byte)(sum + (token.Head >> 10)));
        Count++;
    }
}
