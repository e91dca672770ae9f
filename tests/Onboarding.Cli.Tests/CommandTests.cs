using System.Text;
using System.Text.Json;

namespace Onboarding.Cli.Tests;

/// <summary>Exit codes, refusals and the small commands.</summary>
public sealed class CommandTests
{
    private static string Samples => Path.Combine(Repository.Root, "samples");

    [Theory]
    [InlineData(2, "bark")]
    [InlineData(2, "run")]
    [InlineData(2, "match", "plan.json")]
    [InlineData(2, "normalize", "--kind", "shoe-size")]
    [InlineData(2, "normalize", "--profile", "tradedesk", "--kind", "email")]
    [InlineData(2, "normalize", "--profile", "snap", "--kind", "city")]
    [InlineData(2, "normalize", "--profile", "snap", "--kind", "email", "--key", "k")]
    [InlineData(2, "normalize", "--profile", "meta", "--kind", "date_of_birth", "--date-format", "yy")]
    [InlineData(2, "normalize", "--profile", "reddit", "--kind", "maid", "--device", "phone")]
    [InlineData(2, "keys", "create", "k1")]
    [InlineData(2, "keys", "create", "k1", "--domain", "a/b/c")]
    [InlineData(2, "keys", "create", "k1", "--domain", "a/b/c", "--until", "tomorrow")]
    [InlineData(4, "run", "no-such-plan.json")]
    [InlineData(5, "verify", "no-such-file.audience")]
    public async Task Command_UsedWrongly_ExitsWithItsCode(int expected, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync(folder.Path, arguments);

        Assert.Equal(expected, result.ExitCode);
        Assert.NotEmpty(result.Error);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Bench_Json_GivesFiguresOfEachKind()
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync(folder.Path, ["bench", "--json"]);

        Assert.Equal(0, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(1, json.RootElement.GetProperty("version").GetInt32());
        Assert.All(["keyedTokens", "sha256", "match"], (string name) =>
        {
            Assert.True(json.RootElement.GetProperty(name).GetProperty("perSecond").GetDouble() > 0);
            Assert.True(json.RootElement.GetProperty(name).GetProperty("ratio").GetDouble() > 0);
        });
    }

    [Fact]
    public async Task Run_PlanThatARuleRefuses_ExitsWith3AndWritesNothing()
    {
        using var folder = new TemporaryFolder();
        CopySample(folder, plan => plan.Replace("\"deleteBy\": \"P30D\"", "\"deleteBy\": \"P3000D\"", StringComparison.Ordinal));
        var result = await ToolProcess.RunAsync(folder.Path, ["run", folder["webshop/plan.json"]]);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("RETENTION_UNLIMITED: $.retention.deleteBy: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("(RET-01, GDPR 5(1)(e)", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["outbox"]) || Directory.Exists(folder["private"]));
    }

    [Fact]
    public async Task Run_PlanWithUnknownMember_ExitsWith4AndNamesItsPath()
    {
        using var folder = new TemporaryFolder();
        CopySample(folder, plan => plan.Replace("\"retention\": {", "\"retention\": { \"forEver\": true,", StringComparison.Ordinal));
        var result = await ToolProcess.RunAsync(folder.Path, ["run", folder["webshop/plan.json"]]);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("PLAN_INVALID: plan.json at $.retention", result.Error, StringComparison.Ordinal);
        Assert.Contains("this member is not known", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SourceOfStandardInput_IsReadOnce()
    {
        using var folder = new TemporaryFolder();
        CopySample(folder, plan => plan.Replace("\"path\": \"customers.csv\"", "\"path\": \"-\"", StringComparison.Ordinal));
        var input = await File.ReadAllBytesAsync(folder["webshop/customers.csv"], TestContext.Current.CancellationToken);
        var result = await ToolProcess.RunAsync(folder.Path, ["run", folder["webshop/plan.json"], "--json"], input);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(3485, JsonDocument.Parse(result.Output).RootElement.GetProperty("members").GetInt32());
    }

    [Fact]
    public async Task Run_SourceWithoutTheColumn_ExitsWith4AndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        CopySample(folder, plan => plan.Replace("\"E-mailadres\"", "\"E-mail\"", StringComparison.Ordinal));
        var result = await ToolProcess.RunAsync(folder.Path, ["run", folder["webshop/plan.json"], "--out", folder["out"]]);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("COLUMN_MISSING: customers.csv has no column \"E-mail\"", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder["out"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Match_OlderAudienceThanTheLastAccepted_ExitsWith3()
    {
        using var folder = new TemporaryFolder();
        var plan = Path.Combine(Samples, "webshop", "plan.json");
        await ToolProcess.RunAsync(folder.Path, ["run", plan, "--home", folder["home"]]);
        var first = Directory.GetFiles(folder["outbox"], "*.audience").Single();
        await ToolProcess.RunAsync(folder.Path, ["run", plan, "--home", folder["home"]]);
        string[] match = ["match", Path.Combine(Samples, "publisher", "match-plan.json"), "--home", folder["theirs"], "--out", "own-ids.csv", "--audience"];
        var newest = await ToolProcess.RunAsync(folder.Path, [.. match, "outbox"]);
        var older = await ToolProcess.RunAsync(folder.Path, [.. match, first]);

        Assert.Equal(0, newest.ExitCode);
        Assert.Equal(3, older.ExitCode);
        Assert.Contains("SERIAL_TOO_OLD: ", older.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 3, "SIGNATURE_MISSING: ")]
    [InlineData("{}", 3, "SIGNATURE_INVALID: ")]
    public async Task Match_WithoutTheSendersSignature_ExitsWith3(string? signature, int exitCode, string refusal)
    {
        using var folder = new TemporaryFolder();
        await ToolProcess.RunAsync(folder.Path, ["run", Path.Combine(Samples, "webshop", "plan.json"), "--home", folder["home"]]);
        var path = Directory.GetFiles(folder["outbox"], "*.sig").Single();
        File.Delete(path);
        if (signature is not null)
        {
            await File.WriteAllTextAsync(path, signature, TestContext.Current.CancellationToken);
        }

        var result = await ToolProcess.RunAsync(folder.Path, ["match", Path.Combine(Samples, "publisher", "match-plan.json"), "--home", folder["theirs"], "--audience", "outbox", "--out", "own-ids.csv"]);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(refusal, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["own-ids.csv"]));
    }

    [Fact]
    public async Task Match_DamagedAudience_ExitsWith4()
    {
        using var folder = new TemporaryFolder();
        await ToolProcess.RunAsync(folder.Path, ["run", Path.Combine(Samples, "webshop", "plan.json"), "--home", folder["home"]]);
        var audience = Directory.GetFiles(folder["outbox"], "*.audience").Single();
        var bytes = await File.ReadAllBytesAsync(audience, TestContext.Current.CancellationToken);
        bytes[1000] ^= 1;
        await File.WriteAllBytesAsync(audience, bytes, TestContext.Current.CancellationToken);
        var result = await ToolProcess.RunAsync(folder.Path, ["match", Path.Combine(Samples, "publisher", "match-plan.json"), "--home", folder["theirs"], "--audience", audience, "--out", "own-ids.csv"]);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("AUDIENCE_HASH: ", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["own-ids.csv"]));
    }

    [Fact]
    public async Task Normalize_Lines_GiveAnObjectEach()
    {
        using var folder = new TemporaryFolder();
        var input = Encoding.UTF8.GetBytes(" MAILTO: Anna.Jansen+Shop@Example.COM\r\nanna.example.com\n\nlast@example.nl");
        var card = Path.Combine(Repository.Root, "samples", "webshop", "keys", "demo-webshop-dagblad.card.json");
        var result = await ToolProcess.RunAsync(folder.Path, ["normalize", "--profile", "canonical", "--kind", "email", "--key", "file:" + card], input);
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToArray();

        Assert.Equal(4, lines.Length);
        Assert.Equal("anna.jansen+shop@example.com", lines[0].GetProperty("normalized").GetString());
        Assert.Equal("f8cf76d0b2e6963e2fb4ba9393ba1ae6417d708b243e0d55af176dd5741d7623", lines[0].GetProperty("sha256").GetString());
        Assert.Equal(64, lines[0].GetProperty("token").GetString()!.Length);
        Assert.Equal("EMAIL_AT", lines[1].GetProperty("rejected").GetString());
        Assert.Equal("EMPTY", lines[2].GetProperty("rejected").GetString());
        Assert.Equal("last@example.nl", lines[3].GetProperty("normalized").GetString());
    }

    [Fact]
    public async Task Keys_CreateBackupRestore_GiveTheSameCards()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["pass"], "correct horse battery staple\n", TestContext.Current.CancellationToken);
        string[] home = ["--home", folder["home"]];
        var party = await ToolProcess.RunAsync(folder.Path, ["keys", "create", "shop-paper", "--domain", "shop/paper/advertising", "--until", "2099-01-01", .. home]);
        await ToolProcess.RunAsync(folder.Path, ["keys", "create", "shop-no", "--suppression", "shop", .. home]);
        var again = await ToolProcess.RunAsync(folder.Path, ["keys", "create", "other", "--domain", "shop/paper/advertising", "--until", "2099-01-01", .. home]);
        var backup = await ToolProcess.RunAsync(folder.Path, ["keys", "backup", "all.backup", "--passphrase-file", "pass", .. home]);
        var restore = await ToolProcess.RunAsync(folder.Path, ["keys", "restore", "all.backup", "--passphrase-file", "pass", "--home", folder["new"]]);
        var lists = new[] { await ToolProcess.RunAsync(folder.Path, ["keys", "list", "--json", .. home]), await ToolProcess.RunAsync(folder.Path, ["keys", "list", "--json", "--home", folder["new"]]) };
        var selfTest = await ToolProcess.RunAsync(folder.Path, ["keys", "selftest", "--home", folder["new"]]);

        Assert.Equal((0, 0, 0, 0), (party.ExitCode, backup.ExitCode, restore.ExitCode, selfTest.ExitCode));
        Assert.Equal(3, again.ExitCode);
        Assert.Contains("DOMAIN_REUSED: ", again.Error, StringComparison.Ordinal);
        Assert.Equal("2 cards added\n", restore.Output);
        Assert.Equal(lists[0].Output, lists[1].Output);
        Assert.Contains("2 cards open", selfTest.Output, StringComparison.Ordinal);
        AssertPrintsNoKey(folder["home/keys/shop-paper.card.json"], party, backup, restore, lists[0], selfTest);
    }

    [Fact]
    public async Task Keys_CreateSigning_PrintsThePublicKeyAndNeverTheOther()
    {
        using var folder = new TemporaryFolder();
        string[] home = ["--home", folder["home"]];
        var created = await ToolProcess.RunAsync(folder.Path, ["keys", "create", "shop-signing", "--signing", "shop", "--until", "2099-01-01", .. home]);
        var list = await ToolProcess.RunAsync(folder.Path, ["keys", "list", "--json", .. home]);
        var both = await ToolProcess.RunAsync(folder.Path, ["keys", "create", "other", "--signing", "shop", "--suppression", "shop", "--until", "2099-01-01", .. home]);
        var endless = await ToolProcess.RunAsync(folder.Path, ["keys", "create", "other", "--signing", "shop", .. home]);
        var key = JsonDocument.Parse(list.Output).RootElement.GetProperty("keys")[0];

        Assert.Equal((0, 0, 2, 2), (created.ExitCode, list.ExitCode, both.ExitCode, endless.ExitCode));
        Assert.Equal(("signing", "shop/signing/audience"), (key.GetProperty("type").GetString(), key.GetProperty("domain").GetString()));
        Assert.Contains("public key   " + key.GetProperty("publicKey").GetString(), created.Output, StringComparison.Ordinal);
        Assert.Contains("fingerprint  " + key.GetProperty("fingerprint").GetString(), created.Output, StringComparison.Ordinal);
        var text = await ToolProcess.RunAsync(folder.Path, ["keys", "list", .. home]);
        Assert.Contains($"  public key   {key.GetProperty("publicKey").GetString()}\n  fingerprint  {key.GetProperty("fingerprint").GetString()}\n", text.Output, StringComparison.Ordinal);
        AssertPrintsNoKey(folder["home/keys/shop-signing.card.json"], created, list, text);
    }

    [Fact]
    public async Task Keys_ImportFromStandardInput_TakesTheOtherPartysCard()
    {
        using var folder = new TemporaryFolder();
        await ToolProcess.RunAsync(folder.Path, ["keys", "create", "shop-paper", "--domain", "shop/paper/advertising", "--until", "2099-01-01", "--home", folder["shop"]]);
        var card = await File.ReadAllBytesAsync(folder["shop/keys/shop-paper.card.json"], TestContext.Current.CancellationToken);
        var import = await ToolProcess.RunAsync(folder.Path, ["keys", "import", "-", "--home", folder["paper"]], card);
        var twice = await ToolProcess.RunAsync(folder.Path, ["keys", "import", "-", "--home", folder["paper"]], card);

        Assert.Equal(0, import.ExitCode);
        Assert.Equal(card, await File.ReadAllBytesAsync(folder["paper/keys/shop-paper.card.json"], TestContext.Current.CancellationToken));
        Assert.Equal(4, twice.ExitCode);
        Assert.Contains("KEY_EXISTS: ", twice.Error, StringComparison.Ordinal);
        AssertPrintsNoKey(folder["shop/keys/shop-paper.card.json"], import, twice);
    }

    [Fact]
    public async Task PlanCheck_Samples_AreApproved()
    {
        using var folder = new TemporaryFolder();
        foreach (var plan in new[] { "webshop/plan.json", "publisher/match-plan.json" })
        {
            var result = await ToolProcess.RunAsync(folder.Path, ["plan", "check", Path.Combine(Samples, plan), "--json"]);
            Assert.Equal(0, result.ExitCode);
            Assert.True(JsonDocument.Parse(result.Output).RootElement.GetProperty("approved").GetBoolean());
        }
    }

    [Theory]
    [InlineData("--roles")]
    [InlineData("--all")]
    public async Task PlanCheck_Roles_PrintsEachWithItsSteps(string option)
    {
        using var folder = new TemporaryFolder();
        string[] check = ["plan", "check", Path.Combine(Samples, "google", "plan.json")];
        var without = await ToolProcess.RunAsync(folder.Path, check);
        var text = await ToolProcess.RunAsync(folder.Path, [.. check, option]);
        var roles = JsonDocument.Parse((await ToolProcess.RunAsync(folder.Path, [.. check, "--json"])).Output).RootElement.GetProperty("roles").EnumerateArray()
            .Select(r => (Operation: r.GetProperty("operation").GetString(), Party: r.GetProperty("party").GetString(), Role: r.GetProperty("role").GetString(), Path: r.GetProperty("path").GetString())).ToList();

        Assert.Equal((0, 0), (without.ExitCode, text.ExitCode));
        Assert.Contains(roles, r => (r.Operation, r.Party, r.Role) == ("upload", "google", "processor"));
        Assert.All(roles, r => Assert.Contains($"\n{r.Operation}: {r.Party} is {r.Role}: {r.Path}\n", text.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("Roles, ", without.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlanCheck_RolesOfADraft_SaysThatNoneFollowYet()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["a.csv"], "email\n", TestContext.Current.CancellationToken);
        await ToolProcess.RunAsync(folder.Path, ["init", "a.csv", "--to", "publisher"]);
        var result = await ToolProcess.RunAsync(folder.Path, ["plan", "check", "plan.json", "--roles"]);

        Assert.Contains("Roles: none follow before", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown", "home/keys")]
    [InlineData("file:cards/none.card.json", "cards")]
    public async Task Key_NotFound_NamesTheFolderThatWasLookedIn(string key, string place)
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync(folder.Path, ["normalize", "--profile", "canonical", "--kind", "email", "--key", key, "--home", folder["home"]], "a@example.nl"u8.ToArray());

        Assert.Equal(4, result.ExitCode);
        Assert.StartsWith("KEY_NOT_FOUND: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(Path.GetFullPath(folder[place]), result.Error, StringComparison.Ordinal);
    }

    private static void AssertPrintsNoKey(string cardPath, params ToolResult[] results)
    {
        var key = JsonDocument.Parse(File.ReadAllText(cardPath)).RootElement.GetProperty("key").GetString()!;
        Assert.All(results, result => Assert.DoesNotContain(key[..16], result.Output + result.Error, StringComparison.OrdinalIgnoreCase));
    }

    private static void CopySample(TemporaryFolder folder, Func<string, string> changePlan)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Samples, "webshop"), "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(Samples, file);
            if (relative.Contains("onboarding", StringComparison.Ordinal))
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(folder[relative])!);
            File.Copy(file, folder[relative]);
        }

        var plan = File.ReadAllText(folder["webshop/plan.json"]);
        var changed = changePlan(plan);
        Assert.NotEqual(plan, changed);
        File.WriteAllText(folder["webshop/plan.json"], changed);
    }
}
