using System.Text.Json;
using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Reports;

/// <summary>The report for machines is what docs/run-report.schema.json says.</summary>
public sealed class ReportJsonTests : IDisposable
{
    private static readonly string[] s_bad = ["no-address", "P1"];

    private readonly RunWorld _world = new();

    [Fact]
    public async Task WriteToAsync_PlainRun_IsOfTheSchema()
    {
        await AssertSchemaAsync(await _world.RunAsync(RunWorld.Records(RunWorld.Members(20))));
    }

    [Fact]
    public async Task WriteToAsync_RunWithEverything_IsOfTheSchema()
    {
        var rows = RunWorld.Members(20).Concat([null, s_bad, ["", ""], ["opted@example.com", "P2"], ["member-1@example.com", "M1"]]);
        await _world.RunAsync(RunWorld.Records(RunWorld.Members(100)));
        _world.Clock.Now += TimeSpan.FromDays(7);
        var list = RunOptOuts.List(IdentifierKind.Email, SuppressionValueForm.Clear, "opted@example.com", "not readable");
        var dated = new SuppressionList("dated", new RunRecords(["value"], [[RunOptOuts.Nobody]]), [new SuppressionColumn("value", IdentifierKind.Email, SuppressionValueForm.Clear)], () => RunWorld.Start);
        var report = await _world.RunAsync(new RunRecords(RunWorld.Columns, rows) { UnreadColumns = ["Telefoon"] }, SuppressionSource.FromLists(list, dated));

        var root = await AssertSchemaAsync(report);
        var lists = root.GetProperty("optOuts").GetProperty("lists");
        Assert.True(root.GetProperty("previous").GetProperty("changes").GetArrayLength() > 0);
        Assert.Equal((2, 1, false), (lists[0].GetProperty("values").GetInt32(), lists[0].GetProperty("unreadable").GetInt32(), lists[0].TryGetProperty("asOf", out _)));
        Assert.Equal(("dated", "2026-03-02T09:00:00Z"), (lists[1].GetProperty("name").GetString(), lists[1].GetProperty("asOf").GetString()));
        Assert.Equal("The address has no @, or more than one.", root.GetProperty("reasons").GetProperty("EMAIL_AT").GetProperty("meaning").GetString());
    }

    [Fact]
    public async Task WriteToAsync_ConfirmedEmptyList_IsOfTheSchemaAndNamesWhoConfirmedIt()
    {
        var root = await AssertSchemaAsync(await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), SuppressionSource.ConfirmedEmpty("DPO, ticket 4711")));

        Assert.Equal("DPO, ticket 4711", root.GetProperty("optOuts").GetProperty("confirmedEmpty").GetString());
    }

    [Fact]
    public async Task WriteToAsync_Warning_IsAFindingWithRuleAndSource()
    {
        using var world = new RunWorld(plan =>
        {
            plan.Columns = new() { ["phone"] = ["phone"] };
            plan.Region = "NL";
        });
        var report = await world.RunAsync(new RunRecords(["phone"], Enumerable.Range(0, 40).Select(i => new[] { i < 20 ? $"06112233{i:00}" : $"+4930123456{i:00}" })));
        var finding = (await AssertSchemaAsync(report)).GetProperty("findings").EnumerateArray().Single(f => f.TryGetProperty("code", out var code) && code.GetString() == "PHONE_MIXED_COUNTRIES");

        Assert.Equal(("warning", "MIN-08", "GDPR 5(1)(d)"), (finding.GetProperty("level").GetString(), finding.GetProperty("rule").GetString(), finding.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task WriteToAsync_Verdict_IsOneSentenceThatJudgesNothing()
    {
        var report = await _world.RunAsync(RunWorld.Records([.. RunWorld.Members(20), ["opted@example.com", ""]]), RunOptOuts.Emails("opted@example.com"));
        var verdict = (await AssertSchemaAsync(report)).GetProperty("verdict").GetString();

        Assert.Equal("20 of 21\u00A0rows became members of the audience for Paper Example B.V.; 1 was left out because that person said no.", verdict);
    }

    [Fact]
    public async Task WriteToAsync_LabelOfTheReport_IsTheOutputsLabel()
    {
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));
        var label = (await AssertSchemaAsync(report)).GetProperty("label");
        using var delivered = JsonDocument.Parse(report.Label.Json);

        Assert.Equal((report.Label.KeyId, report.Label.Serial, report.Label.AttributableBy), (label.GetProperty("keyId").GetString(), label.GetProperty("serial").GetInt64(), label.GetProperty("attributableBy").GetString()));
        Assert.Equal(delivered.RootElement.GetProperty("onb:limits").GetString(), label.GetProperty("limits").GetString());
        Assert.Equal(delivered.RootElement.GetProperty("onb:forbidden").GetArrayLength(), label.GetProperty("forbidden").GetArrayLength());
        Assert.Equal("2026-03-09T09:00:00Z", label.GetProperty("useBy").GetString());
    }

    [Fact]
    public async Task WriteToAsync_RefusedByTheLedger_LeavesNoReport()
    {
        using var world = new RunWorld(ledger: new RunLedger { Fails = e => e == LedgerEvent.Intended });
        await Assert.ThrowsAsync<IOException>(() => world.RunAsync(RunWorld.Records(RunWorld.Members(20))));

        Assert.Empty(RunFolder.Files(world.PrivateFolder));
    }

    [Fact]
    public async Task DocsReportPage_EveryMemberOfTheSchema_IsDescribed()
    {
        var docs = Path.Combine(ContractFolder.Repository, "docs");
        var page = await File.ReadAllTextAsync(Path.Combine(docs, "report.md"), TestContext.Current.CancellationToken);
        using var schema = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(docs, "run-report.schema.json"), TestContext.Current.CancellationToken));

        Assert.All(schema.RootElement.GetProperty("properties").EnumerateObject(), member => Assert.Contains("`" + member.Name + "`", page, StringComparison.Ordinal));
    }

    public void Dispose() => _world.Dispose();

    private static async Task<JsonElement> AssertSchemaAsync(RunReport report)
    {
        var json = await File.ReadAllTextAsync(report.ReportPath);
        using var schema = new ContractSchema("run-report.schema.json");
        Assert.True(schema.Accepts(json), json);
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
