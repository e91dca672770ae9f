using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Plans;

namespace Onboarding.Core.Tests;

/// <summary>Counting what a run would do, without writing.</summary>
public sealed class OnboardingRunCountTests : IDisposable
{
    private const string Evidence = """
        {
          "relationship": { "column": "role", "yes": ["customer"] },
          "consent": { "column": "opt-in" },
          "date_of_birth": { "column": "born", "format": "yyyy-MM-dd" }
        }
        """;

    private static readonly string[] s_columns = ["email", "external_id", "role", "opt-in", "born"];

    private static readonly Gen<string[]?> s_row = Gen.Frequency(
        (15, from email in Gen.Elements("", "jan@example.com", "JAN@example.com", "j.a.n@gmail.com", "jan+x@gmail.com", "piet@example.com", "anna@example.com", "nobody", "x y@example.com")
             from id in Gen.Elements("", "", "A1", "B2")
             from role in Gen.Elements("customer", "customer", "", "lead")
             from consent in Gen.Elements("", "yes", "no")
             from born in Gen.Elements("", "1984-03-07", "2010-01-01", "7-3-1984")
             select (string[]?)[email, id, role, consent, born]),
        (1, Gen.Constant<string[]?>(null)));

    private readonly RunLedger _store = new();
    private readonly RunWorld _world;

    public OnboardingRunCountTests() => _world = new RunWorld(plan => plan.Evidence = Evidence, ledger: _store);

    [Fact]
    public void CountAsync_AnyRows_GivesTheCountsOfTheRunThatFollows()
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("jan@gmail.com"u8));
        Prop.ForAll(s_row.ListOf(60).ToArbitrary(), Gen.Elements(true, false).ToArbitrary(), (rows, isHashed) =>
        {
            _store.Clear();
            var run = _world.CreateRun(Records(rows), isHashed ? RunOptOuts.Hashes(hash) : RunOptOuts.Emails("jan@example.com", RunOptOuts.Nobody));
            var counted = run.CountAsync().GetAwaiter().GetResult();
            var report = run.WriteToAsync(_world.Outbox).GetAwaiter().GetResult();
            var counts = report.Counts;
            return Json(counted.Counts) == Json(counts)
                && counts.Rows == rows.Count + 12
                && counts.Rows == counts.Members + counts.Suppressed + counts.Dropped + counts.Duplicates + counts.Malformed;
        }).Check(ContractGenerators.Runs(60, 97));
    }

    [Fact]
    public async Task CountAsync_Label_SaysWhatTheOutputsWouldAsFarAsItIsKnown()
    {
        var counted = await _world.CreateRun(Records([])).CountAsync(TestContext.Current.CancellationToken);
        using var preview = JsonDocument.Parse(counted.Label);
        using var written = JsonDocument.Parse((await _world.CreateRun(Records([])).WriteToAsync(_world.Outbox, TestContext.Current.CancellationToken)).Label.Json);

        Assert.Equal("preview", preview.RootElement.GetProperty("onb:view").GetString());
        Assert.All(
            preview.RootElement.EnumerateObject().Where(m => m.Name is not ("onb:view" or "onb:suppression")),
            member => Assert.Equal(member.Value.GetRawText(), written.RootElement.GetProperty(member.Name).GetRawText()));
    }

    [Fact]
    public async Task CountAsync_AnyPlan_WritesNothing()
    {
        using var world = new RunWorld(plan => plan.Evidence = Evidence);
        var run = world.CreateRun(Records([["lead@example.com", "", "lead", "", ""]]));
        var before = Snapshot(world);

        var report = await run.CountAsync(TestContext.Current.CancellationToken);

        Assert.Equal((13, 12, 1), (report.Counts.Rows, report.Counts.Members, report.Counts.Dropped));
        Assert.Equal(before, Snapshot(world));
        Assert.False(Directory.Exists(world.PrivateFolder));
    }

    [Fact]
    public async Task CountAsync_NobodyLeft_SaysSoInsteadOfRefusing()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var nobody = await _world.CreateRun(new RunRecords(s_columns, [["lead@example.com", "", "lead", "", ""]])).CountAsync(cancellationToken);
        var few = await _world.CreateRun(new RunRecords(s_columns, [["a@example.com", "", "customer", "", ""]])).CountAsync(cancellationToken);

        Assert.Equal([("DROPPED_MANY", FindingLevel.Warning), ("NO_MEMBERS", FindingLevel.Refusal)], nobody.Findings.Select(f => (f.Code, f.Level)));
        Assert.Equal([("AUDIENCE_TOO_SMALL", FindingLevel.Refusal)], few.Findings.Select(f => (f.Code, f.Level)));
    }

    [Fact]
    public async Task CountAsync_MoreRowsThanMemoryHolds_SaysHowManyWereNotCompared()
    {
        using var world = new RunWorld(plan =>
        {
            plan.Columns = new() { ["external_id"] = ["id"] };
            plan.Split = new() { ["external_id"] = ";" };
        });
        var tail = ";" + string.Join(';', Enumerable.Range(0, 63).Select(i => "T" + i));
        var rows = Enumerable.Range(0, 34_000).Select(i => new[] { (i / 2) + tail });

        var report = await world.CreateRun(new RunRecords(["id"], rows)).CountAsync(TestContext.Current.CancellationToken);

        Assert.Equal(34_000, report.Counts.Members + report.Counts.Duplicates);
        Assert.InRange(report.Counts.Duplicates, 1, 16_999);
        Assert.Contains("rows were not compared", Assert.Single(report.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_Report_HasWhatARunsReportHas()
    {
        var report = await _world.CreateRun(Records([])).CountAsync(TestContext.Current.CancellationToken);
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            report.Write(writer);
        }

        using var json = JsonDocument.Parse(bytes.ToArray());
        Assert.Equal((1, 12), (json.RootElement.GetProperty("version").GetInt32(), json.RootElement.GetProperty("members").GetInt32()));
        Assert.Equal(JsonValueKind.Array, json.RootElement.GetProperty("findings").ValueKind);
    }

    public void Dispose() => _world.Dispose();

    private static RunRecords Records(IEnumerable<string[]?> rows) => new(s_columns, [.. RunWorld.Members(12).Select(m => new[] { m[0], m[1], "customer", "yes", "1984-03-07" }), .. rows]);

    private static string Snapshot(RunWorld world) => string.Join('\n', RunFolder.Files(world[""]).Select(f => $"{f} {new FileInfo(f).Length}").Order(StringComparer.Ordinal));

    private static string Json(RunCounts counts)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            counts.Write(writer);
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
