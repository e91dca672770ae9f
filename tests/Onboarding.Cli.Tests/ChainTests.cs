using System.Text;
using System.Text.Json;

namespace Onboarding.Cli.Tests;

/// <summary>The whole story of an opt-out with the samples and the real tool: sent, objected, taken back, confirmed, reported by the recipient, left out from then on.</summary>
public sealed class ChainTests : IDisposable
{
    /// <summary>A customer of the web shop who is user u-00055202 of the newspaper.</summary>
    private const string Customer = "c.hermans@mail.example.nl";

    /// <summary>A customer who is user u-00088882, and says no to the newspaper.</summary>
    private const string Reader = "m.obrien@example.com";

    private static readonly string[] s_identifiers = ["c.hermans", "SP33682492", "m.obrien", "SP41435993", "nonsense-address"];

    private readonly TemporaryFolder _folder = new();
    private readonly StringBuilder _said = new();

    private string Shop => _folder["shop-home"];

    private string Newspaper => _folder["newspaper-home"];

    private string ShopPlan => Path.Combine(_folder["webshop"], "plan.json");

    private string MatchPlan => Path.Combine(_folder["publisher"], "match-plan.json");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chain_OfTheSamples_LeavesThePersonOutEverywhere()
    {
        await PrepareAsync();
        var sent = await RunAsync();
        var members = sent.GetProperty("members").GetInt64();
        var matched = await JsonAsync(["match", MatchPlan, "--home", Newspaper, "--audience", sent.GetProperty("audience").GetString()!, "--out", "own-ids.csv", "--signal", "signal"]);
        Assert.True(matched.GetProperty("signaled").GetInt64() > 0);
        Assert.Contains("u-00055202", await File.ReadAllLinesAsync(_folder["own-ids.csv"], Cancellation));
        Assert.DoesNotContain("u-00088882", await File.ReadAllLinesAsync(_folder["own-ids.csv"], Cancellation));

        await ObjectAsync();
        await TakeBackAsync();
        await SignalAsync();

        var again = await RunAsync();
        Assert.True(again.GetProperty("members").GetInt64() <= members - 2);
        await LedgerAsync(sent.GetProperty("id").GetString()!, again.GetProperty("members").GetInt64());
        await ListsAsync();
        await KeysAsync();
        Assert.All(s_identifiers, identifier => Assert.DoesNotContain(identifier, _said.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    public void Dispose() => _folder.Dispose();

    private async Task ObjectAsync()
    {
        var answer = await JsonAsync(["suppress", "add", "--home", Shop], Customer + "\n");
        Assert.True(answer.GetProperty("new").GetBoolean());
        Assert.Equal("all", answer.GetProperty("scope").GetString());
        var recipient = Assert.Single(answer.GetProperty("recipients").EnumerateArray());
        Assert.Equal(("dagblad", "Dagblad Voorbeeld B.V.", "pending"), (Text(recipient, "id"), Text(recipient, "name"), Text(recipient, "removal")));
        Assert.False((await JsonAsync(["suppress", "add", "--plan", ShopPlan, "--home", Shop], Customer)).GetProperty("new").GetBoolean());
        Assert.True((await JsonAsync(["suppress", "check", Customer, "--plan", ShopPlan, "--home", Shop])).GetProperty("optedOut").GetBoolean());
        Assert.Contains("Dagblad Voorbeeld B.V.", (await ToolAsync(0, ["suppress", "check", "-", "--home", Shop], Customer)).Output, StringComparison.Ordinal);
        var refused = await ToolAsync(4, ["suppress", "add", "--kind", "email", "--home", Shop], "nonsense-address");
        Assert.StartsWith("EMAIL_AT: ", refused.Error, StringComparison.Ordinal);
        await ToolAsync(2, ["suppress", "add", "--home", Shop], "nonsense-address");
    }

    private async Task TakeBackAsync()
    {
        var waiting = Assert.Single((await JsonAsync(["removals", "pending", "--home", Shop])).GetProperty("recipients").EnumerateArray());
        Assert.Equal(("dagblad", 1L, 1L, false), (Text(waiting, "recipient"), Number(waiting, "people"), Number(waiting, "objections"), waiting.GetProperty("blocks").GetBoolean()));
        var list = Assert.Single((await JsonAsync(["removals", "export", "--home", Shop, "--out", "lists"])).GetProperty("lists").EnumerateArray());
        await ToolAsync(0, ["inspect", Text(list, "path")]);
        await ToolAsync(0, ["match", MatchPlan, "--home", Newspaper, "--removals", Text(list, "path"), "--out", "take-out.csv", "--json"]);
        Assert.Equal(["user_id", "u-00055202"], await File.ReadAllLinesAsync(_folder["take-out.csv"], Cancellation));
        Assert.Equal(1, Number(await JsonAsync(["removals", "ack", Text(list, "list"), "--home", Shop]), "removals"));
        await ToolAsync(4, ["removals", "ack", Text(list, "list"), "--home", Shop]);
        Assert.Contains("Nothing waits", (await ToolAsync(0, ["removals", "pending", "--home", Shop])).Output, StringComparison.Ordinal);
    }

    private async Task SignalAsync()
    {
        var taken = await JsonAsync(["signals", "import", "signal", "--home", Shop, "--accept-volume"]);
        Assert.Equal(("dagblad", "destination dagblad", false), (Text(taken, "recipient"), Text(taken, "scope"), taken.GetProperty("alreadyTaken").GetBoolean()));
        Assert.True(Number(taken, "people") > 0 && Number(taken, "added") > 0);
        Assert.True((await JsonAsync(["signals", "import", "signal", "--home", Shop])).GetProperty("alreadyTaken").GetBoolean());
        await ToolAsync(3, ["signals", "import", Directory.GetFiles(_folder["lists"]).Single(), "--home", Shop]);
    }

    private async Task LedgerAsync(string first, long members)
    {
        var outputs = (await JsonAsync(["deliveries", "list", "--home", Shop])).GetProperty("outputs").EnumerateArray().ToList();
        Assert.Equal(2, outputs.Count);
        Assert.All(outputs, o => Assert.Equal(("exported", "Dagblad Voorbeeld B.V.", "advertising"), (Text(o, "state"), Text(o, "recipient"), Text(o, "purpose"))));
        var written = await JsonAsync(["reexport", first, "--home", Shop, "--out", "again"]);
        Assert.Equal(members, Number(written, "members"));
        await ToolAsync(0, ["deliveries", "confirm", first, "--home", Shop]);
        Assert.StartsWith("OUTPUT_STATE: ", (await ToolAsync(3, ["deliveries", "resolve", first, "--stayed", "--home", Shop])).Error, StringComparison.Ordinal);
        await ToolAsync(2, ["deliveries", "resolve", first, "--home", Shop]);
    }

    private async Task ListsAsync()
    {
        var before = Number(await JsonAsync(["suppress", "count", "--home", Shop]), "active");
        Assert.Equal(1, Number(await JsonAsync(["suppress", "withdraw", "--home", Shop], Customer), "withdrawn"));
        Assert.Equal(before - 1, Number(await JsonAsync(["suppress", "count", "--home", Shop]), "active"));
        await File.WriteAllTextAsync(_folder["list.csv"], $"email\n{Customer}\nnonsense-address\n", Cancellation);
        string[] import = ["suppress", "import", "list.csv", "--kind", "email", "--home", Shop];
        var added = Assert.Single((await JsonAsync(import)).GetProperty("lists").EnumerateArray());
        Assert.Equal((1L, 1L), (Number(added, "added"), Number(added, "unreadable")));
        var known = Assert.Single((await JsonAsync(import)).GetProperty("lists").EnumerateArray());
        Assert.Equal((0L, 1L), (Number(known, "added"), Number(known, "known")));
    }

    private async Task KeysAsync()
    {
        Assert.StartsWith("KEY_DESTROY_BLOCKED: ", (await ToolAsync(3, ["keys", "destroy", "demo-webshop-suppression", "--home", Shop])).Error, StringComparison.Ordinal);
        Assert.StartsWith("KEY_DESTROY_BLOCKED: ", (await ToolAsync(3, ["keys", "retire", "demo-webshop-suppression", "--home", Shop])).Error, StringComparison.Ordinal);
        await ToolAsync(0, ["keys", "retire", "demo-webshop-dagblad", "--home", Shop]);
        Assert.StartsWith("REMOVAL_KEY_GONE: ", (await ToolAsync(3, ["keys", "destroy", "demo-webshop-dagblad", "--home", Shop])).Error, StringComparison.Ordinal);
        await ToolAsync(0, ["keys", "destroy", "demo-webshop-signing", "--home", Shop]);
    }

    // The samples with keys in the store instead of beside the plan, and one more reader who said no.
    private async Task PrepareAsync()
    {
        foreach (var sample in new[] { "webshop", "publisher" })
        {
            var source = Path.Combine(Repository.Root, "samples", sample);
            foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(_folder[sample], Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                await File.WriteAllBytesAsync(target, await File.ReadAllBytesAsync(file, Cancellation), Cancellation);
            }
        }

        await File.AppendAllTextAsync(Path.Combine(_folder["publisher"], "opt-outs.csv"), Reader + "\n", Cancellation);
        await File.WriteAllTextAsync(ShopPlan, (await File.ReadAllTextAsync(ShopPlan, Cancellation)).Replace("file:keys/", "", StringComparison.Ordinal).Replace(".card.json", "", StringComparison.Ordinal), Cancellation);
        foreach (var card in Directory.GetFiles(Path.Combine(_folder["webshop"], "keys")))
        {
            await ToolAsync(0, ["keys", "import", card, "--home", Shop]);
        }
    }

    private Task<JsonElement> RunAsync() => JsonAsync(["run", ShopPlan, "--home", Shop]);

    private async Task<JsonElement> JsonAsync(string[] arguments, string input = "")
    {
        var result = await ToolAsync(0, [.. arguments, "--json"], input);
        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal(1, document.RootElement.GetProperty("version").GetInt32());
        return document.RootElement.Clone();
    }

    private async Task<ToolResult> ToolAsync(int exitCode, string[] arguments, string input = "")
    {
        var result = await ToolProcess.RunAsync(_folder.Path, arguments, Encoding.UTF8.GetBytes(input));
        _said.Append(result.Output).Append(result.Error);
        Assert.True(result.ExitCode == exitCode, $"{string.Join(' ', arguments)}: {result.ExitCode} {result.Error}");
        return result;
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
