using Onboarding.Hashing;

namespace Onboarding.Suppression;

/// <summary>
/// A snapshot and what it implies within a run: an identifier of which the list has the hash of one spelling is on the list in every spelling.
/// Without it a person who objected by a hash would be left out in one spelling and sent in another, as the same token.
/// </summary>
/// <param name="snapshot">The list.</param>
/// <param name="remembers">Whether what a hash shows of one row counts for the rows after it. Not where several threads share the rows of a source: what becomes of a row must not depend on which one took it.</param>
internal sealed class SuppressionCheck(SuppressionSnapshot snapshot, bool remembers = true)
{
    // Grows with the people whom a hash names, not with the source.
    private readonly HashSet<Token> _implied = [];
    private TokenSet _learned = TokenSet.Empty;

    /// <summary>Adds identifiers of which a hash showed in a pass of its own that they are on the list.</summary>
    public void Learn(TokenSet implied) => _learned = implied;

    /// <summary>Whether an identifier is on the list, by its suppression form or by the hash of a form.</summary>
    public bool Contains(Token suppression, ReadOnlySpan<Token> forms)
    {
        if (snapshot.Contains(suppression) || _implied.Contains(suppression) || _learned.Contains(suppression.Prefix))
        {
            return true;
        }

        return ContainsForm(suppression, forms);
    }

    /// <summary>Whether identifiers are on the list by their suppression form, or by what a hash showed of them before.</summary>
    public void Contains(ReadOnlySpan<Token> suppression, Span<bool> found)
    {
        snapshot.Contains(suppression, found);
        for (var i = 0; i < suppression.Length && _implied.Count > 0; i++)
        {
            found[i] = found[i] || _implied.Contains(suppression[i]);
        }
    }

    /// <summary>Whether one of an identifier's forms is on the list; then the identifier is, in every spelling.</summary>
    public bool ContainsForm(Token suppression, ReadOnlySpan<Token> forms)
    {
        foreach (var form in forms)
        {
            if (snapshot.Contains(form))
            {
                if (remembers)
                {
                    _implied.Add(suppression);
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an identifier is on the list by what was seen since it was first checked.</summary>
    public bool IsImplied(Token suppression) => _implied.Contains(suppression);
}
