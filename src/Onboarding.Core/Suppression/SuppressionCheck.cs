using Onboarding.Hashing;

namespace Onboarding.Suppression;

/// <summary>
/// A snapshot and what it implies within a run: an identifier of which the list has the hash of one spelling is on the list in every spelling.
/// Without it a person who objected by a hash would be left out in one spelling and sent in another, as the same token.
/// </summary>
internal sealed class SuppressionCheck(SuppressionSnapshot snapshot)
{
    // Grows with the people whom a hash names, not with the source.
    private readonly HashSet<Token> _implied = [];

    /// <summary>Whether an identifier is on the list, by its suppression form or by the hash of a form.</summary>
    public bool Contains(Token suppression, ReadOnlySpan<Token> forms)
    {
        if (snapshot.Contains(suppression) || _implied.Contains(suppression))
        {
            return true;
        }

        foreach (var form in forms)
        {
            if (snapshot.Contains(form))
            {
                _implied.Add(suppression);
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an identifier is on the list by what was seen since it was first checked.</summary>
    public bool IsImplied(Token suppression) => _implied.Contains(suppression);
}
