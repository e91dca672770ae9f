using Onboarding.Audiences;
using Onboarding.Plans;

namespace Onboarding.Core.Tests.Audiences;

public class SegmentCodesTests
{
    [Theory]
    [InlineData(new[] { 0, 60, 70 }, new[] { 1, 2 })]
    [InlineData(new[] { 0, 60, 49 }, new int[0])]
    [InlineData(new[] { 50, 60, 70 }, new[] { 1, 2 })]
    [InlineData(new[] { 49, 60, 70 }, new[] { 2 })]
    [InlineData(new[] { 49, 60 }, new int[0])]
    [InlineData(new[] { 1, 0, 49, 80, 90 }, new[] { 3, 4 })]
    [InlineData(new[] { 0, 49, 1, 80, 90 }, new[] { 3, 4 })]
    [InlineData(new[] { 0, 10, 80, 90 }, new[] { 3 })]
    [InlineData(new[] { 0, 0, 0 }, new int[0])]
    public void Assign_Members_CodesSegmentsSoThatNoGroupIsSmall(int[] members, int[] expected)
    {
        var codes = Create(members);
        codes.Assign(50);

        Assert.Equal(expected, Enumerable.Range(1, members.Length - 1).Where(s => codes.Codes[s] > 0));
        Assert.Equal(members.Skip(1).Count(m => m > 0) - expected.Length, codes.Withheld);
        Assert.Equal(0, codes.Codes[0]);
    }

    [Fact]
    public void Assign_ManySegments_GivesEachAnotherCode()
    {
        var codes = Create([.. Enumerable.Repeat(50, 33)]);
        codes.Assign(50);

        Assert.Equal(32, codes.Codes.Skip(1).Distinct().Count());
        Assert.DoesNotContain((byte)0, codes.Codes.Skip(1));
    }

    [Fact]
    public void Assign_Again_GivesOtherCodes()
    {
        var (first, second) = (Create([.. Enumerable.Repeat(50, 33)]), Create([.. Enumerable.Repeat(50, 33)]));
        first.Assign(50);
        second.Assign(50);

        Assert.NotEqual(first.Codes, second.Codes);
    }

    private static SegmentCodes Create(int[] members)
    {
        var codes = new SegmentCodes(new PlanSegments("tier", [.. members.Skip(1).Select((_, i) => (new[] { (byte)i }, "customers"))]));
        foreach (var (count, segment) in members.Select((m, i) => (m, (byte)i)))
        {
            for (var i = 0; i < count; i++)
            {
                codes.Add(segment);
            }
        }

        return codes;
    }
}
