using System.Text.RegularExpressions;
using Onboarding.Core.Tests.Support;
using Onboarding.Reports;

namespace Onboarding.Core.Tests;

/// <summary>The complaints of docs/diagnose.md have each a diagnostic and a test that provokes it.</summary>
public partial class ComplaintTests
{
    private const int Complaints = 19;

    private static readonly string s_page = File.ReadAllText(Path.Combine(ContractFolder.Repository, "docs", "diagnose.md"));

    [Fact]
    public void Complaints_All_AreProvokedByATest()
    {
        Assert.Equal(Enumerable.Range(1, Complaints), Provoked().Select(t => t.Complaint).Distinct().Order());
    }

    [Fact]
    public void Page_EveryComplaint_NamesATestThatProvokesIt()
    {
        var rows = Row().Matches(s_page).Select(r => (Complaint: int.Parse(r.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), Tests: Name().Matches(r.Groups[2].Value).Select(n => n.Groups[1].Value).ToList())).ToList();

        Assert.Equal(Enumerable.Range(1, Complaints), rows.Select(r => r.Complaint));
        Assert.All(rows, row => Assert.NotEmpty(row.Tests));
        Assert.All(rows.SelectMany(r => r.Tests.Select(t => (r.Complaint, t))), named => Assert.Contains(named, Provoked()));
    }

    [Fact]
    public void Page_EveryDiagnostic_IsDescribed()
    {
        Assert.All(Diagnostics.All, d => Assert.Contains("| `" + d.Id + "` |", s_page, StringComparison.Ordinal));
        Assert.Equal(Diagnostics.All.Count, Diagnostics.All.Select(d => d.Id).Distinct().Count());
        Assert.All(Enum.GetValues<Onboarding.Records.ValueSign>(), s => Assert.Contains(Diagnostics.Of(s), Diagnostics.All));
    }

    [Fact]
    public void Page_WordsOfAddresses_AreThoseThatAreLookedFor()
    {
        Assert.All(
            new[] { Onboarding.Records.MailSigns.Roles, Onboarding.Records.MailSigns.Hosts, Onboarding.Records.MailSigns.LookAlikes, Onboarding.Records.MailSigns.MistypedCom },
            words => Assert.Contains(string.Join(' ', words.Select(w => $"`{w}`")), s_page.ReplaceLineEndings(" "), StringComparison.Ordinal));
    }

    private static HashSet<(int Complaint, string Test)> Provoked()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(ContractFolder.Repository, "tests"), "*.cs", SearchOption.AllDirectories);
        return [.. sources.SelectMany(f => Test().Matches(File.ReadAllText(f))).SelectMany(t => Trait().Matches(t.Groups[1].Value).Select(c => (int.Parse(c.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), t.Groups[2].Value)))];
    }

    [GeneratedRegex("""((?:^ +\[[^\n]*\]\r?\n)+) +(?:public|internal) [^\n(]*?(\w+)\(""", RegexOptions.Multiline)]
    private static partial Regex Test();

    [GeneratedRegex("""Trait\("Complaint",\s*"(\d+)"\)""")]
    private static partial Regex Trait();

    [GeneratedRegex(@"^\| (\d+) \|.*\|([^|\n]*)\|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z0-9]+_[A-Za-z0-9_]+)`")]
    private static partial Regex Name();
}
