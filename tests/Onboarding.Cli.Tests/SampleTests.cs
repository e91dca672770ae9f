using System.Text.Json;
using System.Text.RegularExpressions;

namespace Onboarding.Cli.Tests;

/// <summary>The main job on the committed samples, as a user runs it, in several cultures.</summary>
public sealed partial class SampleTests
{
    private static string Webshop => Path.Combine(Repository.Root, "samples", "webshop", "plan.json");

    private static string Publisher => Path.Combine(Repository.Root, "samples", "publisher", "match-plan.json");

    [Fact]
    public async Task Run_Webshop_CountsEveryRowOnce()
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync(folder.Path, ["run", Webshop, "--home", folder["home"], "--json"]);

        Assert.Equal(0, result.ExitCode);
        using var report = JsonDocument.Parse(result.Output);
        var root = report.RootElement;
        Assert.Equal(1, root.GetProperty("version").GetInt32());
        Assert.Equal(
            (3991, 3485, 186, 50, 267, 3),
            (Int(root, "rows"), Int(root, "members"), Int(root, "suppressed"), Int(root, "dropped"), Int(root, "duplicates"), Int(root, "malformed")));
        Assert.True(root.GetProperty("rowsPerSecond").GetDouble() > 0);
        Assert.True(File.Exists(root.GetProperty("audience").GetString()));
        Assert.True(File.Exists(root.GetProperty("label").GetString()));
        Assert.Equal(root.GetProperty("audience").GetString() + ".sig", root.GetProperty("signature").GetString());
        Assert.True(File.Exists(root.GetProperty("signature").GetString()));
    }

    [Fact]
    public async Task Run_Webshop_PrintsASummaryForPeople()
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync(folder.Path, ["run", Webshop, "--home", folder["home"]]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("members          3,485", result.Output, StringComparison.Ordinal);
        Assert.Contains("PLACEHOLDER                   56", result.Output, StringComparison.Ordinal);
        Assert.Contains("2 values of the opt-out lists could not be read", result.Output, StringComparison.Ordinal);
        Assert.Contains("pseudonymous personal data", result.Output, StringComparison.Ordinal);
        Assert.Contains(".audience.sig (signature; send it along)\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("@", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Webshop_LeavesAReportWithoutAnyIdentifierOfItsPeople()
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync(folder.Path, ["run", Webshop, "--home", folder["home"]]);
        var page = await File.ReadAllTextAsync(Directory.GetFiles(folder["private"], "*.report.html").Single(), TestContext.Current.CancellationToken);
        var report = await File.ReadAllTextAsync(Directory.GetFiles(folder["private"], "*.report.json").Single(), TestContext.Current.CancellationToken);
        var people = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "samples", "webshop", "customers.csv"), TestContext.Current.CancellationToken);
        var identifiers = Identifier().Matches(people).Select(m => m.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.True(identifiers.Count > 9000);
        Assert.DoesNotContain(identifiers, i => page.Contains(i, StringComparison.OrdinalIgnoreCase) || report.Contains(i, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("<h1>3,485 of 3,991\u00A0rows became members of the audience for Dagblad Voorbeeld B.V.; 186 were left out because they said no.</h1>", page, StringComparison.Ordinal);
        Assert.Matches(@"Signed with</dt>\s*<dd><code>demo-webshop-signing</code>", page);
        Assert.Contains(".report.html (report, to open in a browser)", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Match_Publisher_WritesOwnIdsAndTwoReports()
    {
        using var folder = new TemporaryFolder();
        await ToolProcess.RunAsync(folder.Path, ["run", Webshop, "--home", folder["home"]]);
        var result = await ToolProcess.RunAsync(folder.Path, ["match", Publisher, "--home", folder["theirs"], "--audience", "outbox", "--out", "own-ids.csv", "--json"]);

        Assert.Equal(0, result.ExitCode);
        using var report = JsonDocument.Parse(result.Output);
        Assert.Equal((3485, 8787, 1152), (Int(report.RootElement, "members"), Int(report.RootElement, "identifiers"), Int(report.RootElement, "matched")));
        Assert.False(report.RootElement.GetProperty("withheld").GetBoolean());
        Assert.Equal(1153, (await File.ReadAllLinesAsync(folder["own-ids.csv"], TestContext.Current.CancellationToken)).Length);
        Assert.True(File.Exists(folder["own-ids.csv.label.jsonld"]));
        var advertiser = await File.ReadAllTextAsync(folder["advertiser-report.json"], TestContext.Current.CancellationToken);

        // 29.1 % of the e-mail tokens, rounded at a place that the recipient's key decides.
        Assert.Matches("\"audienceMatchRate\": (28|29|30),", advertiser);
        Assert.Equal(
            ["version", "status", "audience", "domain", "serial", "date", "audienceMatchRate", "figureDate", "withheld"],
            JsonDocument.Parse(advertiser).RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("LANG", "tr_TR.UTF-8")]
    [InlineData("LANG", "th_TH.UTF-8")]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")]
    public async Task Run_InAnotherCulture_WritesTheSameTokens(string variable, string value)
    {
        using var folder = new TemporaryFolder();
        var expected = await TokensAsync(folder, "a");
        var actual = await TokensAsync(folder, "b", (variable, value), ("LC_ALL", variable == "LANG" ? value : ""));

        Assert.Equal(3238 + 2495, expected.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task Inspect_And_Verify_TellWhatAFileIs()
    {
        using var folder = new TemporaryFolder();
        await ToolProcess.RunAsync(folder.Path, ["run", Webshop, "--home", folder["home"]]);
        var audience = Directory.GetFiles(folder["outbox"], "*.audience").Single();
        var inspected = await ToolProcess.RunAsync(folder.Path, ["inspect", audience]);
        var verified = await ToolProcess.RunAsync(folder.Path, ["verify", audience]);
        var card = Path.Combine(Repository.Root, "samples", "publisher", "keys", "demo-webshop-dagblad.card.json");
        var origin = await ToolProcess.RunAsync(folder.Path, ["verify", audience, "--key", "file:" + card]);

        Assert.Equal("recipient", JsonDocument.Parse(inspected.Output).RootElement.GetProperty("onb:view").GetString());
        Assert.StartsWith("undamaged, origin not verified\n", verified.Output, StringComparison.Ordinal);
        Assert.StartsWith("undamaged, from one of the two holders of key demo-webshop-dagblad", origin.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithTheSendersKeyOrThePlan_SaysWhoSigned()
    {
        const string Fingerprint = "ee6a3b7426c49802fcbccc1eac652e887c229c34c6f37773ec112cdd3bd4795b";
        using var folder = new TemporaryFolder();
        await ToolProcess.RunAsync(folder.Path, ["run", Webshop, "--home", folder["home"]]);
        var audience = Directory.GetFiles(folder["outbox"], "*.audience").Single();
        var pinned = JsonDocument.Parse(await File.ReadAllTextAsync(Publisher, TestContext.Current.CancellationToken)).RootElement.GetProperty("sender").GetProperty("publicKey").GetString()!;
        var nothing = await ToolProcess.RunAsync(folder.Path, ["verify", audience]);
        var sender = await ToolProcess.RunAsync(folder.Path, ["verify", audience, "--sender", pinned]);
        var plan = await ToolProcess.RunAsync(folder.Path, ["verify", audience, "--plan", Publisher, "--home", folder["theirs"]]);
        var noKey = await ToolProcess.RunAsync(folder.Path, ["verify", audience, "--sender", "MFkw"]);
        File.Delete(audience + ".sig");
        var missing = await ToolProcess.RunAsync(folder.Path, ["verify", audience, "--sender", pinned]);
        var unsigned = await ToolProcess.RunAsync(folder.Path, ["verify", audience]);

        Assert.Contains("A signature stands beside it, which proves nothing", nothing.Output, StringComparison.Ordinal);
        Assert.StartsWith($"undamaged, signed by the sender with public key {Fingerprint}\n", sender.Output, StringComparison.Ordinal);
        Assert.StartsWith($"undamaged, from one of the two holders of key demo-webshop-dagblad for webshop/dagblad/advertising, signed by the sender with public key {Fingerprint}\n", plan.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("The label says that the sender signed it", nothing.Output, StringComparison.Ordinal);
        Assert.Contains("The label says that the sender signed it, and no signature stands beside it", unsigned.Output, StringComparison.Ordinal);
        Assert.Equal(0, unsigned.ExitCode);
        Assert.Equal((2, 3), (noKey.ExitCode, missing.ExitCode));
        Assert.Contains("SIGNATURE_MISSING: ", missing.Error, StringComparison.Ordinal);
    }

    private static async Task<string> TokensAsync(TemporaryFolder folder, string name, params (string Name, string Value)[] environment)
    {
        var result = await ToolProcess.RunAsync(folder.Path, ["run", Webshop, "--home", folder["home"], "--out", folder[name]], null, environment);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var audience = Directory.GetFiles(Path.Combine(folder[name], "outbox"), "*.audience").Single();
        return (await ToolProcess.RunAsync(folder.Path, ["inspect", audience, "--tokens"], null, environment)).Output;
    }

    // E-mail addresses, card numbers and customer numbers.
    [GeneratedRegex(@"[^,;""\s]+@[^,;""\s]+|SP\d{8}|K\d{6}")]
    private static partial Regex Identifier();

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
