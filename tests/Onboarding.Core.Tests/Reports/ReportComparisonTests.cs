using System.Text.Json;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Reports;

/// <summary>A run beside the previous run of the same plan.</summary>
public sealed class ReportComparisonTests : IDisposable
{
    private readonly RunWorld _world = new();

    [Fact]
    public async Task WriteToAsync_FirstRun_ComparesWithNothing()
    {
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));

        Assert.Empty(report.Changes);
        Assert.False((await ReadAsync(report)).TryGetProperty("previous", out _));
    }

    [Fact]
    public async Task WriteToAsync_SameAgain_HasNoLargeChange()
    {
        var first = await RunAsync(RunWorld.Members(100));
        var second = await RunAsync(RunWorld.Members(101));

        var previous = (await ReadAsync(second)).GetProperty("previous");
        Assert.Empty(second.Changes);
        Assert.Equal((first.Id, "2026-03-02T09:00:00Z"), (previous.GetProperty("id").GetString(), previous.GetProperty("created").GetString()));
        Assert.Equal((100, 101, 1), Figure(previous, "rows", "members"));
    }

    [Fact]
    public async Task WriteToAsync_CoverageOfAKindFalls_IsSaidInWords()
    {
        await RunAsync(RunWorld.Members(100));
        var report = await RunAsync(RunWorld.Members(100).Select((m, i) => i < 30 ? m : ["not an address", m[1]]));

        Assert.Contains("E-mail address coverage fell from 100\u00A0% to 30.0\u00A0% of members. Look at the column.", report.Changes);
        Assert.Contains("Identifiers rejected as INNER_SPACE rose from 0\u00A0% to 35.0\u00A0% of all cells. Look at the column.", report.Changes);
        var previous = (await ReadAsync(report)).GetProperty("previous");
        Assert.Equal((100, 30, -70), Figure(previous, "coverage", "email"));
        Assert.Equal(-70.0, previous.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "email").GetProperty("points").GetDouble());
    }

    [Fact]
    public async Task WriteToAsync_HalfTheRows_AreSaidInWords()
    {
        await RunAsync(RunWorld.Members(100));
        var report = await RunAsync(RunWorld.Members(50));

        Assert.Equal(["The source has 50\u00A0rows instead of 100. Look whether it is the whole export, and the right one."], report.Changes);
    }

    [Fact]
    public async Task WriteToAsync_FewerOptOutsThanBefore_AreSaidInWords()
    {
        await RunAsync(RunWorld.Members(100), "a@example.org", "b@example.org");
        var report = await RunAsync(RunWorld.Members(100), "a@example.org");

        Assert.StartsWith("The opt-out lists have 1\u00A0value, 1 fewer than before. An objection does not lapse by itself", Assert.Single(report.Changes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("suppressed", "People who said no rose from 0\u00A0% to 16.7\u00A0% of rows.")]
    [InlineData("duplicates", "Duplicates rose from 0\u00A0% to 16.7\u00A0% of rows.")]
    [InlineData("malformed", "Malformed rows rose from 0\u00A0% to 16.7\u00A0% of rows.")]
    [InlineData("dropped", "Dropped rows rose from 0\u00A0% to 16.7\u00A0% of rows.")]
    public async Task WriteToAsync_ShareOfRowsRises_IsSaidInWords(string what, string expected)
    {
        await RunAsync(RunWorld.Members(100));
        var more = Enumerable.Range(0, 20).Select(i => what switch
        {
            "suppressed" => [RunOptOuts.Nobody, $"X{i}"],
            "duplicates" => ["member-0@example.com", "M0"],
            "malformed" => null,
            _ => new[] { "", "" },
        });
        var report = await RunAsync(RunWorld.Members(100).Concat(more));

        Assert.Contains(report.Changes, change => change.StartsWith(expected, StringComparison.Ordinal));
        Assert.Equal((0, 20, 20), Figure((await ReadAsync(report)).GetProperty("previous"), "rows", what));
    }

    [Fact]
    public async Task WriteToAsync_LargeShareOfFewRows_IsNotSaid()
    {
        await RunAsync(RunWorld.Members(20));
        var report = await RunAsync(RunWorld.Members(22));

        Assert.Empty(report.Changes);
    }

    [Fact]
    public async Task WriteToAsync_CodeThatIsGone_IsComparedWithNothing()
    {
        await RunAsync([.. RunWorld.Members(100), ["", ""]]);
        var report = await RunAsync(RunWorld.Members(100));

        Assert.Equal((1, 0, -1), Figure((await ReadAsync(report)).GetProperty("previous"), "dropped", "NO_IDENTIFIER"));
    }

    public void Dispose() => _world.Dispose();

    private async Task<RunReport> RunAsync(IEnumerable<string[]?> rows, params string[] optOuts)
    {
        var list = SuppressionSource.FromLists(RunOptOuts.List(IdentifierKind.Email, SuppressionValueForm.Clear, optOuts.Length == 0 ? [RunOptOuts.Nobody] : optOuts));
        var report = await _world.RunAsync(RunWorld.Records(rows), list);
        _world.Clock.Now += TimeSpan.FromDays(7);
        return report;
    }

    private static async Task<JsonElement> ReadAsync(RunReport report)
    {
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(report.ReportPath));
        return document.RootElement.Clone();
    }

    private static (int Before, int Now, int Difference) Figure(JsonElement previous, string group, string name)
    {
        var figure = previous.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("group").GetString() == group && f.GetProperty("name").GetString() == name);
        return (figure.GetProperty("before").GetInt32(), figure.GetProperty("now").GetInt32(), figure.GetProperty("difference").GetInt32());
    }
}
