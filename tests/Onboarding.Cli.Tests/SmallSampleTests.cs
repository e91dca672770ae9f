using System.Text.Json;

namespace Onboarding.Cli.Tests;

/// <summary>The smaller samples, as a user runs them: what passes gives its committed figures, what is refused says why.</summary>
public sealed class SmallSampleTests
{
    [Theory]
    [InlineData("webshop")]
    [InlineData("municipality")]
    [InlineData("provider/fietsen")]
    [InlineData("provider/boeken")]
    public async Task Run_Sample_GivesTheCommittedFigures(string sample)
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync(folder.Path, ["run", Plan(sample), "--home", folder["home"], "--json"]);

        Assert.Equal(0, result.ExitCode);
        AssertFigures(sample, result.Output);
        using var report = JsonDocument.Parse(result.Output);
        Assert.Equal(Directory.GetFiles(folder["outbox"], "*.sig").SingleOrDefault(), report.RootElement.GetProperty("signature").GetString());
    }

    [Fact]
    public async Task Run_Google_WritesTheFileThatThePlatformTakes()
    {
        using var folder = new TemporaryFolder();
        var counted = await ToolProcess.RunAsync(folder.Path, ["plan", "check", Plan("google"), "--dry-run", "--home", folder["home"], "--json"]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        var result = await ToolProcess.RunAsync(folder.Path, ["run", Plan("google"), "--home", folder["home"], "--json"]);

        Assert.Equal((0, 0), (counted.ExitCode, result.ExitCode));
        using var document = JsonDocument.Parse(counted.Output);
        var dryRun = document.RootElement.GetProperty("dryRun");
        AssertFigures("google", dryRun.GetRawText());
        AssertFigures("google", result.Output);
        Assert.Equal("anyone", dryRun.GetProperty("label").GetProperty("onb:attributableBy").GetString());

        var lines = await File.ReadAllLinesAsync(Assert.Single(Directory.GetFiles(folder["outbox"], "*.add.0001.csv")), TestContext.Current.CancellationToken);
        Assert.Equal("Email,Phone,First Name,Last Name,Country,Zip", lines[0]);
        Assert.Equal(276, lines.Length - 1);

        // K20001: Frank van der Meer, +12025550101, 0001 CD.
        string[] frank = ["frank.vandermeer@example.nl", "+12025550101", "frank", "van der meer"];
        Assert.Contains(string.Join(',', frank.Select(Hash)) + ",NL,0001 CD", lines);
        var optOuts = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "samples", "google", "opt-outs.csv"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(lines, l => optOuts.Any(o => l.Contains(Hash(o.ToLowerInvariant()), StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Refusal", "DESTINATION_NOT_BUILT")]
    public async Task Run_FormatWithoutItsSettings_IsRefusedAndNamesThem()
    {
        using var folder = new TemporaryFolder();
        Copy(Path.Combine(Repository.Root, "samples", "google"), folder["google"]);
        var plan = Path.Combine(folder["google"], "plan.json");
        await File.WriteAllTextAsync(plan, (await File.ReadAllTextAsync(plan, TestContext.Current.CancellationToken)).Replace("\"profile\": \"google\"", "\"profile\": \"google\", \"format\": \"api\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var refused = await ToolProcess.RunAsync(folder.Path, ["run", plan, "--home", folder["home"]]);

        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("DESTINATION_NOT_BUILT: $.destination: the setting accountType is missing", refused.Error, StringComparison.Ordinal);
    }

    /// <summary>The newspaper matches as a controller of its own; the agency works for the municipality and matches its panel on its instruction.</summary>
    [Theory]
    [InlineData("webshop", "publisher")]
    [InlineData("municipality", "municipality/agency")]
    public async Task Match_Sample_GivesTheCommittedFigures(string sender, string recipient)
    {
        using var folder = new TemporaryFolder();
        await ToolProcess.RunAsync(folder.Path, ["run", Plan(sender), "--home", folder["home"]]);
        var plan = Path.Combine(Repository.Root, "samples", Path.Combine(recipient.Split('/')), "match-plan.json");
        var result = await ToolProcess.RunAsync(folder.Path, ["match", plan, "--home", folder["theirs"], "--audience", "outbox", "--out", "own-ids.csv", "--json"]);

        Assert.Equal(0, result.ExitCode);
        AssertFigures(recipient, result.Output);
    }

    /// <summary>One provider, two clients: the people they have in common have other pseudonyms with each, and no file of one is touched by the other's run.</summary>
    [Fact]
    public async Task Run_TwoClientsOfOneProvider_HaveNoTokenInCommon()
    {
        using var folder = new TemporaryFolder();
        var tokens = new List<string[]>();
        foreach (var client in new[] { "fietsen", "boeken" })
        {
            Directory.CreateDirectory(folder[client]);
            await ToolProcess.RunAsync(folder[client], ["run", Plan("provider/" + client), "--home", Path.Combine(folder[client], "home")]);
            var audience = Assert.Single(Directory.GetFiles(Path.Combine(folder[client], "outbox"), "*.audience"));
            tokens.Add((await ToolProcess.RunAsync(folder.Path, ["inspect", audience, "--tokens"])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        Assert.All(tokens, t => Assert.True(t.Length > 200));
        Assert.Empty(tokens[0].Intersect(tokens[1]));
    }

    /// <summary>A client's plan does not run with the other client's keys, whatever is in the provider's hands.</summary>
    [Fact]
    public async Task Run_WithTheOtherClientsKey_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var samples = Path.Combine(Repository.Root, "samples", "provider");
        Copy(Path.Combine(samples, "fietsen"), folder["fietsen"]);
        var path = Path.Combine(folder["fietsen"], "plan.json");
        var other = Path.Combine(samples, "boeken", "keys", "demo-boeken-dagblad.card.json").Replace('\\', '/');
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace("keys/demo-fietsen-dagblad.card.json", other, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var result = await ToolProcess.RunAsync(folder.Path, ["run", path, "--home", folder["home"]]);

        Assert.Equal((3, true), (result.ExitCode, result.Error.StartsWith("KEY_MISMATCH", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(folder["outbox"]));
    }

    [Theory]
    [InlineData("email-opt-in-only")]
    [InlineData("expired-agreement")]
    [InlineData("provider-pools-data")]
    [InlineData("survey-data-for-advertising")]
    [InlineData("special-category-segment")]
    public async Task Run_RefusedSample_PrintsTheCommittedReasons(string sample)
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync(folder.Path, ["run", Plan("refused/" + sample), "--home", folder["home"]]);

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(await ExpectedAsync(sample), result.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Run_OnePersonWithKeysOfOnesOwn_PrintsTheCommittedReason()
    {
        using var folder = new TemporaryFolder();
        await ToolProcess.RunAsync(folder.Path, ["keys", "create", "one-person-list", "--domain", "webshop/dagblad/advertising", "--until", "2099-12-31", "--home", folder["home"]]);
        await ToolProcess.RunAsync(folder.Path, ["keys", "create", "one-person-suppression", "--suppression", "webshop", "--home", folder["home"]]);
        var result = await ToolProcess.RunAsync(folder.Path, ["run", Plan("refused/one-person-list"), "--home", folder["home"]]);

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(await ExpectedAsync("one-person-list"), result.Error);
        Assert.False(Directory.Exists(folder["outbox"]));
    }

    private static string Plan(string sample) => Path.Combine(Repository.Root, "samples", Path.Combine(sample.Split('/')), "plan.json");

    private static Task<string> ExpectedAsync(string sample) => File.ReadAllTextAsync(Path.Combine(Repository.Root, "samples", "refused", sample, "expected.txt"), TestContext.Current.CancellationToken);

    private static void AssertFigures(string sample, string json)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "samples", Path.Combine(sample.Split('/')), "expected.json")));
        using var report = JsonDocument.Parse(json);
        foreach (var figure in expected.RootElement.EnumerateObject())
        {
            Assert.Equal((figure.Name, figure.Value.GetRawText()), (figure.Name, report.RootElement.GetProperty(figure.Name).GetRawText()));
        }
    }

    private static string Hash(string form) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(form)));

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
