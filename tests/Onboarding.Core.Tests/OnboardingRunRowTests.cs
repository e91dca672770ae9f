using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests;

/// <summary>Rows that a rule keeps out, on their way through a whole run and a whole match.</summary>
public sealed class OnboardingRunRowTests
{
    private const string Evidence = """
        {
          "relationship": { "column": "role", "yes": ["customer"] },
          "consent_withdrawn_at": { "column": "unsubscribed" },
          "date_of_birth": { "column": "born", "format": "dd-MM-yyyy" }
        }
        """;

    private static readonly string[] s_columns = ["email", "external_id", "role", "unsubscribed", "born"];

    [Fact]
    public void Run_RowsThatBreakRules_AreCountedByCodeAndLeaveNoToken()
    {
        using var world = World();
        var rows = new[] { Row("prospect@example.com", role: "lead"), Row("gone@example.com", unsubscribed: "2026-01-01"), Row("child@example.com", born: "03-03-2008"), Row("adult@example.com", born: "02-03-2008") };

        var report = world.Run(Records(rows));

        Assert.Equal([("CONSENT_WITHDRAWN", 1L), ("LI_NOT_EXPECTED", 1L), ("MINOR", 1L)], report.Counts.DroppedByCode.Select(d => (d.Key, d.Value)));
        Assert.Equal((24, 21, 3), (report.Counts.Rows, report.Counts.Members, report.Counts.Dropped));
        var tokens = RunAudiences.Tokens(report.AudiencePath);
        Assert.DoesNotContain(rows[..3], row => tokens.Contains(world.Token(IdentifierKind.Email, row[0])));
        Assert.Contains(world.Token(IdentifierKind.Email, "adult@example.com"), tokens);
    }

    [Fact]
    public void Run_DroppedRow_IsNamedInThePrivateReport()
    {
        using var world = World();

        var report = File.ReadAllText(world.Run(Records([Row("child@example.com", born: "03-03-2008")])).ReportPath);

        Assert.Matches("""(?s)"line": 1,\s+"code": "MINOR" """.TrimEnd(), report);
    }

    [Fact]
    public void Run_DroppedRowOfSomebodyWhoSaidNo_CountsAsDroppedAndIsNotNamed()
    {
        using var world = World();
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("jan.jansen@gmail.com"u8));
        var rows = new[] { Row("janjansen@gmail.com", born: "03-03-2008"), Row("jan.jansen@gmail.com") };

        var clear = world.Run(Records(rows), RunOptOuts.Emails("janjansen@gmail.com"));
        var hashed = world.Run(Records(rows), RunOptOuts.Hashes(hash));

        Assert.All([clear, hashed], report =>
        {
            Assert.Equal((20, 1, 1), (report.Counts.Members, report.Counts.Suppressed, report.Counts.Dropped));
            Assert.DoesNotContain("\"line\"", File.ReadAllText(report.ReportPath), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Run_MalformedAndDroppedAndSuppressed_CountsTheFirst()
    {
        using var world = new RunWorld(plan =>
        {
            plan.Evidence = Evidence;
            plan.Split = new() { ["external_id"] = ";" };
        });
        var tooMany = string.Join(';', Enumerable.Range(0, 70).Select(i => "T" + i));
        string[]?[] rows = [Row("a@example.com", "T1", born: "03-03-2008"), Row("b@example.com", tooMany, born: "03-03-2008"), Row("", "", born: "03-03-2008"), Row("", ""), null];

        var counts = world.Run(Records(rows), RunOptOuts.Emails("a@example.com", "b@example.com")).Counts;

        Assert.Equal((25, 20, 0, 3, 2), (counts.Rows, counts.Members, counts.Suppressed, counts.Dropped, counts.Malformed));
        Assert.Equal((2, 1), (counts.DroppedByCode["MINOR"], counts.DroppedByCode["NO_IDENTIFIER"]));
    }

    [Fact]
    public void Run_BirthDates_AreReadForTheGateAndGoNowhere()
    {
        var logger = new RunLogger();
        using var world = new RunWorld(plan => plan.Evidence = Evidence, logger: logger);

        var report = world.Run(Records([Row("adult@example.com", born: "07-03-1984"), Row("unread@example.com", born: "1984-03-07")]));

        Assert.Equal((22, 1), (report.Counts.Members, report.Counts.Cells.UnreadableBirthDates));
        Assert.DoesNotContain("born", report.UnreadColumns);
        Assert.All(RunFolder.Files(world.Home.Folder).Concat(RunFolder.Files(world.OutboxFolder)).Select(File.ReadAllText).Concat(logger.Texts), text => Assert.DoesNotContain("1984", text, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Refusal", "MINOR")]
    public void Run_AgePolicyThatLooksAtBirthDates_DropsRowsWithoutOne()
    {
        using var world = new RunWorld(plan =>
        {
            plan.Evidence = Evidence;
            plan.AgePolicy = "birth-date";
        });

        var counts = world.Run(Records([Row("unread@example.com", born: "1984-03-07"), Row("none@example.com", born: "")])).Counts;

        Assert.Equal((20, 2, 1), (counts.Members, counts.DroppedByCode["MINOR"], counts.Cells.UnreadableBirthDates));
    }

    [Fact]
    [Trait("Refusal", "DROPPED_MANY")]
    public void Run_MoreThanAFifthDroppedByOneCode_WarnsWithTheLikelyReason()
    {
        using var world = World();
        var leads = Enumerable.Range(0, 6).Select(i => Row($"lead-{i}@example.com", role: "lead")).ToArray();

        var many = world.Run(Records(leads));
        var few = world.Run(Records(leads[..5]));

        var warning = Assert.Single(many.Warnings, w => w.Code == "DROPPED_MANY");
        Assert.Equal("$.source.evidence", warning.Path);
        Assert.Contains("6 of 26 rows (23 %) were dropped with LI_NOT_EXPECTED; check words and format of relationship; no column is mapped to notice_version", warning.Seen, StringComparison.Ordinal);
        Assert.DoesNotContain(few.Warnings, w => w.Code == "DROPPED_MANY");
    }

    [Fact]
    [Trait("Refusal", "NO_IDENTIFIER")]
    [Trait("Refusal", "DROPPED_MANY")]
    public void Run_ManyRowsWithoutIdentifier_WarnsOfTheColumns()
    {
        using var world = World();

        var report = world.Run(Records(Enumerable.Range(0, 10).Select(_ => Row("", ""))));

        Assert.Equal(("$.source.columns", 10), (report.Warnings.Single(w => w.Code == "DROPPED_MANY").Path, report.Counts.DroppedByCode["NO_IDENTIFIER"]));
    }

    [Fact]
    [Trait("Refusal", "NO_OWN_ID")]
    [Trait("Refusal", "OWN_ID_TOO_LONG")]
    public async Task Match_RowsOfTheRecipient_AreDroppedByTheSameRules()
    {
        using var world = World();
        string[][] own = [["U1", "member-1@example.com", "", "yes"], ["U2", "member-2@example.com", "", "no"], ["U3", "member-3@example.com", "", ""], ["", "member-4@example.com", "", "yes"], [new string('U', 5000), "member-5@example.com", "", "yes"]];

        var report = await MatchAsync(world, RunOptOuts.Nobody, own);

        Assert.Equal([("CONSENT_UNPROVEN", 2L), ("NO_OWN_ID", 1L), ("OWN_ID_TOO_LONG", 1L)], report.DroppedByCode.Select(d => (d.Key, d.Value)));
        Assert.Equal((5, 1, 1), (report.Rows, report.Identifiers, report.Matched));
        Assert.Equal("user id\nU1\n", File.ReadAllText(world.IdsPath).Replace("\"", "", StringComparison.Ordinal));
        Assert.Contains("2 of 5 rows (40 %) were dropped with CONSENT_UNPROVEN", Assert.Single(report.Warnings, w => w.Code == "DROPPED_MANY").Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Match_OptOutInADroppedRow_StillKeepsItsOwnIdOut()
    {
        using var world = World();
        string[][] own = [["U1", "member-1@example.com", "", "yes"], ["U1", "no@example.com", "", "no"], ["U2", "no@example.com", "", "no"]];

        var report = await MatchAsync(world, "no@example.com", own);

        Assert.Equal((0, 0, 1, 2), (report.Identifiers, report.Matched, report.Suppressed, report.DroppedByCode["CONSENT_UNPROVEN"]));
    }

    [Theory]
    [InlineData("""{ "shoe_size": { "column": "x" } }""", "$.source.evidence")]
    [InlineData("""{ "date_of_birth": { "column": "x" } }""", "$.source.evidence.date_of_birth.format")]
    [InlineData("""{ "date_of_birth": { "column": "x", "format": "dd-MM-yy" } }""", "$.source.evidence.date_of_birth.format")]
    [InlineData("""{ "relationship": { "column": "x", "format": "yyyy-MM-dd" } }""", "$.source.evidence.relationship.format")]
    [InlineData("""{ "provenance": { "column": "x", "yes": ["shop"] } }""", "$.source.evidence.provenance.yes")]
    [InlineData("""{ "provenance": { "column": "x", "no": ["shop"] } }""", "$.source.evidence.provenance.no")]
    [InlineData("""{ "relationship": { "column": "x", "denies": true } }""", "$.source.evidence.relationship.denies")]
    [InlineData("""{ "last_active_at": { "column": "x", "format": "yyyy-MM-dd" } }""", "$.source.evidence")]
    [InlineData("""{ "objection_offered_at": { "column": "x", "format": "yyyy-MM-dd" } }""", "$.source.evidence")]
    public void Approve_EvidenceWithoutSense_IsRefused(string evidence, string path)
    {
        using var world = new RunWorld(plan => plan.Evidence = evidence);

        var exception = Assert.Throws<OnboardingException>(world.Approve);

        Assert.Contains(("PLAN_INVALID", path), exception.Findings.Select(f => (f.Code, f.Path)));
    }

    [Theory]
    [InlineData("""[{ "relationship": "friend", "noticeVersion": "4", "objectionOffered": true, "reference": "x" }]""", "$.statements[0].relationship")]
    [InlineData("""[{ "where": { "column": "x", "is": [] }, "relationship": "customer", "noticeVersion": "4", "objectionOffered": true, "reference": "x" }]""", "$.statements[0].where.is")]
    public void Approve_StatementWithoutSense_IsRefused(string statements, string path)
    {
        using var world = new RunWorld(plan => plan.Statements = statements);

        var exception = Assert.Throws<OnboardingException>(world.Approve);

        Assert.Contains(("PLAN_INVALID", path), exception.Findings.Select(f => (f.Code, f.Path)));
    }

    [Theory]
    [InlineData("2026-03-02")]
    [InlineData("three years")]
    public void Approve_TermOfInactivityThatIsNone_IsRefused(string term)
    {
        using var world = new RunWorld(plan =>
        {
            plan.LongestInactive = term;
            plan.Evidence = """{ "last_active_at": { "column": "x", "format": "yyyy-MM-dd" } }""";
        });

        Assert.Contains("$.longestInactive", Assert.Throws<OnboardingException>(world.Approve).Findings.Select(f => f.Path));
    }

    private static async Task<MatchReport> MatchAsync(RunWorld world, string optOut, string[][] own)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var audience = (await world.RunAsync(Records([]))).AudiencePath;
        var plan = world.ApproveMatch(p => p.Evidence = """{ "consent": { "column": "consent" } }""");
        using var received = await world.Paper.OpenReceivedAsync(audience, plan, cancellationToken);
        var records = new RunRecords(["user id", "email", "external_id", "consent"], own);
        return await world.Paper.CreateMatch(plan, received, records, RunOptOuts.Emails(optOut)).WriteIdsToAsync(world.IdsPath, cancellationToken);
    }

    private static RunWorld World() => new(plan => plan.Evidence = Evidence);

    private static string[] Row(string email, string id = "", string role = "customer", string unsubscribed = "", string born = "07-03-1984") => [email, id, role, unsubscribed, born];

    // Rows first, so that their lines are known; then twenty that nothing speaks against.
    private static RunRecords Records(IEnumerable<string[]?> rows) => new(s_columns, [.. rows, .. RunWorld.Members(20).Select(m => Row(m[0], m[1]))]);
}
