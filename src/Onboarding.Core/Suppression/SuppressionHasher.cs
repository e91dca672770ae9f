using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Profiles;

namespace Onboarding.Suppression;

/// <summary>Suppression tokens of values, and <c>sha256</c> tokens of the forms that profiles make of them (contracts-v1). Not thread-safe.</summary>
internal sealed class SuppressionHasher : IDisposable
{
    private const string HashedKind = "sha256";

    private readonly BatchHash[] _byKind;
    private readonly BatchHash _hashed;
    private readonly IdentifierBatch _batch = new();
    private readonly byte[] _form = GC.AllocateUninitializedArray<byte>(CanonicalForm.MaxLength, pinned: true);

    public SuppressionHasher(KeyCard card)
    {
        if (card.Type != KeyType.Suppression)
        {
            throw new OnboardingException(Reasons.KeyMismatch, $"key {card.Id} has the domain {card.Domain}; opt-outs need a suppression key (controller-id/suppression/objection)");
        }

        _byKind = [.. IdentifierKinds.All.Select(kind => Create(card, IdentifierKinds.GetName(kind)))];
        _hashed = Create(card, HashedKind);
    }

    /// <summary>The token of the suppression form of a canonical value.</summary>
    public Token Compute(IdentifierKind kind, ReadOnlySpan<byte> canonical)
    {
        Span<byte> token = stackalloc byte[Token.Size];
        var length = SuppressionForm.Write(kind, canonical, _form);
        _byKind[(int)kind - 1].Compute(_form.AsSpan(0, length), token);
        return new Token(token);
    }

    /// <summary>The tokens of a column of canonical values, 32 bytes each.</summary>
    public void Compute(IdentifierKind kind, IdentifierBatch canonical, Span<byte> tokens)
    {
        if (kind != IdentifierKind.Email)
        {
            _byKind[(int)kind - 1].Compute(canonical, tokens);
            return;
        }

        for (var i = 0; i < canonical.Count; i++)
        {
            var form = _batch.Reserve(CanonicalForm.MaxLength);
            _batch.Commit(SuppressionForm.Write(kind, canonical[i], form));
        }

        _byKind[(int)kind - 1].Compute(_batch, tokens);
        _batch.Clear();
    }

    /// <summary>The <c>sha256</c> token of 32 raw digest bytes.</summary>
    public Token ComputeHashed(ReadOnlySpan<byte> digest)
    {
        Span<byte> token = stackalloc byte[Token.Size];
        _hashed.Compute(digest, token);
        return new Token(token);
    }

    /// <summary>The <c>sha256</c> tokens of every distinct form that the profile set makes of a value, at most <see cref="ProfileSet.MaxForms"/>; that of the canonical form first. Returns how many.</summary>
    public int ComputeForms(IdentifierKind kind, ReadOnlySpan<byte> value, ReadOnlySpan<byte> canonical, Span<Token> tokens)
    {
        Span<byte> digest = stackalloc byte[Token.Size];
        ProfileSet.Write(kind, value, canonical, _batch);
        var count = _batch.Count;
        for (var i = 0; i < count; i++)
        {
            PlatformHash.Hash(_batch[i], digest);
            tokens[i] = ComputeHashed(digest);
        }

        _batch.Clear();
        return count;
    }

    public void Dispose()
    {
        foreach (var hash in _byKind)
        {
            hash.Dispose();
        }

        _hashed.Dispose();
        _form.AsSpan().Clear();
        _batch.Clear();
    }

    private static BatchHash Create(KeyCard card, string kind)
    {
        using var key = KeyDerivation.Derive(card.Material, KeyDerivation.SuppressionLabel, kind, card.Domain);
        return BatchHash.Hmac(key);
    }
}
