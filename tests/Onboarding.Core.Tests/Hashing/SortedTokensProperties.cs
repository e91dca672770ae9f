using FsCheck;
using FsCheck.Fluent;
using Onboarding.Hashing;

namespace Onboarding.Core.Tests.Hashing;

public sealed class SortedTokensProperties
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261121, 77);

    // Few first bytes, so that equal tokens and shared buckets are frequent.
    private static readonly Gen<byte[]> s_bytes =
        from first in Gen.Elements<byte>(0, 1, 127, 128, 255)
        from last in Gen.Elements<byte>(0, 1, 255)
        from middle in Gen.Elements<byte>(0, 200)
        select (byte[])[first, .. Enumerable.Repeat(middle, 30), last];

    [Fact]
    public void Create_AnyTokens_GivesEachOnceInBytewiseOrder()
    {
        Prop.ForAll(s_bytes.ListOf().ToArbitrary(), list =>
        {
            var expected = list.Select(Convert.ToHexString).Distinct().Order(StringComparer.Ordinal);
            return SortedTokens.Create([.. list.Select(b => new Token(b))]).Span.ToArray().Select(Hex).SequenceEqual(expected);
        }).Check(s_config);
    }

    [Fact]
    public void IndexOf_AnyToken_IsItsPositionOrNegative()
    {
        Prop.ForAll(s_bytes.ListOf().ToArbitrary(), s_bytes.ToArbitrary(), (list, wanted) =>
        {
            var tokens = SortedTokens.Create([.. list.Select(b => new Token(b))]);
            var position = tokens.IndexOf(new Token(wanted));
            return list.Any(b => b.AsSpan().SequenceEqual(wanted)) ? Hex(tokens.Span[position]) == Convert.ToHexString(wanted) : position < 0;
        }).Check(s_config);
    }

    private static string Hex(Token token)
    {
        var bytes = new byte[Token.Size];
        token.CopyTo(bytes);
        return Convert.ToHexString(bytes);
    }
}
