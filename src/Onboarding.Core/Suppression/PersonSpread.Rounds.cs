using Onboarding.Audiences;
using Onboarding.Hashing;

namespace Onboarding.Suppression;

// The rounds: from people who said no to identifiers that link, to the rows that they link, and to the identifiers of those.
internal sealed partial class PersonSpread
{
    private void Spread()
    {
        var frontier = Begin(TokenSet.Empty);
        try
        {
            var linked = FindLinked(frontier, out var manyfold);
            if (manyfold.Count > 0)
            {
                // A row that is on the list by a switchboard's number alone is kept out, and says nothing about its other identifiers.
                frontier.Dispose();
                frontier = Begin(manyfold);
                linked = FindLinked(frontier, out _);
            }

            for (var round = 1; ; round++)
            {
                var next = Follow(frontier, linked);
                frontier.Dispose();
                frontier = next;
                if (frontier.IsEmpty)
                {
                    return;
                }

                if (round == _bounds.Rounds)
                {
                    JoinRest();
                    return;
                }

                Meet(frontier);
                linked = FindLinked(frontier, out _);
            }
        }
        finally
        {
            frontier.Dispose();
        }
    }

    // All identifiers of rows that say no. Where nothing links, nobody's no reaches anybody but with all identifiers.
    private PersonFrontier Begin(TokenSet manyfold)
    {
        var frontier = new PersonFrontier(_folder, _limit, _bounds);
        try
        {
            ForEachRow(_noes, row =>
            {
                if (row.IsDenied || (_limit > 1 && IsOnList(row, manyfold)))
                {
                    foreach (var token in row.Tokens)
                    {
                        frontier.Reach(token);
                    }
                }
            });
            Meet(frontier);
            return frontier;
        }
        catch
        {
            frontier.Dispose();
            throw;
        }
    }

    private bool IsOnList(PersonRow row, TokenSet manyfold)
    {
        foreach (var token in row.Tokens)
        {
            if (IsOnList(token) && !manyfold.Contains(token.Prefix))
            {
                return true;
            }
        }

        return false;
    }

    // Which rows are met first does not matter: they are sorted.
    private void Meet(PersonFrontier frontier)
    {
        if (frontier.IsEmpty)
        {
            return;
        }

        frontier.Seal();
        _rowsAtOnce(bytes =>
        {
            _cancellationToken.ThrowIfCancellationRequested();
            frontier.Meet(new RowRecord(bytes));
        });
    }

    // The sets that an identifier of the frontier links and that were not known before; and identifiers on the list that link nothing because they stand in too many.
    private TokenSet FindLinked(PersonFrontier frontier, out TokenSet manyfold)
    {
        var linked = new TokenSet();
        var tooMany = new TokenSet();
        frontier.ForEachIdentifier(
            (identifier, sets) =>
            {
                if (sets.Length > _limit)
                {
                    if (IsOnList(identifier))
                    {
                        tooMany.Add(identifier.Prefix);
                    }

                    return;
                }

                foreach (var set in sets.Length > 1 ? sets : [])
                {
                    if (!IsLinked(set))
                    {
                        linked.Add(set);
                    }
                }
            },
            _cancellationToken);
        manyfold = tooMany.Seal();
        return linked.Seal();
    }

    // From sets that are linked to all their identifiers.
    private PersonFrontier Follow(PersonFrontier frontier, TokenSet linked)
    {
        var next = new PersonFrontier(_folder, _limit, _bounds);
        var disputed = new TokenSet();
        try
        {
            frontier.ForEachSet(
                (set, isDisputed, tokens) =>
                {
                    if (linked.Contains(set))
                    {
                        for (; !tokens.IsEmpty; tokens = tokens[Token.Size..])
                        {
                            next.Reach(new Token(tokens));
                        }
                    }
                    else if (isDisputed && !IsLinked(set))
                    {
                        disputed.Add(set);
                    }
                },
                _cancellationToken);
        }
        catch
        {
            next.Dispose();
            throw;
        }

        AddLinked(linked);
        AddLinked(disputed.Seal());
        return next;
    }

    private void AddLinked(TokenSet sets)
    {
        if (sets.Count > 0)
        {
            _linked.Add(sets);
        }
    }
}
