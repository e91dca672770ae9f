using System.Buffers.Binary;
using Onboarding.Audiences;

namespace Onboarding.Suppression;

// The end of a long chain. A round a link would cost a pass a link; here rows are sorted by identifier once, and sets that an identifier links are joined in memory:
// that grows with the sets of the source that share identifiers, about 25 bytes for each different one, and its time does not depend on the chain.
internal sealed partial class PersonSpread
{
    private const int SetLength = 16;

    private void JoinRest()
    {
        using var links = new Spill(_folder);
        var sets = FindLinks(links);
        var joined = new JoinedSets(sets.Count);
        links.ForEach(link => joined.Join(sets.IndexOf(BinaryPrimitives.ReadUInt128BigEndian(link)), sets.IndexOf(BinaryPrimitives.ReadUInt128BigEndian(link[SetLength..]))));

        // Who was reached in the rounds stands in a set of some link, and so does everybody whom they reach.
        var people = new bool[sets.Count];
        foreach (var (index, set) in sets.Prefixes.Index())
        {
            people[joined.Find(index)] |= IsLinked(set);
        }

        var linked = new TokenSet();
        foreach (var (index, set) in sets.Prefixes.Index())
        {
            if (people[joined.Find(index)])
            {
                linked.Add(set);
            }
        }

        AddLinked(linked.Seal());
    }

    // The sets that share an identifier which links, and pairs of them: of each such identifier its first set with every other one.
    private TokenSet FindLinks(Spill links)
    {
        using var identifiers = new IdentifierSets(_folder, _limit, _bounds.SortBytes);
        var writer = identifiers.CreateWriter();
        ForEachRow(_rows, row =>
        {
            foreach (var token in row.Tokens)
            {
                IdentifierSets.Add(writer, token, row.Set.Prefix);
            }
        });
        var sets = new TokenSet();
        var link = new byte[2 * SetLength];
        identifiers.ForEach(
            (_, standsIn) =>
            {
                if (standsIn.Length < 2 || standsIn.Length > _limit)
                {
                    return;
                }

                BinaryPrimitives.WriteUInt128BigEndian(link, standsIn[0]);
                sets.Add(standsIn[0]);
                foreach (var set in standsIn[1..])
                {
                    BinaryPrimitives.WriteUInt128BigEndian(link.AsSpan(SetLength), set);
                    sets.Add(set);
                    links.Add(link);
                }
            },
            _cancellationToken);
        return sets.Seal();
    }

    /// <summary>Sets of identifiers by number, joined where they belong to one person.</summary>
    private sealed class JoinedSets(int count)
    {
        private readonly int[] _parents = [.. Enumerable.Range(0, count)];

        public void Join(int one, int other) => _parents[Find(one)] = Find(other);

        public int Find(int set)
        {
            // Every step halves the way that the next search takes.
            while (_parents[set] != set)
            {
                set = _parents[set] = _parents[_parents[set]];
            }

            return set;
        }
    }
}
