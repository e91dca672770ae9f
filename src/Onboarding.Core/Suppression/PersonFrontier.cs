using System.Runtime.InteropServices;
using Onboarding.Hashing;

namespace Onboarding.Suppression;

/// <summary>
/// Identifiers of people who are kept out, of which it is not yet known whether they link: each with one set of identifiers that it stands in, and the others that a pass
/// meets. Filled, then sealed, then asked. 44 bytes for an identifier.
/// </summary>
internal sealed class PersonFrontier(int limit)
{
    private readonly List<Token> _tokens = [];
    private readonly List<ulong> _sets = [];
    private readonly List<(ulong Set, Token[] Tokens, int Next)> _others = [];
    private int[] _firstOther = [];
    private int[] _buckets = [];

    public bool IsEmpty => _tokens.Count == 0;

    /// <summary>Passes over identifiers that are not here.</summary>
    public HeadFilter Filter { get; private set; } = new(0);

    public void Add(PersonRow row)
    {
        foreach (var token in row.Tokens)
        {
            Add(token, row.Set.Head);
        }
    }

    public void Add(Token token, ulong set)
    {
        _tokens.Add(token);
        _sets.Add(set);
    }

    /// <summary>Ends the filling: sorts, and keeps each identifier once.</summary>
    public void Seal()
    {
        var tokens = CollectionsMarshal.AsSpan(_tokens);
        var sets = CollectionsMarshal.AsSpan(_sets);
        tokens.Sort(sets);
        var count = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (i == 0 || !tokens[i].Equals(tokens[count - 1]))
            {
                (tokens[count], sets[count]) = (tokens[i], sets[i]);
                count++;
            }
        }

        CollectionsMarshal.SetCount(_tokens, count);
        CollectionsMarshal.SetCount(_sets, count);
        Filter = new HeadFilter(count);
        foreach (var token in tokens[..count])
        {
            Filter.Add(token);
        }

        _firstOther = new int[count];
        Array.Fill(_firstOther, -1);
        _buckets = Token.IndexBuckets(tokens[..count]);
    }

    /// <summary>Notes the set of a row with each of its identifiers that is here; of each only as many sets as show that it does not link.</summary>
    public void Meet(PersonRow row)
    {
        Token[]? tokens = null;
        foreach (var token in row.Tokens)
        {
            var index = IndexOf(token);
            if (index < 0 || _sets[index] == row.Set.Head || !IsNew(index, row.Set.Head))
            {
                continue;
            }

            tokens ??= row.Tokens.ToArray();
            _others.Add((row.Set.Head, tokens, _firstOther[index]));
            _firstOther[index] = _others.Count - 1;
        }
    }

    /// <summary>Whether an identifier is here and stands in no more sets than the limit.</summary>
    public bool IsWithinLimit(Token token) => IndexOf(token) is >= 0 and var index && IsWithinLimit(index);

    /// <summary>The identifiers that stand in more sets than the limit.</summary>
    public IEnumerable<Token> BeyondLimit => Enumerable.Range(0, _tokens.Count).Where(i => !IsWithinLimit(i)).Select(i => _tokens[i]);

    /// <summary>The identifiers that stand in several sets, and in no more than the limit.</summary>
    public IEnumerable<Token> Linked => Enumerable.Range(0, _tokens.Count).Where(i => _firstOther[i] >= 0 && IsWithinLimit(i)).Select(i => _tokens[i]);

    /// <summary>The other sets in which an identifier that is here stands: their identities and identifiers.</summary>
    public IEnumerable<(ulong Set, Token[] Tokens)> OthersOf(Token token)
    {
        for (var i = _firstOther[IndexOf(token)]; i >= 0; i = _others[i].Next)
        {
            yield return (_others[i].Set, _others[i].Tokens);
        }
    }

    private int IndexOf(Token token)
    {
        var start = _buckets[token.Bucket];
        var found = CollectionsMarshal.AsSpan(_tokens)[start.._buckets[token.Bucket + 1]].BinarySearch(token);
        return found < 0 ? found : start + found;
    }

    private bool IsWithinLimit(int index) => CountOthers(index) < limit;

    private bool IsNew(int index, ulong set)
    {
        for (var i = _firstOther[index]; i >= 0; i = _others[i].Next)
        {
            if (_others[i].Set == set)
            {
                return false;
            }
        }

        return CountOthers(index) < limit;
    }

    private int CountOthers(int index)
    {
        var count = 0;
        for (var i = _firstOther[index]; i >= 0; i = _others[i].Next)
        {
            count++;
        }

        return count;
    }
}
