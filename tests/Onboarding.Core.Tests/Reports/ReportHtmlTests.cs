using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Reports;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Reports;

/// <summary>The report for people: what stands in it, and that nothing comes in or goes out through it.</summary>
public sealed class ReportHtmlTests : IDisposable
{
    private readonly RunWorld _world = new();

    [Fact]
    public async Task WriteToAsync_Page_OpensWithTheVerdict()
    {
        var page = await RunAsync();

        Assert.Equal("100 of 105 rows became members of the audience for Paper Example B.V.; 1 was left out because that person said no.", RunPage.Text(page.All("h1").Single()));
        Assert.Contains("Pseudonymous personal data from Shop Example B.V. to Paper Example B.V.", RunPage.Text(page.All("header").Single()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_PageOfRows_HasTheFiguresOfTheRun()
    {
        var section = (await RunAsync()).Section("rows");

        Assert.Equal(
            [("In the source", "105"), ("Malformed: no record", "1"), ("FIELD_COUNT", "1"), ("Dropped: kept out by a rule", "1"), ("NO_IDENTIFIER", "1"), ("Suppressed: the person said no", "1"), ("of them found only by the check at writing", "0"), ("of them only because another row of the same person says no", "0"), ("Duplicates: identifiers of an earlier row", "2"), ("Members", "100")],
            section.Descendants("tr").Where(r => r.Elements("th").Count() == 1).Select(r => (RunPage.Text(r.Descendants("code").SingleOrDefault() ?? r.Element("th")!), RunPage.Text(r.Element("td")!))));
        Assert.Contains("Of 105 rows, 1 were malformed, 1 were dropped, 1 belonged to people who said no, and 2 were duplicates. 100 members remained.", RunPage.Text(section.Descendants("desc").Single()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_PageOfTheLabel_SaysForWhomForWhatAndUntilWhen()
    {
        var text = RunPage.Text((await RunAsync()).Section("label"));

        Assert.All(
            ["Pseudonymous personal data", "100 people", "100 tokens (E-mail address)", "legitimate-interest (LIA-1)", "consent (CONSENT-1)", "AGR-1 until 31 Dec 2027", "advertising", "re-identification", "9 Mar 2026", "1 Apr 2026", "the recipient, who holds the key", "can test any identifier", RunPlan.PartyKey, "shop/paper/advertising"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteToAsync_RecipientsBasisInTheAgreementAlone_IsNamedFromThere()
    {
        using var world = new RunWorld(plan => plan.ChangeDossier = dossier => dossier["bases"]!.AsArray().RemoveAt(1));
        var page = await RunPage.ReadAsync(await world.RunAsync(RunWorld.Records(RunWorld.Members(20))));

        Assert.Contains("Paper Example B.V., legal basis consent by its agreement", RunPage.Text(page.Section("label")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_UnreadableOptOut_IsPointedAtWithListAndLine()
    {
        var page = await RunAsync(RunOptOuts.Emails("opted@example.com", "not readable"));

        Assert.Contains("An opt-out could not be read.", RunPage.Text(page.Section("attention")), StringComparison.Ordinal);
        Assert.Contains("list, line 2: White space", RunPage.Text(page.Section("opt-outs")), StringComparison.Ordinal);
        Assert.DoesNotContain("not readable", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_ConfirmedEmptyList_IsPointedAt()
    {
        var page = await RunAsync(SuppressionSource.ConfirmedEmpty("DPO, ticket 4711"));

        Assert.Contains("confirmed by: DPO, ticket 4711.", RunPage.Text(page.Section("attention")), StringComparison.Ordinal);
        Assert.Contains("confirmed by: DPO, ticket 4711.", RunPage.Text(page.Section("opt-outs")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_NothingToLookAt_IsSaid()
    {
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));
        var facts = new ReportFacts
        {
            Id = report.Id,
            Plan = _world.Approve().Reviewed,
            Counts = report.Counts,
            Label = report.Label,
            OptOuts = await RunSuppression.NobodyAsync(_world),
            Findings = [],
            Lines = [],
            LinesComplete = true,
            Diagnosis = [],
            UnreadColumns = [],
            Notes = [],
            Comparison = null,
        };
        var page = new RunPage(Encoding.UTF8.GetString(ReportHtml.Build(facts)));

        Assert.Contains("Nothing was flagged.", RunPage.Text(page.Section("attention")), StringComparison.Ordinal);
        Assert.Contains("Nothing was found that people have to weigh.", RunPage.Text(page.Section("review")), StringComparison.Ordinal);
        Assert.Contains("None.", RunPage.Text(page.Section("rejected")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_ChecksThatPassed_AreFoldedAwayWithTheirRule()
    {
        var passed = (await RunAsync()).Section("review").Element("details")!;

        Assert.Matches(@"^\d+ checks passed", RunPage.Text(passed));
        Assert.Contains("LB-01: ", RunPage.Text(passed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_Warning_IsAFindingWithItsRuleAndRemedy()
    {
        using var world = new RunWorld(plan =>
        {
            plan.Columns = new() { ["phone"] = ["phone"] };
            plan.Region = "NL";
        });
        var page = await RunPage.ReadAsync(await world.RunAsync(new RunRecords(["phone"], Enumerable.Range(0, 40).Select(i => new[] { i < 20 ? $"06112233{i:00}" : $"+4930123456{i:00}" }))));
        var finding = RunPage.Text(page.Section("review"));

        Assert.Contains("Warning PHONE_MIXED_COUNTRIES 20 of 40 phone numbers", finding, StringComparison.Ordinal);
        Assert.Contains("Rule MIN-08, GDPR 5(1)(d).", finding, StringComparison.Ordinal);
        Assert.Contains("PHONE_MIXED_COUNTRIES", RunPage.Text(page.Section("attention")), StringComparison.Ordinal);
        Assert.Contains("40, of them 20 in national spelling taken for NL, 20 of other countries", RunPage.Text(page.Section("source")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_SecondRun_ShowsBothAndMarksTheFormerCoverage()
    {
        await RunAsync();
        _world.Clock.Now += TimeSpan.FromDays(7);
        var page = await RunPage.ReadAsync(await _world.RunAsync(RunWorld.Records(RunWorld.Members(100).Select(m => new[] { "", m[1] }))));

        Assert.Contains("E-mail address coverage fell from 100 % to 0 % of members. Look at the column.", RunPage.Text(page.Section("attention")), StringComparison.Ordinal);
        var row = page.Section("previous-run").Descendants("tr").Single(r => RunPage.Text(r.Element("th")!) == "E-mail address");
        Assert.Equal(["100", "0", "\u2212100 \u2212100.0 points"], row.Elements("td").Select(RunPage.Text));
        Assert.Equal(2, page.Section("coverage").Descendants("line").Count(l => (string?)l.Attribute("x1") == "100%" && (string?)l.Attribute("class") == "before"));
    }

    [Fact]
    public async Task WriteToAsync_ManyLinesOfAReason_ShowsTwentyAndTheNumberOfTheOthers()
    {
        var page = await RunPage.ReadAsync(await _world.RunAsync(RunWorld.Records([.. RunWorld.Members(20), .. Enumerable.Range(0, 1030).Select(i => new[] { "no-address", $"P{i}" })])));

        Assert.Contains("Lines 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40 and 1,010 more.", RunPage.Text(page.Section("rejected")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_MoreLinesThanAReportLists_SaysThatThereAreMore()
    {
        var report = await _world.RunAsync(RunWorld.Records([.. RunWorld.Members(20), .. Enumerable.Range(0, 10_100).Select(i => new[] { "no-address", $"P{i}" })]));
        var page = await RunPage.ReadAsync(report);

        Assert.Contains("and 9,980 more at least.", RunPage.Text(page.Section("rejected")), StringComparison.Ordinal);
        Assert.Contains("\"linesComplete\": false", await File.ReadAllTextAsync(report.ReportPath, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_LinesOfASuppressedRow_AreNotInThePage()
    {
        var list = RunOptOuts.Changing(IdentifierKind.ExternalId, SuppressionValueForm.Clear, ["P21"], ["P21", "P22"]);
        var page = await RunPage.ReadAsync(await _world.RunAsync(RunWorld.Records([.. RunWorld.Members(20), ["no-address", "P21"], ["no-address", "P22"], ["no-address", "P23"]]), list));

        Assert.Contains("Line 23.", RunPage.Text(page.Section("rejected")), StringComparison.Ordinal);
        Assert.DoesNotMatch("Lines? 2[12]", page.Html);
    }

    [Fact]
    public async Task WriteToAsync_HostileNames_StayText()
    {
        const string Hostile = "\"><script>alert(1)</script><img src=x onerror=alert(2)>&\u202E";
        using var world = new RunWorld(plan => plan.ChangeDossier = dossier => dossier["parties"]![1]!["name"] = Hostile);
        var list = new SuppressionList(Hostile, new RunRecords(["value"], [[RunOptOuts.Nobody], ["not readable"]]), [new("value", IdentifierKind.Email, SuppressionValueForm.Clear)]);
        var page = await RunPage.ReadAsync(await world.RunAsync(new RunRecords(RunWorld.Columns, RunWorld.Members(20)) { UnreadColumns = [Hostile, "]]><svg onload='x'>"] }, SuppressionSource.FromLists(list)));

        Assert.Empty(page.All("script").Concat(page.All("img")));
        Assert.DoesNotContain(page.Root.Descendants().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.Contains("\"><script>alert(1)</script>", RunPage.Text(page.All("h1").Single()), StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', page.Html);
    }

    [Fact]
    public async Task WriteToAsync_Page_FetchesNothingAndRunsNothing()
    {
        var page = await RunAsync();

        Assert.DoesNotMatch(new Regex("https?:|//|url\\(|@import|<script|javascript:", RegexOptions.IgnoreCase), page.Html);
        Assert.Empty(page.All("link").Concat(page.All("img")).Concat(page.All("iframe")).Concat(page.All("object")));
        Assert.All(page.All("a"), a => Assert.StartsWith("#", (string?)a.Attribute("href"), StringComparison.Ordinal));
        Assert.Contains("default-src 'none'", (string?)page.All("meta").Single(m => m.Attribute("http-equiv") is not null).Attribute("content"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_Page_HasTheStructureThatReadersOfScreensNeed()
    {
        var page = await RunAsync(RunOptOuts.Emails("opted@example.com", "not readable"));
        var ids = page.Root.Descendants().Attributes("id").Select(a => a.Value).ToList();

        Assert.Equal("en", (string?)page.Root.Attribute("lang"));
        Assert.Equal(("header", "main", "footer"), (page.All("header").Single().Name.LocalName, page.All("main").Single().Name.LocalName, page.All("footer").Single().Name.LocalName));
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        Assert.All(page.Root.Descendants().Attributes("aria-labelledby").SelectMany(a => a.Value.Split(' ')).Concat(page.All("a").Select(a => a.Attribute("href")!.Value[1..])), id => Assert.Contains(id, ids));
        Assert.All(page.All("section"), s => Assert.Equal("h2", s.Elements().First().Name.LocalName));
        Assert.All(page.All("table"), t => Assert.True(t.Element("caption") is not null && t.Descendants("th").All(h => h.Attribute("scope") is not null)));
        Assert.All(page.All("svg"), s => Assert.True((string?)s.Attribute("role") == "img" && s.Element("title")!.Value.Length > 0 && s.Element("desc")!.Value.Length > 0));
        Assert.Equal(2, page.All("svg").Count());
    }

    [Fact]
    public async Task WriteToAsync_Page_NeverSaysLawfulOrCompliantOrAnonymous()
    {
        var page = await RunAsync();

        Assert.DoesNotMatch(new Regex(@"lawful|complian|legal to|anonymi[sz]|\banonymous", RegexOptions.IgnoreCase), page.Html);
    }

    [Fact]
    public async Task WriteToAsync_Page_IsReadableForItsOwnerOnly()
    {
        RunFolder.AssertOwnerOnly((await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)))).ReportPagePath);
    }

    [Fact]
    public async Task WriteToAsync_SecondRun_LeavesTheFirstReportAsItWas()
    {
        var first = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));
        var (page, report) = (await File.ReadAllBytesAsync(first.ReportPagePath, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(first.ReportPath, TestContext.Current.CancellationToken));
        var second = await _world.RunAsync(RunWorld.Records(RunWorld.Members(30)));

        Assert.NotEqual(first.ReportPagePath, second.ReportPagePath);
        Assert.Equal(page, await File.ReadAllBytesAsync(first.ReportPagePath, TestContext.Current.CancellationToken));
        Assert.Equal(report, await File.ReadAllBytesAsync(first.ReportPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void WriteToAsync_InAnotherCulture_WritesTheSamePage()
    {
        var rows = RunWorld.Members(1500).Append(["no-address", "P1"]);
        var pages = new[] { "en-US", "tr-TR", "fa-IR" }.Select(culture => ContractCulture.Run(culture, () =>
        {
            using var world = new RunWorld();
            var report = world.Run(RunWorld.Records(rows));
            return File.ReadAllText(report.ReportPagePath).Replace(report.Id, "ID", StringComparison.Ordinal);
        }));

        Assert.Single(pages.Distinct(StringComparer.Ordinal));
    }

    public void Dispose() => _world.Dispose();

    // Of each kind of row at least one.
    private async Task<RunPage> RunAsync(SuppressionSource? suppression = null)
    {
        string[]?[] others = [null, ["no-address", ""], ["opted@example.com", "P2"], ["member-1@example.com", "M1"], ["member-2@example.com", "M2"]];
        return await RunPage.ReadAsync(await _world.RunAsync(RunWorld.Records(RunWorld.Members(100).Concat(others)), suppression ?? RunOptOuts.Emails("opted@example.com")));
    }
}
