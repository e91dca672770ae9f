using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Matching;

namespace Onboarding.Core.Tests.Matching;

public sealed class JoinPlanTests
{
    private const int BlockSize = TokenArena.BlockSize;

    [Fact]
    public void Create_AnyBudget_StaysWithinIt()
    {
        long[] budgets = [TokenJoin.MinBudget, 3_000_000, 64 << 20, 2L << 30, 64L << 30];
        long[] counts = [0, 1, 100_000, 10_000_000, 5_000_000_000];
        int[] threads = [1, 2, 64, 256];

        foreach (var (budget, built, probed, limit) in from b in budgets from l in counts from r in counts from t in threads select (b, l, r, t))
        {
            var plan = new JoinPlan(budget, limit, built, probed);
            var leftovers = (long)plan.Threads << plan.Bits;

            Assert.InRange(plan.Threads, 1, limit);
            Assert.InRange(plan.Bits, 1, 12);
            Assert.True(plan.BuiltBlocks + leftovers < plan.ProbedBlocks);
            Assert.True(plan.ProbedBlocks + leftovers <= plan.Blocks);
            Assert.True(plan.Blocks / plan.Threads >= 2);
            Assert.True(((long)plan.Blocks + ((long)plan.Threads * plan.TableBlocks)) * BlockSize <= budget);
        }
    }

    // What an adversary can choose: all bytes but a few. Chance alone puts about 16 of 2^16 tokens into each of 2^12 places, and hardly ever 48.
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(28)]
    public void Hash_TokensAlikeButForOnePlace_MeetsNoMoreThanByChance(int at)
    {
        var seed = JoinSides.Token(at);
        var hashes = Enumerable.Range(0, 1 << 16).Select(i => JoinSides.Alike(i, at).Hash(seed)).ToArray();

        Assert.All([0, 10, 21, 35, 52], shift => Assert.InRange(hashes.CountBy(h => (h >> shift) & 0xFFF).Max(p => p.Value), 17, 48));
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }
}
