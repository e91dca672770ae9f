using Onboarding.Core.Tests.Support;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Matching;

public sealed class ReceivedAudienceTests : IDisposable
{
    private readonly RunWorld _world = new();

    [Fact]
    public async Task OpenAsync_AudienceOfThePlan_Opens()
    {
        using var received = await _world.ReceiveAsync(await AudienceAsync());

        Assert.Equal("shop/paper/advertising", received.Label.Domain);
    }

    [Fact]
    [Trait("Refusal", "OUTSIDE_DOMAIN")]
    public async Task OpenAsync_AudienceOfAnotherDomain_IsRefused()
    {
        using var other = new RunWorld(plan => plan.Purpose = "survey");
        var report = await other.RunAsync(RunWorld.Records(RunWorld.Members(20)));

        await AssertRefusedAsync("OUTSIDE_DOMAIN", report.AudiencePath);
    }

    [Fact]
    [Trait("Refusal", "KEY_MISMATCH")]
    public async Task OpenAsync_AudienceOfAnotherKeyId_IsRefused()
    {
        using var other = new RunWorld(plan => plan.Key = "next-year");
        File.Delete(Path.Combine(other.Home.Folder, "keys", RunPlan.PartyKey + ".card.json"));
        other.ShopKeys.Create("next-year", KeyType.Party, other.Domain, new DateOnly(2026, 1, 1), new DateOnly(2027, 12, 31)).Dispose();
        var report = await other.RunAsync(RunWorld.Records(RunWorld.Members(20)));

        await AssertRefusedAsync("KEY_MISMATCH", report.AudiencePath);
    }

    [Fact]
    [Trait("Refusal", "AUDIENCE_MAC")]
    public async Task OpenAsync_AudienceOfAnotherKeyWithTheSameId_IsRefused()
    {
        using var other = new RunWorld();
        var report = await other.RunAsync(RunWorld.Records(RunWorld.Members(20)));

        await AssertRefusedAsync("AUDIENCE_MAC", report.AudiencePath);
    }

    [Fact]
    [Trait("Refusal", "SERIAL_TOO_OLD")]
    public async Task OpenAsync_SerialBelowTheLastAccepted_IsRefused()
    {
        var older = await AudienceAsync();
        var newer = await AudienceAsync();
        await _world.MatchAsync(newer, RunWorld.Own([["u", "member-3@example.com", ""]]));

        await AssertRefusedAsync("SERIAL_TOO_OLD", older);
    }

    [Fact]
    public async Task OpenAsync_SerialAcceptedBefore_OpensAgain()
    {
        var audience = await AudienceAsync();
        await _world.MatchAsync(audience, RunWorld.Own([["u", "member-3@example.com", ""]]));
        using var again = await _world.ReceiveAsync(audience);

        Assert.Equal(RunWorld.Start.ToUnixTimeSeconds(), again.Label.Serial);
    }

    [Theory]
    [InlineData(7, null)]
    [InlineData(8, "USE_BY_PASSED")]
    [InlineData(31, "DATA_EXPIRED")]
    [Trait("Refusal", "USE_BY_PASSED")]
    [Trait("Refusal", "DATA_EXPIRED")]
    public async Task OpenAsync_DaysLater_OpensUntilItsDates(int days, string? code)
    {
        var audience = await AudienceAsync();
        _world.Clock.Now += TimeSpan.FromDays(days);

        if (code is not null)
        {
            await AssertRefusedAsync(code, audience);
            return;
        }

        using var received = await _world.ReceiveAsync(audience);
        Assert.Equal(_world.Clock.Now, received.Label.UseBy);
    }

    [Fact]
    public async Task OpenAsync_KeyEndedSinceTheAudienceWasMade_StillOpens()
    {
        _world.Clock.Now = new DateTimeOffset(2026, 12, 31, 12, 0, 0, TimeSpan.Zero);
        var audience = await AudienceAsync();
        _world.Clock.Now += TimeSpan.FromDays(3);
        var report = await _world.MatchAsync(audience, RunWorld.Own([["u", "member-3@example.com", ""]]));

        Assert.Equal(1, report.Matched);
    }

    [Fact]
    [Trait("Refusal", "KEY_EXPIRED")]
    public async Task OpenAsync_AudienceMadeOutsideTheKeysPeriod_IsRefused()
    {
        // The shop's card says a longer period than the paper's; the keys are the same.
        using var card = _world.Card();
        var longer = new KeyCard(card.Id, card.Type, card.Domain, new KeyMaterial(card.Material.Span), card.NotBefore, new DateOnly(2027, 12, 31), isDemo: false);
        File.Delete(Path.Combine(_world.Home.Folder, "keys", card.Id + ".card.json"));
        _world.ShopKeys.Import(longer.Write()).Dispose();
        longer.Dispose();
        _world.Clock.Now = new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);

        await AssertRefusedAsync("KEY_EXPIRED", await AudienceAsync());
    }

    [Fact]
    public async Task OpenAsync_Refused_LeavesTheFileClosed()
    {
        var audience = await AudienceAsync();
        _world.Clock.Now += TimeSpan.FromDays(8);
        await AssertRefusedAsync("USE_BY_PASSED", audience);

        using var exclusive = new FileStream(audience, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(exclusive.CanWrite);
    }

    public void Dispose() => _world.Dispose();

    private async Task<string> AudienceAsync() => (await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)))).AudiencePath;

    private async Task AssertRefusedAsync(string code, string path)
    {
        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => (await _world.ReceiveAsync(path)).Dispose());
        Assert.Equal(code, exception.Code);
    }
}
