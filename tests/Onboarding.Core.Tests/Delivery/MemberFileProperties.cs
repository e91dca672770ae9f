using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;

namespace Onboarding.Core.Tests.Delivery;

public sealed class MemberFileProperties : IDisposable
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20261122, 5);

    // Few people, so that members share identifiers.
    private static readonly Gen<RunPart> s_part =
        from kind in Gen.Elements<byte>(1, 2, 0x20)
        from suppression in Gen.Choose(0, 40)
        from party in Gen.Choose(-1, 30)
        select party < 0 ? RunPart.NotSent(kind, suppression) : RunPart.As(kind, suppression, party);

    private static readonly Gen<List<RunPart[]>> s_members =
        from parts in Gen.NonEmptyListOf(s_part).Select(m => m.DistinctBy(p => p.ToString()).Take(6).ToArray()).ListOf(80)
        select parts.ToList();

    private readonly RunMemberFiles _files = new();
    private int _outputs;

    [Fact]
    public void ReadAll_AnyMembers_AreThoseThatWereWritten()
    {
        Prop.ForAll(s_members.ToArbitrary(), members => _files.ReadAll(Write(members)).Select(m => m.Member).SequenceEqual(members.Select(RunMemberFiles.Text))).Check(s_config);
    }

    [Fact]
    public void Find_AnyPrefixes_GivesWhatADictionaryGives()
    {
        Prop.ForAll(s_members.ToArbitrary(), Gen.Choose(0, 60).ListOf(20).ToArbitrary(), (members, wanted) =>
        {
            var output = Write(members);
            var positions = _files.ReadAll(output).Select(m => m.Position).ToList();
            var expected = members.SelectMany((m, i) => m.Select(p => (p.Prefix, Position: positions[i]))).Distinct().ToLookup(e => e.Prefix, e => e.Position);
            using var reader = _files.Open(output);
            var prefixes = wanted.Select(RunPart.PrefixOf).Distinct().Order().ToArray();
            var found = new List<(UInt128, long)>();
            reader.FindAll(prefixes, (prefix, position) => found.Add((prefixes[prefix], position)));
            return found.SequenceEqual(prefixes.SelectMany(p => expected[p].Order().Select(position => (p, position))))
                && prefixes.All(p => reader.Find(p).SequenceEqual(expected[p].Order()));
        }).Check(s_config);
    }

    [Fact]
    public void Difference_AnyTwoFiles_GivesWhatSetsGive()
    {
        Prop.ForAll(s_members.ToArbitrary(), s_members.ToArbitrary(), (members, others) =>
        {
            var (output, other) = (Write(members), Write([.. others.Take(8)]));
            var there = others.Take(8).SelectMany(m => m).Select(p => p.Prefix).ToHashSet();
            var positions = _files.ReadAll(output).Select(m => m.Position).ToList();
            var expected = members.SelectMany((m, i) => m.Select((p, j) => (Part: p, Place: (positions[i], j + 1)))).Where(p => p.Part.Sent.Length > 0 && !there.Contains(p.Part.Prefix)).Select(p => p.Place);
            using var first = _files.Open(output);
            using var second = _files.Open(other);
            var found = new List<(long, int)>();
            first.Difference(second, (member, part) => found.Add((member.Position, part)));
            return found.Select(f => f.Item1).Zip(found.Skip(1).Select(f => f.Item1)).All(p => p.First <= p.Second) && found.Order().SequenceEqual(expected);
        }).Check(s_config);
    }

    [Fact]
    public void FindSent_AnyTokens_GivesWhatASetGives()
    {
        Prop.ForAll(s_members.ToArbitrary(), Gen.Choose(0, 40).ListOf(10).ToArbitrary(), (members, wanted) =>
        {
            var output = Write(members);
            var tokens = wanted.Select(w => new Token(RunPart.PartyToken(w))).ToHashSet();
            var positions = _files.ReadAll(output).Select(m => m.Position).ToList();
            var expected = members.SelectMany((m, i) => m.Select((p, j) => (p.Sent, Place: (positions[i], j + 1)))).Where(p => p.Sent.Length > 0 && tokens.Contains(new Token(p.Sent))).Select(p => p.Place);
            using var reader = _files.Open(output);
            var found = new List<(long, int)>();
            reader.FindSent(tokens, (member, part) => found.Add((member.Position, part)));
            return found.SequenceEqual(expected);
        }).Check(s_config);
    }

    /// <summary>Over many frames, where neighbours of a search lie in other frames.</summary>
    [Fact]
    public void Difference_LargeFiles_GivesWhatSetsGive()
    {
        _files.Write("large", Enumerable.Range(0, 40_000).Select(i => new[] { RunPart.As(1, i, i), RunPart.NotSent(2, -1 - i) }));
        _files.Write("next", Enumerable.Range(0, 40_000).Where(i => i % 3 != 0).Select(i => i % 3 == 1 ? new[] { RunPart.As(1, i, i) } : [RunPart.NotSent(2, i)]));
        using var reader = _files.Open("large");
        using var next = _files.Open("next");
        var found = new List<(long, int)>();
        reader.Difference(next, (member, part) => found.Add((member.Position, part)));

        Assert.Equal(Enumerable.Range(0, 40_000).Where(i => i % 3 == 0).Select(i => (i * 101L, 1)), found);
    }

    public void Dispose() => _files.Dispose();

    private string Write(IEnumerable<RunPart[]> members)
    {
        var output = "output-" + _outputs++;
        _files.Write(output, members);
        return output;
    }
}
