using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Delivery;

/// <summary>Who is taken out where, when somebody says no after the audiences left.</summary>
public sealed class RemovalFinderTests : IDisposable
{
    private static readonly string[] s_all = [ChainWorld.Gazette, ChainWorld.Paper, ChainWorld.Radio];

    private readonly ChainWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_PersonAtThreeRecipients_MakesOneRemovalForEach()
    {
        await RunAllAsync(["jan@example.com", "J1"]);
        var answer = await _world.OptOutAsync("jan@example.com");

        Assert.Equal(s_all, answer.Recipients.Select(r => r.Id).Order(StringComparer.Ordinal));
        Assert.All(answer.Recipients, r => Assert.Equal((RemovalState.Pending, RunWorld.Start.AddHours(24)), (r.Removal, r.RemoveBy)));
        Assert.Equal(s_all, (await _world.RemovalsAsync()).Select(Recipient).Order(StringComparer.Ordinal));
        Assert.Equal(RunWorld.Start.AddMonths(1), answer.ReplyBy);
    }

    [Fact]
    public async Task Find_AnotherSpelling_IsTheSamePerson()
    {
        await RunAllAsync(["jan@example.com", "J1"]);
        await _world.OptOutAsync(" J.a.n+news@EXAMPLE.com");

        Assert.Equal(3, (await _world.RemovalsAsync()).Count);
    }

    /// <summary>The record of the gazette shares an external id with that of the paper: one person, known there by another address.</summary>
    [Fact]
    public async Task Find_PersonLinkedOverAnEarlierOutput_IsFoundByTheOtherIdentifier()
    {
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"]));
        await _world.RunAsync(ChainWorld.Gazette, ChainWorld.Rows(["work@example.org", "J1"]));
        await _world.RunAsync(ChainWorld.Radio, ChainWorld.Rows(["work@example.org", ""]));
        await _world.OptOutAsync("jan@example.com");

        Assert.Equal(s_all, (await _world.RemovalsAsync()).Select(Recipient).Order(StringComparer.Ordinal));
        Assert.Equal(_world.Sent(ChainWorld.Radio, "work@example.org"), RunAudiences.Tokens((await _world.ExportOneAsync(ChainWorld.Radio)).Path!));
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(6, 1)]
    public async Task Find_IdentifierOfSoManyPeople_LinksUpToFive(int people, int removals)
    {
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows([.. Enumerable.Range(0, people).Select(i => new[] { $"shared-{i}@example.com", "HUB" })]));
        await _world.OptOutAsync("shared-0@example.com");

        Assert.Equal(removals, (await _world.RemovalsAsync()).Count);
    }

    [Fact]
    public async Task Find_OptOutWhileTheOutputIsDelivered_IsFoundOnce()
    {
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"]), destination: new RunDestination(_ =>
        {
            _world.OptOutAsync("jan@example.com").GetAwaiter().GetResult();
            return "own";
        }));

        Assert.Equal(RemovalCause.OptOut, Assert.Single(await _world.RemovalsAsync()).Content.Cause);
    }

    [Fact]
    public async Task Find_OptOutBetweenTheChecks_NeedsNoRemoval()
    {
        var records = new RunRecords(RunWorld.Columns, [.. RunWorld.Members(12), ["jan@example.com", "J1"]]) { AfterBatch = _ => _world.OptOutAsync("jan@example.com").GetAwaiter().GetResult() };
        var report = await _world.RunAsync(ChainWorld.Paper, records);

        Assert.Equal((12, 1), (report.Counts.Members, report.Counts.SuppressedAtWrite));
        Assert.Empty(await _world.RemovalsAsync());
    }

    [Fact]
    public async Task Find_ByTwoProcessesAtOnce_GivesEachRemovalOnce()
    {
        await RunAllAsync([.. Enumerable.Range(0, 40).Select(i => new[] { $"jan-{i}@example.com", $"J{i}" })]);
        using var optOuts = await _world.Home.OpenOptOutsAsync(RunPlan.ShopSuppressionKey, Cancellation);
        await optOuts.ImportAsync(RunOptOuts.List(IdentifierKind.Email, SuppressionValueForm.Clear, [.. Enumerable.Range(0, 40).Select(i => $"jan-{i}@example.com")]), cancellationToken: Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await _world.Home.Removals.FindAsync(Cancellation), Cancellation)));

        var removals = await _world.RemovalsAsync();
        Assert.Equal((120, 120), (removals.Count, removals.Select(r => (r.Output, r.Content.Position)).Distinct().Count()));
    }

    [Fact]
    public async Task Find_Again_FindsNothingNew()
    {
        await RunAllAsync(["jan@example.com", "J1"]);
        await _world.OptOutAsync("jan@example.com");
        await _world.OptOutAsync("jan@example.com");
        await RunAllAsync(["piet@example.com", "P1"]);

        Assert.Equal(3, (await _world.RemovalsAsync()).Count(r => r.Content.Cause == RemovalCause.OptOut));
    }

    [Theory]
    [InlineData("destination gazette", "gazette")]
    [InlineData("purpose advertising", "gazette paper radio")]
    [InlineData("purpose surveys", "")]
    public async Task Find_Scope_ConcernsTheOutputsThatItCovers(string scope, string recipients)
    {
        await RunAllAsync(["jan@example.com", "J1"]);
        await _world.OptOutAsync("jan@example.com", OptOutScope.Parse(scope));

        Assert.Equal(recipients, string.Join(' ', (await _world.RemovalsAsync()).Select(Recipient).Order(StringComparer.Ordinal)));
    }

    /// <summary>A hash names one spelling; the run that meets it tells whose it is, and then the other spelling that left before is found too.</summary>
    [Fact]
    public async Task Find_HashWhoseSpellingALaterRunMeets_IsFoundInEarlierOutputs()
    {
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", ""]));
        using (var optOuts = await _world.Home.OpenOptOutsAsync(RunPlan.ShopSuppressionKey, Cancellation))
        {
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("jan+shop@example.com"u8));
            await optOuts.ImportAsync(RunOptOuts.List(IdentifierKind.Email, SuppressionValueForm.Sha256Hex, hash), cancellationToken: Cancellation);
        }

        Assert.Empty(await _world.RemovalsAsync());
        await _world.RunAsync(ChainWorld.Gazette, ChainWorld.Rows(["jan+shop@example.com", ""]));

        Assert.Equal([ChainWorld.Paper], (await _world.RemovalsAsync()).Select(Recipient));
    }

    [Fact]
    public async Task Find_MemberFileGone_NamesTheOutput()
    {
        var report = await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows());
        MemberFile.Delete(MemberFile.PathOf(_world["shop", "members"], report.Id));

        Assert.Equal([report.Id], (await _world.Home.Removals.FindAsync(Cancellation)).Select(o => o.Id));
    }

    [Fact]
    public async Task Check_PersonWhoWasSent_NamesTheRecipients()
    {
        await RunAllAsync(["jan@example.com", "J1"]);
        var check = await _world.CheckAsync("jan@example.com");

        Assert.False(check.IsOptedOut);
        Assert.Equal(["Gazette Example B.V.", "Paper Example B.V.", "Radio Example B.V."], check.Recipients.Select(r => r.Name).Order(StringComparer.Ordinal));
        Assert.All(check.Recipients, r => Assert.Null(r.Removal));
        Assert.Empty((await _world.CheckAsync("nobody@example.com")).Recipients);
    }

    [Fact]
    public async Task Withdraw_AfterARemovalWasFound_TakesThePersonInAgainAndStillRemoves()
    {
        await RunAllAsync(["jan@example.com", "J1"]);
        await _world.OptOutAsync("jan@example.com");
        Assert.Equal(1, await _world.WithdrawAsync("Jan@example.com"));
        var report = await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"]));

        Assert.Equal(13, report.Counts.Members);
        Assert.Equal(3, (await _world.ExportAsync()).Count);
    }

    public void Dispose() => _world.Dispose();

    private static string Recipient(Removal removal) => Onboarding.Keys.Domain.Parse(removal.Content.Domain).Recipient;

    private async Task RunAllAsync(params string[][] rows)
    {
        foreach (var recipient in s_all)
        {
            await _world.RunAsync(recipient, ChainWorld.Rows(rows));
        }
    }
}
