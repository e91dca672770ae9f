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
    private readonly BatchHash _sha256 = BatchHash.Sha256([]);
    private readonly IdentifierBatch _batch = new();
    private readonly IdentifierBatch _digests = new();
    private byte[] _formBytes = GC.AllocateUninitializedArray<byte>(ProfileSet.MaxForms * Token.Size, pinned: true);
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
        ProfileSet.Write(kind, value, canonical, _batch);
        var count = _batch.Count;
        ComputeHashed(_batch, tokens);
        _batch.Clear();
        return count;
    }

    /// <summary>The <c>sha256</c> tokens of a column of forms.</summary>
    public void ComputeHashed(IdentifierBatch forms, Span<Token> tokens)
    {
        if (_formBytes.Length < forms.Count * Token.Size)
        {
            _formBytes = GC.AllocateUninitializedArray<byte>(forms.Count * Token.Size * 2, pinned: true);
        }

        var bytes = _formBytes.AsSpan(0, forms.Count * Token.Size);
        _sha256.Compute(forms, bytes);
        for (var i = 0; i < forms.Count; i++)
        {
            _digests.Add(bytes.Slice(i * Token.Size, Token.Size));
        }

        _hashed.Compute(_digests, bytes);
        _digests.Clear();
        for (var i = 0; i < forms.Count; i++)
        {
            tokens[i] = new Token(bytes[(i * Token.Size)..]);
        }

        bytes.Clear();
    }

    public void Dispose()
    {
        foreach (var hash in _byKind)
        {
            hash.Dispose();
        }

        _hashed.Dispose();
        _sha256.Dispose();
        _form.AsSpan().Clear();
        _formBytes.AsSpan().Clear();
        _digests.Clear();
        _batch.Clear();
    }

    private static BatchHash Create(KeyCard card, string kind)
    {
        using var key = KeyDerivation.Derive(card.Material, KeyDerivation.SuppressionLabel, kind, card.Domain);
        return BatchHash.Hmac(key);
    }
}
