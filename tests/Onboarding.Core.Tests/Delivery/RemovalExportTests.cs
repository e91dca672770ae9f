using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Delivery;

/// <summary>Lists of removals: what stands in them, who confirms them, and what happens when nobody does.</summary>
public sealed class RemovalExportTests : IDisposable
{
    private readonly ChainWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The person named an address alone; the external id was sent as well, and is taken out too.</summary>
    [Fact]
    public async Task Export_OptOut_HoldsExactlyTheTokensThatWereSent()
    {
        var run = await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"]));
        await _world.OptOutAsync("jan@example.com");
        var list = await _world.ExportOneAsync(ChainWorld.Paper);

        var tokens = RunAudiences.Tokens(list.Path!);
        Assert.Equal(_world.Sent(ChainWorld.Paper, "jan@example.com", "J1"), tokens);
        Assert.Subset(RunAudiences.Tokens(run.AudiencePath), tokens);
        Assert.Equal((1L, 1L), (list.People, list.Removals));
    }

    [Fact]
    public async Task Export_Again_HasNothingUntilTheRecipientFailed()
    {
        await SendAndOptOutAsync(ChainWorld.Paper);
        var list = await _world.ExportOneAsync(ChainWorld.Paper);
        Assert.Empty(await _world.ExportAsync());

        Assert.Equal(1, await _world.Home.Removals.ConfirmAsync(list.Id, done: false, Cancellation));
        var again = await _world.ExportOneAsync(ChainWorld.Paper);
        Assert.NotEqual(list.Id, again.Id);
        Assert.Equal(RunAudiences.Tokens(list.Path!), RunAudiences.Tokens(again.Path!));
        Assert.Equal(1, await _world.Home.Removals.ConfirmAsync(again.Id, cancellationToken: Cancellation));
        Assert.Empty(await _world.ExportAsync());
        Assert.Empty(await _world.Home.Removals.ReadOpenAsync(Cancellation));
    }

    [Fact]
    public async Task Confirm_ListThatIsNotKnown_ConcernsNothing()
    {
        Assert.Equal(0, await _world.Home.Removals.ConfirmAsync("0198aaaabbbb7ccc8ddd000000000001", cancellationToken: Cancellation));
    }

    [Fact]
    [Trait("Refusal", "REMOVAL_OVERDUE")]
    public async Task Run_RecipientThatIsBehindFor72Hours_IsRefusedAndTheOthersAreNot()
    {
        await SendAndOptOutAsync(ChainWorld.Paper, ChainWorld.Gazette, ChainWorld.Radio);
        foreach (var list in await _world.ExportAsync())
        {
            if (!list.Domain.Contains(ChainWorld.Radio, StringComparison.Ordinal))
            {
                await _world.Home.Removals.ConfirmAsync(list.Id, cancellationToken: Cancellation);
            }
        }

        _world.Clock.Now += TimeSpan.FromHours(72);
        await _world.RunAsync(ChainWorld.Radio, ChainWorld.Rows());
        _world.Clock.Now += TimeSpan.FromSeconds(1);
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => _world.RunAsync(ChainWorld.Radio, ChainWorld.Rows()));
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["piet@example.com", "P1"]));
        await _world.RunAsync(ChainWorld.Gazette, ChainWorld.Rows(["piet@example.com", "P1"]));
        await _world.OptOutAsync("piet@example.com");

        Assert.Equal("REMOVAL_OVERDUE", exception.Code);
        Assert.StartsWith("REMOVAL_OVERDUE: 1 removals of people who said no wait for radio since 2026-03-02", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await _world.ExportAsync()).Count);
    }

    [Fact]
    public async Task Run_RecipientThatConfirmed_GetsAudiencesAgain()
    {
        await SendAndOptOutAsync(ChainWorld.Paper);
        var list = await _world.ExportOneAsync(ChainWorld.Paper);
        _world.Clock.Now += TimeSpan.FromHours(100);
        await Assert.ThrowsAsync<OnboardingException>(() => _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows()));
        await _world.Home.Removals.ConfirmAsync(list.Id, cancellationToken: Cancellation);

        Assert.Equal(12, (await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows())).Counts.Members);
    }

    [Fact]
    public async Task Export_PersonWhoLeftTheSelection_IsTakenOut()
    {
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"]));
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows());

        Assert.All(await _world.RemovalsAsync(), r => Assert.Equal(RemovalCause.Selection, r.Content.Cause));
        Assert.Equal(_world.Sent(ChainWorld.Paper, "jan@example.com", "J1"), RunAudiences.Tokens((await _world.ExportOneAsync(ChainWorld.Paper)).Path!));
    }

    [Fact]
    public async Task Export_IdentifierThatLeftTheSelection_IsTakenOutAlone()
    {
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"]));
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", ""]));

        Assert.Equal(_world.Sent(ChainWorld.Paper, "x", "J1").Except(_world.Sent(ChainWorld.Paper, "x")), RunAudiences.Tokens((await _world.ExportOneAsync(ChainWorld.Paper)).Path!));
    }

    [Fact]
    public async Task Export_PersonWhoCameBack_IsNotTakenOut()
    {
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"]));
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows());
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"]));

        Assert.Null((await _world.ExportOneAsync(ChainWorld.Paper)).Path);
        Assert.Empty(await _world.Home.Removals.ReadOpenAsync(Cancellation));
    }

    /// <summary>Who left the selection never blocks; only people who said no do.</summary>
    [Fact]
    public async Task Run_AfterRemovalsOfTheSelectionWaitedLong_GoesOn()
    {
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"]));
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows());
        _world.Clock.Now += TimeSpan.FromDays(20);

        Assert.Equal(12, (await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows())).Counts.Members);
        Assert.True(Assert.Single(await _world.Home.Removals.ReadOpenAsync(Cancellation)).IsOverdue(_world.Home.Removals.Terms, _world.Clock.Now));
    }

    [Fact]
    public async Task Find_ConsentTakenBack_IsItsOwnCause()
    {
        using var world = new ChainWorld(plan => plan.Evidence = """{ "consent_withdrawn_at": { "column": "unsubscribed" } }""");
        string[] columns = ["email", "external_id", "unsubscribed"];
        var others = RunWorld.Members(12).Select(m => new[] { m[0], m[1], "" }).ToArray();
        await world.RunAsync(ChainWorld.Paper, new RunRecords(columns, [.. others, ["jan@example.com", "J1", ""]]));
        await world.RunAsync(ChainWorld.Paper, new RunRecords(columns, [.. others, ["jan@example.com", "J1", "2026-03-01"]]));

        var removals = await world.RemovalsAsync();
        Assert.NotEmpty(removals);
        Assert.All(removals, r => Assert.Equal(RemovalCause.Consent, r.Content.Cause));
        Assert.Equal(removals.Count, Assert.Single(await world.Home.Removals.ReadOpenAsync(Cancellation)).Objections);
    }

    [Fact]
    public async Task Export_OutputPastItsDeleteBy_IsTakenBackWhole()
    {
        var run = await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"]));
        _world.Clock.Now += TimeSpan.FromDays(31);
        var list = await _world.ExportOneAsync(ChainWorld.Paper);

        Assert.Equal(RunAudiences.Tokens(run.AudiencePath), RunAudiences.Tokens(list.Path!));
        Assert.Empty(await _world.ExportAsync());
    }

    [Fact]
    public async Task Export_OutputThatANewerOneReplaced_DoesNotExpire()
    {
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows());
        _world.Clock.Now += TimeSpan.FromDays(20);
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows());
        _world.Clock.Now += TimeSpan.FromDays(11);

        Assert.Empty(await _world.ExportAsync());
    }

    [Fact]
    public async Task Export_RetiredKey_StillTakesOut()
    {
        await SendAndOptOutAsync(ChainWorld.Paper);
        _world.Home.RetireKey(ChainWorld.Key(ChainWorld.Paper));
        _world.Clock.Now += TimeSpan.FromDays(1);

        var exception = await Assert.ThrowsAsync<OnboardingException>(() => _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows()));
        Assert.Equal("KEY_EXPIRED", exception.Code);
        Assert.Equal(1, (await _world.ExportOneAsync(ChainWorld.Paper)).People);
    }

    [Fact]
    [Trait("Refusal", "REMOVAL_KEY_GONE")]
    public async Task DestroyKey_BeforeEverythingIsTakenBack_IsRefused()
    {
        var key = ChainWorld.Key(ChainWorld.Paper);
        await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows());
        var held = await Assert.ThrowsAsync<OnboardingException>(async () => await _world.Home.DestroyKeyAsync(key, Cancellation));
        _world.Clock.Now += TimeSpan.FromDays(31);
        var waiting = await Assert.ThrowsAsync<OnboardingException>(async () => await _world.Home.DestroyKeyAsync(key, Cancellation));
        await _world.Home.Removals.ConfirmAsync((await _world.ExportOneAsync(ChainWorld.Paper)).Id, cancellationToken: Cancellation);
        await _world.Home.DestroyKeyAsync(key, Cancellation);

        Assert.Equal(("REMOVAL_KEY_GONE", "REMOVAL_KEY_GONE"), (held.Code, waiting.Code));
        Assert.Contains("0 removals wait for it, and 1 outputs", held.Message, StringComparison.Ordinal);
        Assert.Contains("1 removals wait for it, and 0 outputs", waiting.Message, StringComparison.Ordinal);
        Assert.Equal("KEY_NOT_FOUND", (await Assert.ThrowsAsync<OnboardingException>(async () => await _world.Keys.OpenAsync(key, Cancellation))).Code);
    }

    [Fact]
    [Trait("Refusal", "REMOVAL_KEY_GONE")]
    public async Task Export_KeyThatIsLost_IsRefused()
    {
        await SendAndOptOutAsync(ChainWorld.Paper);
        _world.Keys.Delete(ChainWorld.Key(ChainWorld.Paper));

        Assert.Equal("REMOVAL_KEY_GONE", (await Assert.ThrowsAsync<OnboardingException>(() => _world.ExportAsync())).Code);
    }

    [Fact]
    [Trait("Refusal", "KEY_DESTROY_BLOCKED")]
    public async Task DestroyKey_SuppressionKeyOfOptOuts_IsRefused()
    {
        await _world.OptOutAsync("jan@example.com");

        Assert.Equal("KEY_DESTROY_BLOCKED", (await Assert.ThrowsAsync<OnboardingException>(async () => await _world.Home.DestroyKeyAsync(RunPlan.ShopSuppressionKey, Cancellation))).Code);
    }

    [Fact]
    [Trait("Refusal", "KEY_DESTROY_BLOCKED")]
    public void RetireKey_SuppressionKey_IsRefused()
    {
        Assert.Equal("KEY_DESTROY_BLOCKED", Assert.Throws<OnboardingException>(() => _world.Home.RetireKey(RunPlan.ShopSuppressionKey)).Code);
    }

    /// <summary>Nobody can say any more what was sent; a list without it would look complete.</summary>
    [Fact]
    public async Task Export_MemberFileGone_IsRefused()
    {
        await SendAndOptOutAsync(ChainWorld.Paper);
        Directory.Delete(_world["shop", "members"], recursive: true);

        Assert.Equal("MEMBERS_DAMAGED", (await Assert.ThrowsAsync<OnboardingException>(() => _world.ExportAsync())).Code);
    }

    /// <summary>The label says of nobody why or since when.</summary>
    [Fact]
    public async Task Export_Label_NamesTheListAndNoReason()
    {
        await SendAndOptOutAsync(ChainWorld.Paper);
        var list = await _world.ExportOneAsync(ChainWorld.Paper);
        using var file = AudienceFile.Open(list.Path!);
        using var card = await _world.Keys.OpenAsync(ChainWorld.Key(ChainWorld.Paper), Cancellation);
        file.RequireOrigin(card);

        Assert.Equal((AudienceContent.Removals, list.Id, 1L, "shop/paper/advertising"), (file.Content, file.Label.Id, file.Label.Members, file.Label.Domain));
    }

    public void Dispose() => _world.Dispose();

    private async Task SendAndOptOutAsync(params string[] recipients)
    {
        foreach (var recipient in recipients)
        {
            await _world.RunAsync(recipient, ChainWorld.Rows(["jan@example.com", "J1"]));
        }

        await _world.OptOutAsync("jan@example.com");
    }
}
