using System.Text.Json;

namespace Onboarding.Cli.Tests;

/// <summary><c>plan check --dry-run</c>: the numbers of a run, and nothing written.</summary>
public sealed class DryRunTests
{
    private static string Plan(string sample) => Path.Combine(Repository.Root, "samples", sample);

    [Fact]
    public async Task PlanCheck_DryRunOfASample_CountsWhatTheRunCounts()
    {
        using var folder = new TemporaryFolder();
        var text = await ToolProcess.RunAsync(folder.Path, ["plan", "check", Plan("webshop/plan.json"), "--dry-run", "--home", folder["home"]]);
        var json = await ToolProcess.RunAsync(folder.Path, ["plan", "check", Plan("webshop/plan.json"), "--dry-run", "--json", "--home", folder["home"]]);

        Assert.Equal((0, 0), (text.ExitCode, json.ExitCode));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        Assert.Contains("nothing was written", text.Output, StringComparison.Ordinal);
        var run = await ToolProcess.RunAsync(folder.Path, ["run", Plan("webshop/plan.json"), "--json", "--home", folder["home"]]);
        var counted = JsonDocument.Parse(json.Output).RootElement.GetProperty("dryRun");
        var done = JsonDocument.Parse(run.Output).RootElement;
        Assert.All(["rows", "members", "suppressed", "dropped", "duplicates", "malformed"], name => Assert.Equal(done.GetProperty(name).GetInt64(), counted.GetProperty(name).GetInt64()));
    }

    [Fact]
    public async Task PlanCheck_DryRunOfAPlanWithEvidence_CountsDropsByCode()
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync(folder.Path, ["plan", "check", Plan("google/plan.json"), "--dry-run", "--json", "--home", folder["home"]]);
        var dropped = JsonDocument.Parse(result.Output).RootElement.GetProperty("dryRun").GetProperty("droppedByCode");

        Assert.All(["CONSENT_UNPROVEN", "CONSENT_PURPOSE_MISMATCH", "CONSENT_WITHDRAWN", "MINOR"], code => Assert.True(dropped.GetProperty(code).GetInt64() > 0, code));
    }

    [Fact]
    public async Task PlanCheck_DryRunOfAPlanToMatch_ExitsWith2()
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync(folder.Path, ["plan", "check", Plan("publisher/match-plan.json"), "--dry-run"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
