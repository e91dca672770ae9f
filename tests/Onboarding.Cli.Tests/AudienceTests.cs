using System.Text.Json;

namespace Onboarding.Cli.Tests;

/// <summary><c>onboard audience diff</c>, and what a match says at its end.</summary>
public sealed class AudienceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Key => "file:" + Path.Combine(Repository.Root, "samples", "publisher", "keys", "demo-webshop-dagblad.card.json");

    private static string Signing => "file:" + Path.Combine(Repository.Root, "samples", "webshop", "keys", "demo-webshop-signing.card.json");

    [Fact]
    public async Task Diff_TwoAudiences_WritesFilesThatTheRecipientTakes()
    {
        var (older, newer) = (await SendAsync(3000, 0), await SendAsync(0, 200));
        var first = await MatchAsync(older);
        var result = await ToolProcess.RunAsync(_folder.Path, ["audience", "diff", older, newer, "--out", "delta", "--key", Key, "--signing-key", Signing, "--home", _folder["home"], "--json"]);
        using var delta = JsonDocument.Parse(result.Output);
        var removals = await ToolProcess.RunAsync(_folder.Path, ["match", Publisher, "--home", _folder["theirs"], "--removals", delta.RootElement.GetProperty("removals").GetString()!, "--out", "gone.csv", "--json"]);
        var second = await MatchAsync(delta.RootElement.GetProperty("additions").GetString()!);

        Assert.Equal((0, 0, 0, 0), (result.ExitCode, first.ExitCode, removals.ExitCode, second.ExitCode));
        Assert.True(delta.RootElement.GetProperty("added").GetProperty("email").GetInt32() > 50);
        Assert.Contains("Why this rate:", second.Output, StringComparison.Ordinal);
        Assert.Contains("key.same: Both sides hash with key demo-webshop-dagblad", second.Output, StringComparison.Ordinal);
        Assert.Contains("trend [email]: ", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_EqualAudiences_SaysSo()
    {
        var (older, newer) = (await SendAsync(0, 0), await SendAsync(0, 0));
        var result = await ToolProcess.RunAsync(_folder.Path, ["audience", "diff", older, newer, "--key", Key, "--home", _folder["home"]]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("  added    none\n  removed  none\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_NewerFirst_ExitsWith3()
    {
        var (older, newer) = (await SendAsync(0, 0), await SendAsync(0, 0));
        var result = await ToolProcess.RunAsync(_folder.Path, ["audience", "diff", newer, older, "--key", Key, "--home", _folder["home"]]);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("SERIAL_TOO_OLD: ", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Publisher => Path.Combine(Repository.Root, "samples", "publisher", "match-plan.json");

    // The sample's customers without some of the last and of the first.
    private async Task<string> SendAsync(int withoutLast, int withoutFirst)
    {
        var source = Path.Combine(Repository.Root, "samples", "webshop");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_folder["webshop"], Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        var customers = await File.ReadAllLinesAsync(_folder["webshop/customers.csv"], TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(_folder["webshop/customers.csv"], [customers[0], .. customers[1..^withoutLast].Skip(withoutFirst)], TestContext.Current.CancellationToken);
        var result = await ToolProcess.RunAsync(_folder.Path, ["run", _folder["webshop/plan.json"], "--home", _folder["home"], "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        using var report = JsonDocument.Parse(result.Output);
        return report.RootElement.GetProperty("audience").GetString()!;
    }

    private async Task<(int ExitCode, string Output, string Error)> MatchAsync(string audience)
    {
        var result = await ToolProcess.RunAsync(_folder.Path, ["match", Publisher, "--home", _folder["theirs"], "--audience", audience, "--out", "own-ids.csv"]);
        return (result.ExitCode, result.Output, result.Error);
    }
}
