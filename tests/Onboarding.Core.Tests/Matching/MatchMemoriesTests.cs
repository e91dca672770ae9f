using Onboarding.Core.Tests.Support;
using Onboarding.Keys;
using Onboarding.Matching;

namespace Onboarding.Core.Tests.Matching;

/// <summary>What was told is remembered: in the home, for each domain, whatever happens in between.</summary>
public sealed class MatchMemoriesTests : IDisposable
{
    private readonly RunWorld _world = new(plan => plan.Columns = new() { ["email"] = ["email"] });

    private string Folder => Path.Combine(_world.Paper.Folder, "matches");

    private string[] Files => [.. RunFolder.Files(Folder).Where(f => f.EndsWith(".match", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Add_Match_IsAFileOfItsOwnForTheOwnerAlone()
    {
        await MatchAsync(200);
        await MatchAsync(200);

        Assert.Equal(2, Files.Length);
        Assert.Equal("shop.paper.advertising", Path.GetFileName(Path.GetDirectoryName(Files[0])));
        Assert.All(RunFolder.Files(Folder), RunFolder.AssertOwnerOnly);
    }

    [Fact]
    public async Task Read_AfterAnotherProcessStarted_GivesWhatWasAdded()
    {
        var report = await MatchAsync(200);
        using var card = _world.PaperCard(RunPlan.PaperSuppressionKey);
        var memory = Assert.Single(new MatchMemories(Folder, _world.Domain, card).Read());

        Assert.Equal((report.AudienceId, 200L, 100L, 100L, report.Advertiser.AudienceMatchRate), (memory.Audience, memory.Members, memory.Identifiers, memory.Matched, memory.Figure));
        Assert.Equal((new KindMatch(200, 100), 100L), (memory.Kinds["email"], memory.OwnKinds["email"]));
        Assert.Equal((200L, RunWorld.Start), (Assert.Single(memory.Lists).Count, memory.Time));
        Assert.Empty(new MatchMemories(Folder, Domain.Parse("shop/paper/survey"), card).Read());
    }

    [Fact]
    public async Task Match_FileOfAnEarlierOneIsDamaged_TellsNothingNewAndSaysSo()
    {
        await MatchAsync(200);
        var bytes = await File.ReadAllBytesAsync(Files[0], TestContext.Current.CancellationToken);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(Files[0], bytes, TestContext.Current.CancellationToken);
        var report = await MatchAsync(400);

        Assert.Equal((null, "AGGREGATE_DIFFERENCING"), (report.Advertiser.AudienceMatchRate, report.Advertiser.Reason?.Code));
        Assert.Contains(report.Notes, n => n.Contains("cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Match_KeyOfAnEarlierOneIsGone_TellsNothingNew()
    {
        await MatchAsync(200);
        File.Delete(Files[0] + ".key");

        Assert.True((await MatchAsync(400)).Advertiser.IsWithheld);
    }

    [Fact]
    public async Task Match_WhatAnotherMatchLeftHalfWritten_IsNoMemory()
    {
        await MatchAsync(200);
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(Files[0])!, ".20260302-x.match.abc.tmp"), "half", TestContext.Current.CancellationToken);

        Assert.False((await MatchAsync(400)).Advertiser.IsWithheld);
    }

    [Fact]
    public async Task Match_AfterAYear_IsForgotten()
    {
        await MatchAsync(200);
        using var card = _world.PaperCard(RunPlan.PaperSuppressionKey);
        MatchMemories.DeleteOutdated(Folder, RunWorld.Start.AddDays(366));
        Assert.Single(Files);
        MatchMemories.DeleteOutdated(Folder, RunWorld.Start.AddDays(367));

        Assert.Empty(Files);
        Assert.DoesNotContain(RunFolder.Files(Folder), f => f.EndsWith(".key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Match_ThatFailsBeforeItsFilesStand_HasItsFigureAllTheSame()
    {
        var audience = (await _world.RunAsync(RunWorld.Emails(RunWorld.Members(200).Select(m => m[0])))).AudiencePath;
        Directory.CreateDirectory(_world.IdsPath + ".label.jsonld");
        await Assert.ThrowsAnyAsync<Exception>(() => _world.MatchAsync(audience, Own()));
        Directory.Delete(_world.IdsPath + ".label.jsonld");
        var report = await _world.MatchAsync(audience, Own());

        Assert.Equal((true, true), (report.Advertiser.IsWithheld, report.Advertiser.AudienceMatchRate is not null));
    }

    /// <summary>Of two lists that differ by one person, matched at the same time, one gets a figure.</summary>
    [Fact]
    public async Task Match_TwoAtOnce_ComputeOneFigure()
    {
        var first = (await _world.RunAsync(RunWorld.Emails(RunWorld.Members(200).Select(m => m[0])))).AudiencePath;
        var second = (await _world.RunAsync(RunWorld.Emails(RunWorld.Members(201).Select(m => m[0])))).AudiencePath;
        var plan = _world.ApproveMatch();
        using var a = await _world.Paper.OpenReceivedAsync(first, plan, TestContext.Current.CancellationToken);
        using var b = await _world.Paper.OpenReceivedAsync(second, plan, TestContext.Current.CancellationToken);
        var reports = await Task.WhenAll(new[] { a, a, a }.Select((audience, i) => Task.Run(() => _world.Paper.CreateMatch(plan, audience, Own(), RunOptOuts.Emails(RunOptOuts.Nobody)).WriteIdsToAsync(_world["both", $"{i}", "ids.csv"]))));
        var last = await _world.Paper.CreateMatch(plan, b, Own(), RunOptOuts.Emails(RunOptOuts.Nobody)).WriteIdsToAsync(_world["both", "3", "ids.csv"], TestContext.Current.CancellationToken);

        Assert.Single(reports.Append(last), r => !r.Advertiser.IsWithheld);
        Assert.Single(reports.Append(last).Select(r => r.Advertiser.AudienceMatchRate).Distinct());
    }

    public void Dispose() => _world.Dispose();

    private static RunRecords Own() => RunWorld.Own(Enumerable.Range(0, 100).Select(i => new[] { $"u{i}", $"member-{i}@example.com", "" }));

    private async Task<MatchReport> MatchAsync(int members)
    {
        var audience = (await _world.RunAsync(RunWorld.Emails(RunWorld.Members(members).Select(m => m[0])))).AudiencePath;
        return await _world.MatchAsync(audience, Own());
    }
}
