namespace Onboarding.Matching;

/// <summary>Up to a block of entries in memory.</summary>
internal readonly unsafe struct TokenPiece(TokenEntry* entries, int count)
{
    public readonly TokenEntry* Entries = entries;
    public readonly int Count = count;

    public Span<TokenEntry> Span => new(Entries, Count);

    public TokenPiece WithCount(int other) => new(Entries, other);
}
