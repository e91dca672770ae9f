using System.Buffers.Binary;

namespace Onboarding.Suppression;

/// <summary>Tokens that are looked for. Stores index the first 8 bytes of each token behind its kind, a third of the whole; what they find is compared in full here.</summary>
internal sealed class TokenSet
{
    private readonly HashSet<ReadOnlyMemory<byte>> _tokens;

    private TokenSet(IEnumerable<ReadOnlyMemory<byte>> tokens)
    {
        _tokens = new HashSet<ReadOnlyMemory<byte>>(tokens, TokenComparer.Instance);
        Prefixes = [.. _tokens.Select(t => Prefix(t.Span)).Distinct().Order()];
    }

    /// <summary>What to look up in the index, ascending.</summary>
    public long[] Prefixes { get; }

    public static TokenSet Parse(ReadOnlyMemory<byte> tokens)
    {
        return tokens.Length % OptOut.TokenLength == 0
            ? new TokenSet(Split(tokens))
            : throw new ArgumentException($"Tokens are 33 bytes each; these are {tokens.Length} bytes.", nameof(tokens));
    }

    public static TokenSet ParseFew(ReadOnlyMemory<byte> tokens)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tokens.Length, 10_000 * OptOut.TokenLength, nameof(tokens));
        return Parse(tokens);
    }

    public static TokenSet FirstOf(IEnumerable<OptOut> optOuts) => new(optOuts.Select(o => o.Tokens[..OptOut.TokenLength]));

    public static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> tokens)
    {
        for (var start = 0; start < tokens.Length; start += OptOut.TokenLength)
        {
            yield return tokens.Slice(start, OptOut.TokenLength);
        }
    }

    public static long Prefix(ReadOnlySpan<byte> token) => BinaryPrimitives.ReadInt64BigEndian(token[1..]);

    public bool Overlaps(StoredOptOut stored) => Split(stored.OptOut.Tokens).Any(_tokens.Contains);
}

internal sealed class TokenComparer : IEqualityComparer<ReadOnlyMemory<byte>>
{
    public static TokenComparer Instance { get; } = new();

    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode(ReadOnlyMemory<byte> token) => TokenSet.Prefix(token.Span).GetHashCode();
}
