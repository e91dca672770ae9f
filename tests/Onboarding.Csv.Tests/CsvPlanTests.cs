using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Onboarding.Csv.Tests.Support;

namespace Onboarding.Csv.Tests;

/// <summary>What a plan says about its files, from plan.json to the private report.</summary>
public sealed class CsvPlanTests : IDisposable
{
    private readonly CsvFolder _folder = new();
    private readonly JsonNode _plan;

    public CsvPlanTests()
    {
        var sample = Path.Combine(FindRepository(), "samples", "webshop");
        foreach (var file in new[] { "dossier.json", "customers.csv", "opt-outs.csv", "opt-outs-partner.csv", "keys/demo-webshop-dagblad.card.json", "keys/demo-webshop-suppression.card.json", "keys/demo-webshop-signing.card.json" })
        {
            _folder.Write(file, File.ReadAllBytes(Path.Combine(sample, file)));
        }

        _plan = JsonNode.Parse(File.ReadAllText(Path.Combine(sample, "plan.json")))!;
    }

    private JsonNode Source => _plan["source"]!;

    private JsonNode FirstList => _plan["suppression"]!["lists"]![0]!;

    [Fact]
    public async Task ApproveAsync_FilesOfTheSource_AreResolved()
    {
        Source["path"] = new JsonArray("exports/*.csv", "more.zip");
        Source["encoding"] = "iso-8859-15";
        Source["members"] = "*.csv";

        var source = (await ApproveAsync()).Source;

        Assert.Equal([_folder["exports/*.csv"], _folder["more.zip"]], source.Paths);
        Assert.Equal(("iso-8859-15", "*.csv"), (source.Encoding, Assert.Single(source.Members)));
    }

    [Theory]
    [InlineData("""{ "encoding": "klingon" }""", false)]
    [InlineData("""{ "encoding": "UTF-8" }""", true)]
    [InlineData("""{ "path": ["-", "customers.csv"] }""", false)]
    [InlineData("""{ "path": ["customers.csv", "customers.csv"] }""", false)]
    [InlineData("""{ "path": [] }""", false)]
    [InlineData("""{ "members": [""] }""", false)]
    [InlineData("""{ "path": "-" }""", true)]
    [Trait("Refusal", "PLAN_INVALID")]
    public async Task ApproveAsync_FilesThatCannotBe_AreRefused(string members, bool ofTheList)
    {
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
        {
            (ofTheList ? FirstList : Source)[name] = value?.DeepClone();
        }

        Assert.Equal("PLAN_INVALID", (await Assert.ThrowsAsync<OnboardingException>(() => ApproveAsync())).Code);
    }

    [Fact]
    public async Task FromPlan_StandardInput_IsReadOnlyWhenHandedOver()
    {
        Source["path"] = "-";
        var plan = await ApproveAsync();

        Assert.Throws<ArgumentException>(() => CsvRecords.FromPlan(plan));
        Assert.Equal("-", plan.Source.Origin);
        Assert.Equal(["x"], CsvContent.Read(CsvRecords.FromPlan(plan, new MemoryStream("a\nx\n"u8.ToArray())), "a").First);
    }

    [Fact]
    public async Task WriteToAsync_SeveralFiles_ReportsNotesAndTheFileOfEachLine()
    {
        var lines = File.ReadAllLines(_folder["customers.csv"]);
        var half = lines.Length / 2;
        _folder.Write("exports/1.csv", string.Join('\n', lines[..half]) + "\n");
        _folder.Write("exports/2.csv", Encoding.Latin1.GetBytes(string.Join('\n', [lines[0], .. lines[half..], "Zoë,,,,\"a\"b,,,,,,,,,,"]) + "\n"));
        Source["path"] = "exports/*.csv";
        Source["encoding"] = "windows-1252";
        var plan = await ApproveAsync();

        var report = await Home().CreateRun(plan, CsvRecords.FromPlan(plan), SuppressionSource.FromPlan(plan), new OnboardingRunOptions { PrivateFolder = _folder["private"] })
            .WriteToAsync(Outbox.At(_folder["outbox"]), TestContext.Current.CancellationToken);

        Assert.Contains("2.csv: windows-1252, separator ,", report.Notes);
        Assert.Contains(report.Notes, n => n.StartsWith("opt-outs.csv: utf-8", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(File.ReadAllBytes(report.ReportPath));
        var malformed = json.RootElement.GetProperty("lines").EnumerateArray().Last(l => l.GetProperty("code").GetString() == "QUOTING" && l.GetProperty("file").GetString() == "2.csv");
        Assert.Equal(lines.Length - half + 2, malformed.GetProperty("line").GetInt32());
    }

    public void Dispose() => _folder.Dispose();

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Onboarding.Core.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside a clone of the repository.");
        }

        return folder;
    }

    private OnboardingHome Home() => new(_folder["home"], new SqliteStore(_folder["home/onboarding.db"]));

    private async Task<ApprovedPlan> ApproveAsync()
    {
        _folder.Write("plan.json", _plan.ToJsonString());
        return await Home().ApproveAsync(_folder["plan.json"], TestContext.Current.CancellationToken);
    }
}
