using System.Runtime.InteropServices;

namespace Onboarding.Hashing;

/// <summary>Distinct tokens in ascending order with an index on their first 16 bits. Exact; immutable.</summary>
internal sealed class SortedTokens
{
    private readonly Token[] _tokens;
    private readonly int[] _buckets;

    private SortedTokens(Token[] tokens)
    {
        _tokens = tokens;
        _buckets = Token.IndexBuckets(tokens);
    }

    public int Count => _tokens.Length;

    public ReadOnlySpan<Token> Span => _tokens;

    /// <summary>Sorts a list in place and keeps each token once.</summary>
    public static SortedTokens Create(List<Token> list)
    {
        list.Sort();
        var tokens = CollectionsMarshal.AsSpan(list);
        var count = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (i == 0 || !tokens[i].Equals(tokens[i - 1]))
            {
                tokens[count++] = tokens[i];
            }
        }

        return new SortedTokens(tokens[..count].ToArray());
    }

    /// <summary>The position of a token, or a negative number.</summary>
    public int IndexOf(Token token)
    {
        var start = _buckets[token.Bucket];
        var found = _tokens.AsSpan(start, _buckets[token.Bucket + 1] - start).BinarySearch(token);
        return found < 0 ? found : start + found;
    }
}
