using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests;

/// <summary>What a run refuses, and that a refusal leaves nothing behind.</summary>
public sealed class OnboardingRunGateTests : IDisposable
{
    private readonly RunWorld _world = new();

    [Fact]
    [Trait("Refusal", "NO_MEMBERS")]
    public Task WriteToAsync_NoRows_IsRefused() => AssertRefusedAsync("NO_MEMBERS", _world.RunAsync(RunWorld.Records([])));

    [Fact]
    [Trait("Refusal", "NO_MEMBERS")]
    public async Task WriteToAsync_WrongColumn_IsRefusedWithTheMostFrequentReason()
    {
        using var world = new RunWorld(plan => plan.Columns = new() { ["email"] = ["email"] });
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => world.RunAsync(RunWorld.Emails(Enumerable.Range(0, 30).Select(i => $"Jan {i}"))));

        Assert.Equal("NO_MEMBERS", exception.Code);
        Assert.Contains("INNER_SPACE (30 times", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task WriteToAsync_EverybodyOptedOut_IsRefused() => AssertRefusedAsync("NO_MEMBERS", _world.RunAsync(RunWorld.Emails("jan@example.com"), RunOptOuts.Emails("jan@example.com")));

    [Fact]
    [Trait("Refusal", "AUDIENCE_TOO_SMALL")]
    public Task WriteToAsync_FewerThanTheMinimum_IsRefused() => AssertRefusedAsync("AUDIENCE_TOO_SMALL", _world.RunAsync(RunWorld.Records(RunWorld.Members(9))));

    [Fact]
    public Task WriteToAsync_SecondCheckGoesBelowTheMinimum_IsRefused()
    {
        var list = RunOptOuts.Changing(IdentifierKind.ExternalId, SuppressionValueForm.Clear, ["nobody"], ["M3"]);

        return AssertRefusedAsync("AUDIENCE_TOO_SMALL", _world.RunAsync(RunWorld.Records(RunWorld.Members(10)), list));
    }

    [Fact]
    public async Task WriteToAsync_NoMinimumInThePlan_Is50()
    {
        using var world = new RunWorld(plan => plan.MinimumMembers = null);

        Assert.Equal("AUDIENCE_TOO_SMALL", (await Assert.ThrowsAsync<OnboardingException>(() => world.RunAsync(RunWorld.Records(RunWorld.Members(49))))).Code);
        Assert.Equal(50, (await world.RunAsync(RunWorld.Records(RunWorld.Members(50)))).Counts.Members);
    }

    [Fact]
    [Trait("Refusal", "DEMO_KEY")]
    public async Task WriteToAsync_PublishedSuppressionKeyAndOwnDestination_IsRefused()
    {
        using var world = WithPublishedKey();

        Assert.Equal("DEMO_KEY", (await Assert.ThrowsAsync<OnboardingException>(() => world.RunAsync(RunWorld.Records(RunWorld.Members(20)), destination: new RunDestination()))).Code);
    }

    [Fact]
    public async Task WriteToAsync_PublishedSuppressionKeyAndFolder_GoesThrough()
    {
        using var world = WithPublishedKey();

        Assert.Equal(20, (await world.RunAsync(RunWorld.Records(RunWorld.Members(20)))).Counts.Members);
    }

    [Fact]
    [Trait("Refusal", "KEY_MISMATCH")]
    public async Task WriteToAsync_PartyKeyOfAnotherDomain_IsRefused()
    {
        using var world = new RunWorld(plan => plan.Key = "other");
        world.ShopKeys.Create("other", KeyType.Party, Domain.Parse("shop/other/advertising"), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)).Dispose();

        Assert.Equal("KEY_MISMATCH", (await Assert.ThrowsAsync<OnboardingException>(() => world.RunAsync(RunWorld.Records(RunWorld.Members(20))))).Code);
    }

    [Fact]
    [Trait("Refusal", "KEY_MISMATCH")]
    public async Task WriteToAsync_SuppressionKeyOfAnotherParty_IsRefused()
    {
        using var world = new RunWorld(plan => plan.SuppressionKey = "other");
        world.ShopKeys.Create("other", KeyType.Suppression, Domain.Suppression("other"), new DateOnly(2026, 1, 1), null).Dispose();

        Assert.Equal("KEY_MISMATCH", (await Assert.ThrowsAsync<OnboardingException>(() => world.RunAsync(RunWorld.Records(RunWorld.Members(20))))).Code);
    }

    [Theory]
    [InlineData("2025-12-31T23:59:59Z")]
    [InlineData("2027-01-01T00:00:00Z")]
    [Trait("Refusal", "KEY_EXPIRED")]
    public Task WriteToAsync_OutsideTheKeysPeriod_IsRefused(string now)
    {
        _world.Clock.Now = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);

        return AssertRefusedAsync("KEY_EXPIRED", _world.RunAsync(RunWorld.Records(RunWorld.Members(20))));
    }

    [Fact]
    public async Task WriteToAsync_LastDayOfTheKey_GoesThrough()
    {
        _world.Clock.Now = new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.Zero);

        Assert.Equal(20, (await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)))).Counts.Members);
    }

    [Fact]
    [Trait("Refusal", "KEY_EXPIRED")]
    public Task WriteToAsync_KeyEndsWhileReading_IsRefusedAtWrite()
    {
        _world.Clock.Now = new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.Zero);

        return AssertRefusedAsync("KEY_EXPIRED", _world.RunAsync(MovesClock(TimeSpan.FromSeconds(2))));
    }

    [Fact]
    [Trait("Refusal", "ALREADY_DELIVERED")]
    public async Task WriteToAsync_SecondTime_IsRefused()
    {
        var run = _world.CreateRun(RunWorld.Records(RunWorld.Members(20)));
        await run.WriteToAsync(_world.Outbox, TestContext.Current.CancellationToken);

        Assert.Equal("ALREADY_DELIVERED", (await Assert.ThrowsAsync<OnboardingException>(() => run.WriteToAsync(_world.Outbox, TestContext.Current.CancellationToken))).Code);
    }

    [Fact]
    [Trait("Refusal", "SOURCE_NOT_PLANNED")]
    public void Create_SourceOfAnotherOrigin_IsRefused()
    {
        var records = new RunRecords(RunWorld.Columns, []) { Origin = "/some/file.csv" };

        Assert.Equal("SOURCE_NOT_PLANNED", Assert.Throws<OnboardingException>(() => _world.CreateRun(records)).Code);
    }

    [Fact]
    [Trait("Refusal", "ROW_MALFORMED")]
    public async Task WriteToAsync_MalformedRowAndPlanSaysStop_IsRefusedWithTheLine()
    {
        using var world = new RunWorld(plan => plan.Malformed = "stop");
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => world.RunAsync(RunWorld.Records([.. RunWorld.Members(20), null])));

        Assert.Equal("ROW_MALFORMED", exception.Code);
        Assert.Contains("line 21", exception.Message, StringComparison.Ordinal);
        Assert.Empty(RunFolder.Files(world.PrivateFolder));
    }

    [Theory]
    [InlineData("AGREEMENT_EXPIRED")]
    [InlineData("DATA_EXPIRED")]
    [InlineData("USE_BY_PASSED")]
    [Trait("Refusal", "AGREEMENT_EXPIRED")]
    public async Task WriteToAsync_PlanExpiresAfterItsReview_IsRefused(string code)
    {
        using var world = Expiring(code);
        var run = world.CreateRun(RunWorld.Records(RunWorld.Members(20)));
        world.Clock.Now = new DateTimeOffset(2026, 3, 11, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(code, (await Assert.ThrowsAsync<OnboardingException>(() => run.WriteToAsync(world.Outbox, TestContext.Current.CancellationToken))).Code);
    }

    [Theory]
    [InlineData("AGREEMENT_EXPIRED")]
    [InlineData("DATA_EXPIRED")]
    [InlineData("USE_BY_PASSED")]
    [Trait("Refusal", "DATA_EXPIRED")]
    [Trait("Refusal", "USE_BY_PASSED")]
    public async Task WriteToAsync_PlanExpiresWhileReading_IsRefusedAtWrite(string code)
    {
        using var world = Expiring(code);
        var records = new RunRecords(RunWorld.Columns, RunWorld.Members(20)) { AfterBatch = _ => world.Clock.Now = new DateTimeOffset(2026, 3, 11, 0, 0, 0, TimeSpan.Zero) };

        Assert.Equal(code, (await Assert.ThrowsAsync<OnboardingException>(() => world.RunAsync(records))).Code);
        Assert.Empty(RunFolder.Files(world.PrivateFolder));
        Assert.Empty(RunFolder.Files(world.OutboxFolder));
    }

    [Fact]
    [Trait("Refusal", "SUPPRESSION_EMPTY")]
    public Task WriteToAsync_ListEmptyAtTheSecondCheck_IsRefused()
    {
        var list = RunOptOuts.Changing(IdentifierKind.Email, SuppressionValueForm.Clear, [RunOptOuts.Nobody], []);

        return AssertRefusedAsync("SUPPRESSION_EMPTY", _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), list));
    }

    [Fact]
    public void Create_AnyNull_Throws()
    {
        var plan = _world.Approve();
        var records = RunWorld.Records([]);
        var list = RunOptOuts.Emails(RunOptOuts.Nobody);

        Assert.Throws<ArgumentNullException>(() => OnboardingRun.Create(null!, records, list, _world.Home.Keys, _world.Home.Store));
        Assert.Throws<ArgumentNullException>(() => OnboardingRun.Create(plan, null!, list, _world.Home.Keys, _world.Home.Store));
        Assert.Throws<ArgumentNullException>(() => OnboardingRun.Create(plan, records, null!, _world.Home.Keys, _world.Home.Store));
        Assert.Throws<ArgumentNullException>(() => OnboardingRun.Create(plan, records, list, null!, _world.Home.Store));
        Assert.Throws<ArgumentNullException>(() => OnboardingRun.Create(plan, records, list, _world.Home.Keys, null!));
    }

    public void Dispose() => _world.Dispose();

    private static RunWorld Expiring(string code) => new(plan =>
    {
        plan.ValidUntil = code == "AGREEMENT_EXPIRED" ? "2026-03-10" : "2027-12-31";
        plan.DeleteBy = code == "DATA_EXPIRED" ? "2026-03-10" : "P30D";
        plan.UseBy = code == "USE_BY_PASSED" ? "2026-03-10" : "P1D";
    });

    // The published suppression key of the samples, with this world's domain.
    private static RunWorld WithPublishedKey()
    {
        var world = new RunWorld(plan => plan.SuppressionKey = "published");
        var key = new KeyMaterial(System.Security.Cryptography.SHA256.HashData("crm-onboarding published test key 3"u8));
        using var card = new KeyCard("published", KeyType.Suppression, Domain.Suppression("shop"), key, new DateOnly(2026, 1, 1), null, isDemo: false);
        File.Delete(Path.Combine(world.Home.Folder, "keys", RunPlan.ShopSuppressionKey + ".card.json"));
        world.ShopKeys.Import(card.Write()).Dispose();
        return world;
    }

    private RunRecords MovesClock(TimeSpan time) => new(RunWorld.Columns, RunWorld.Members(20)) { AfterBatch = _ => _world.Clock.Now += time };

    private async Task<OnboardingException> AssertRefusedAsync(string code, Task<RunReport> run)
    {
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => run);
        Assert.Equal(code, exception.Code);
        Assert.Empty(RunFolder.Files(_world.PrivateFolder));
        Assert.Empty(RunFolder.Files(_world.OutboxFolder));
        Assert.DoesNotContain(await _world.LedgerAsync(), e => e.Event != LedgerEvent.SerialReserved);
        return exception;
    }
}
