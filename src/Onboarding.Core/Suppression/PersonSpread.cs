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
/// Each round is one pass over the rows, which puts those with an identifier of the round's people aside, sorted on disk (<see cref="PersonFrontier"/>). What stays in memory to the end is 16 bytes, and up to 4 of a filter,
/// for each different set of identifiers that falls because rows share an identifier: nothing for people of whom no identifier stands in two sets, whether they are on the list or their row records a no.
/// A chain that is longer than <see cref="SpreadBounds.Rounds"/> is finished by <see cref="JoinRest"/>, in one reading of sorted rows whatever its length.
/// </remarks>
internal sealed partial class PersonSpread
{
    private readonly Action<Action<ReadOnlySpan<byte>>> _rows;
    private readonly SuppressionCheck _check;
    private readonly int _limit;
    private readonly string? _folder;
    private readonly SpreadBounds _bounds;
    private readonly CancellationToken _cancellationToken;
    private readonly List<TokenSet> _linked = [];
    private readonly PersonRow _row = new();
    private readonly Action<Action<ReadOnlySpan<byte>>> _rowsAtOnce;
    private readonly Action<Action<ReadOnlySpan<byte>>> _noes;

    // All rows, the same from several threads, and those that say no.
    private PersonSpread((Action<Action<ReadOnlySpan<byte>>> All, Action<Action<ReadOnlySpan<byte>>> AtOnce, Action<Action<ReadOnlySpan<byte>>> Noes) rows, SuppressionCheck check, int limit, string? folder, SpreadBounds bounds, CancellationToken cancellationToken)
    {
        (_rows, _rowsAtOnce, _noes) = rows;
        _check = check;
        _limit = limit;
        _folder = folder;
        _bounds = bounds;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Passes over the rows until everybody who is kept out is known.</summary>
    /// <param name="rows">Calls back with each row (<see cref="RowRecord"/>), and with the same ones each time: those of a run with all that were dropped, or those of a working set.</param>
    /// <param name="check">The list.</param>
    /// <param name="hasHashedEntries">Whether the list holds hashes, so that what they say of other spellings has to be known first.</param>
    /// <param name="limit">How many different sets of identifiers one identifier links at most; with 0 nothing links.</param>
    /// <param name="folder">Where rows are sorted; null to write nothing at all.</param>
    /// <param name="cancellationToken">Cancels the passes.</param>
    /// <param name="bounds">What it may take; null for what a run takes.</param>
    public static PersonSpread Load(Action<Action<ReadOnlySpan<byte>>> rows, SuppressionCheck check, bool hasHashedEntries, int limit, string? folder, CancellationToken cancellationToken, SpreadBounds? bounds = null)
    {
        var spread = new PersonSpread((rows, rows, rows), check, limit, folder, bounds ?? SpreadBounds.Default, cancellationToken);
        if (hasHashedEntries)
        {
            spread.LearnSpellings();
        }

        spread.Spread();
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
        var spread = new PersonSpread((rows.All.ForEach, visit => rows.All.ForEach(visit, Workers.Count), noes), check, limit, folder, SpreadBounds.Default, cancellationToken) { WereCompared = !hasHashedEntries };
        if (hasHashedEntries)
        {
            spread.LearnSpellings();
        }

        spread.Spread();
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

    /// <summary>Whether another row keeps this one out: it shares an identifier that links with somebody who said no, or all identifiers with a row that records a no.</summary>
    public bool IsLinked(RowRecord record)
    {
        if (record.IsDenied)
        {
            return true;
        }

        if (_linked.Count == 0)
        {
            return false;
        }

        _row.Read(record);
        return IsLinked(_row.Set.Prefix);
    }

    private bool IsLinked(UInt128 set)
    {
        foreach (var sets in _linked)
        {
            if (sets.Contains(set))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOnList(Token token) => _check.Contains(token, []);

    private void ForEachRow(Action<Action<ReadOnlySpan<byte>>> rows, Action<PersonRow> visit)
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
        var implied = new TokenSet();
        _rows(bytes =>
        {
            _cancellationToken.ThrowIfCancellationRequested();
            foreach (var identifier in new RowRecord(bytes))
            {
                var token = identifier.SuppressionToken;
                for (var i = 0; i < identifier.FormCount && !IsOnList(token); i++)
                {
                    if (_check.ContainsForm(token, [identifier.FormToken(i)]))
                    {
                        implied.Add(token.Prefix);
                        break;
                    }
                }
            }
        });
        _check.Learn(implied.Seal());
    }
}
