using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Onboarding.Cli.Tests;

/// <summary>From a file of customers to an approved run, as a user goes: init, check, approve, diff.</summary>
public sealed partial class FirstHourTests
{
    private const string Export = "Klantnummer;Voornaam;E-mailadres;Telefoon;Nieuwsbrief\nK1;Sanne;sanne@example.nl;0612345678;Ja\n";

    private static string Webshop => Path.Combine(Repository.Root, "samples", "webshop");

    [Fact]
    public async Task Init_File_WritesPlanAndDossierWithOpenQuestions()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["klanten.csv"], Export, TestContext.Current.CancellationToken);
        var init = await ToolProcess.RunAsync(folder.Path, ["init", "klanten.csv", "--to", "publisher"]);
        var again = await ToolProcess.RunAsync(folder.Path, ["init", "klanten.csv", "--to", "meta"]);
        var check = await ToolProcess.RunAsync(folder.Path, ["plan", "check", "plan.json"]);
        var run = await ToolProcess.RunAsync(folder.Path, ["run", "plan.json"]);

        Assert.Equal((0, 4, 3, 3), (init.ExitCode, again.ExitCode, check.ExitCode, run.ExitCode));
        Assert.Contains("OUTPUT_EXISTS", again.Error, StringComparison.Ordinal);
        Assert.Contains("email: \"E-mailadres\"", init.Output, StringComparison.Ordinal);
        var count = Questions().Count(check.Output);
        Assert.True(count > 20);
        Assert.Contains($"{count} questions are open", init.Output, StringComparison.Ordinal);
        Assert.Contains($"{count} questions are open", check.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not answered yet", check.Output, StringComparison.Ordinal);
        Assert.Equal($"OPEN_QUESTION: {count} questions are open; `onboard plan check PLAN` shows them\n", run.Error);
        Assert.Equal(["dossier.json", "klanten.csv", "plan.json"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Init_AnyFile_RepeatsNoValueOfARow()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["klanten.csv"], Export, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["noheader.csv"], Export[(Export.IndexOf('\n') + 1)..], TestContext.Current.CancellationToken);
        var init = await ToolProcess.RunAsync(folder.Path, ["init", "klanten.csv", "--to", "google", "--out", "a", "--region", "NL", "--json"]);
        var refused = await ToolProcess.RunAsync(folder.Path, ["init", "noheader.csv", "--to", "google", "--out", "b"]);

        Assert.Equal((0, 4), (init.ExitCode, refused.ExitCode));
        Assert.Contains("HEADER_MISSING", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["b"]));
        var texts = init.Output + init.Error + refused.Output + refused.Error + await File.ReadAllTextAsync(folder["a/plan.json"], TestContext.Current.CancellationToken) + await File.ReadAllTextAsync(folder["a/dossier.json"], TestContext.Current.CancellationToken);
        Assert.DoesNotContain("anne", texts, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("0612345678", texts, StringComparison.Ordinal);
        Assert.Equal("../klanten.csv", (string?)JsonNode.Parse(await File.ReadAllTextAsync(folder["a/plan.json"], TestContext.Current.CancellationToken))!["source"]!["path"]);
        Assert.True(JsonDocument.Parse(init.Output).RootElement.GetProperty("questions").GetInt32() > 20);
    }

    [Fact]
    public async Task Init_KnownExport_NamesItsPresetWhichCheckShows()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["customers.csv"], "Customer ID,Email,Accepts Email Marketing,Total Spent\n'7,a@example.com,yes,0.00\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["out.csv"], "Email,Portal Unsubscribe,Global Bounce\na@example.com,TRUE,FALSE\n", TestContext.Current.CancellationToken);
        var init = await ToolProcess.RunAsync(folder.Path, ["init", "customers.csv", "--to", "publisher"]);
        var optOuts = await ToolProcess.RunAsync(folder.Path, ["init", "out.csv", "--to", "publisher", "--out", "b"]);

        Assert.Equal((0, 3), (init.ExitCode, optOuts.ExitCode));
        Assert.Contains("Would a yes there be consent to the matching itself", init.Output, StringComparison.Ordinal);
        Assert.Contains("PRESET_OPT_OUTS", optOuts.Error, StringComparison.Ordinal);
        Assert.Equal("shopify-customers", (string?)JsonNode.Parse(await File.ReadAllTextAsync(folder["plan.json"], TestContext.Current.CancellationToken))!["source"]!["preset"]);

        foreach (var file in new[] { "dossier.json", "keys/demo-webshop-dagblad.card.json", "keys/demo-webshop-suppression.card.json", "keys/demo-webshop-signing.card.json" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[file])!);
            File.Copy(Path.Combine(Webshop, file), folder[file], overwrite: true);
        }

        var plan = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Webshop, "plan.json"), TestContext.Current.CancellationToken))!;
        plan["source"] = JsonNode.Parse("""{ "type": "csv", "path": "customers.csv", "preset": "auto" }""");
        plan["suppression"]!["lists"] = JsonNode.Parse("""[{ "path": "out.csv", "preset": "auto" }]""");
        await File.WriteAllTextAsync(folder["plan.json"], plan.ToJsonString(), TestContext.Current.CancellationToken);
        var check = await ToolProcess.RunAsync(folder.Path, ["plan", "check", "plan.json", "--dry-run"]);

        Assert.Contains("Note: The source is read as shopify-customers: Shopify customers, since 2022.", check.Output, StringComparison.Ordinal);
        Assert.Contains("Note: email: \"Email\"", check.Output, StringComparison.Ordinal);
        Assert.Contains("Note: out.csv is read as hubspot-unsubscribes", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_FileThatIsNotUtf8_AsksForItsEncoding()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["kunden.csv"], Encoding.Latin1.GetBytes("E-Mail;Stra\u00DFe\na;b\n"), TestContext.Current.CancellationToken);
        var init = await ToolProcess.RunAsync(folder.Path, ["init", "kunden.csv", "--to", "meta"]);

        Assert.Equal(0, init.ExitCode);
        Assert.Contains("not in UTF-8", init.Output, StringComparison.Ordinal);
        Assert.Equal("?", (string?)JsonNode.Parse(await File.ReadAllTextAsync(folder["plan.json"], TestContext.Current.CancellationToken))!["source"]!["encoding"]);
    }

    [Theory]
    [InlineData("--to", "nobody")]
    [InlineData("--to", "publisher", "--region", "Nederland")]
    [InlineData("--to", "publisher", "--controller", "The Shop")]
    public async Task Init_UsedWrongly_ExitsWith2(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["klanten.csv"], Export, TestContext.Current.CancellationToken);
        var init = await ToolProcess.RunAsync(folder.Path, ["init", "klanten.csv", .. arguments]);

        Assert.Equal(2, init.ExitCode);
        Assert.DoesNotContain("Parameter", init.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["plan.json"]));
    }

    [Fact]
    public async Task Approve_ThenChange_RefusesTheRunUntilApprovedAnew()
    {
        using var folder = new TemporaryFolder();
        CopyWebshop(folder);
        string[] run = ["run", "webshop/plan.json", "--home", folder["home"]];
        var approve = await ToolProcess.RunAsync(folder.Path, ["plan", "approve", "webshop/plan.json", "--by", "Privacy officer", "--until", "2099-01-01"]);
        var first = await ToolProcess.RunAsync(folder.Path, run);
        Change(folder["webshop/plan.json"], plan => plan["retention"]!["deleteBy"] = "P29D");
        var changed = await ToolProcess.RunAsync(folder.Path, run);
        await ToolProcess.RunAsync(folder.Path, ["plan", "approve", "webshop/plan.json", "--by", "Privacy officer", "--until", "2099-01-01", "--json"]);
        var second = await ToolProcess.RunAsync(folder.Path, run);
        File.Delete(folder["webshop/plan.approval.json"]);
        var lost = await ToolProcess.RunAsync(folder.Path, run);
        var check = await ToolProcess.RunAsync(folder.Path, ["plan", "check", "webshop/plan.json", "--home", folder["home"]]);

        Assert.Equal((0, 0, 3, 0, 3, 3), (approve.ExitCode, first.ExitCode, changed.ExitCode, second.ExitCode, lost.ExitCode, check.ExitCode));
        Assert.DoesNotContain("APPROVAL_MISSING", first.Output + first.Error, StringComparison.Ordinal);
        Assert.Contains("APPROVAL_STALE: approval $.digest: changed since the approval of ", changed.Error, StringComparison.Ordinal);
        Assert.Contains(": plan retention (approval", changed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--by", "A")]
    [InlineData("--by", "A", "--until", "tomorrow")]
    [InlineData("--by", "A", "--until", "2001-01-01")]
    [InlineData("--by", " ", "--until", "2099-01-01")]
    public async Task Approve_UsedWrongly_ExitsWith2(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        CopyWebshop(folder);
        var approve = await ToolProcess.RunAsync(folder.Path, ["plan", "approve", "webshop/plan.json", .. arguments]);

        Assert.Equal(2, approve.ExitCode);
        Assert.False(File.Exists(folder["webshop/plan.approval.json"]));
    }

    [Fact]
    public async Task Diff_TwoPlans_SaysInWordsWhatChanged()
    {
        using var folder = new TemporaryFolder();
        CopyWebshop(folder);
        File.Copy(folder["webshop/plan.json"], folder["webshop/next.json"]);
        var nothing = await ToolProcess.RunAsync(folder.Path, ["plan", "diff", "webshop/plan.json", "webshop/next.json"]);
        Change(folder["webshop/next.json"], plan => plan["source"]!["path"] = "next.csv");
        var weekly = await ToolProcess.RunAsync(folder.Path, ["plan", "diff", "webshop/plan.json", "webshop/next.json", "--json"]);
        Change(folder["webshop/next.json"], plan => plan["retention"]!["deleteBy"] = "P20D");
        var more = await ToolProcess.RunAsync(folder.Path, ["plan", "diff", "webshop/plan.json", "webshop/next.json"]);

        Assert.Equal((0, "Nothing changed.\n"), (nothing.ExitCode, nothing.Output));
        Assert.True(JsonDocument.Parse(weekly.Output).RootElement.GetProperty("weeklyOnly").GetBoolean());
        Assert.Equal("retention    retention.deleteBy: P30D -> P20D", more.Output.Split('\n')[0]);
        Assert.Equal("weekly       source.path: customers.csv -> next.csv", more.Output.Split('\n')[1]);
    }

    [Theory]
    [InlineData("LIA_MISSING", "LB-03 (refuse)")]
    [InlineData("email_at", "MIN-08 (record)")]
    [InlineData("QUOTING", "RFC 4180")]
    [InlineData("AGREEMENT_MISSING", "override  none")]
    [InlineData("LB-03", "LIA_STALE: ")]
    public async Task Explain_CodeOrRule_SaysWhatItMeansAndWhatToDo(string name, string expected)
    {
        using var folder = new TemporaryFolder();
        var result = await ToolProcess.RunAsync(folder.Path, ["rules", "explain", name]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains(expected, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_UnknownCode_NamesThoseThatAreNear()
    {
        using var folder = new TemporaryFolder();
        var near = await ToolProcess.RunAsync(folder.Path, ["rules", "explain", "LIA_MISING"]);
        var none = await ToolProcess.RunAsync(folder.Path, ["rules", "explain", "XYZZY"]);

        Assert.Equal((2, 2), (near.ExitCode, none.ExitCode));
        Assert.Contains("Is it LIA_MISSING", near.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Is it", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Rules_HasEveryRuleAndCode()
    {
        using var folder = new TemporaryFolder();
        var text = await ToolProcess.RunAsync(folder.Path, ["rules", "list"]);
        var json = JsonDocument.Parse((await ToolProcess.RunAsync(folder.Path, ["rules", "list", "--json"])).Output).RootElement;

        Assert.Contains("LB-03   refuse ", text.Output, StringComparison.Ordinal);
        Assert.Equal(json.GetProperty("rules").GetArrayLength(), Rule().Count(text.Output));
        var shown = Code().Matches(text.Output).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        Assert.All(json.GetProperty("codes").EnumerateArray(), code => Assert.Contains(code.GetProperty("code").GetString() + (code.GetProperty("overridable").GetBoolean() ? "*" : ""), shown));
        var ofNoRule = text.Output[text.Output.IndexOf("Codes of no rule", StringComparison.Ordinal)..];
        Assert.Contains("QUOTING", ofNoRule, StringComparison.Ordinal);
        Assert.DoesNotContain("LIA_MISSING", ofNoRule, StringComparison.Ordinal);
    }

    private static void CopyWebshop(TemporaryFolder folder)
    {
        foreach (var file in Directory.GetFiles(Webshop, "*", SearchOption.AllDirectories).Where(f => !f.Contains("onboarding", StringComparison.Ordinal)))
        {
            var target = folder[Path.Combine("webshop", Path.GetRelativePath(Webshop, file))];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static void Change(string path, Action<JsonNode> change)
    {
        var plan = JsonNode.Parse(File.ReadAllText(path))!;
        change(plan);
        File.WriteAllText(path, plan.ToJsonString());
    }

    [GeneratedRegex(@"^\?  ", RegexOptions.Multiline)]
    private static partial Regex Questions();

    [GeneratedRegex(@"\b[A-Z][A-Z0-9_]+\*?")]
    private static partial Regex Code();

    [GeneratedRegex("^[A-Z]{2,3}-[0-9]{2} ", RegexOptions.Multiline)]
    private static partial Regex Rule();
}
