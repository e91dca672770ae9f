using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Matching.Indexes;

/// <summary>A match with an index: when it is used, what it finds, when it goes.</summary>
public sealed class IndexedMatchTests : IDisposable
{
    private static readonly string[]?[] s_rows = [["u1", "member-1@example.com", ""], ["u2", "other@example.com", "M2"], ["u3", "third@example.com", ""], ["u1", "second@example.com", "M9"], ["", "member-4@example.com", ""]];

    private readonly IndexWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BuildIndexAsync_OwnUsers_SaysWhatItHolds()
    {
        var report = await _world.BuildAsync(Own());

        Assert.Equal((5L, 3L, 4L, 2L, false), (report.Rows, report.OwnUsers, report.Tokens["email"], report.Tokens["external_id"], report.IsUnchanged));
        Assert.Equal((RunPlan.PartyKey, _world.IndexPath, RunWorld.Start, RunWorld.Start.AddDays(30)), (report.KeyId, report.IndexPath, report.BuiltAt, report.DeleteBy));
        Assert.Equal(new FileInfo(_world.IndexPath).Length, report.Length);
        RunFolder.AssertOwnerOnly(_world.IndexPath);
    }

    [Fact]
    public async Task BuildIndexAsync_File_HoldsNoIdentifierNoOwnIdAndNoTokenInClear()
    {
        var rows = Enumerable.Range(0, 500).Select(i => new[] { $"subscriber-{i}", $"member-{i}@example.com", $"M{i}" }).ToArray();
        await _world.BuildAsync(RunWorld.Own(rows));
        var bytes = await File.ReadAllBytesAsync(_world.IndexPath, Cancellation);

        Assert.All(["subscriber-", "member-", "@example.com", "user id"], text => Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text))));
        Assert.Equal(-1, bytes.AsSpan().IndexOf(Convert.FromHexString(_world.World.Token(IdentifierKind.Email, "member-7@example.com"))));
    }

    [Fact]
    public async Task WriteIdsToAsync_IndexThatFits_FindsTheSameWithoutNormalizing()
    {
        await _world.BuildAsync(Own());
        var (with, ids) = await _world.MatchAsync(Own());
        var (without, expected) = await _world.MatchAsync(Own(), useIndex: false);

        Assert.Equal((true, false), (IndexWorld.UsedIndex(with), IndexWorld.UsedIndex(without)));
        Assert.Equal(expected, ids);
        Assert.Equal((2L, 3L, 5L), (with.Matched, with.Identifiers, with.Rows));
    }

    [Fact]
    public async Task WriteIdsToAsync_SourceWithAStamp_ReadsTheOwnIdsAlone()
    {
        var read = new List<IReadOnlyList<string>>();
        var own = Own("one");
        await _world.BuildAsync(own);
        var spy = new ColumnSpy(own, read);
        var (report, _) = await _world.MatchAsync(spy);

        Assert.True(IndexWorld.UsedIndex(report));
        Assert.Equal("user id", Assert.Single(Assert.Single(read)));
    }

    [Fact]
    public async Task WriteIdsToAsync_OptOutSinceTheIndexWasBuilt_KeepsTheOwnIdOut()
    {
        await _world.BuildAsync(Own());
        var (report, ids) = await _world.MatchAsync(Own(), suppression: RunOptOuts.Emails("se.cond@example.com"));

        Assert.True(IndexWorld.UsedIndex(report));
        Assert.Equal("\"user id\"\nu2\n", ids);
        Assert.Equal((1L, 2L), (report.Suppressed, report.Identifiers));
    }

    [Fact]
    public async Task WriteIdsToAsync_OptOutKnownByAHash_ReadsTheSource()
    {
        await _world.BuildAsync(Own());
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("member-1@example.com"u8));
        var (report, ids) = await _world.MatchAsync(Own(), suppression: RunOptOuts.Hashes(hash));

        Assert.Equal("\"user id\"\nu2\n", ids);
        Assert.Contains(report.Notes, n => n.Contains("known by a hash alone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteIdsToAsync_SourceGivesOtherRows_ReadsTheSource()
    {
        await _world.BuildAsync(Own());
        var (report, ids) = await _world.MatchAsync(RunWorld.Own([.. s_rows[..2], ["u3", "member-3@example.com", ""], .. s_rows[3..]]));

        Assert.Equal(3, ids.Count(c => c == 'u') - 1);
        Assert.Contains(report.Notes, n => n.Contains("the source gives other rows now", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteIdsToAsync_OtherStamp_ReadsTheSource()
    {
        await _world.BuildAsync(Own("one"));
        var (report, _) = await _world.MatchAsync(Own("two"));

        Assert.Contains(report.Notes, n => n.Contains("the source was written to since", StringComparison.Ordinal) && n.Contains("index update", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Refusal", "SOURCE_CHANGED")]
    public async Task WriteIdsToAsync_OtherOwnIdsUnderTheSameStamp_IsRefused()
    {
        await _world.BuildAsync(Own("one"));
        var other = new RunRecords(RunWorld.OwnColumns, [s_rows[1], s_rows[0], .. s_rows[2..]]) { Stamp = "one" };

        Assert.Equal("SOURCE_CHANGED", (await Assert.ThrowsAsync<OnboardingException>(() => _world.MatchAsync(other))).Code);
        Assert.Empty(RunFolder.Files(_world.World["matched"]));
    }

    [Fact]
    public async Task WriteIdsToAsync_StampAndMalformedRows_FindsTheSame()
    {
        var own = new RunRecords(RunWorld.OwnColumns, [null, .. s_rows, null]) { Stamp = "one" };
        await _world.BuildAsync(own);
        var (with, ids) = await _world.MatchAsync(own);
        var (without, expected) = await _world.MatchAsync(own, useIndex: false);

        Assert.True(IndexWorld.UsedIndex(with));
        Assert.Equal((expected, without.Malformed, 2L), (ids, with.Malformed, with.Malformed));
    }

    [Fact]
    public async Task WriteIdsToAsync_AnotherPlan_ReadsTheSource()
    {
        await _world.BuildAsync(Own());
        var plan = _world.World.ApproveMatch(p => p.Region = "NL");
        using var audience = await _world.World.Paper.OpenReceivedAsync(_world.Audience, plan, Cancellation);
        var report = await _world.World.Paper.CreateMatch(plan, audience, Own(), RunOptOuts.Emails(RunOptOuts.Nobody)).WriteIdsToAsync(_world.World.IdsPath, Cancellation);

        Assert.Contains(report.Notes, n => n.Contains("another plan, dossier or source", StringComparison.Ordinal));
        Assert.Equal(2, report.Matched);
    }

    [Fact]
    public async Task WriteIdsToAsync_TwoMatchesAtOnceOnOneIndex_FindTheSame()
    {
        var rows = Enumerable.Range(0, 20_000).Select(i => new[] { $"u{i}", $"member-{i * 7 % 90}@example.com", $"M{i % 1000}" }).ToArray();
        await _world.BuildAsync(RunWorld.Own(rows));
        var plan = _world.World.ApproveMatch();
        var matches = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Task.Run(() => _world.MatchAsync(plan, RunWorld.Own(rows), name: Path.Combine($"at-once-{i}", "ids.csv")), Cancellation)));
        var (_, expected) = await _world.MatchAsync(RunWorld.Own(rows), useIndex: false);

        Assert.All(matches, m => Assert.Equal((expected, true), (m.Ids, IndexWorld.UsedIndex(m.Report))));
    }

    [Fact]
    public async Task WriteIdsToAsync_IndexReplacedMeanwhile_FindsTheSame()
    {
        await _world.BuildAsync(Own());
        var replaced = false;
        var own = new RunRecords(RunWorld.OwnColumns, s_rows) { AfterBatch = _ => Replace() };
        var (report, ids) = await _world.MatchAsync(own);

        Assert.True(IndexWorld.UsedIndex(report) && replaced);
        Assert.Equal((await _world.MatchAsync(Own(), useIndex: false)).Ids, ids);

        void Replace()
        {
            replaced = true;
            _world.BuildAsync(RunWorld.Own([["x", "member-5@example.com", ""]])).GetAwaiter().GetResult();
        }
    }

    [Fact]
    public async Task WriteIdsToAsync_RowsJudgedByDates_UsesTheIndexOnItsDayAlone()
    {
        const string Evidence = """{ "date_of_birth": { "column": "born", "format": "dd-MM-yyyy" } }""";
        string[] columns = [.. RunWorld.OwnColumns, "born"];
        string[][] rows = [["u1", "member-1@example.com", "", "03-03-2008"], ["u2", "member-2@example.com", "", "01-01-1980"]];
        using var world = new IndexWorld(p => p.Evidence = Evidence);
        await world.BuildAsync(new RunRecords(columns, rows));
        var (today, ids) = await world.MatchAsync(new RunRecords(columns, rows));
        world.World.Clock.Now += TimeSpan.FromDays(1);
        var (tomorrow, later) = await world.MatchAsync(new RunRecords(columns, rows));

        Assert.Equal((true, "\"user id\"\nu2\n", 1L), (IndexWorld.UsedIndex(today), ids, today.DroppedByCode["MINOR"]));
        Assert.Equal((false, 2L), (IndexWorld.UsedIndex(tomorrow), tomorrow.Matched));
        Assert.Contains("u1\n", later, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateIndexAsync_SameSource_LeavesIt()
    {
        var built = await _world.BuildAsync(Own());
        var before = await File.ReadAllBytesAsync(_world.IndexPath, Cancellation);
        _world.World.Clock.Now += TimeSpan.FromHours(1);
        var report = await _world.UpdateAsync(Own());

        Assert.Equal((true, built.BuiltAt), (report.IsUnchanged, report.BuiltAt));
        Assert.Equal(before, await File.ReadAllBytesAsync(_world.IndexPath, Cancellation));
    }

    [Fact]
    public async Task UpdateIndexAsync_OtherSourceOrNone_BuildsIt()
    {
        Assert.False((await _world.UpdateAsync(Own())).IsUnchanged);
        var more = RunWorld.Own([.. s_rows, ["u9", "member-9@example.com", ""]]);
        var report = await _world.UpdateAsync(more);
        var (match, ids) = await _world.MatchAsync(more);

        Assert.Equal((false, 6L), (report.IsUnchanged, report.Rows));
        Assert.True(IndexWorld.UsedIndex(match));
        Assert.Contains("u9\n", ids, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DestroyKeyAsync_KeyOfAnIndex_DeletesTheIndex()
    {
        await _world.BuildAsync(Own());
        await _world.World.Paper.DestroyKeyAsync(RunPlan.PartyKey, Cancellation);

        Assert.False(File.Exists(_world.IndexPath));
    }

    [Fact]
    public async Task ReadIndexesAsync_PastDeleteBy_DeletesTheIndex()
    {
        await _world.BuildAsync(Own());
        _world.World.Clock.Now = RunWorld.Start.AddDays(30);
        Assert.Single(await _world.World.Paper.ReadIndexesAsync(Cancellation));
        _world.World.Clock.Now += TimeSpan.FromSeconds(1);

        Assert.Empty(await _world.World.Paper.ReadIndexesAsync(Cancellation));
        Assert.False(File.Exists(_world.IndexPath));
    }

    [Fact]
    public async Task WriteIdsToAsync_PastDeleteBy_DeletesTheIndexAndReadsTheSource()
    {
        await _world.BuildAsync(Own());
        var plan = _world.World.ApproveMatch();
        _world.World.Clock.Now = RunWorld.Start.AddDays(31);
        var audience = _world.World.Run(RunWorld.Records(RunWorld.Members(60))).AudiencePath;
        using var received = await _world.World.Paper.OpenReceivedAsync(audience, plan, Cancellation);
        var report = await _world.World.Paper.CreateMatch(plan, received, Own(), RunOptOuts.Emails(RunOptOuts.Nobody)).WriteIdsToAsync(_world.World.IdsPath, Cancellation);

        Assert.Equal((2L, false), (report.Matched, IndexWorld.UsedIndex(report)));
        Assert.False(File.Exists(_world.IndexPath));
    }

    [Fact]
    public async Task BuildIndexAsync_Cancelled_LeavesTheOlderOne()
    {
        await _world.BuildAsync(Own());
        var before = await File.ReadAllBytesAsync(_world.IndexPath, Cancellation);
        using var cancellation = new CancellationTokenSource();
        var own = new RunRecords(RunWorld.OwnColumns, s_rows) { AfterBatch = _ => cancellation.Cancel() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _world.World.Paper.BuildIndexAsync(_world.World.ApproveMatch(), own, cancellationToken: cancellation.Token));
        Assert.Equal([_world.IndexPath], RunFolder.Files(Path.GetDirectoryName(_world.IndexPath)!));
        Assert.Equal(before, await File.ReadAllBytesAsync(_world.IndexPath, Cancellation));
        Assert.Empty(RunFolder.Files(Path.Combine(_world.World.Paper.Folder, "private")));
    }

    [Fact]
    [Trait("Refusal", "SOURCE_CHANGED")]
    public async Task BuildIndexAsync_SourceWrittenToMeanwhile_IsRefused()
    {
        RunRecords own = null!;
        own = new RunRecords(RunWorld.OwnColumns, s_rows) { Stamp = "one", AfterBatch = _ => own.Stamp = "two" };

        Assert.Equal("SOURCE_CHANGED", (await Assert.ThrowsAsync<OnboardingException>(() => _world.BuildAsync(own))).Code);
        Assert.Empty(RunFolder.Files(Path.GetDirectoryName(_world.IndexPath)!));
    }

    [Theory]
    [InlineData("private")]
    [InlineData("indexes")]
    public async Task BuildIndexAsync_FolderThatCannotBeWritten_LeavesNothing(string name)
    {
        Directory.CreateDirectory(_world.World.Paper.Folder);
        foreach (var folder in (string[])["private", "indexes"])
        {
            var path = Path.Combine(_world.World.Paper.Folder, folder);
            if (folder == name)
            {
                await File.WriteAllTextAsync(path, "in the way", Cancellation);
            }
        }

        await Assert.ThrowsAnyAsync<IOException>(() => _world.BuildAsync(Own()));
        Assert.DoesNotContain(RunFolder.Files(_world.World.Paper.Folder), f => f.EndsWith(".index", StringComparison.Ordinal) || f.EndsWith(".tmp", StringComparison.Ordinal) || f.Contains(".spill-", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Refusal", "SOURCE_NOT_PLANNED")]
    public async Task BuildIndexAsync_SourceOfAnotherOrigin_IsRefused()
    {
        var own = new RunRecords(RunWorld.OwnColumns, s_rows) { Origin = "/some/file.csv" };

        Assert.Equal("SOURCE_NOT_PLANNED", (await Assert.ThrowsAsync<OnboardingException>(() => _world.BuildAsync(own))).Code);
    }

    public void Dispose() => _world.Dispose();

    private static RunRecords Own(string? stamp = null) => new(RunWorld.OwnColumns, s_rows) { Stamp = stamp };

    private sealed class ColumnSpy(RunRecords records, List<IReadOnlyList<string>> read) : Onboarding.Records.IRecordSource
    {
        public string Origin => records.Origin;

        public string? ComputeStamp() => records.ComputeStamp();

        public ValueTask<Onboarding.Records.IRecordReader> OpenAsync(IReadOnlyList<string> columns, CancellationToken cancellationToken)
        {
            read.Add(columns);
            return records.OpenAsync(columns, cancellationToken);
        }
    }
}
