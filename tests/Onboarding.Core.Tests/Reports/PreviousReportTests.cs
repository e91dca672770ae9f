using Onboarding.Core.Tests.Support;
using Onboarding.Reports;

namespace Onboarding.Core.Tests.Reports;

/// <summary>Which earlier report a run is compared with.</summary>
public sealed class PreviousReportTests : IDisposable
{
    private const string Plan = "shop-weekly";

    private readonly RunWorld _world = new();

    [Fact]
    public async Task Find_SeveralEarlierRuns_IsTheNewest()
    {
        await RunAsync(20);
        var second = await RunAsync(30);
        var found = PreviousReport.Find(_world.PrivateFolder, Plan, NewId());

        Assert.Equal((second.Id, 30L, RunWorld.Start.AddDays(7)), (found!.Id, found.Figures.Members, found.Created));
    }

    [Fact]
    public async Task Find_OwnReportAndLaterOnes_AreNotLookedAt()
    {
        var first = await RunAsync(20);
        await RunAsync(30);

        Assert.Null(PreviousReport.Find(_world.PrivateFolder, Plan, first.Id));
    }

    [Fact]
    public async Task Find_ReportOfAnotherPlan_IsPassedOver()
    {
        await RunAsync(20);

        Assert.Null(PreviousReport.Find(_world.PrivateFolder, "shop-weekl", NewId()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{ \"plan\": \"shop-weekly\" }")]
    [InlineData("{ \"version\": 1, \"id\": \"ID\", \"plan\": \"shop-weekly\", \"created\": \"yesterday\" }")]
    [InlineData("{ \"version\": 1, \"id\": \"ID\", \"plan\": \"shop-weekly\", \"created\": \"2026-03-02T09:00:00Z\", \"rows\": \"many\" }")]
    [InlineData("{ \"version\": 1, \"id\": \"ID\", \"plan\": \"shop-weekly\", \"created\": 1 }")]
    [InlineData("{ \"version\": \"1\", \"id\": \"ID\", \"plan\": \"shop-weekly\" }")]
    [InlineData("{ \"version\": 1, \"id\": \"ID\", \"plan\": \"shop-weekly\", \"plan\": \"shop-weekly\" }")]
    public async Task Find_DamagedOrForeignFile_GoesOnToTheOneBefore(string content)
    {
        var first = await RunAsync(20);
        await WriteAsync(content);

        Assert.Equal(first.Id, PreviousReport.Find(_world.PrivateFolder, Plan, NewId())!.Id);
    }

    [Theory]
    [InlineData("\"members\": 20", "\"members\": -20")]
    [InlineData("\"members\": 20", "\"members\": 9223372036854775807")]
    [InlineData("\"members\": 20", "\"members\": 2.5")]
    [InlineData("\"external_id\": {", "\"<b>\": {")]
    [InlineData("\"version\": 1", "\"version\": 2")]
    public async Task Find_ReportWithAnImpossibleFigure_IsPassedOver(string find, string put)
    {
        var first = await RunAsync(20);
        var text = await File.ReadAllTextAsync(first.ReportPath, TestContext.Current.CancellationToken);
        Assert.Contains(find, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(first.ReportPath, text.Replace(find, put, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Null(PreviousReport.Find(_world.PrivateFolder, Plan, NewId()));
    }

    [Fact]
    public async Task Find_FileThatIsTooLong_IsPassedOverUnread()
    {
        var id = await WriteAsync("{ \"version\": 1, \"plan\": \"shop-weekly\" }");
        await using (var file = new FileStream(Path.Combine(_world.PrivateFolder, id + PreviousReport.Suffix), FileMode.Open))
        {
            file.SetLength(17L * 1024 * 1024);
        }

        Assert.Null(PreviousReport.Find(_world.PrivateFolder, Plan, NewId()));
    }

    [Theory]
    [InlineData("report.json")]
    [InlineData("my.report.json")]
    [InlineData("0198ZZZZ0198ZZZZ0198ZZZZ0198ZZZZ.report.json")]
    public async Task Find_FileOfAnotherName_IsNotOpened(string name)
    {
        var first = await RunAsync(20);
        File.Move(first.ReportPath, Path.Combine(_world.PrivateFolder, name));

        Assert.Null(PreviousReport.Find(_world.PrivateFolder, Plan, NewId()));
    }

    [Fact]
    public async Task WriteToAsync_FolderOfReportsUnderTheName_RunsAllTheSame()
    {
        Directory.CreateDirectory(_world.PrivateFolder);
        Directory.CreateDirectory(Path.Combine(_world.PrivateFolder, new string('0', 32) + PreviousReport.Suffix));

        Assert.Empty((await RunAsync(20)).Changes);
    }

    public void Dispose() => _world.Dispose();

    private async Task<RunReport> RunAsync(int members)
    {
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(members)));
        _world.Clock.Now += TimeSpan.FromDays(7);
        return report;
    }

    private string NewId() => Guid.CreateVersion7(_world.Clock.Now).ToString("N");

    private async Task<string> WriteAsync(string content)
    {
        var id = NewId();
        Directory.CreateDirectory(_world.PrivateFolder);
        await File.WriteAllTextAsync(Path.Combine(_world.PrivateFolder, id + PreviousReport.Suffix), content.Replace("ID", id, StringComparison.Ordinal));
        _world.Clock.Now += TimeSpan.FromDays(1);
        return id;
    }
}
