using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Matching;

namespace Onboarding.Core.Tests.Matching;

public sealed class TokenJoinProperties : IDisposable
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261122, 81);

    // Few values, so that sides share many, and half of them the same but for one place.
    private static readonly Gen<Token> s_token = Gen.Frequency(
        (1, Gen.Choose(0, 400).Select(JoinSides.Token)),
        (1, from number in Gen.Choose(0, 60) from at in Gen.Elements(0, 6, 7, 8, 15, 24, 28) select JoinSides.Alike(number, at)));

    private static readonly Gen<Case> s_case =
        from audience in Gen.Choose(0, 700)
        from own in Gen.Choose(0, 700)
        from left in s_token.ArrayOf(audience)
        from right in s_token.ArrayOf(own)
        from sortsAudience in Gen.Elements(true, false)
        from sortsOwn in Gen.Elements(true, false)
        select new Case([.. left.Distinct()], right, sortsAudience, sortsOwn);

    private readonly RunFolder _folder = new();

    [Fact]
    public void Join_AnySides_FindsExactlyWhatTheyShare()
    {
        var join = new TokenJoin(_folder.Path, TokenJoin.MinBudget, threads: 2);

        Prop.ForAll(s_case.ToArbitrary(), c => JoinSides.IsExact(join, c.Audience, c.Own, c.SortsAudience, c.SortsOwn)).Check(s_config);
    }

    [Fact]
    public void Join_AnySizesBeyondMemory_FindsExactlyWhatTheyShare()
    {
        var sizes = from audience in Gen.Choose(0, 60_000) from own in Gen.Choose(0, 60_000) from shared in Gen.Choose(0, 60_000) select (audience, own, shared);
        var join = new TokenJoin(_folder.Path, TokenJoin.MinBudget, threads: 2);

        Prop.ForAll(sizes.ToArbitrary(), size =>
        {
            var audience = JoinSides.Tokens(0, size.audience);
            var own = JoinSides.Tokens(size.audience - Math.Min(size.shared, size.audience), size.own);
            return JoinSides.IsExact(join, audience, own, sortsAudience: true, sortsOwn: false);
        }).Check(s_config.WithMaxTest(12));
    }

    public void Dispose() => _folder.Dispose();

    private sealed record Case(Token[] Audience, Token[] Own, bool SortsAudience, bool SortsOwn);
}
