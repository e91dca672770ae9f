using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Audiences;

public sealed class AudienceDeltaTests : IDisposable
{
    private readonly RunWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Compare_TwoAudiences_WritesExactlyWhatDiffers()
    {
        var (older, newer) = (await SendAsync(0, 200), await SendAsync(40, 300));
        var delta = await CompareAsync(older, newer);

        Assert.Equal((100L, 40L), (delta.Added["email"], delta.Removed["email"]));
        foreach (var kind in new[] { IdentifierKind.Email, IdentifierKind.ExternalId })
        {
            Assert.Equal(RunAudiences.Tokens(newer, kind).Except(RunAudiences.Tokens(older, kind)), RunAudiences.Tokens(delta.AdditionsPath!, kind));
            Assert.Equal(RunAudiences.Tokens(older, kind).Except(RunAudiences.Tokens(newer, kind)), RunAudiences.Tokens(delta.RemovalsPath!, kind));
        }
    }

    [Fact]
    public void Compare_AnyTwoAudiences_OlderWithoutRemovalsAndWithAdditionsIsTheNewer() => Prop.ForAll(Pairs(), pair =>
    {
        using var world = new RunWorld();
        var (older, newer) = (Send(world, pair.Older), Send(world, pair.Newer));
        var delta = world.Home.CompareAudiencesAsync(older, newer, world["delta"]).AsTask().GetAwaiter().GetResult();
        var removed = delta.RemovalsPath is null ? [] : RunAudiences.Tokens(delta.RemovalsPath);
        var result = RunAudiences.Tokens(older).Except(removed).Concat(delta.AdditionsPath is null ? [] : RunAudiences.Tokens(delta.AdditionsPath)).ToHashSet();

        Assert.Equal(delta.Withheld is not null, delta.Added.Count > 0 && delta.Added.Values.Max() < 50);
        Assert.True(delta.Withheld is not null || result.SetEquals(RunAudiences.Tokens(newer)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(15).WithReplay(20261122, 11));

    [Fact]
    public async Task Compare_Additions_CarryTheNewerAudiencesLabel()
    {
        var (older, newer) = (await SendAsync(0, 200), await SendAsync(0, 300));
        var delta = await CompareAsync(older, newer);
        using var file = AudienceFile.Open(delta.AdditionsPath!);
        using var label = JsonDocument.Parse(file.Label.Json);

        Assert.Equal((AudienceContent.Additions, delta.Newer.Serial, 100L), (file.Content, file.Label.Serial, file.Label.Members));
        Assert.Equal((delta.Newer.UseBy, delta.Newer.DeleteBy, delta.Newer.KeyId, delta.Newer.Created), (file.Label.UseBy, file.Label.DeleteBy, file.Label.KeyId, file.Label.Created));
        Assert.Equal(("additions", "pseudonymous personal data", delta.Older.Serial), (Text("onb:view"), Text("onb:status"), label.RootElement.GetProperty("onb:previous").GetProperty("onb:serial").GetInt64()));
        Assert.Equal(Path.GetFileName(delta.AdditionsPath), file.Label.Id + ".additions");
        Assert.NotEqual(delta.Newer.Id, file.Label.Id);

        string? Text(string name) => label.RootElement.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Match_RemovalsThenAdditions_GiveWhoLeftAndWhoCame()
    {
        var older = await SendAsync(0, 200);
        await _world.MatchAsync(older, Own());
        var delta = await CompareAsync(older, await SendAsync(40, 300));
        var plan = _world["match-plan.json"];
        var taken = await _world.Paper.TakeRemovalsAsync(plan, delta.RemovalsPath!, _world["gone", "ids.csv"], Cancellation);
        var report = await _world.MatchAsync(delta.AdditionsPath!, Own());

        Assert.Equal((40L, 100L), (taken.Ids, report.Matched));
        Assert.Equal(Enumerable.Range(200, 100).Select(i => $"u{i}").Order(StringComparer.Ordinal), (await File.ReadAllLinesAsync(_world.IdsPath, Cancellation)).Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Match_NewerAudienceAfterItsRemovals_LosesNobody()
    {
        var (older, newer) = (await SendAsync(0, 200), await SendAsync(40, 300));
        await _world.MatchAsync(older, Own());
        await _world.Paper.TakeRemovalsAsync(_world["match-plan.json"], (await CompareAsync(older, newer)).RemovalsPath!, _world["gone", "ids.csv"], Cancellation);

        var report = await _world.MatchAsync(newer, Own());

        Assert.Equal((260L, 0L), (report.Matched, report.RemovedTokens));
    }

    [Fact]
    public async Task Match_AdditionsAfterANewerAudience_AreRefused()
    {
        var delta = await CompareAsync(await SendAsync(0, 200), await SendAsync(0, 300));
        await _world.MatchAsync(await SendAsync(0, 310), Own());

        Assert.Equal("SERIAL_TOO_OLD", (await Assert.ThrowsAsync<OnboardingException>(() => _world.MatchAsync(delta.AdditionsPath!, Own()))).Code);
    }

    [Fact]
    public async Task Match_SignedAdditionsWithAPinnedSender_AreTaken()
    {
        _world.ShopKeys.Create("shop-signing", KeyType.Signing, Domain.Signing("shop"), new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)).Dispose();
        using var signing = _world.Card("shop-signing");
        var (older, newer) = (await SendAsync(0, 200), await SendAsync(0, 300));
        var signed = await _world.Home.CompareAudiencesAsync(older, newer, _world["delta"], null, "shop-signing", Cancellation);
        var unsigned = await CompareAsync(older, newer);
        void Pin(RunPlan plan) => plan.Senders = [signing.ComputePublicKey()!.ToString()];

        using var received = await _world.ReceiveAsync(signed.AdditionsPath!, Pin);
        Assert.Equal("shop-signing", received.Label.SignedWith);
        Assert.Equal("SIGNATURE_MISSING", (await Assert.ThrowsAsync<OnboardingException>(async () => await _world.ReceiveAsync(unsigned.AdditionsPath!, Pin))).Code);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(49, true)]
    [InlineData(50, false)]
    public async Task Compare_FewAdditions_AreWithheldAndRemovalsAreNot(int more, bool withheld)
    {
        var delta = await CompareAsync(await SendAsync(0, 200), await SendAsync(1, 200 + more));

        Assert.Equal((withheld ? "AUDIENCE_TOO_SMALL" : null, withheld, true), (delta.Withheld?.Code, delta.AdditionsPath is null, File.Exists(delta.RemovalsPath)));
    }

    [Fact]
    public async Task Compare_EqualAudiences_WritesNothing()
    {
        var delta = await CompareAsync(await SendAsync(0, 100), await SendAsync(0, 100));

        Assert.Equal((null, null, null), (delta.AdditionsPath, delta.RemovalsPath, delta.Withheld));
        Assert.Empty(RunFolder.Files(_world["delta"]));
    }

    [Fact]
    public async Task Compare_NewerFirst_IsRefused()
    {
        var (older, newer) = (await SendAsync(0, 100), await SendAsync(0, 200));

        await AssertRefusedAsync("SERIAL_TOO_OLD", newer, older);
        await AssertRefusedAsync("SERIAL_TOO_OLD", older, older);
    }

    [Fact]
    public async Task Compare_AudienceOfAnotherDomainOrKey_IsRefused()
    {
        using var other = new RunWorld(plan => plan.Purpose = "survey");
        using var sameDomain = new RunWorld();
        var audience = await SendAsync(0, 100);
        var survey = (await other.RunAsync(RunWorld.Records(RunWorld.Members(100)))).AudiencePath;
        await sameDomain.RunAsync(RunWorld.Records(RunWorld.Members(90)));
        var foreign = (await sameDomain.RunAsync(RunWorld.Records(RunWorld.Members(100)))).AudiencePath;

        await AssertRefusedAsync("OUTSIDE_DOMAIN", audience, survey);
        await AssertRefusedAsync("AUDIENCE_MAC", audience, foreign);
    }

    [Fact]
    public async Task Compare_RemovalsOrAdditions_AreRefused()
    {
        var (older, newer) = (await SendAsync(0, 100), await SendAsync(10, 200));
        var delta = await CompareAsync(older, newer);

        await AssertRefusedAsync("AUDIENCE_CONTENT", older, delta.AdditionsPath!);
        await AssertRefusedAsync("AUDIENCE_CONTENT", delta.RemovalsPath!, newer);
    }

    [Theory]
    [InlineData(8, "USE_BY_PASSED")]
    [InlineData(31, "DATA_EXPIRED")]
    public async Task Compare_OutdatedAudiences_AreRefused(int days, string code)
    {
        var (older, newer) = (await SendAsync(0, 100), await SendAsync(0, 200));
        _world.Clock.Now += TimeSpan.FromDays(days);

        await AssertRefusedAsync(code, older, newer);
    }

    [Fact]
    public async Task Compare_KeyOfAnotherType_IsRefused()
    {
        var (older, newer) = (await SendAsync(0, 100), await SendAsync(0, 200));

        await AssertRefusedAsync("KEY_MISMATCH", older, newer, RunPlan.ShopSuppressionKey);
    }

    [Fact]
    public async Task Compare_Cancelled_LeavesNothing()
    {
        var (older, newer) = (await SendAsync(0, 100), await SendAsync(0, 200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _world.Home.CompareAudiencesAsync(older, newer, _world["delta"], cancellationToken: new CancellationToken(canceled: true)));

        Assert.Empty(RunFolder.Files(_world["delta"]));
    }

    public void Dispose() => _world.Dispose();

    private static RunRecords Own() => RunWorld.Own(Enumerable.Range(0, 400).Select(i => new[] { $"u{i}", $"member-{i}@example.com", "" }));

    private static string Send(RunWorld world, IEnumerable<int> people) => world.Run(RunWorld.Records(people.Select(i => new[] { $"member-{i}@example.com", $"M{i % 90}" }))).AudiencePath;

    private static Arbitrary<(int[] Older, int[] Newer)> Pairs() => (
        from older in Gen.Choose(0, 250).ArrayOf(80)
        from newer in Gen.Choose(0, 250).ArrayOf(120)
        select (older.Distinct().ToArray(), newer.Distinct().ToArray())).ToArbitrary();

    private async Task<string> SendAsync(int from, int to) => (await _world.RunAsync(RunWorld.Records(RunWorld.Members(to).Skip(from)))).AudiencePath;

    private ValueTask<AudienceDelta> CompareAsync(string older, string newer) => _world.Home.CompareAudiencesAsync(older, newer, _world["delta"], cancellationToken: Cancellation);

    private async Task AssertRefusedAsync(string code, string older, string newer, string? key = null)
    {
        Assert.Equal(code, (await Assert.ThrowsAsync<OnboardingException>(async () => await _world.Home.CompareAudiencesAsync(older, newer, _world["refused"], key, cancellationToken: Cancellation))).Code);
        Assert.Empty(RunFolder.Files(_world["refused"]));
    }
}
