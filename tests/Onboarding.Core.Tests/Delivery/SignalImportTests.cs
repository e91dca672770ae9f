using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Matching;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Delivery;

/// <summary>What a recipient's users said to the recipient, and what the sender makes of it.</summary>
public sealed class SignalImportTests : IDisposable
{
    private static readonly string[][] s_own = [["U1", "jan@example.com", "J1"], ["U3", "member-0@example.com", ""], ["U4", "stranger@example.com", ""]];

    private readonly ChainWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Match_UsersWhoSaidNo_AreSignaledWithTheAudiencesTokensAlone()
    {
        var signal = await SignalAsync();

        Assert.Equal(_world.Sent(ChainWorld.Paper, "jan@example.com", "J1"), RunAudiences.Tokens(signal));
    }

    [Fact]
    public async Task Match_NobodyOfTheAudienceSaidNo_WritesNoSignal()
    {
        var run = await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows());
        var report = await _world.MatchAsync(ChainWorld.Paper, run.AudiencePath, RunWorld.Own(s_own), RunOptOuts.Emails("stranger@example.com"), _world["signal"]);

        Assert.Equal((0L, null), (report.Signaled, report.SignalPath));
        Assert.False(File.Exists(_world["signal"]));
    }

    [Fact]
    public async Task Take_Signal_HoldsForThatRecipientAndIsNotToldBack()
    {
        var report = await _world.Home.TakeSignalAsync(await SignalAsync(), cancellationToken: Cancellation);
        var paper = await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"]));
        var gazette = await _world.RunAsync(ChainWorld.Gazette, ChainWorld.Rows(["jan@example.com", "J1"]));

        Assert.Equal((1L, 2L, 2L, 0L, false), (report.People, report.Tokens, report.Added, report.Known, report.AlreadyTaken));
        Assert.Equal((12L, 13L), (paper.Counts.Members, gazette.Counts.Members));
        Assert.Empty(await _world.RemovalsAsync());
    }

    [Fact]
    public async Task Take_SignalForEverything_RemovesAtTheOthers()
    {
        await _world.Home.TakeSignalAsync(await SignalAsync(), OptOutScope.All, cancellationToken: Cancellation);

        Assert.Equal(["shop/gazette/advertising"], (await _world.RemovalsAsync()).Select(r => r.Content.Domain));
        Assert.Equal(12, (await _world.RunAsync(ChainWorld.Radio, ChainWorld.Rows(["jan@example.com", "J1"]))).Counts.Members);
    }

    [Fact]
    public async Task Take_Again_DoesNothing()
    {
        var signal = await SignalAsync();
        await _world.Home.TakeSignalAsync(signal, cancellationToken: Cancellation);
        var last = await _world.Home.Store.GetLastChangeAsync(Cancellation);
        var again = await _world.Home.TakeSignalAsync(signal, cancellationToken: Cancellation);

        Assert.True(again.AlreadyTaken);
        Assert.Equal((0L, 0L, last), (again.People, again.Added, await _world.Home.Store.GetLastChangeAsync(Cancellation)));
    }

    [Fact]
    public async Task Take_TokensThatWereNeverSent_AreIgnored()
    {
        await SendAsync();
        var signal = Write(["nobody@example.com", "member-1@example.com"]);
        var report = await _world.Home.TakeSignalAsync(signal, cancellationToken: Cancellation);

        Assert.Equal((2L, 1L, 1L), (report.Tokens, report.People, report.Added));
    }

    [Fact]
    [Trait("Refusal", "RED_FLAG_SIGNAL_VOLUME")]
    public async Task Take_UnusuallyManyPeople_WaitsUntilSomebodyAsked()
    {
        await _world.RunAsync(ChainWorld.Paper, RunWorld.Records(RunWorld.Members(200)));
        var fifty = await _world.Home.TakeSignalAsync(Write(Enumerable.Range(0, 50).Select(i => $"member-{i}@example.com")), cancellationToken: Cancellation);
        var signal = Write(Enumerable.Range(0, 51).Select(i => $"member-{i}@example.com"));
        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await _world.Home.TakeSignalAsync(signal, cancellationToken: Cancellation));
        var accepted = await _world.Home.TakeSignalAsync(signal, acceptVolume: true, cancellationToken: Cancellation);

        Assert.Equal("RED_FLAG_SIGNAL_VOLUME", exception.Code);
        Assert.StartsWith("RED_FLAG_SIGNAL_VOLUME: paper reports 51 of 200 people", exception.Message, StringComparison.Ordinal);
        Assert.Equal((50L, 1L, 50L), (fifty.Added, accepted.Added, accepted.Known));
    }

    [Fact]
    public async Task Take_SignalUnderAnotherKeyOfTheSameName_IsRefused()
    {
        await SendAsync();
        using var forged = new KeyCard(ChainWorld.Key(ChainWorld.Paper), KeyType.Party, Domain.Parse("shop/paper/advertising"), KeyMaterial.Random(), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), isDemo: false);
        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await _world.Home.TakeSignalAsync(Write(["member-1@example.com"], forged), OptOutScope.All, cancellationToken: Cancellation));

        Assert.Equal("AUDIENCE_MAC", exception.Code);
        Assert.Equal(1, (await _world.Home.Store.CountAsync(Cancellation)).Active);
    }

    [Fact]
    public async Task Take_SignalUnderAKeyOfNoOutput_IsRefused()
    {
        await SendAsync();
        using var other = new KeyCard("other-key", KeyType.Party, Domain.Parse("shop/paper/advertising"), KeyMaterial.Random(), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), isDemo: false);

        Assert.Equal("KEY_MISMATCH", (await Assert.ThrowsAsync<OnboardingException>(async () => await _world.Home.TakeSignalAsync(Write(["member-1@example.com"], other), cancellationToken: Cancellation))).Code);
    }

    [Fact]
    [Trait("Refusal", "AUDIENCE_CONTENT")]
    public async Task Take_AudienceOrRemovals_IsRefused()
    {
        var audience = await SendAsync();
        await _world.OptOutAsync("jan@example.com");
        var list = Assert.Single(await _world.ExportAsync(ChainWorld.Paper));

        Assert.Equal("AUDIENCE_CONTENT", (await Assert.ThrowsAsync<OnboardingException>(async () => await _world.Home.TakeSignalAsync(audience, cancellationToken: Cancellation))).Code);
        Assert.Equal("AUDIENCE_CONTENT", (await Assert.ThrowsAsync<OnboardingException>(async () => await _world.Home.TakeSignalAsync(list.Path!, cancellationToken: Cancellation))).Code);
    }

    public void Dispose() => _world.Dispose();

    private async Task<string> SendAsync()
    {
        await _world.RunAsync(ChainWorld.Gazette, ChainWorld.Rows(["jan@example.com", "J1"]));
        return (await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"]))).AudiencePath;
    }

    private async Task<string> SignalAsync()
    {
        var report = await _world.MatchAsync(ChainWorld.Paper, await SendAsync(), RunWorld.Own(s_own), RunOptOuts.Emails("jan@example.com", "stranger@example.com"), _world["signal"]);
        Assert.Equal(1, report.Signaled);
        return report.SignalPath!;
    }

    // As a recipient that holds the key may write one by itself.
    private string Write(IEnumerable<string> emails, KeyCard? key = null)
    {
        using var card = _world.Keys.OpenAsync(ChainWorld.Key(ChainWorld.Paper), Cancellation).AsTask().GetAwaiter().GetResult();
        using var writer = new SignalWriter(Directory.CreateDirectory(_world["work"]).FullName);
        foreach (var email in emails)
        {
            writer.Add(IdentifierKind.Email, new Token(Convert.FromHexString(_world.Sent(ChainWorld.Paper, email).Single())));
        }

        return writer.Write(_world["own-signal"], emails.LongCount(), key ?? card, _world.Clock.Now, Cancellation)!;
    }
}
