using FsCheck;
using FsCheck.Fluent;
using Onboarding.Audiences;

namespace Onboarding.Core.Tests.Audiences;

/// <summary>The join of limits obeys the laws of a semilattice, and allows nothing that a part forbids.</summary>
public class UseLimitsProperties
{
    private static readonly DateTimeOffset s_day = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] s_words = ["a", "b", "c", "d"];

    private static Arbitrary<UseLimits> Limits => (
        from attribution in Gen.Elements(Enum.GetValues<Attribution>())
        from useBy in Gen.Choose(0, 9)
        from deleteBy in Gen.Choose(0, 9)
        from purposes in Words
        from recipients in Words
        from forbidden in Words
        from fields in Words
        select new UseLimits
        {
            Domain = "a/b/c",
            AttributableBy = attribution,
            UseBy = s_day.AddDays(useBy),
            DeleteBy = s_day.AddDays(deleteBy),
            Purposes = UseLimits.Set(purposes),
            Recipients = UseLimits.Set(recipients),
            Forbidden = UseLimits.Set(forbidden),
            Fields = UseLimits.Set(fields),
        }).ToArbitrary();

    private static Gen<string[]> Words => Gen.Elements(s_words).ArrayOf();

    [Fact]
    public void Join_TwoInAnyOrder_IsTheSame() => Prop.ForAll(Limits, Limits, (a, b) => Same(a.Join(b), b.Join(a))).QuickCheckThrowOnFailure();

    [Fact]
    public void Join_ThreeInAnyGrouping_IsTheSame() => Prop.ForAll(Limits, Limits, Limits, (a, b, c) => Same(a.Join(b).Join(c), a.Join(b.Join(c)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Join_WithItself_ChangesNothing() => Prop.ForAll(Limits, a => Same(a.Join(a), a)).QuickCheckThrowOnFailure();

    [Fact]
    public void Join_WithAPart_ChangesNothing() => Prop.ForAll(Limits, Limits, (a, b) => Same(a.Join(b).Join(b), a.Join(b))).QuickCheckThrowOnFailure();

    [Fact]
    public void Join_AnyTwo_AllowsNothingThatOneForbids()
    {
        Prop.ForAll(Limits, Limits, (a, b) =>
        {
            var joined = a.Join(b);
            return joined.AttributableBy >= a.AttributableBy && joined.UseBy <= a.UseBy && joined.DeleteBy <= a.DeleteBy && joined.Purposes.IsSubsetOf(a.Purposes) && joined.Recipients.IsSubsetOf(a.Recipients)
                && joined.Forbidden.IsSupersetOf(a.Forbidden) && joined.Fields.IsSupersetOf(a.Fields);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    [Trait("Refusal", "OUTSIDE_DOMAIN")]
    public void Join_AnotherDomain_IsRefused()
    {
        Prop.ForAll(Limits, a =>
        {
            var other = new UseLimits { Domain = "a/b/d", AttributableBy = a.AttributableBy, UseBy = a.UseBy, DeleteBy = a.DeleteBy, Purposes = a.Purposes, Recipients = a.Recipients, Forbidden = a.Forbidden, Fields = a.Fields };
            Assert.Equal("OUTSIDE_DOMAIN", Assert.Throws<OnboardingException>(() => a.Join(other)).Code);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("recipient-holds-key", 0)]
    [InlineData("salt-holder", 1)]
    [InlineData("anyone-with-the-identifier", 2)]
    [InlineData("anyone", 3)]
    [InlineData("nobody-at-all", 3)]
    public void Parse_NameOfAnAttribution_IsItselfAndAnythingElseTheLeastProtection(string name, int expected) => Assert.Equal((Attribution)expected, Attributions.Parse(name));

    private static bool Same(UseLimits a, UseLimits b)
    {
        return a.Domain == b.Domain && a.AttributableBy == b.AttributableBy && a.UseBy == b.UseBy && a.DeleteBy == b.DeleteBy
            && a.Purposes.SetEquals(b.Purposes) && a.Recipients.SetEquals(b.Recipients) && a.Forbidden.SetEquals(b.Forbidden) && a.Fields.SetEquals(b.Fields);
    }
}
