using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Reports;

/// <summary>Where the diagnosis shows, and what it never shows.</summary>
public sealed class DiagnosisReportTests : IDisposable
{
    private static readonly string[][] s_suspicious = [["info@shop.example.nl", "P1"], ["jan@gmial.com", "P2"], ["piet@gmial.com", "P3"], ["no address", "P4"]];

    private readonly RunWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteToAsync_Report_SaysWhyWithLines()
    {
        var report = await _world.RunAsync(Rows());
        var section = (await RunPage.ReadAsync(report)).Section("match-rate");

        var row = section.Descendants("tr").Single(r => RunPage.Text(r).Contains("email.misspelt-host", StringComparison.Ordinal));
        Assert.Equal("E-mail address. The host is one slip away from a large mail host, such as gmial.com. email.misspelt-host", RunPage.Text(row.Element("th")!));
        Assert.Equal(["2", "12.5 %", "6.3 %"], row.Elements("td").Select(RunPage.Text));
        Assert.Contains("it was sent as it stands. Lines 14, 15.", RunPage.Text(section), StringComparison.Ordinal);
        Assert.Equal(report.Diagnosis.Select(f => f.Id), (await _world.CreateRun(Rows()).CountAsync(Cancellation)).Diagnosis.Select(f => f.Id));
    }

    [Fact]
    public async Task WriteToAsync_SuspiciousRowOnTheList_HasNoLine()
    {
        var now = await _world.RunAsync(Rows(), OptedOut("P2"));
        using var other = new RunWorld();
        var later = await other.RunAsync(Rows(), RunOptOuts.Changing(IdentifierKind.ExternalId, SuppressionValueForm.Clear, ["X"], ["X", "P2"]));

        Assert.Equal(["email INNER_SPACE 16", "email email.misspelt-host 15", "email email.role-address 13"], Lines(now));
        Assert.Equal(["email INNER_SPACE 16", "email email.misspelt-host 15", "email email.role-address 13"], Lines(later));
    }

    [Fact]
    public async Task WriteLines_List_IsOwnerOnlyAndHoldsNoIdentifierAndNobodyWhoSaidNo()
    {
        var counted = await _world.CreateRun(Rows(), OptedOut("P2")).CountAsync(Cancellation);
        var path = counted.WriteLines(_world["out", "private"]);
        var text = await File.ReadAllTextAsync(path, Cancellation);

        Assert.Equal("shop-weekly.diagnosis.json", Path.GetFileName(path));
        Assert.Equal(["email INNER_SPACE 16", "email email.misspelt-host 15", "email email.role-address 13"], DiagnosisList.Lines(path).Where(IsTold).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("@", text.Replace("info@", "", StringComparison.Ordinal).Replace("no @,", "", StringComparison.Ordinal).Replace("the @", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("P2", text, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    /// <summary>A number that somebody shares with others names no line of that person, and a person whom another row keeps out has none either.</summary>
    [Fact]
    public async Task CountAsync_SharedNumber_NamesOnlyRowsOfMembers()
    {
        using var world = new RunWorld(plan =>
        {
            plan.Columns = new() { ["email"] = ["email"], ["phone"] = ["phone"] };
            plan.Region = "NL";
            plan.LinkAtMost = 2;
        });
        var rows = Enumerable.Range(0, 20).Select(i => new[] { $"p{i}@shop.example.nl", "0611223344" });
        var counted = await world.CreateRun(new RunRecords(["email", "phone"], rows), RunOptOuts.Emails("p3@shop.example.nl")).CountAsync(Cancellation);
        var lines = DiagnosisList.Lines(counted.WriteLines(world["out"]));

        Assert.Equal((19L, 1L), (counted.Counts.Members, counted.Counts.Suppressed));
        Assert.Equal(19, Assert.Single(counted.Diagnosis, f => f.Id == "identifier.on-many-rows").Count);
        Assert.Equal(14, lines.Count);
        Assert.All(lines, l => Assert.StartsWith("phone identifier.on-many-rows ", l, StringComparison.Ordinal));
        Assert.DoesNotContain("phone identifier.on-many-rows 4", lines);
    }

    public void Dispose() => _world.Dispose();

    private static RunRecords Rows() => RunWorld.Records([.. RunWorld.Members(12), .. s_suspicious]);

    private static SuppressionSource OptedOut(string id) => SuppressionSource.FromLists(RunOptOuts.List(IdentifierKind.ExternalId, SuppressionValueForm.Clear, id));

    private static IEnumerable<string> Lines(RunReport report) => DiagnosisList.Lines(report.ReportPath).Where(IsTold).Order(StringComparer.Ordinal);

    // The members of tests are all at example.com.
    private static bool IsTold(string line) => !line.Contains("reserved-host", StringComparison.Ordinal);
}
