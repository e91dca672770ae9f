using Onboarding.Identifiers;
using Onboarding.Keys;
using System.Text;

namespace Onboarding.Hashing;

/// <summary>Tokens of canonical identifiers under one party key or salt (contracts-v1). Not thread-safe: one instance a thread.</summary>
/// <remarks>
/// Keyed token: HMAC-SHA-256 under K("crm-onboarding/token/v1", kind). Salted token: SHA-256(salt, kind, 0, domain, 0, canonical form).
/// A token is pseudonymous personal data: whoever holds the key can test any identifier that can be guessed.
/// </remarks>
public sealed class TokenHasher : IDisposable
{
    private readonly BatchHash[] _byKind;

    /// <summary>Derives the keys of all kinds.</summary>
    /// <param name="card">A party key or a salt; may be disposed afterwards.</param>
    /// <exception cref="ArgumentException">The card is that of a suppression or signing key.</exception>
    public TokenHasher(KeyCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        if (card.Type is not (KeyType.Party or KeyType.Salt))
        {
            throw new ArgumentException("A suppression or signing key makes no tokens for anybody else; use a party key or a salt.", nameof(card));
        }

        _byKind = [.. IdentifierKinds.All.Select(kind => card.Type == KeyType.Party ? CreateKeyed(card, kind) : CreateSalted(card, kind))];
    }

    /// <summary>The length of a token in bytes.</summary>
    public static int TokenLength => Token.Size;

    /// <summary>Writes the token of one canonical identifier.</summary>
    /// <param name="kind">The kind of identifier.</param>
    /// <param name="canonical">Its canonical form, from <see cref="CanonicalForm"/>.</param>
    /// <param name="destination">Receives 32 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than 32 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is not defined.</exception>
    public void Hash(IdentifierKind kind, ReadOnlySpan<byte> canonical, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, Token.Size, nameof(destination));
        if (kind is < IdentifierKind.Email or > IdentifierKind.ExternalId)
        {
            throw new ArgumentOutOfRangeException(nameof(kind), "The value is not a defined identifier kind.");
        }

        this[kind].Compute(canonical, destination[..Token.Size]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var hash in _byKind)
        {
            hash.Dispose();
        }
    }

    internal BatchHash this[IdentifierKind kind] => _byKind[(int)kind - 1];

    private static BatchHash CreateKeyed(KeyCard card, IdentifierKind kind)
    {
        using var key = KeyDerivation.Derive(card.Material, KeyDerivation.TokenLabel, IdentifierKinds.GetName(kind), card.Domain);
        return BatchHash.Hmac(key);
    }

    private static BatchHash CreateSalted(KeyCard card, IdentifierKind kind)
    {
        var suffix = Encoding.ASCII.GetBytes(IdentifierKinds.GetName(kind) + "\0" + card.Domain + "\0");
        var prefix = GC.AllocateUninitializedArray<byte>(KeyMaterial.Size + suffix.Length, pinned: true);
        card.Material.Span.CopyTo(prefix);
        suffix.CopyTo(prefix, KeyMaterial.Size);
        return BatchHash.Sha256(prefix);
    }
}
