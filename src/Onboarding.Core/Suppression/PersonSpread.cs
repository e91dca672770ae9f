using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Internal;

namespace Onboarding.Suppression;

/// <summary>
/// Whom a list of opt-outs keeps out: the person, not the row (rule OPT-06). From rows on the list, and from rows that record a no themselves (rule LB-07), it spreads over
/// identifiers that rows share, until nothing is added. An identifier that stands beside more than a few different sets of others is a switchboard, not a person, and links nothing.
/// </summary>
/// <remarks>
/// What is counted is different sets of identifiers, not rows: an export with a row for each order repeats a person's identifiers as often as the person ordered.
/// Memory grows with the identifiers of people who are kept out, not with the source. Each round is one pass over the rows; a chain that is longer than
/// <see cref="MaxRounds"/> is finished by <see cref="JoinRest"/>, in two readings of sorted rows whatever its length.
/// </remarks>
internal sealed partial class PersonSpread
{
    public const int MaxRounds = 8;

    private readonly Action<Action<ReadOnlySpan<byte>>> _rows;
    private readonly SuppressionCheck _check;
    private readonly int _limit;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<Token> _links = [];
    private readonly HashSet<Token> _denied = [];
    private readonly HashSet<Token> _withdrew = [];
    private readonly PersonRow _row = new();
    private readonly Lock _lock = new();
    private readonly Action<Action<ReadOnlySpan<byte>>> _rowsAtOnce;
    private readonly Action<Action<ReadOnlySpan<byte>>> _noes;
    private HeadFilter _linkFilter = new(0);

    private PersonSpread(Action<Action<ReadOnlySpan<byte>>> rows, SuppressionCheck check, int limit, CancellationToken cancellationToken)
        : this((rows, rows, rows), check, limit, cancellationToken)
    {
    }

    // All rows, the same from several threads, and those that say no.
    private PersonSpread((Action<Action<ReadOnlySpan<byte>>> All, Action<Action<ReadOnlySpan<byte>>> AtOnce, Action<Action<ReadOnlySpan<byte>>> Noes) rows, SuppressionCheck check, int limit, CancellationToken cancellationToken)
    {
        (_rows, _rowsAtOnce, _noes) = rows;
        _check = check;
        _limit = limit;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Passes over the rows until everybody who is kept out is known.</summary>
    /// <param name="rows">Calls back with each row (<see cref="RowRecord"/>), and with the same ones each time: those of a run with all that were dropped, or those of a working set.</param>
    /// <param name="check">The list.</param>
    /// <param name="hasHashedEntries">Whether the list holds hashes, so that what they say of other spellings has to be known first.</param>
    /// <param name="limit">How many different sets of identifiers one identifier links at most; with 0 nothing links.</param>
    /// <param name="folder">Where a long chain may be sorted; null to write nothing at all.</param>
    /// <param name="cancellationToken">Cancels the passes.</param>
    /// <param name="maxRounds">Rounds before what remains is joined at once; 1 or more.</param>
    public static PersonSpread Load(Action<Action<ReadOnlySpan<byte>>> rows, SuppressionCheck check, bool hasHashedEntries, int limit, string? folder, CancellationToken cancellationToken, int maxRounds = MaxRounds)
    {
        var spread = new PersonSpread(rows, check, limit, cancellationToken);
        if (hasHashedEntries)
        {
            spread.LearnSpellings();
        }

        spread.Spread(folder, maxRounds);
        return spread;
    }

    /// <summary>The same for the rows of a run whose reading has just compared them with the list: where it holds no hashes, those that it names are known.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="check">The list.</param>
    /// <param name="hasHashedEntries">As above.</param>
    /// <param name="limit">As above.</param>
    /// <param name="folder">As above.</param>
    /// <param name="cancellationToken">Cancels the passes.</param>
    public static PersonSpread Load(RowSpills rows, SuppressionCheck check, bool hasHashedEntries, int limit, string? folder, CancellationToken cancellationToken)
    {
        Action<Action<ReadOnlySpan<byte>>> noes = hasHashedEntries ? rows.All.ForEach : rows.Noes.ForEach;
        var spread = new PersonSpread((rows.All.ForEach, visit => rows.All.ForEach(visit, Workers.Count), noes), check, limit, cancellationToken) { WereCompared = !hasHashedEntries };
        if (hasHashedEntries)
        {
            spread.LearnSpellings();
        }

        spread.Spread(folder, MaxRounds);
        return spread;
    }

    /// <summary>Whether the rows were compared with the same list before: then who is open is not on it.</summary>
    public bool WereCompared { get; private init; }

    /// <summary>Whether an identifier of the row is itself on the list, in any spelling.</summary>
    public bool IsOnList(RowRecord record)
    {
        if (WereCompared && record.IsOpen)
        {
            return false;
        }

        foreach (var identifier in record)
        {
            if (IsOnList(identifier.SuppressionToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an identifier stands on a row that records a no itself.</summary>
    public bool Withdrew(Token suppression) => _withdrew.Contains(suppression);

    /// <summary>Whether another row keeps this one out: it shares an identifier that links with somebody who said no, or all identifiers with a row that records a no.</summary>
    public bool IsLinked(RowRecord record)
    {
        return MayHoldAny(record, _linkFilter) && IsLinkedInFact(record);
    }

    private static bool MayHoldAny(RowRecord record, HeadFilter filter)
    {
        foreach (var identifier in record)
        {
            if (filter.MayHold(identifier.SuppressionToken))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsLinkedInFact(RowRecord record)
    {
        _row.Read(record);
        return _denied.Contains(_row.Set) || ContainsAny(_row.Tokens, _links.Contains);
    }

    private static bool ContainsAny(ReadOnlySpan<Token> tokens, Func<Token, bool> holds)
    {
        foreach (var token in tokens)
        {
            if (holds(token))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOnList(Token token) => _check.Contains(token, []);

    private void ForEachRow(Action<PersonRow> visit) => Visit(_rows, visit);

    private void Visit(Action<Action<ReadOnlySpan<byte>>> rows, Action<PersonRow> visit)
    {
        rows(bytes =>
        {
            _cancellationToken.ThrowIfCancellationRequested();
            _row.Read(new RowRecord(bytes));
            visit(_row);
        });
    }

    // The hash of one spelling, in any row, puts the identifier on the list in every row.
    private void LearnSpellings()
    {
        _rows(bytes =>
        {
            _cancellationToken.ThrowIfCancellationRequested();
            foreach (var identifier in new RowRecord(bytes))
            {
                for (var i = 0; i < identifier.FormCount; i++)
                {
                    _check.Contains(identifier.SuppressionToken, [identifier.FormToken(i)]);
                }
            }
        });
    }

    private void Spread(string? folder, int maxRounds)
    {
        SpreadInRounds(folder, maxRounds);
        // A row whose whole set records a no has no identifier that does not stand there.
        _linkFilter = new HeadFilter(_links.Count + _withdrew.Count);
        foreach (var token in _links.Concat(_withdrew))
        {
            _linkFilter.Add(token);
        }
    }

    private void SpreadInRounds(string? folder, int maxRounds)
    {
        var frontier = Begin(row => ContainsAny(row.Tokens, IsOnList));
        if (frontier.BeyondLimit.Any(IsOnList))
        {
            // A row that is on the list by a switchboard's number alone is kept out, and says nothing about its other identifiers.
            var all = frontier;
            frontier = Begin(row => ContainsAny(row.Tokens, token => all.IsWithinLimit(token) && IsOnList(token)));
        }

        for (var round = 1; ; round++)
        {
            var next = Follow(frontier);
            if (next.IsEmpty)
            {
                return;
            }

            if (round == maxRounds)
            {
                JoinRest(folder);
                return;
            }

            Complete(next);
            frontier = next;
        }
    }

    // All identifiers of rows that say no.
    private PersonFrontier Begin(Func<PersonRow, bool> isOnList)
    {
        var frontier = new PersonFrontier(_limit);
        Visit(_noes, row =>
        {
            if (row.IsDenied)
            {
                _denied.Add(row.Set);
                foreach (var token in row.Tokens)
                {
                    _withdrew.Add(token);
                }
            }

            if (row.IsDenied || isOnList(row))
            {
                frontier.Add(row);
            }
        });
        Complete(frontier);
        return frontier;
    }

    private void Complete(PersonFrontier frontier)
    {
        frontier.Seal();
        if (frontier.IsEmpty)
        {
            return;
        }

        // Which rows are met first does not matter: of an identifier that links all others are noted, and of one that links nothing that there are too many.
        _rowsAtOnce(bytes =>
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (!MayHoldAny(new RowRecord(bytes), frontier.Filter))
            {
                return;
            }

            lock (_lock)
            {
                _row.Read(new RowRecord(bytes));
                frontier.Meet(_row);
            }
        });
    }

    // From identifiers that link to the identifiers of the rows that they link.
    private PersonFrontier Follow(PersonFrontier frontier)
    {
        var links = frontier.Linked.ToList();
        _links.UnionWith(links);
        var next = new PersonFrontier(_limit);
        foreach (var (set, tokens) in links.SelectMany(frontier.OthersOf))
        {
            foreach (var token in tokens.Where(t => !_links.Contains(t)))
            {
                next.Add(token, set);
            }
        }

        return next;
    }
}
