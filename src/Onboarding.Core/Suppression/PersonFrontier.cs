using System.Runtime.InteropServices;
using Onboarding.Hashing;

namespace Onboarding.Suppression;

/// <summary>Identifiers of people who are kept out, of which it is not yet known whether they link: each with one set of identifiers that it stands in, and the others that a pass meets.</summary>
internal sealed class PersonFrontier(int limit)
{
    private readonly Dictionary<Token, Token> _sets = [];
    private readonly Dictionary<Token, List<(Token Set, Token[] Tokens)>> _others = [];

    public int Count => _sets.Count;

    /// <summary>The identifiers that stand in several sets, and in no more than the limit, with the other sets.</summary>
    public IEnumerable<(Token Token, IReadOnlyList<(Token Set, Token[] Tokens)> Others)> Linked => _others.Where(o => o.Value.Count < limit).Select(o => (o.Key, (IReadOnlyList<(Token, Token[])>)o.Value));

    public void Add(Token token, Token set) => _sets.TryAdd(token, set);

    public void AddAll(ReadOnlySpan<Token> tokens, Token set)
    {
        foreach (var token in tokens)
        {
            Add(token, set);
        }
    }

    /// <summary>Notes that an identifier stands in a set. Nothing is noted of identifiers that are not here, and of each only as many sets as show that it does not link.</summary>
    public void Meet(Token token, Token set, ReadOnlySpan<Token> tokens)
    {
        if (!_sets.TryGetValue(token, out var first) || first.Equals(set))
        {
            return;
        }

        var others = CollectionsMarshal.GetValueRefOrAddDefault(_others, token, out _) ??= [];
        if (others.Count < limit && !others.Exists(o => o.Set.Equals(set)))
        {
            others.Add((set, tokens.ToArray()));
        }
    }

    /// <summary>Whether one of the identifiers is here and stands in no more sets than the limit.</summary>
    public bool LinksAny(ReadOnlySpan<Token> tokens)
    {
        foreach (var token in tokens)
        {
            if (_sets.ContainsKey(token) && (_others.TryGetValue(token, out var others) ? others.Count : 0) < limit)
            {
                return true;
            }
        }

        return false;
    }
}
