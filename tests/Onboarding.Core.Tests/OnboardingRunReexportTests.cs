using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests;

/// <summary>An earlier run is written again, from its working set, with the newest opt-outs.</summary>
public sealed class OnboardingRunReexportTests : IDisposable
{
    private readonly ChainWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reexport_OptOutSince_LeavesThePersonOut()
    {
        var run = await RunAsync();
        await _world.OptOutAsync("jan@example.com");
        var again = await _world.ReexportAsync(ChainWorld.Paper, run.Id);

        var tokens = RunAudiences.Tokens(run.AudiencePath);
        tokens.ExceptWith(_world.Sent(ChainWorld.Paper, "jan@example.com", "J1"));
        Assert.Equal(tokens, RunAudiences.Tokens(again.AudiencePath));
        Assert.Equal((12L, 1L), (again.Counts.Members, again.Counts.SuppressedAtWrite));
        Assert.True(again.Label.Serial > run.Label.Serial);
    }

    [Fact]
    public async Task Reexport_ListThatGrewSince_IsHonored()
    {
        var run = await RunAsync();
        var again = await _world.ReexportAsync(ChainWorld.Paper, run.Id, RunOptOuts.Emails("jan@example.com"));

        Assert.Equal(12, again.Counts.Members);
    }

    [Fact]
    public async Task Reexport_OfAReexport_WritesTheSameMembers()
    {
        var run = await RunAsync();
        var again = await _world.ReexportAsync(ChainWorld.Paper, (await _world.ReexportAsync(ChainWorld.Paper, run.Id)).Id);

        Assert.Equal(RunAudiences.Tokens(run.AudiencePath), RunAudiences.Tokens(again.AudiencePath));
        Assert.Empty(await _world.RemovalsAsync());
    }

    [Fact]
    public async Task Reexport_WorkingSetThatWasDestroyed_IsRefused()
    {
        var run = await RunAsync();
        File.Delete(run.WorkingSetPath + Onboarding.Keys.WrappedKey.Suffix);

        Assert.Equal("WORKING_SET_DAMAGED", (await RefusedAsync(ChainWorld.Paper, run.Id)).Code);
    }

    [Fact]
    public async Task Reexport_WorkingSetThatIsGone_IsRefused()
    {
        var run = await RunAsync();
        File.Delete(run.WorkingSetPath);

        Assert.Equal("WORKING_SET_DAMAGED", (await RefusedAsync(ChainWorld.Paper, run.Id)).Code);
    }

    [Fact]
    public async Task Reexport_ForAnotherRecipient_IsRefused()
    {
        var run = await RunAsync();

        Assert.Equal("OUTSIDE_DOMAIN", (await RefusedAsync(ChainWorld.Gazette, run.Id)).Code);
    }

    [Fact]
    public async Task Reexport_PastTheDeleteBy_IsRefused()
    {
        var run = await RunAsync();
        _world.Clock.Now += TimeSpan.FromDays(31);

        Assert.Equal("DATA_EXPIRED", (await RefusedAsync(ChainWorld.Paper, run.Id)).Code);
    }

    [Fact]
    [Trait("Refusal", "OUTPUT_STATE")]
    public async Task Reexport_OutputThatIsNotKnown_IsRefused()
    {
        Assert.Equal("OUTPUT_STATE", (await RefusedAsync(ChainWorld.Paper, "0198aaaabbbb7ccc8ddd000000000001")).Code);
    }

    [Fact]
    [Trait("Refusal", "REMOVAL_OVERDUE")]
    public async Task Reexport_RecipientThatIsBehind_IsRefused()
    {
        var run = await RunAsync();
        await _world.OptOutAsync("jan@example.com");
        _world.Clock.Now += TimeSpan.FromHours(73);

        Assert.Equal("REMOVAL_OVERDUE", (await RefusedAsync(ChainWorld.Paper, run.Id)).Code);
    }

    /// <summary>The working set has no hashes of forms, so nobody could say whom the new opt-out means.</summary>
    [Fact]
    [Trait("Refusal", "SUPPRESSION_UNCHECKABLE")]
    public async Task Reexport_HashSinceARunThatComparedNone_IsRefused()
    {
        var run = await RunAsync();
        await ImportHashAsync();

        Assert.Equal("SUPPRESSION_UNCHECKABLE", (await RefusedAsync(ChainWorld.Paper, run.Id)).Code);
    }

    [Fact]
    [Trait("Refusal", "SUPPRESSION_UNCHECKABLE")]
    public async Task Run_HashBetweenTheChecks_IsRefused()
    {
        var records = new RunRecords(RunWorld.Columns, RunWorld.Members(12)) { AfterBatch = _ => ImportHashAsync().GetAwaiter().GetResult() };
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => _world.RunAsync(ChainWorld.Paper, records));

        Assert.Equal("SUPPRESSION_UNCHECKABLE", exception.Code);
        Assert.Empty(RunFolder.Files(_world[ChainWorld.Paper, "outbox"]));
    }

    [Fact]
    public async Task Reexport_HashSinceARunThatComparedHashes_IsHonored()
    {
        await ImportHashAsync();
        var run = await RunAsync();
        Assert.Equal(13, run.Counts.Members);
        await ImportHashAsync("jan@example.com");

        Assert.Equal(12, (await _world.ReexportAsync(ChainWorld.Paper, run.Id)).Counts.Members);
    }

    [Fact]
    [Trait("Refusal", "SUPPRESSION_STALE")]
    public async Task Run_ListThatIsTooOld_IsRefused()
    {
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(), ListOf(RunWorld.Start.AddDays(-7).AddSeconds(-1))));

        Assert.StartsWith("SUPPRESSION_STALE: the opt-out list dated is of 2026-02-23 08:59Z", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(24, false)]
    [InlineData(25, true)]
    [InlineData(168, true)]
    [Trait("Refusal", "SUPPRESSION_STALE")]
    public async Task Run_ListThatIsOld_IsWarnedOf(int hours, bool warns)
    {
        var report = await _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(), ListOf(RunWorld.Start.AddHours(-hours)));

        Assert.Equal(warns, report.Warnings.Any(w => w.Reason?.Code == "SUPPRESSION_STALE"));
    }

    public void Dispose() => _world.Dispose();

    private static SuppressionSource ListOf(DateTimeOffset asOf)
    {
        return SuppressionSource.FromLists(new SuppressionList("dated", new RunRecords(["value"], [[RunOptOuts.Nobody]]), [new SuppressionColumn("value", IdentifierKind.Email, SuppressionValueForm.Clear)], () => asOf));
    }

    private Task<RunReport> RunAsync() => _world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"]));

    private Task<OnboardingException> RefusedAsync(string recipient, string output) => Assert.ThrowsAsync<OnboardingException>(() => _world.ReexportAsync(recipient, output));

    private async Task ImportHashAsync(string email = "unknown@example.com")
    {
        using var optOuts = await _world.Home.OpenOptOutsAsync(RunPlan.ShopSuppressionKey, Cancellation);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(email)));
        await optOuts.ImportAsync(RunOptOuts.List(IdentifierKind.Email, SuppressionValueForm.Sha256Hex, hash), acceptShrink: true, Cancellation);
    }
}
