using System.Text;
using System.Text.Json;
using Onboarding.Core.Tests.Support;
using Onboarding.Matching;

namespace Onboarding.Core.Tests.Matching;

public sealed class AdvertiserReportTests : IDisposable
{
    private readonly RunWorld _world = new(plan => plan.Columns = new() { ["email"] = ["email"] });

    [Theory]
    [InlineData(200, 100, true)]
    [InlineData(200, 49, false)]
    [InlineData(200, 200, false)]
    [InlineData(49, 49, false)]
    public async Task Create_FiguresOfAMatch_IsNearTheTruthOrWithheld(int members, int matched, bool expected)
    {
        var report = (await MatchAsync(members, matched)).Advertiser;

        Assert.Equal((expected, !expected, expected), (report.AudienceMatchRate is not null, report.IsWithheld, report.FigureTime == RunWorld.Start));
        Assert.InRange(report.AudienceMatchRate ?? 50, 45, 55);
    }

    [Theory]
    [InlineData(300, 101)]
    [InlineData(173, 31)]
    public async Task Write_AnyFigures_HoldsNoExactCount(int members, int matched)
    {
        await MatchAsync(members, matched);
        using var document = await ReadAsync();
        var numbers = document.RootElement.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Number).Select(m => m.Name);

        Assert.Equal(matched >= 60 ? ["version", "serial", "audienceMatchRate"] : ["version", "serial"], numbers);
        Assert.All(document.RootElement.EnumerateObject(), m => Assert.False(m.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array));
    }

    [Fact]
    public async Task Write_AnyFigures_AssertsNoAnonymity()
    {
        await MatchAsync(300, 100);

        Assert.Contains("anonymity not asserted", await File.ReadAllTextAsync(_world["matched", "advertiser-report.json"], Encoding.UTF8, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_OnePersonMoreTheNextDay_RepeatsTheFigureAndItsDate()
    {
        var first = await MatchAsync(300, 100);
        _world.Clock.Now += TimeSpan.FromDays(1);
        var second = await MatchAsync(301, 100);
        using var document = await ReadAsync();

        Assert.Equal(
            (first.Advertiser.AudienceMatchRate, "2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z", true),
            (document.RootElement.GetProperty("audienceMatchRate").GetInt32(), document.RootElement.GetProperty("figureDate").GetString(), document.RootElement.GetProperty("date").GetString(), document.RootElement.GetProperty("withheld").GetBoolean()));
        Assert.StartsWith("AGGREGATE_DIFFERENCING: ", document.RootElement.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(100, second.Matched);
    }

    [Fact]
    public async Task Write_ManyMoreTheNextDay_HasAFigureOfItsOwn()
    {
        await MatchAsync(300, 100);
        _world.Clock.Now += TimeSpan.FromDays(1);
        var second = await MatchAsync(400, 300);

        Assert.Equal((false, _world.Clock.GetUtcNow()), (second.Advertiser.IsWithheld, second.Advertiser.FigureTime));
    }

    public void Dispose() => _world.Dispose();

    private async Task<JsonDocument> ReadAsync() => JsonDocument.Parse(await File.ReadAllTextAsync(_world["matched", "advertiser-report.json"], TestContext.Current.CancellationToken));

    private async Task<MatchReport> MatchAsync(int members, int matched)
    {
        var audience = (await _world.RunAsync(RunWorld.Emails(RunWorld.Members(members).Select(m => m[0])))).AudiencePath;
        return await _world.MatchAsync(audience, RunWorld.Own(Enumerable.Range(0, matched).Select(i => new[] { $"u{i}", $"member-{i}@example.com", "" })));
    }
}
