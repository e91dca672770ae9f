using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Keys;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Suppression;

public sealed class SnapshotFileTests : IDisposable
{
    private readonly RunFolder _folder = new();

    public static TheoryData<int> Sizes => [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 1000, 33_000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Contains_AnySize_IsExact(int count) => AssertExact(SnapshotTokens.Tokens(count));

    // Outputs of a keyed hash never look so; a search that relied on it would be slow or wrong.
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(29)]
    public void Contains_TokensWithOnePrefix_IsExact(int prefix)
    {
        AssertExact([.. SnapshotTokens.Tokens(3000).Select(t =>
        {
            var bytes = SnapshotTokens.Bytes(t);
            bytes.AsSpan(0, prefix).Fill(0xA7);
            return new Token(bytes);
        }).Distinct()]);
    }

    [Fact]
    public void Contains_FirstAndLastPossibleToken_AreFound()
    {
        var tokens = new[] { new Token(new byte[32]), new Token(Enumerable.Repeat((byte)0xFF, 32).ToArray()) };

        AssertExact([.. tokens, .. SnapshotTokens.Tokens(40)]);
    }

    [Fact]
    public void Contains_Batch_OverwritesWhatStoodThere()
    {
        using var file = SnapshotFile.Open(SnapshotTokens.Write(_folder.Path, SnapshotTokens.Tokens(10)));
        var found = Enumerable.Repeat(true, 3).ToArray();

        file.For(OptOutScope.All).Contains(SnapshotTokens.Tokens(2, from: 9), found);

        Assert.Equal([true, false, true], found);
    }

    [Fact]
    public void Contains_BatchAndSingle_AllocateNothing()
    {
        using var file = SnapshotFile.Open(SnapshotTokens.Write(_folder.Path, SnapshotTokens.Tokens(1000)));
        var filter = file.For(OptOutScope.All);
        var tokens = SnapshotTokens.Tokens(100, from: 950);
        var found = new bool[100];
        filter.Contains(tokens, found);
        filter.Contains(tokens[0]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        filter.Contains(tokens, found);
        filter.Contains(tokens[0]);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void For_Domain_CountsWhatCoversIt()
    {
        using var file = SnapshotFile.Open(SnapshotTokens.Write(_folder.Path, 0,
            (OptOutScope.All, SnapshotTokens.Tokens(1, 0)),
            (OptOutScope.Destination("paper"), SnapshotTokens.Tokens(1, 1)),
            (OptOutScope.Destination("radio"), SnapshotTokens.Tokens(1, 2)),
            (OptOutScope.Purpose("customer-match"), SnapshotTokens.Tokens(1, 3)),
            (OptOutScope.Purpose("survey"), SnapshotTokens.Tokens(1, 4))));
        var filter = file.For(Domain.Parse("shop/paper/customer-match"));
        var found = new bool[5];

        filter.Contains(SnapshotTokens.Tokens(5), found);

        Assert.Equal([true, true, false, true, false], found);
        Assert.Equal(found, SnapshotTokens.Tokens(5).Select(filter.Contains));
        Assert.Equal((3, 5), (filter.Count, file.Count));
    }

    [Fact]
    public void Id_SameContentWithOtherHistory_IsTheSame()
    {
        var (a, b) = ((OptOutScope.All, (IEnumerable<Token>)SnapshotTokens.Tokens(50)), (OptOutScope.Purpose("survey"), (IEnumerable<Token>)SnapshotTokens.Tokens(9)));
        using var one = SnapshotFile.Open(SnapshotTokens.Write(_folder.Path, 3, a, b));
        using var other = SnapshotFile.Open(SnapshotTokens.Write(_folder.Path, 4, b, (OptOutScope.Purpose("empty"), []), a));

        Assert.Equal(one.Id, other.Id);
        Assert.Matches("^[0-9a-f]{32}$", one.Id);
    }

    [Fact]
    public void Id_SameTokensInAnotherScope_IsAnother()
    {
        using var one = SnapshotFile.Open(SnapshotTokens.Write(_folder.Path, 1, (OptOutScope.Purpose("a"), SnapshotTokens.Tokens(5))));
        using var other = SnapshotFile.Open(SnapshotTokens.Write(_folder.Path, 1, (OptOutScope.Purpose("b"), SnapshotTokens.Tokens(5))));

        Assert.NotEqual(one.Id, other.Id);
    }

    [Fact]
    public void Open_AnyByteChanged_IsRefused()
    {
        var path = SnapshotTokens.Write(_folder.Path, 5, (OptOutScope.All, SnapshotTokens.Tokens(6)), (OptOutScope.Purpose("survey"), SnapshotTokens.Tokens(2)));
        var bytes = File.ReadAllBytes(path);
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(path, changed);

            Assert.Throws<InvalidDataException>(() => SnapshotFile.Open(path));
        }
    }

    [Fact]
    public void Open_CutOrLonger_IsRefused()
    {
        var path = SnapshotTokens.Write(_folder.Path, SnapshotTokens.Tokens(6));
        var bytes = File.ReadAllBytes(path);
        foreach (var length in Enumerable.Range(0, bytes.Length))
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Throws<InvalidDataException>(() => SnapshotFile.Open(path));
        }

        File.WriteAllBytes(path, [.. bytes, 0]);
        Assert.Throws<InvalidDataException>(() => SnapshotFile.Open(path));
    }

    [Fact]
    public void Publish_Whole_IsForItsOwnerAlone()
    {
        RunFolder.AssertOwnerOnly(SnapshotTokens.Write(_folder.Path, SnapshotTokens.Tokens(3)));
    }

    [Fact]
    public void Dispose_NotPublished_LeavesNothing()
    {
        using (var writer = new SnapshotWriter(_folder.Path, TestContext.Current.CancellationToken))
        {
            writer.BeginSection();
            writer.Add(SnapshotTokens.Of(1));
        }

        Assert.Empty(RunFolder.Files(_folder.Path));
    }

    [Fact]
    public void Add_NotAscending_Throws()
    {
        using var writer = new SnapshotWriter(_folder.Path, TestContext.Current.CancellationToken);
        writer.BeginSection();
        writer.Add(SnapshotTokens.Of(1));

        Assert.Throws<InvalidOperationException>(() => writer.Add(SnapshotTokens.Of(1)));
    }

    [Fact]
    public void Contains_Disposed_Throws()
    {
        var file = SnapshotFile.Open(SnapshotTokens.Write(_folder.Path, SnapshotTokens.Tokens(3)));
        var filter = file.For(OptOutScope.All);
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => filter.Contains(SnapshotTokens.Of(1)));
        Assert.Throws<ObjectDisposedException>(() => filter.Contains(SnapshotTokens.Tokens(1), new bool[1]));
    }

    [Fact]
    public void Write_UnderTurkishCulture_GivesTheSameFile()
    {
        var expected = SnapshotTokens.Write(_folder["a"], 12, (OptOutScope.Purpose("i-am-it"), SnapshotTokens.Tokens(30)));
        var other = ContractCulture.Run("tr-TR", () => SnapshotTokens.Write(_folder["b"], 12, (OptOutScope.Purpose("i-am-it"), SnapshotTokens.Tokens(30))));

        Assert.Equal(Path.GetFileName(expected), Path.GetFileName(other));
        Assert.Equal(File.ReadAllBytes(expected), File.ReadAllBytes(other));
    }

    public void Dispose() => _folder.Dispose();

    private static string Hex(Token token) => Convert.ToHexString(SnapshotTokens.Bytes(token));

    // Every token, its neighbor, and others that are not there.
    private void AssertExact(Token[] tokens)
    {
        using var file = SnapshotFile.Open(SnapshotTokens.Write(_folder.Path, tokens));
        var filter = file.For(OptOutScope.All);
        var held = tokens.Select(Hex).ToHashSet();
        Token[] asked = [.. tokens, .. tokens.Select(SnapshotTokens.Next), .. SnapshotTokens.Tokens(1000, from: 1_000_000)];
        var found = new bool[asked.Length];

        filter.Contains(asked, found);

        Assert.Equal(asked.Select(t => held.Contains(Hex(t))), found);
        Assert.Equal(found, asked.Select(filter.Contains));
        Assert.Equal(tokens.Length, file.Count);
    }
}
