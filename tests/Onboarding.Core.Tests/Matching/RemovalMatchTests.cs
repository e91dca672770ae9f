using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.StoreContract;

namespace Onboarding.Core.Tests.Matching;

/// <summary>The recipient's side of a removal: whom to take out, and who does not come back.</summary>
public sealed class RemovalMatchTests : IDisposable
{
    private static readonly string[][] s_own = [["U1", "jan@example.com", ""], ["U2", "", "J1"], ["U3", "member-0@example.com", ""], ["U4", "stranger@example.com", ""]];

    private readonly ChainWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Signal => _world[ChainWorld.Paper, "paper.signal"];

    [Fact]
    public async Task Take_OptOutOfAPerson_GivesTheIdsBehindEveryTokenOfThePerson()
    {
        await SendAndMatchAsync();
        var list = await OptOutAsync();
        var (report, ids) = await _world.TakeAsync(ChainWorld.Paper, list);

        Assert.Equal(["U1", "U2"], ids);
        Assert.Equal((2L, 2L, 1, 0), (report.Tokens, report.Ids, report.Records, report.MissingRecords));
    }

    [Fact]
    public async Task Take_Again_GivesTheSame()
    {
        await SendAndMatchAsync();
        var list = await OptOutAsync();
        await _world.TakeAsync(ChainWorld.Paper, list);

        Assert.Equal(["U1", "U2"], (await _world.TakeAsync(ChainWorld.Paper, list)).Ids);
    }

    [Fact]
    public async Task Match_OlderAudienceAfterwards_LeavesThesePeopleOut()
    {
        var audience = await SendAndMatchAsync();
        await _world.TakeAsync(ChainWorld.Paper, await OptOutAsync());
        var report = await _world.MatchAsync(ChainWorld.Paper, audience, RunWorld.Own(s_own));

        Assert.Equal((1L, 2L), (report.Matched, report.RemovedTokens));
    }

    [Fact]
    public async Task Match_NewerAudienceAfterwards_MayHoldThemAgain()
    {
        await SendAndMatchAsync();
        await _world.TakeAsync(ChainWorld.Paper, await OptOutAsync());
        await _world.WithdrawAsync("jan@example.com");
        var report = await _world.MatchAsync(ChainWorld.Paper, await SendAsync(), RunWorld.Own(s_own));

        Assert.Equal((3L, 0L), (report.Matched, report.RemovedTokens));
    }

    [Fact]
    public async Task Take_RecordPastTheAudiencesDeleteBy_IsNotLookedAt()
    {
        await SendAndMatchAsync();
        var list = await OptOutAsync();
        _world.Clock.Now += TimeSpan.FromDays(31);
        var (report, ids) = await _world.TakeAsync(ChainWorld.Paper, list);

        Assert.Empty(ids);
        Assert.Equal((0, 0), (report.Records, report.MissingRecords));
    }

    [Fact]
    public async Task Match_AfterADeleteBy_DestroysTheRecord()
    {
        await SendAndMatchAsync();
        _world.Clock.Now += TimeSpan.FromDays(31);
        await SendAndMatchAsync();

        Assert.Single(RunFolder.Files(_world[ChainWorld.Paper, "home", "taken"]), f => f.EndsWith(".taken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Take_RecordGone_IsCounted()
    {
        await SendAndMatchAsync();
        var list = await OptOutAsync();
        Directory.Delete(_world[ChainWorld.Paper, "home", "taken"], recursive: true);
        var (report, ids) = await _world.TakeAsync(ChainWorld.Paper, list);

        Assert.Empty(ids);
        Assert.Equal((0, 1), (report.Records, report.MissingRecords));
    }

    [Fact]
    public async Task Take_PlanThatEnded_StillTakesPeopleOut()
    {
        await SendAndMatchAsync();
        var list = await OptOutAsync();
        var dossier = _world[ChainWorld.Paper, "match-dossier.json"];
        await File.WriteAllTextAsync(dossier, (await File.ReadAllTextAsync(dossier, Cancellation)).Replace("2027-12-31", "2026-03-01", StringComparison.Ordinal), Cancellation);
        await Assert.ThrowsAsync<OnboardingException>(async () => await _world.Recipient(ChainWorld.Paper).ApproveMatchAsync(_world.PlanPath(ChainWorld.Paper), cancellationToken: Cancellation));

        Assert.Equal(["U1", "U2"], (await _world.TakeAsync(ChainWorld.Paper, list)).Ids);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(-1)]
    [InlineData(-60)]
    public async Task Take_ChangedByte_IsRefusedAndTakesNothingIn(int at)
    {
        await SendAndMatchAsync();
        var list = await OptOutAsync();
        var bytes = await File.ReadAllBytesAsync(list, Cancellation);
        bytes[at < 0 ? bytes.Length + at : at] ^= 1;
        await File.WriteAllBytesAsync(list, bytes, Cancellation);

        await Assert.ThrowsAsync<OnboardingException>(() => _world.TakeAsync(ChainWorld.Paper, list));
        Assert.False(File.Exists(_world[ChainWorld.Paper, "take-out.csv"]));
        Assert.Empty(Directory.GetFiles(_world[ChainWorld.Paper, "home", "taken"], "*.removals"));
    }

    [Fact]
    public async Task Take_ListForAnotherRecipient_IsRefused()
    {
        await SendAndMatchAsync();
        await _world.RunAsync(ChainWorld.Gazette, ChainWorld.Rows(["jan@example.com", "J1"]));
        await _world.OptOutAsync("jan@example.com");
        var list = Assert.Single(await _world.ExportAsync(ChainWorld.Gazette));

        Assert.Equal("OUTSIDE_DOMAIN", (await Assert.ThrowsAsync<OnboardingException>(() => _world.TakeAsync(ChainWorld.Paper, list.Path!))).Code);
    }

    [Fact]
    [Trait("Refusal", "AUDIENCE_CONTENT")]
    public async Task Take_Audience_IsRefused()
    {
        var audience = await SendAndMatchAsync();

        Assert.Equal("AUDIENCE_CONTENT", (await Assert.ThrowsAsync<OnboardingException>(() => _world.TakeAsync(ChainWorld.Paper, audience))).Code);
    }

    [Fact]
    [Trait("Refusal", "AUDIENCE_CONTENT")]
    public async Task Match_ListOfRemovals_IsRefused()
    {
        await SendAndMatchAsync();
        var list = await OptOutAsync();

        Assert.Equal("AUDIENCE_CONTENT", (await Assert.ThrowsAsync<OnboardingException>(() => _world.MatchAsync(ChainWorld.Paper, list, RunWorld.Own(s_own)))).Code);
    }

    [Fact]
    public async Task Take_OutputInThePlaceOfTheList_IsRefused()
    {
        await SendAndMatchAsync();
        var list = await OptOutAsync();
        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await _world.Recipient(ChainWorld.Paper).TakeRemovalsAsync(_world.PlanPath(ChainWorld.Paper), list, list, Cancellation));

        Assert.Equal("OUTPUT_EXISTS", exception.Code);
        AudienceFile.Open(list).Dispose();
    }

    [Fact]
    [Trait("Refusal", "SERIAL_TOO_OLD")]
    public async Task Match_ListTakenInMeanwhile_IsRefusedAndTheNextOneLeavesThesePeopleOut()
    {
        var (audience, list) = (await SendAsync(), await OptOutAsync());
        var own = Interrupted(() => _world.TakeAsync(ChainWorld.Paper, list));

        Assert.Equal("SERIAL_TOO_OLD", (await Assert.ThrowsAsync<OnboardingException>(() => _world.MatchAsync(ChainWorld.Paper, audience, own))).Code);
        AssertNothingTold();
        var report = await _world.MatchAsync(ChainWorld.Paper, audience, RunWorld.Own(s_own));
        Assert.Equal((1L, 2L), (report.Matched, report.RemovedTokens));
    }

    [Fact]
    [Trait("Refusal", "SERIAL_TOO_OLD")]
    public async Task Match_NewerAudienceMatchedMeanwhile_IsRefused()
    {
        var (older, newer) = (await SendAsync(), await SendAsync());
        var own = Interrupted(() => _world.MatchAsync(ChainWorld.Paper, newer, RunWorld.Own(s_own)));

        Assert.Equal("SERIAL_TOO_OLD", (await Assert.ThrowsAsync<OnboardingException>(() => _world.MatchAsync(ChainWorld.Paper, older, own))).Code);
    }

    [Fact]
    public async Task Take_MatchThatEndsMeanwhile_GivesItsIds()
    {
        var audience = await SendAsync();
        await _world.MatchAsync(ChainWorld.Paper, audience, RunWorld.Own([["U9", "stranger@example.com", ""]]));
        var list = await OptOutAsync();
        var store = (MemoryStore)_world.Recipient(ChainWorld.Paper).Store;
        store.Fails = operation =>
        {
            if (operation == nameof(MemoryStore.AppendAsync))
            {
                store.Fails = null;
                _world.MatchAsync(ChainWorld.Paper, audience, RunWorld.Own(s_own)).GetAwaiter().GetResult();
            }

            return false;
        };

        Assert.Equal(["U1", "U2"], (await _world.TakeAsync(ChainWorld.Paper, list)).Ids);
    }

    [Fact]
    public async Task Match_LedgerCannotBeWritten_LeavesNothing()
    {
        var audience = await SendAsync();
        ((MemoryStore)_world.Recipient(ChainWorld.Paper).Store).Fails = operation => operation == nameof(MemoryStore.AppendAsync);

        await Assert.ThrowsAsync<IOException>(() => _world.MatchAsync(ChainWorld.Paper, audience, RunWorld.Own(s_own), RunOptOuts.Emails("member-0@example.com"), Signal));
        AssertNothingTold();
        Assert.Empty(RunFolder.Files(_world[ChainWorld.Paper, "home", "taken"]));
    }

    public void Dispose() => _world.Dispose();

    // Acts when a match has loaded the lists of removals and reads the own users.
    private static RunRecords Interrupted(Func<Task> act) => new(RunWorld.OwnColumns, _ =>
    {
        act().GetAwaiter().GetResult();
        return s_own.Select(RunRecords.Encode);
    });

    private void AssertNothingTold()
    {
        Assert.False(File.Exists(_world[ChainWorld.Paper, "ids.csv"]));
        Assert.False(File.Exists(_world[ChainWorld.Paper, "match-report.json"]));
        Assert.False(File.Exists(Signal));
        Assert.False(Directory.Exists(_world[ChainWorld.Paper, "home", "matches"]));
    }

    private async Task<string> SendAsync() => (await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"]))).AudiencePath;

    private async Task<string> SendAndMatchAsync()
    {
        var audience = await SendAsync();
        var report = await _world.MatchAsync(ChainWorld.Paper, audience, RunWorld.Own(s_own));
        Assert.Equal(3, report.Matched);
        return audience;
    }

    private async Task<string> OptOutAsync()
    {
        await _world.OptOutAsync("jan@example.com");
        return (await _world.ExportOneAsync(ChainWorld.Paper)).Path!;
    }
}
