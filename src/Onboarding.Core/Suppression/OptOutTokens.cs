using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Profiles;

namespace Onboarding.Suppression;

/// <summary>The tokens of a clear opt-out as stores hold them: that of its suppression form, then the <c>sha256</c> tokens of every distinct form that the profile set makes.</summary>
internal static class OptOutTokens
{
    /// <summary>The hash of a form, and the token of the identifier that it turned out to be.</summary>
    public static byte[] Pair(Token form, IdentifierKind kind, Token suppression)
    {
        var tokens = new byte[2 * OptOut.TokenLength];
        tokens[0] = OptOut.HashedKind;
        form.CopyTo(tokens.AsSpan(1));
        tokens[OptOut.TokenLength] = (byte)kind;
        suppression.CopyTo(tokens.AsSpan(OptOut.TokenLength + 1));
        return tokens;
    }

    /// <summary>The first token of each, to look them up.</summary>
    public static byte[] Firsts(IEnumerable<byte[]> tokens) => [.. tokens.SelectMany(t => t.AsSpan(0, OptOut.TokenLength).ToArray())];

    public static byte[] Create(SuppressionHasher hasher, IdentifierKind kind, ReadOnlySpan<byte> value, ReadOnlySpan<byte> canonical)
    {
        Span<Token> forms = stackalloc Token[ProfileSet.MaxForms];
        var count = hasher.ComputeForms(kind, value, canonical, forms);
        var tokens = new byte[(1 + count) * OptOut.TokenLength];
        tokens[0] = (byte)kind;
        hasher.Compute(kind, canonical).CopyTo(tokens.AsSpan(1));
        for (var i = 0; i < count; i++)
        {
            tokens[(i + 1) * OptOut.TokenLength] = OptOut.HashedKind;
            forms[i].CopyTo(tokens.AsSpan(((i + 1) * OptOut.TokenLength) + 1));
        }

        return tokens;
    }
}
