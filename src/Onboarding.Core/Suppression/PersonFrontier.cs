using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Internal;

namespace Onboarding.Suppression;

/// <summary>Takes a set of identifiers that rows have, whether a row with it records a no while another does not, and its identifiers.</summary>
internal delegate void PersonSetVisit(UInt128 set, bool isDisputed, ReadOnlySpan<byte> tokens);

/// <summary>
/// Identifiers of people who are kept out, of which it is not yet known whether they link, and the rows on which they stand. Filled with identifiers, then sealed, then shown all rows, then asked.
/// It stands in encrypted temporary files; in memory is a filter of a few bytes for each identifier, up to a bound, and what is sorted at the moment.
/// </summary>
internal sealed class PersonFrontier : IDisposable
{
    private const byte SaysNo = 1;
    private const byte SaysNothing = 2;
    private const int TokensAt = Token.Size + 1;

    private readonly IdentifierSets _sets;
    private readonly Spill _rows;
    private readonly Spill.Writer _reached;
    private readonly SpreadBounds _bounds;
    private readonly ThreadLocal<Meeting> _meetings;
    private HeadFilter _filter = HeadFilter.Empty;

    public PersonFrontier(string? folder, int limit, SpreadBounds bounds)
    {
        _sets = new IdentifierSets(folder, limit, bounds.SortBytes);
        _reached = _sets.CreateWriter();
        _rows = new Spill(folder);
        _bounds = bounds;
        _meetings = new ThreadLocal<Meeting>(() => new Meeting(_sets.CreateWriter(), _rows.CreateWriter()));
    }

    public bool IsEmpty => _reached.Count == 0;

    /// <summary>Adds an identifier. No row has the set zero, and it sorts first.</summary>
    public void Reach(Token identifier) => IdentifierSets.Add(_reached, identifier, UInt128.Zero);

    /// <summary>Ends the filling.</summary>
    public void Seal()
    {
        _filter = new HeadFilter(_sets.Count, _bounds.FilterBytes);
        _sets.ForEachHead(_filter.Add);
    }

    /// <summary>Notes a row if one of its identifiers is here. Several threads may do so at once.</summary>
    public void Meet(RowRecord record)
    {
        foreach (var identifier in record)
        {
            if (_filter.MayHold(identifier.SuppressionToken.Head))
            {
                _meetings.Value!.Add(record, _filter);
                return;
            }
        }
    }

    /// <summary>Every identifier that is here once, with the sets in which it stands.</summary>
    public void ForEachIdentifier(IdentifierSetsVisit visit, CancellationToken cancellationToken)
    {
        _sets.ForEach(
            (identifier, sets) =>
            {
                if (sets[0] == UInt128.Zero)
                {
                    visit(identifier, sets[1..]);
                }
            },
            cancellationToken);
    }

    /// <summary>Every set of identifiers of the rows that were noted, once.</summary>
    public void ForEachSet(PersonSetVisit visit, CancellationToken cancellationToken)
    {
        using var sorted = _rows.ReadSorted(TryMerge, _bounds.SortBytes, Workers.Ahead);
        while (sorted.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            visit(new Token(sorted.Current).Prefix, sorted.Current[Token.Size] == (SaysNo | SaysNothing), sorted.Current[TokensAt..]);
        }
    }

    public void Dispose()
    {
        _sets.Dispose();
        _rows.Dispose();
        _meetings.Dispose();
    }

    private static bool TryMerge(Span<byte> kept, ReadOnlySpan<byte> next)
    {
        kept[Token.Size] |= next[Token.Size];
        return true;
    }

    /// <summary>What one thread notes rows with.</summary>
    private sealed class Meeting(Spill.Writer pairs, Spill.Writer rows)
    {
        private readonly PersonRow _row = new();
        private readonly byte[] _bytes = new byte[TokensAt + (byte.MaxValue * Token.Size)];

        public void Add(RowRecord record, HeadFilter filter)
        {
            _row.Read(record);
            _row.Set.CopyTo(_bytes);
            _bytes[Token.Size] = _row.IsDenied ? SaysNo : SaysNothing;
            var length = TokensAt;
            foreach (var token in _row.Tokens)
            {
                token.CopyTo(_bytes.AsSpan(length));
                length += Token.Size;
                if (filter.MayHold(token.Head))
                {
                    IdentifierSets.Add(pairs, token, _row.Set.Prefix);
                }
            }

            rows.Add(_bytes.AsSpan(0, length));
        }
    }
}
