using Onboarding.Audiences;
using Onboarding.Hashing;

namespace Onboarding.Suppression;

// The end of a long chain. A round a link would cost a pass a link; here rows are sorted by identifier once, and sets that an identifier links are joined in memory:
// that grows with the rows of the source that share identifiers, about 250 bytes for each different set, and its time does not depend on the chain.
internal sealed partial class PersonSpread
{
    private void JoinRest(string? folder)
    {
        using var pairs = new Spill(folder);
        var pair = new byte[2 * Token.Size];
        ForEachRow(row =>
        {
            row.Set.CopyTo(pair.AsSpan(Token.Size));
            foreach (var token in row.Tokens)
            {
                token.CopyTo(pair);
                pairs.Add(pair);
            }
        });

        // Who was reached in the rounds stands in a set of some link, and so does everybody whom they reach.
        var joined = new JoinedSets();
        var reached = new List<Token>();
        ForEachLink(pairs, (token, sets) =>
        {
            foreach (var set in sets)
            {
                joined.Join(sets[0], set);
            }

            if (_links.Contains(token))
            {
                reached.Add(sets[0]);
            }
        });
        var people = reached.Select(joined.Find).ToHashSet();
        ForEachLink(pairs, (token, sets) =>
        {
            if (people.Contains(joined.Find(sets[0])))
            {
                _links.Add(token);
            }
        });
    }

    // The identifiers that stand in several sets, and in no more than the limit.
    private void ForEachLink(Spill pairs, Action<Token, List<Token>> visit)
    {
        using var sorted = pairs.ReadSorted(static (kept, next) => next.SequenceEqual(kept));
        Token token = default;
        var sets = new List<Token>();
        while (sorted.MoveNext())
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var next = new Token(sorted.Current);
            if (sets.Count > 0 && !next.Equals(token))
            {
                End();
                sets.Clear();
            }

            token = next;
            if (sets.Count <= _limit)
            {
                sets.Add(new Token(sorted.Current[Token.Size..]));
            }
        }

        End();

        void End()
        {
            if (sets.Count > 1 && sets.Count <= _limit)
            {
                visit(token, sets);
            }
        }
    }

    /// <summary>Sets of identifiers, joined where they belong to one person.</summary>
    private sealed class JoinedSets
    {
        private readonly Dictionary<Token, int> _indexes = [];
        private readonly List<int> _parents = [];

        public void Join(Token one, Token other) => _parents[Find(one)] = Find(other);

        public int Find(Token set)
        {
            if (!_indexes.TryGetValue(set, out var index))
            {
                index = _parents.Count;
                _indexes.Add(set, index);
                _parents.Add(index);
            }

            // Every step halves the way that the next search takes.
            while (_parents[index] != index)
            {
                index = _parents[index] = _parents[_parents[index]];
            }

            return index;
        }
    }
}
