using System.Text;
using System.Text.Json;
using Onboarding.Core.Tests.Support;
using Onboarding.Matching;

namespace Onboarding.Core.Tests.Matching;

public sealed class AdvertiserReportTests : IDisposable
{
    private readonly RunWorld _world = new(plan => plan.Columns = new() { ["email"] = ["email"] });

    [Theory]
    [InlineData(60, 50, 83)]
    [InlineData(60, 60, 100)]
    [InlineData(200, 51, 26)]
    [InlineData(200, 101, 51)]
    [InlineData(60, 49, null)]
    [InlineData(49, 49, null)]
    public async Task Create_FiguresOfAMatch_IsAWholePercentOrWithheld(int members, int matched, int? expected)
    {
        var report = await MatchAsync(members, matched);

        Assert.Equal((expected, expected is null), (report.Advertiser.AudienceMatchRate, report.Advertiser.IsWithheld));
    }

    [Theory]
    [InlineData(173, 61)]
    [InlineData(173, 31)]
    public async Task Write_AnyFigures_HoldsNoExactCount(int members, int matched)
    {
        await MatchAsync(members, matched);
        var json = await File.ReadAllTextAsync(_world["matched", "advertiser-report.json"], TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(json);
        var numbers = document.RootElement.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Number).Select(m => m.Name);

        Assert.Equal(matched >= 50 ? ["version", "serial", "audienceMatchRate"] : ["version", "serial"], numbers);
        Assert.All(document.RootElement.EnumerateObject(), m => Assert.False(m.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array));
    }

    [Fact]
    public async Task Write_AnyFigures_AssertsNoAnonymity()
    {
        await MatchAsync(60, 55);

        Assert.Contains("anonymity not asserted", await File.ReadAllTextAsync(_world["matched", "advertiser-report.json"], Encoding.UTF8, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    public void Dispose() => _world.Dispose();

    private async Task<MatchReport> MatchAsync(int members, int matched)
    {
        var audience = (await _world.RunAsync(RunWorld.Emails(RunWorld.Members(members).Select(m => m[0])))).AudiencePath;
        return await _world.MatchAsync(audience, RunWorld.Own(Enumerable.Range(0, matched).Select(i => new[] { $"u{i}", $"member-{i}@example.com", "" })));
    }
}
