using System.Collections;
using Onboarding.Hashing;
using Onboarding.Identifiers;

namespace Onboarding.Matching;

/// <summary>The tokens of one kind of an audience, and which of them matched.</summary>
internal sealed class MatchTarget(IdentifierKind kind, SortedTokens tokens)
{
    private readonly BitArray _matched = new(tokens.Count);

    public IdentifierKind Kind => kind;

    public SortedTokens Tokens => tokens;

    public void Mark(int position) => _matched[position] = true;

    public long CountMatched()
    {
        long count = 0;
        foreach (bool matched in _matched)
        {
            count += matched ? 1 : 0;
        }

        return count;
    }
}
