using Onboarding.Hashing;

namespace Onboarding.Suppression;

/// <summary>Who is on the list, by the sections of a snapshot file that count for one question. Exact; safe for several threads.</summary>
internal sealed class SnapshotFilter(SnapshotFile file, IReadOnlyList<SnapshotSection> sections)
{
    private readonly SnapshotSection[] _sections = [.. sections];

    /// <summary>How many tokens there are; one that stands in two scopes counts twice.</summary>
    public long Count => _sections.Sum(s => s.Count);

    public bool Contains(Token token)
    {
        file.ThrowIfDisposed();
        foreach (var section in _sections)
        {
            if (section.Contains(token))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Looks up many tokens at once, which is several times as fast as one by one.</summary>
    /// <param name="tokens">The tokens, in any order.</param>
    /// <param name="found">Receives for each whether it is on the list.</param>
    public void Contains(ReadOnlySpan<Token> tokens, Span<bool> found)
    {
        file.ThrowIfDisposed();
        found = found[..tokens.Length];
        found.Clear();
        foreach (var section in _sections)
        {
            section.Mark(tokens, found);
        }
    }
}
