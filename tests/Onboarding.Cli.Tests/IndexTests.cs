using System.Text.Json;

namespace Onboarding.Cli.Tests;

/// <summary>The publisher's index through the tool.</summary>
public sealed class IndexTests
{
    private static string Webshop => Path.Combine(Repository.Root, "samples", "webshop", "plan.json");

    private static string Publisher => Path.Combine(Repository.Root, "samples", "publisher", "match-plan.json");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Index_Build_ServesTheMatchThatFollows()
    {
        using var folder = new TemporaryFolder();
        await ToolProcess.RunAsync(folder.Path, ["run", Webshop, "--home", folder["home"]]);
        string[] match = ["match", Publisher, "--home", folder["theirs"], "--audience", "outbox", "--out"];
        var without = await ToolProcess.RunAsync(folder.Path, [.. match, "without.csv"]);
        var build = await ToolProcess.RunAsync(folder.Path, ["index", "build", Publisher, "--home", folder["theirs"], "--json"]);
        var with = await ToolProcess.RunAsync(folder.Path, [.. match, "with.csv"]);
        var ignored = await ToolProcess.RunAsync(folder.Path, [.. match, "ignored.csv", "--no-index"]);

        Assert.Equal((0, 0, 0, 0), (without.ExitCode, build.ExitCode, with.ExitCode, ignored.ExitCode));
        Assert.Contains("Note: The own users come from the index of ", with.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("The own users come from the index", without.Output + ignored.Output, StringComparison.Ordinal);
        var expected = await File.ReadAllBytesAsync(folder["without.csv"], Cancellation);
        Assert.Equal(expected, await File.ReadAllBytesAsync(folder["with.csv"], Cancellation));
        Assert.Equal(expected, await File.ReadAllBytesAsync(folder["ignored.csv"], Cancellation));
        using var report = JsonDocument.Parse(build.Output);
        Assert.Equal("demo-webshop-dagblad", report.RootElement.GetProperty("keyId").GetString());
        Assert.True(report.RootElement.GetProperty("ownUsers").GetInt64() >= 8787);
    }

    [Fact]
    public async Task Index_UpdateAndInfo_SayWhatChangedAndPrintNoToken()
    {
        using var folder = new TemporaryFolder();
        var users = folder["users.csv"];
        File.Copy(Path.Combine(Path.GetDirectoryName(Publisher)!, "users.csv"), users);
        string[] options = [Publisher, "--home", folder["theirs"], "--identifiers", users];
        var none = await ToolProcess.RunAsync(folder.Path, ["index", "info", .. options]);
        var built = await ToolProcess.RunAsync(folder.Path, ["index", "update", .. options]);
        var same = await ToolProcess.RunAsync(folder.Path, ["index", "update", .. options]);
        var fits = await ToolProcess.RunAsync(folder.Path, ["index", "info", .. options]);
        await File.AppendAllTextAsync(users, "u-new;somebody.new@example.com;;2026-01-01\n", Cancellation);
        var stale = await ToolProcess.RunAsync(folder.Path, ["index", "info", .. options]);
        var updated = await ToolProcess.RunAsync(folder.Path, ["index", "update", .. options]);
        var all = await ToolProcess.RunAsync(folder.Path, ["index", "info", "--home", folder["theirs"], "--json"]);

        Assert.All([none, built, same, fits, stale, updated, all], result => Assert.Equal(0, result.ExitCode));
        Assert.StartsWith("No index in ", none.Output, StringComparison.Ordinal);
        Assert.Contains("Built in ", built.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing has changed since it was built.", same.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Not used by a match", fits.Output, StringComparison.Ordinal);
        Assert.Contains("Not used by a match: the source was written to since.", stale.Output, StringComparison.Ordinal);
        Assert.Contains("Built in ", updated.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9a-f]{64}", all.Output + fits.Output + updated.Output);
        using var report = JsonDocument.Parse(all.Output);
        Assert.Equal(1, report.RootElement.GetProperty("indexes").GetArrayLength());
    }

    [Fact]
    public async Task Index_StandardInput_IsWrongUse()
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync(folder.Path, ["index", "build", Publisher, "--home", folder["theirs"], "--identifiers", "-"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Standard input can be read once", result.Error, StringComparison.Ordinal);
    }
}
