using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Matching;

namespace Onboarding.Core.Tests.Matching;

/// <summary>What an advertiser can try in order to learn of one person.</summary>
public class FigureRuleTests
{
    private const int Person = 100_000;

    private static readonly int[] s_list = [.. Enumerable.Range(0, 1000)];

    private readonly FigureWorld _publisher = new(Enumerable.Range(0, 400), (_, _) => 3);

    [Fact]
    public void Decide_FirstList_GetsAFigureNearTheTruth() => Assert.Equal(40, _publisher.Match(s_list).Figure);

    [Fact]
    [Trait("Refusal", "AGGREGATE_DIFFERENCING")]
    public void Decide_ListAndOnePersonMore_RepeatsTheFirstFigureWithItsDate()
    {
        _publisher.Match(s_list);
        for (var i = 0; i < 20; i++)
        {
            _publisher.Match([.. s_list, Person]);
        }

        Assert.All(_publisher.Told.Skip(1), told => Assert.Equal((_publisher.Told[0].Figure, "AGGREGATE_DIFFERENCING", _publisher.Told[0].Time), told));
    }

    [Fact]
    public void Decide_SameListAgain_IsComputedOnce()
    {
        _publisher.Match(s_list);
        _publisher.Match([.. s_list.Reverse()]);

        Assert.Equal([0], _publisher.Computed);
    }

    [Fact]
    public void Decide_ChainOfOnePersonMore_ComputesNothingUntilFiftyMore()
    {
        for (var i = 0; i <= 60; i++)
        {
            _publisher.Match([.. s_list, .. Enumerable.Range(Person, i)]);
        }

        Assert.Equal(0, _publisher.Computed[0]);
        Assert.InRange(Assert.Single(_publisher.Computed.Skip(1)), 50, 60);
    }

    [Fact]
    public void Decide_ListThatShrinksByOne_ComputesNothingUntilFiftyLess()
    {
        for (var i = 0; i <= 60; i++)
        {
            _publisher.Match(s_list[i..]);
        }

        Assert.InRange(Assert.Single(_publisher.Computed.Skip(1)), 50, 60);
    }

    [Fact]
    public void Decide_ListBesideAnOldOneOfMany_IsComparedWithAllOfThem()
    {
        _publisher.Match(s_list);
        _publisher.Match([.. Enumerable.Range(5000, 1000)]);
        _publisher.Match([.. s_list, Person]);

        Assert.Equal([0, 1], _publisher.Computed);
        Assert.Equal(_publisher.Told[1].Figure, _publisher.Told[2].Figure);
    }

    [Fact]
    public void Decide_ListOverAPaddedOne_IsComparedWithThePaddedOneToo()
    {
        var padded = s_list.Concat(Enumerable.Range(5000, 80)).ToList();
        _publisher.Match(s_list);
        _publisher.Match(padded);
        _publisher.Match([.. padded, Person]);

        Assert.Equal([0, 1], _publisher.Computed);
    }

    [Fact]
    public void Decide_HiddenFigureAndOnePersonMore_StaysHidden()
    {
        var publisher = new FigureWorld(Enumerable.Range(0, 50).Append(Person), (_, _) => 1);
        publisher.Match([.. Enumerable.Range(0, 200)]);
        publisher.Match([.. Enumerable.Range(0, 200), Person]);

        Assert.Equal([(null, "AGGREGATE_TOO_SMALL", null), (null, "AGGREGATE_DIFFERENCING", null)], publisher.Told);
    }

    [Theory]
    [InlineData(49, 49)]
    [InlineData(1, 1)]
    [InlineData(200, 0)]
    [InlineData(200, 49)]
    [InlineData(200, 200)]
    [InlineData(200, 195)]
    [InlineData(100_000, 99_500)]
    [Trait("Refusal", "AGGREGATE_TOO_SMALL")]
    public void Decide_FewOrNearlyAll_IsHiddenAtEveryOffset(int members, int users)
    {
        for (var shift = 0; shift < FigureRule.StepOf(members); shift++)
        {
            var at = shift;
            var publisher = new FigureWorld(Enumerable.Range(0, users), (_, _) => at);
            Assert.Equal("AGGREGATE_TOO_SMALL", publisher.Match([.. Enumerable.Range(0, members)]).Reason?.Code);
            shift += members > 1000 ? 100 : 0;
        }
    }

    [Theory]
    [InlineData(1000, 400)]
    [InlineData(200, 101)]
    [InlineData(3485, 1152)]
    [InlineData(50_000, 600)]
    public void Decide_AnyOffset_IsWithinAStepOfTheTruth(int members, int users)
    {
        var step = FigureRule.StepOf(members);
        for (var shift = 0; shift < step; shift++)
        {
            var at = shift;
            var figure = new FigureWorld(Enumerable.Range(0, users), (_, _) => at).Match([.. Enumerable.Range(0, members)]).Figure;
            if (figure is { } percent)
            {
                Assert.InRange(percent, (100.0 * (users - step) / members) - 0.5, (100.0 * (users + step) / members) + 0.5);
            }

            shift += members > 10_000 ? 37 : 0;
        }
    }

    [Fact]
    public void Decide_SeveralKinds_TellsTheLargestShareThatIsEnough()
    {
        var decision = Decide((IdentifierKind.Email, 1000, 300), (IdentifierKind.Phone, 1000, 500), (IdentifierKind.Maid, 40, 39));

        Assert.Equal((50, 2), (decision.Figure, decision.Lists.Count));
    }

    [Fact]
    public void Decide_LargestShareIsNearlyAll_TellsNoSmallerOneInstead()
    {
        Assert.Null(Decide((IdentifierKind.Email, 1000, 998), (IdentifierKind.Phone, 1000, 500)).Figure);
    }

    [Fact]
    public void Decide_FewPeopleWithManyIdentifiers_IsHidden()
    {
        Assert.Null(Rule().Decide(1000, [Sketch(IdentifierKind.Email, 1000)], _ => 400, people: 12, []).Figure);
    }

    [Fact]
    public void Decide_EarlierListOfAnotherKind_IsNoEarlierList()
    {
        var first = Decide((IdentifierKind.Email, 1000, 300));
        var second = Rule().Decide(1000, [Sketch(IdentifierKind.Phone, 1000)], _ => 300, 300, [FigureWorld.Remember(first)]);

        Assert.NotNull(second.Figure);
    }

    [Fact]
    public void Decide_OneKindTheSameAndAnotherNew_IsWithheld()
    {
        var first = Decide((IdentifierKind.Email, 1000, 300));
        var second = Rule().Decide(1000, [Sketch(IdentifierKind.Email, 1000), Sketch(IdentifierKind.Phone, 1000)], _ => 300, 300, [FigureWorld.Remember(first)]);

        Assert.Equal("AGGREGATE_DIFFERENCING", second.Reason?.Code);
    }

    [Fact]
    public void Decide_WhatWasToldIsNotKnown_TellsNothingNew()
    {
        Assert.Equal("AGGREGATE_DIFFERENCING", Rule().Decide(1000, [Sketch(IdentifierKind.Email, 1000)], _ => 300, 300, [MatchMemory.Unreadable]).Reason?.Code);
    }

    [Fact]
    public void Create_KeysAndDomains_RoundAtOtherPlaces()
    {
        using var world = new RunWorld();
        using var paper = world.PaperCard(RunPlan.PaperSuppressionKey);
        using var shop = world.Card(RunPlan.ShopSuppressionKey);
        var domains = new[] { "shop/paper/advertising", "shop/paper/survey" }.Select(Domain.Parse).ToList();

        // One list could fall together by chance: what is told of 40 of them does not.
        var told = new[] { Tell(paper, domains[0]), Tell(paper, domains[1]), Tell(shop, domains[0]) };
        Assert.Equal(told[0], Tell(paper, domains[0]));
        Assert.Equal(3, told.Distinct(StringComparer.Ordinal).Count());

        static string Tell(KeyCard card, Domain domain) => string.Join(' ', Enumerable.Range(0, 40).Select(i => FigureRule.Create(card, domain).Decide(200, [FigureWorld.Sketch(Enumerable.Range(i * 1000, 200))], _ => 105, 105, []).Figure));
    }

    [Fact]
    public void Read_ListsWhoseTokensHaveOneSum_HaveOtherDigests()
    {
        var (list, other) = (Tokens(5, 7), Tokens(4, 8));

        Assert.Equal(list[0].Add(list[1]), other[0].Add(other[1]));
        Assert.False(Digest(list).Span.SequenceEqual(Digest(other).Span));
        Assert.True(Digest(list).Span.SequenceEqual(Digest(Tokens(5, 7)).Span));

        static Token[] Tokens(params byte[] last) => [.. last.Select(b => new Token([.. new byte[Token.Size - 1], b]))];

        static ReadOnlyMemory<byte> Digest(Token[] tokens) => ListSketch.Read(IdentifierKind.Email, new TokenArray(tokens, isSorted: true)).Digest;
    }

    private static FigureRule Rule() => new((_, _) => 5);

    private static ListSketch Sketch(IdentifierKind kind, int count) => FigureWorld.Sketch(Enumerable.Range(0, count), kind);

    private static FigureDecision Decide(params (IdentifierKind Kind, int Tokens, int Matched)[] kinds)
    {
        return Rule().Decide(1000, kinds.Select(k => Sketch(k.Kind, k.Tokens)), kind => kinds.Single(k => k.Kind == kind).Matched, 1000, []);
    }
}
