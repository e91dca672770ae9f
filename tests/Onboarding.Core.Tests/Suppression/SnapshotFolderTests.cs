using Onboarding.Core.Tests.Support;
using Onboarding.StoreContract;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Suppression;

public sealed class SnapshotFolderTests : IDisposable
{
    private static readonly OptOutScope s_paper = OptOutScope.Destination("paper");

    private readonly RunFolder _folder = new();
    private readonly RunClock _clock = new(RunWorld.Start);
    private readonly RunLogger _logger = new();
    private readonly MemoryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder => _folder["snapshots"];

    [Fact]
    public async Task RefreshAsync_EmptyStore_HoldsNobody()
    {
        using var file = await RefreshAsync();

        Assert.Equal((0L, 0L, false, 0), (file.Count, file.Change, file.HasHashOnly, file.LowestProfileSet));
        Assert.False(file.For(OptOutScope.All).Contains(SnapshotTokens.Of(1)));
    }

    [Fact]
    public async Task RefreshAsync_NothingChanged_GivesTheSameFile()
    {
        await AddAsync(SnapshotTokens.Entry(null, 1, 2));
        using var first = await RefreshAsync();
        _clock.Now += TimeSpan.FromDays(1);
        using var second = await RefreshAsync();

        Assert.Equal((first.Path, RunWorld.Start), (second.Path, second.CreatedAt));
    }

    [Fact]
    public async Task RefreshAsync_Added_HoldsAllTokensInTheirScopeAndTheOlderFileIsGone()
    {
        await AddAsync(SnapshotTokens.Entry(null, 1, 2));
        (await RefreshAsync()).Dispose();
        await AddAsync(SnapshotTokens.Entry(s_paper, 3), SnapshotTokens.Entry(null, 4));
        _clock.Now += TimeSpan.FromDays(1);
        using var file = await RefreshAsync();

        Assert.Equal((_clock.Now, 3L), (file.CreatedAt, file.Change));
        AssertHolds(file, OptOutScope.All, 1, 2, 4);
        AssertHolds(file, s_paper, 3);
        Assert.Equal([file.Path], RunFolder.Files(Folder));
    }

    [Fact]
    public async Task RefreshAsync_Withdrawn_LeavesItOut()
    {
        await AddAsync(SnapshotTokens.Entry(null, 1, 2), SnapshotTokens.Entry(null, 3));
        (await RefreshAsync()).Dispose();
        await WithdrawAsync(1);
        using var file = await RefreshAsync();

        AssertHolds(file, OptOutScope.All, 3);
    }

    [Fact]
    public async Task RefreshAsync_WithdrawnWhereAnotherHasTheToken_KeepsItInThatScope()
    {
        await AddAsync(SnapshotTokens.Entry(null, 1, 9), SnapshotTokens.Entry(null, 2, 9), SnapshotTokens.Entry(s_paper, 3, 9));
        (await RefreshAsync()).Dispose();
        await WithdrawAsync(1);
        using (var file = await RefreshAsync())
        {
            AssertHolds(file, OptOutScope.All, 2, 9);
            AssertHolds(file, s_paper, 3, 9);
        }

        await WithdrawAsync(2);
        using var last = await RefreshAsync();
        AssertHolds(last, OptOutScope.All);
        AssertHolds(last, s_paper, 3, 9);
    }

    [Fact]
    public async Task RefreshAsync_WithdrawnAndSaidAgain_HoldsIt()
    {
        await AddAsync(SnapshotTokens.Entry(null, 1, 2));
        (await RefreshAsync()).Dispose();
        await WithdrawAsync(1);
        await AddAsync(SnapshotTokens.Entry(null, 1));
        using var file = await RefreshAsync();

        AssertHolds(file, OptOutScope.All, 1);
    }

    [Fact]
    public async Task RefreshAsync_KnownOneWithFurtherTokens_HoldsThem()
    {
        await AddAsync(SnapshotTokens.Entry(null, 1));
        using (var before = await RefreshAsync())
        {
            Assert.Equal((true, 0), (before.HasHashOnly, before.LowestProfileSet));
        }

        await AddAsync(SnapshotTokens.Entry(null, 1, 2));
        using var file = await RefreshAsync();

        AssertHolds(file, OptOutScope.All, 1, 2);
        Assert.Equal((false, 1), (file.HasHashOnly, file.LowestProfileSet));
    }

    [Fact]
    public async Task RefreshAsync_MoreWithdrawnThanAreAskedForAtOnce_TakesEachAway()
    {
        await AddAsync([.. Enumerable.Range(0, 12_000).Select(i => SnapshotTokens.Entry(null, i))]);
        (await RefreshAsync()).Dispose();
        await WithdrawAsync([.. Enumerable.Range(1, 11_999).Select(i => (long)i)]);
        using var file = await RefreshAsync();

        AssertHolds(file, OptOutScope.All, 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70)]
    [InlineData(-1)]
    public async Task RefreshAsync_DamagedFile_IsBuiltAnewAndSaidOnce(int at)
    {
        await AddAsync(SnapshotTokens.Entry(null, 1, 2));
        string path;
        using (var file = await RefreshAsync())
        {
            path = file.Path;
        }

        var bytes = File.ReadAllBytes(path);
        bytes[at < 0 ? bytes.Length + at : at] ^= 1;
        File.WriteAllBytes(path, bytes);
        using var again = await RefreshAsync();

        AssertHolds(again, OptOutScope.All, 1, 2);
        Assert.Single(_logger.Texts, t => t.StartsWith("Snapshot ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RefreshAsync_AfterACrash_WorksWithWhatIsThere()
    {
        await AddAsync(SnapshotTokens.Entry(null, 1));
        (await RefreshAsync()).Dispose();
        var temporary = Path.Combine(Folder, ".snapshot.crash.tmp");
        File.WriteAllBytes(temporary, [1, 2, 3]);
        File.SetLastWriteTimeUtc(temporary, DateTime.UnixEpoch);
        File.WriteAllBytes(Path.Combine(Folder, new string('9', 19) + "-00" + SnapshotLayout.Suffix), []);
        await AddAsync(SnapshotTokens.Entry(null, 2));
        using var file = await RefreshAsync();

        AssertHolds(file, OptOutScope.All, 1, 2);
        Assert.Equal([file.Path], RunFolder.Files(Folder));
    }

    [Theory]
    [InlineData("ReadChangesAsync")]
    [InlineData("FindAsync")]
    [InlineData("CountAsync")]
    public async Task RefreshAsync_StoreFails_TheNextRefreshWorks(string operation)
    {
        await AddAsync(SnapshotTokens.Entry(null, 1), SnapshotTokens.Entry(null, 2));
        (await RefreshAsync()).Dispose();
        await WithdrawAsync(1);
        _store.Fails = o => o == operation;
        await Assert.ThrowsAsync<IOException>(RefreshAsync);
        _store.Fails = null;
        using var file = await RefreshAsync();

        AssertHolds(file, OptOutScope.All, 2);
        Assert.Equal([file.Path], RunFolder.Files(Folder));
    }

    // The change numbers of the older state are given out again: the file would miss what came under them.
    [Fact]
    public async Task RefreshAsync_StoreRestoredFromABackup_IsBuiltAnew()
    {
        await AddAsync([.. Enumerable.Range(0, 5).Select(i => SnapshotTokens.Entry(null, i))]);
        (await RefreshAsync()).Dispose();
        var restored = new MemoryStore();
        await restored.AddAsync([.. Enumerable.Range(0, 3).Concat(Enumerable.Range(10, 4)).Select(i => SnapshotTokens.Entry(null, i))], null, Token);
        using var file = await new SnapshotFolder(Folder, _clock, _logger).RefreshAsync(restored, SnapshotTokens.KeyId, Token);

        AssertHolds(file, OptOutScope.All, 0, 1, 2, 10, 11, 12, 13);
    }

    [Fact]
    [Trait("Refusal", "KEY_MISMATCH")]
    public async Task RefreshAsync_OptOutsOfAnotherKey_IsRefused()
    {
        await AddAsync(SnapshotTokens.Entry(null, 1));
        var folder = new SnapshotFolder(Folder, _clock, _logger);

        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await folder.RefreshAsync(_store, "another", Token));

        Assert.Equal("KEY_MISMATCH", exception.Code);
    }

    [Fact]
    public async Task RefreshAsync_SeveralAtOnce_AllEndWithAValidFile()
    {
        await AddAsync([.. Enumerable.Range(0, 2000).Select(i => SnapshotTokens.Entry(null, i))]);
        (await RefreshAsync()).Dispose();
        var added = 2000;
        var files = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await AddAsync(SnapshotTokens.Entry(null, Interlocked.Increment(ref added)));
            return await RefreshAsync();
        }, Token)));

        Assert.All(files, f => Assert.InRange(f.Count, 2001, 2008));
        Array.ForEach(files, f => f.Dispose());
        using var last = await RefreshAsync();
        Assert.Equal(2008, last.Count);
        Assert.DoesNotContain(_logger.Texts, t => t.StartsWith("Snapshot ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RefreshAsync_OlderFileInUse_StaysUsable()
    {
        await AddAsync(SnapshotTokens.Entry(null, 1));
        using var old = await RefreshAsync();
        await AddAsync(SnapshotTokens.Entry(null, 2));
        using var file = await RefreshAsync();

        AssertHolds(old, OptOutScope.All, 1);
        AssertHolds(file, OptOutScope.All, 1, 2);
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertHolds(SnapshotFile file, OptOutScope scope, params long[] numbers)
    {
        Assert.Equal(numbers.Select(SnapshotTokens.Of).Order(), SnapshotTokens.Read(file).GetValueOrDefault(scope.ToString(), []));
    }

    private Task<SnapshotFile> RefreshAsync() => new SnapshotFolder(Folder, _clock, _logger).RefreshAsync(_store, SnapshotTokens.KeyId, Token).AsTask();

    private async Task AddAsync(params OptOut[] optOuts) => await _store.AddAsync(optOuts, null, Token);

    private async Task WithdrawAsync(params long[] numbers)
    {
        foreach (var number in numbers)
        {
            await _store.WithdrawAsync(SnapshotTokens.First(number), _clock.Now, Token);
        }
    }
}
