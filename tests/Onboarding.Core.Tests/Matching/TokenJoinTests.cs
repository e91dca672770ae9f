using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Matching;

namespace Onboarding.Core.Tests.Matching;

public sealed class TokenJoinTests : IDisposable
{
    private readonly RunFolder _folder = new();

    public static TheoryData<bool, bool> Orders => new() { { true, true }, { true, false }, { false, true }, { false, false } };

    // Around a line-up (16 entries), a block (512) and what is read at once, on either side.
    [Theory]
    [MemberData(nameof(Orders))]
    public void Join_SizesAroundBorders_IsExact(bool sortsAudience, bool sortsOwn)
    {
        int[] sizes = [0, 1, 2, 15, 16, 17, 31, 33, 511, 512, 513, 1023, 1024, 1025, 8191, 8193];
        var join = Create(threads: 1);

        Assert.All(sizes.SelectMany(a => sizes, (a, o) => (Audience: a, Own: o)), size =>
            Assert.True(JoinSides.IsExact(join, JoinSides.Tokens(0, size.Audience), JoinSides.Tokens(size.Audience / 2, size.Own), sortsAudience, sortsOwn)));
    }

    [Theory]
    [InlineData(32_768)]
    [InlineData(65_535)]
    [InlineData(65_537)]
    [InlineData(131_073)]
    public void Join_SizesAroundMorePartitionsAndThreads_IsExact(int size)
    {
        Assert.True(JoinSides.IsExact(Create(threads: 3, budget: 64 << 20), JoinSides.Tokens(0, size), JoinSides.Tokens(size / 2, size), sortsAudience: false, sortsOwn: false));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Join_OneTokenOfManyOwnUsers_FindsAllOfThem(bool sortsAudience, bool sortsOwn)
    {
        Token[] own = [.. JoinSides.Tokens(1_000, 3_000), .. Enumerable.Repeat(JoinSides.Token(3), 50_000)];

        Assert.True(JoinSides.IsExact(Create(), JoinSides.Tokens(0, 2_000), own, sortsAudience, sortsOwn));
        Assert.True(JoinSides.IsExact(Create(), JoinSides.Tokens(0, 60_000), own, sortsAudience, sortsOwn));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(28)]
    public void Join_TokensAlikeButForOnePlace_IsExact(int at)
    {
        Token[] audience = [.. Enumerable.Range(0, 30_000).Select(i => JoinSides.Alike(i, at))];
        Token[] own = [.. Enumerable.Range(15_000, 30_000).Select(i => JoinSides.Alike(i, at))];

        Assert.All(Orders, order => Assert.True(JoinSides.IsExact(Create(), audience, own, order.Data.Item1, order.Data.Item2)));
    }

    [Theory]
    [InlineData(100, 20_000)]
    [InlineData(20_000, 100)]
    public void Join_SortedSidesOfVeryDifferentLength_IsExact(int audience, int own)
    {
        Assert.True(JoinSides.IsExact(Create(), JoinSides.Tokens(0, audience), JoinSides.Tokens(50, own), sortsAudience: true, sortsOwn: true));
        Assert.True(JoinSides.IsExact(Create(), [.. JoinSides.Tokens(0, audience).Where((_, i) => i % 7 == 0)], [.. JoinSides.Tokens(0, own), .. JoinSides.Tokens(0, 70)], sortsAudience: true, sortsOwn: true));
    }

    [Fact]
    public void Join_MoreThanFitsOnSeveralThreads_IsExactAndLeavesNothing()
    {
        Assert.True(JoinSides.IsExact(Create(threads: 3, budget: 4 << 20), JoinSides.Tokens(0, 200_000), JoinSides.Tokens(150_000, 200_000), sortsAudience: false, sortsOwn: false));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Join_SmallAudienceAndMoreOwnTokensThanFit_WritesNothing()
    {
        var folder = Path.Combine(_folder.Path, "not created");

        Assert.True(JoinSides.IsExact(new TokenJoin(folder, TokenJoin.MinBudget, threads: 2), JoinSides.Tokens(0, 2_000), JoinSides.Tokens(1_000, 200_000), sortsAudience: true, sortsOwn: false));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Join_SortedSourceThatIsNot_Throws()
    {
        var tokens = JoinSides.Tokens(0, 5_000);

        Assert.Throws<InvalidDataException>(() => JoinSides.Join(Create(), new TokenArray(tokens, isSorted: true), new TokenArray(tokens.Order().ToArray(), isSorted: true)));
        Assert.Throws<InvalidDataException>(() => JoinSides.Join(Create(), new TokenArray(new[] { tokens[0], tokens[0] }, isSorted: true), new TokenArray(tokens.AsMemory(0, 1), isSorted: true)));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public void Join_Canceled_ThrowsAndLeavesNothing(int threads, bool cancelsAudience)
    {
        using var cancellation = new CancellationTokenSource();
        var tokens = JoinSides.Tokens(0, 200_000);
        ITokenSource canceling = new ObservedSource(new TokenArray(tokens, isSorted: false), 150_000, cancellation.Cancel);
        ITokenSource other = new TokenArray(tokens, isSorted: false);
        var (audience, own) = cancelsAudience ? (canceling, other) : (other, canceling);
        var read = 0;

        Assert.ThrowsAny<OperationCanceledException>(() => Create(threads, 4 << 20).Join(audience, own, block => read += block.Length, cancellation.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Join_CanceledByWhoTakesTheResult_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        var tokens = JoinSides.Tokens(0, 100_000);

        Assert.ThrowsAny<OperationCanceledException>(() => Create().Join(new TokenArray(tokens, isSorted: false), new TokenArray(tokens, isSorted: false), _ => cancellation.Cancel(), cancellation.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Join_SourceThatFails_ThrowsItsException(int threads)
    {
        var tokens = JoinSides.Tokens(0, 200_000);
        var failing = new ObservedSource(new TokenArray(tokens, isSorted: false), 150_000, () => throw new InvalidDataException("cut"));

        Assert.Throws<InvalidDataException>(() => JoinSides.Join(Create(threads, 4 << 20), new TokenArray(tokens, isSorted: false), failing));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Join_FolderThatCannotBeWritten_SaysWhat(int threads)
    {
        var file = Path.Combine(_folder.Path, "a file");
        File.WriteAllText(file, "");
        var join = new TokenJoin(Path.Combine(file, "spill"), 4 << 20, threads);
        var tokens = JoinSides.Tokens(0, 200_000);

        var e = Assert.ThrowsAny<IOException>(() => JoinSides.Join(join, new TokenArray(tokens, isSorted: false), new TokenArray(tokens, isSorted: false)));
        Assert.Contains(Path.Combine(file, "spill"), e.Message, StringComparison.Ordinal);
        Assert.Contains("temporary file", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Join_LeftoverOfACrash_IsRemoved()
    {
        var old = Path.Combine(_folder.Path, ".spill.leftover.tmp");
        var fresh = Path.Combine(_folder.Path, ".spill.fresh.tmp");
        File.WriteAllText(old, "");
        File.WriteAllText(fresh, "");
        File.SetLastWriteTimeUtc(old, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        JoinSides.Join(Create(), new TokenArray(default, isSorted: true), new TokenArray(default, isSorted: true));

        Assert.Equal([fresh], Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public async Task Join_TwoAtOnceInOneFolder_AreBothExact()
    {
        var join = Create(threads: 2, budget: 4 << 20);
        var audience = JoinSides.Tokens(0, 150_000);
        var own = JoinSides.Tokens(100_000, 150_000);

        var exact = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => JoinSides.IsExact(join, audience, own, sortsAudience: false, sortsOwn: false))));

        Assert.All(exact, Assert.True);
    }

    [Fact]
    public void Create_BudgetTooSmall_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(budget: TokenJoin.MinBudget - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(threads: 0));
    }

    public void Dispose() => _folder.Dispose();

    private TokenJoin Create(int threads = 2, long budget = TokenJoin.MinBudget) => new(_folder.Path, budget, threads);

    /// <summary>Does something when so many tokens were read.</summary>
    private sealed class ObservedSource(ITokenSource source, int after, Action action) : ITokenSource
    {
        private int _read;

        public long Count => source.Count;

        public bool IsSorted => source.IsSorted;

        public int Read(Span<Token> tokens, Span<uint> numbers)
        {
            var count = source.Read(tokens, numbers);
            if (_read < after && _read + count >= after)
            {
                action();
            }

            _read += count;
            return count;
        }
    }
}
