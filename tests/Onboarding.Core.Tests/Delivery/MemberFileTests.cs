using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Delivery;

public sealed class MemberFileTests : IDisposable
{
    private readonly RunMemberFiles _files = new();

    [Fact]
    public void Read_NoMembers_HoldsNobody()
    {
        _files.Write("one");
        using var reader = _files.Open("one");

        Assert.Equal(0, reader.Count);
        Assert.Empty(reader.Find(RunPart.PrefixOf(1)));
        Assert.Empty(_files.ReadAll("one"));
    }

    [Fact]
    public void Read_OneMember_ComesBackWhole()
    {
        RunPart[] member = [RunPart.As(1, 10, 20), RunPart.NotSent(2, 11), new RunPart(3, 12, [.. Enumerable.Repeat((byte)7, 255)])];
        _files.Write("one", member);
        using var reader = _files.Open("one");

        Assert.Equal([(0, RunMemberFiles.Text(member))], _files.ReadAll("one"));
        Assert.All(member, part => Assert.Equal([0], reader.Find(part.Prefix)));
        Assert.Equal(1, reader.Count);
        Assert.Equal(RunPart.PartyToken(20), reader.ReadMember(0)[1].Sent);
        Assert.True(reader.ReadMember(0)[2].Sent.IsEmpty);
    }

    [Fact]
    public void Add_SamePartTwice_IsKeptOnce()
    {
        _files.Write("one", [RunPart.As(1, 10, 20), RunPart.As(1, 10, 20), RunPart.As(2, 10, 20)]);

        Assert.Equal([(0, RunMemberFiles.Text([RunPart.As(1, 10, 20), RunPart.As(2, 10, 20)]))], _files.ReadAll("one"));
    }

    [Fact]
    public void Find_OnePrefixSentInTwoSpellings_GivesThePositionOnce()
    {
        _files.Write("one", [[RunPart.As(1, 10, 20), RunPart.As(1, 10, 21)]]);
        using var reader = _files.Open("one");

        Assert.Equal([0], reader.Find(RunPart.PrefixOf(10)));
    }

    [Fact]
    public void Discard_PartsOfAMember_AreNotWritten()
    {
        using (var writer = _files.Create("one"))
        {
            writer.Add(1, RunPart.As(1, 1, 1).Token, RunPart.PartyToken(1));
            writer.Discard();
            writer.End();
            writer.Add(1, RunPart.As(1, 2, 2).Token, RunPart.PartyToken(2));
            writer.End();
            writer.Complete();
        }

        Assert.Equal([(0, RunMemberFiles.Text([RunPart.As(1, 2, 2)]))], _files.ReadAll("one"));
    }

    [Fact]
    public void Read_MostParts_ComeBack()
    {
        RunPart[] member = [.. Enumerable.Range(0, MemberFile.MaxParts).Select(i => new RunPart(1, i, [.. Enumerable.Repeat((byte)i, 255)]))];
        _files.Write("one", member, [RunPart.As(1, 1000, 1)]);

        Assert.Equal([RunMemberFiles.Text(member), RunMemberFiles.Text([RunPart.As(1, 1000, 1)])], _files.ReadAll("one").Select(m => m.Member));
    }

    /// <summary>Entries of one phone fill more than two frames of the index, and begin and end within others.</summary>
    [Fact]
    public void Find_OnePhoneOfThousands_GivesThemAll()
    {
        _files.Write("one", Enumerable.Range(0, 9000).Select(i => new[] { RunPart.As(1, i, i), RunPart.As(2, -1, -1) }));
        using var reader = _files.Open("one");
        var positions = reader.Find(RunPart.PrefixOf(-1));

        Assert.Equal(_files.ReadAll("one").Select(m => m.Position), positions);
        Assert.All(Enumerable.Range(0, 9000), i => Assert.Equal([positions[i]], reader.Find(RunPart.PrefixOf(i))));
    }

    [Fact]
    public void Find_HundredThousandMembers_GivesEachPosition()
    {
        const int Count = 100_000;
        _files.Write("one", Enumerable.Range(0, Count).Select(i => new[] { RunPart.As(1, i, i) }));
        using var reader = _files.Open("one");
        var numbers = Enumerable.Range(0, Count + 1000).OrderBy(RunPart.PrefixOf).ToArray();
        var found = new Dictionary<int, long>();
        reader.FindAll(numbers.Select(RunPart.PrefixOf).ToArray(), (prefix, position) => found.Add(numbers[prefix], position));

        Assert.Equal(Enumerable.Range(0, Count).Select(i => KeyValuePair.Create(i, i * 67L)), found.OrderBy(f => f.Key));
        Assert.All(Enumerable.Range(0, 500).Select(i => i * 199), i => Assert.Equal([i * 67L], reader.Find(RunPart.PrefixOf(i))));
        Assert.All(Enumerable.Range(Count, 500), i => Assert.Empty(reader.Find(RunPart.PrefixOf(i))));
        Assert.Equal(RunPart.PartyToken(77_777), reader.ReadMember(77_777 * 67)[1].Sent);
    }

    [Fact]
    public void Find_SeveralOutputs_SaysWhoReceivedThePerson()
    {
        _files.Write("one", [RunPart.As(1, 1, 1)], [RunPart.As(1, 2, 2)]);
        _files.Write("two", [RunPart.As(1, 3, 3)]);
        _files.Write("three", [[RunPart.As(1, 9, 9), RunPart.As(2, 2, 2)]]);
        var found = new List<(string, long)>();
        MemberFile.Find(_files.Folder, ["one", "two", "three"], _files.Key, [RunPart.PrefixOf(2)], (reader, _, position) => found.Add((reader.Output, position)));

        Assert.Equal([("one", 67), ("three", 0)], found);
    }

    [Fact]
    public void FindSent_Tokens_GivesTheirParts()
    {
        _files.Write("one", [RunPart.As(1, 1, 1), RunPart.As(2, 2, 2)], [RunPart.As(1, 3, 3), RunPart.NotSent(2, 4)], [RunPart.As(1, 5, 1)]);
        using var reader = _files.Open("one");
        var found = new List<(long, int)>();
        reader.FindSent(new HashSet<Token> { new(RunPart.PartyToken(1)), new(RunPart.PartyToken(2)), new(RunPart.PartyToken(4)) }, (member, part) => found.Add((member.Position, part)));

        Assert.Equal([(0, 1), (0, 2), (133 + 101, 1)], found);
    }

    [Fact]
    public void Complete_FileThatExists_IsRefused()
    {
        _files.Write("one", [RunPart.As(1, 1, 1)]);

        Assert.Throws<IOException>(() => _files.Write("one", [RunPart.As(1, 2, 2)]));
        Assert.Single(_files.ReadAll("one"));
    }

    [Fact]
    public void Write_NotCompleted_HasNoKeyAndLeavesNothing()
    {
        using (var writer = _files.Create("one"))
        {
            writer.Add(1, RunPart.As(1, 1, 1).Token, RunPart.PartyToken(1));
            writer.End();

            Assert.EndsWith(".tmp", Assert.Single(RunFolder.Files(_files.Folder)), StringComparison.Ordinal);
        }

        Assert.Empty(RunFolder.Files(_files.Folder));
    }

    [Fact]
    public void Write_AnyFile_IsReadableForItsOwnerOnly()
    {
        _files.Write("one", [RunPart.As(1, 1, 1)]);

        Assert.Equal(["one.members", "one.members" + WrappedKey.Suffix], RunFolder.Files(_files.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(RunFolder.Files(_files.Folder), RunFolder.AssertOwnerOnly);
    }

    [Fact]
    public void Delete_File_LeavesNothing()
    {
        _files.Write("one", [RunPart.As(1, 1, 1)]);
        MemberFile.Delete(_files["one"]);
        MemberFile.Delete(_files["one"]);
        MemberFile.Delete(Path.Combine(_files.Folder, "absent", "one.members"));

        Assert.Empty(RunFolder.Files(_files.Folder));
    }

    public void Dispose() => _files.Dispose();
}
