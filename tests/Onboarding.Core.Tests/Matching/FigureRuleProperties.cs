using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Matching;

namespace Onboarding.Core.Tests.Matching;

/// <summary>Two publishers that differ by one user, and an advertiser who sends both the same lists, whichever they are.</summary>
public class FigureRuleProperties
{
    private const int Person = 7;

    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261122, 9);

    [Fact]
    public void Decide_WorldsThatDifferByOnePerson_ComputeFiguresOfTheSameLists() => Prop.ForAll(Attacks(), attack =>
    {
        var (with, without) = Run(attack);

        Assert.Equal(with.Computed, without.Computed);
    }).Check(s_config);

    [Fact]
    public void Decide_WorldsThatDifferByOnePerson_TellTheSameUnlessAFigureIsRoundedAtThatPerson() => Prop.ForAll(Attacks(), attack =>
    {
        var (with, without) = Run(attack);
        var isAtBorder = with.Roundings.Zip(without.Roundings).Any(r => Rounded(r.First) != Rounded(r.Second));

        Assert.True(isAtBorder || with.Told.SequenceEqual(without.Told));
    }).Check(s_config);

    // The advertiser cannot know which offset it is: the chance that a figure shows the person is one in a step, 10 people at least.
    [Fact]
    public void Decide_WorldsThatDifferByOnePerson_AtMostOneOffsetOfAStepShowsIt() => Prop.ForAll(Attacks(), attack =>
    {
        foreach (var list in attack.Lists.Take(2).Where(l => l.Count >= 50))
        {
            var step = FigureRule.StepOf(list.Count);
            var shown = Enumerable.Range(0, (int)step).Count(shift => Tell(attack.Users, shift) != Tell(attack.Users.Append(Person), shift));
            Assert.InRange(shown, 0, 1);

            (int?, string?, DateTimeOffset?) Tell(IEnumerable<int> users, int shift)
            {
                var world = new FigureWorld(users, (_, _) => shift);
                world.Match(list);
                return world.Told[0];
            }
        }
    }).Check(s_config.WithMaxTest(40));

    [Fact]
    public void CountDifferences_AnyTwoLists_IsNeverMoreThanTheyDiffer() => Prop.ForAll(Attacks(), attack =>
    {
        foreach (var (a, b) in attack.Lists.Zip(attack.Lists.Skip(1)))
        {
            var differences = a.Except(b).Count() + b.Except(a).Count();
            Assert.InRange(FigureWorld.Sketch(a).CountDifferences(FigureWorld.Sketch(b)), 0, differences);
        }
    }).Check(s_config);

    private static long Rounded((long Count, long Step, long Shift) r) => r.Count < r.Shift ? 0 : (r.Count - r.Shift) / r.Step;

    private static (FigureWorld With, FigureWorld Without) Run(Attack attack)
    {
        var with = new FigureWorld(attack.Users.Append(Person), Offset);
        var without = new FigureWorld(attack.Users, Offset);
        foreach (var list in attack.Lists)
        {
            with.Match(list);
            without.Match(list);
        }

        return (with, without);

        // Another for each list, the same for the same list, as a keyed hash gives it.
        long Offset(ListSketch list, long step) => (long)((BinaryPrimitives.ReadUInt64BigEndian(list.Digest.Span) ^ (ulong)attack.Seed) % (ulong)step);
    }

    // A list that grows and shrinks by any number of people, one above all, with the person in it or not.
    private static Arbitrary<Attack> Attacks() => (
        from seed in Gen.Choose(0, int.MaxValue)
        from size in Gen.Choose(40, 1500)
        from share in Gen.Choose(0, 100)
        from steps in Gen.Choose(0, 12).SelectMany(n => Gen.Elements(-80, -51, -50, -49, -2, -1, 0, 0, 1, 1, 2, 49, 50, 51, 80, 300).ArrayOf(n))
        from withPerson in Gen.Choose(0, 1).ArrayOf(13)
        select Create(seed, size, share, steps, withPerson)).ToArbitrary();

    private static Attack Create(int seed, int size, int share, int[] steps, int[] withPerson)
    {
        const int First = 1000;
        var random = new Random(seed);
        var users = Enumerable.Range(First, 10_000).Where(_ => random.Next(100) < share).ToList();
        var list = Enumerable.Range(First, size).ToList();
        var next = First + size;
        var lists = new List<List<int>> { Add(list, 0) };
        foreach (var (step, at) in steps.Select((s, i) => (s, i + 1)))
        {
            if (step < 0)
            {
                list.RemoveRange(0, Math.Min(-step, list.Count));
            }

            list.AddRange(Enumerable.Range(next, Math.Max(step, 0)));
            next += Math.Max(step, 0);
            lists.Add(Add(list, at));
        }

        return new Attack(seed, users, lists);

        List<int> Add(List<int> people, int at) => [.. people, .. withPerson[at] == 1 ? new[] { Person } : []];
    }

    private sealed record Attack(int Seed, List<int> Users, List<List<int>> Lists)
    {
        public override string ToString() => $"seed {Seed}, {Users.Count} users, lists of {string.Join(", ", Lists.Select(l => l.Count))}";
    }
}
