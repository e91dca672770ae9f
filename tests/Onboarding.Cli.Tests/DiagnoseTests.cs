using System.Text.Json;

namespace Onboarding.Cli.Tests;

/// <summary><c>diagnose</c>: the ordered list, and nothing written unless a folder is named.</summary>
public sealed class DiagnoseTests
{
    private static string Plan(string sample) => Path.Combine(Repository.Root, "samples", sample);

    [Fact]
    public async Task Diagnose_Sample_PrintsFindingsInOrderAndWritesNothing()
    {
        using var folder = new TemporaryFolder();
        var text = await ToolProcess.RunAsync(folder.Path, ["diagnose", Plan("webshop/plan.json"), "--home", folder["home"]]);
        var json = await ToolProcess.RunAsync(folder.Path, ["diagnose", Plan("webshop/plan.json"), "--json", "--home", folder["home"]]);

        Assert.Equal((0, 0), (text.ExitCode, json.ExitCode));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        Assert.Contains("Why the match rate may be low, in order of effect:", text.Output, StringComparison.Ordinal);
        var root = JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal((1, JsonValueKind.Null), (root.GetProperty("version").GetInt32(), root.GetProperty("lines").ValueKind));
        var effects = root.GetProperty("diagnosis").EnumerateArray().Select(f => f.GetProperty("effect").GetDouble()).ToList();
        Assert.Equal(effects.OrderDescending(), effects);
        Assert.Contains("email.inner-space", root.GetProperty("diagnosis").EnumerateArray().Select(f => f.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Diagnose_WithAFolder_WritesTheLinesIntoPrivateAlone()
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync(folder.Path, ["diagnose", Plan("webshop/plan.json"), "--out", folder["out"], "--json", "--home", folder["home"]]);
        var path = JsonDocument.Parse(result.Output).RootElement.GetProperty("lines").GetString()!;

        Assert.Equal([path], Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
        Assert.Equal(folder["out/private/webshop-dagblad-weekly.diagnosis.json"], path);
        Assert.True(JsonDocument.Parse(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).RootElement.GetProperty("lines").GetArrayLength() > 0);
    }

    [Fact]
    public async Task Run_Sample_PrintsTheThreeLargest()
    {
        using var folder = new TemporaryFolder();
        var run = await ToolProcess.RunAsync(folder.Path, ["run", Plan("webshop/plan.json"), "--home", folder["home"]]);

        Assert.Contains("Why the match rate may be low", run.Output, StringComparison.Ordinal);
        Assert.Contains("  3. ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("  4. ", run.Output, StringComparison.Ordinal);
    }
}
