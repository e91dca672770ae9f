using System.Text.Json.Nodes;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests;

/// <summary>What a run gives does not depend on how many threads share its rows, nor on which of them is faster.</summary>
public sealed class OnboardingRunThreadsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task WriteToAsync_AnyNumberOfThreads_GivesTheSame(int threads)
    {
        using var world = new RunWorld();
        Assert.Equal(await RunAsync(world, 3), await RunAsync(world, threads));
    }

    // Counts, lines and diagnosis of the private report, and the tokens that left.
    private static async Task<string> RunAsync(RunWorld world, int threads)
    {
        var options = new OnboardingRunOptions { PrivateFolder = world.PrivateFolder, Threads = threads };
        var records = new RunRecords(RunWorld.Columns, Rows(), batch: 500);
        var report = await world.Home.CreateRun(world.Approve(), records, RunOptOuts.Emails([.. Enumerable.Range(0, 200).Select(i => $"Member-{i * 37}@example.com")]), options).WriteToAsync(world.Outbox, TestContext.Current.CancellationToken);
        var written = JsonNode.Parse(await File.ReadAllTextAsync(report.ReportPath, TestContext.Current.CancellationToken))!;
        using var audience = AudienceFile.Open(report.AudiencePath);
        var tokens = new List<string>();
        foreach (var kind in IdentifierKinds.All)
        {
            audience.ReadTokens(kind, chunk => tokens.Add(Convert.ToHexString(chunk)));
        }

        return string.Join('\n', new[] { "counts", "lines", "diagnosis" }.Select(name => written[name]?.ToJsonString()).Append(string.Concat(tokens)));
    }

    // Repeated customers, spellings, families that share an id, bad values, rows that are none.
    private static IEnumerable<string[]?> Rows() => Enumerable.Range(0, 12_000).Select(i => (i % 97, i % 31, i % 11) switch
    {
        (0, _, _) => null,
        (1, _, _) => ["no address", ""],
        (2, _, _) => ["info@example.com", $"M{i}"],
        (_, 0, _) => [$"MEMBER-{i / 31}@example.com", $"M{i / 31}"],
        (_, 1, _) => [$"member-{i}@example.com", $"family-{i / 100}"],
        (_, _, 0) => ["", $"M{i}"],
        (_, _, 1) => [$"member-{i}@", $"M{i}"],
        _ => new[] { $"member-{i}@example.com", $"M{i}" },
    });
}
