using System.Security.Cryptography;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests;

/// <summary>A no takes all rows of the person, wherever in a run it comes from.</summary>
public sealed class OnboardingRunPersonTests
{
    private const string Evidence = """
        {
          "provenance": { "column": "origin" },
          "consent_withdrawn_at": { "column": "unsubscribed" },
          "date_of_birth": { "column": "born", "format": "yyyy-MM-dd" }
        }
        """;

    private static readonly string[] s_columns = ["email", "external_id", "origin", "unsubscribed", "born"];

    [Fact]
    public void Run_RowThatSharesAnIdentifierWithARowOnTheList_IsSuppressedAndNeverSent()
    {
        using var world = new RunWorld();

        var report = world.Run(RunWorld.Records([["anna@example.com", "S1"], ["anna.home@example.com", "S1"], .. RunWorld.Members(20)]), RunOptOuts.Emails("anna@example.com"));

        Assert.Equal((20, 2, 1, 0), (report.Counts.Members, report.Counts.Suppressed, report.Counts.SuppressedByPerson, report.Counts.SuppressedAtWrite));
        var tokens = RunAudiences.Tokens(report.AudiencePath);
        Assert.DoesNotContain(world.Token(IdentifierKind.Email, "anna.home@example.com"), tokens);
        Assert.DoesNotContain(world.Token(IdentifierKind.ExternalId, "S1"), tokens);
        Assert.Equal(20, WorkingSetRows(world, report).Count);
    }

    [Theory]
    [InlineData("jan.jansen@gmail.com", "janjansen@googlemail.com")]
    [InlineData("Jan-Jansen@example.com", "j.a.n.jansen+shop@example.com")]
    public void Run_SpellingsOfOneMailbox_LinkLikeOneIdentifier(string one, string other)
    {
        using var world = new RunWorld();

        var counts = world.Run(RunWorld.Records([[one, "S1"], [other, "S2"], .. RunWorld.Members(20)]), SuppressionSource.FromLists(RunOptOuts.List(IdentifierKind.ExternalId, SuppressionValueForm.Clear, "S1"))).Counts;

        Assert.Equal((20, 2, 1), (counts.Members, counts.Suppressed, counts.SuppressedByPerson));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_HashOfOneSpelling_SpreadsFromEverySpelling(bool reversed)
    {
        using var world = new RunWorld();
        string[][] rows = [["an.na@gmail.com", ""], ["anna@gmail.com", "S1"], ["home@example.com", "S1"]];
        var hash = Convert.ToHexStringLower(SHA256.HashData("an.na@gmail.com"u8));

        var counts = world.Run(RunWorld.Records([.. reversed ? rows.Reverse() : rows, .. RunWorld.Members(20)]), RunOptOuts.Hashes(hash)).Counts;

        Assert.Equal((20, 3, 1), (counts.Members, counts.Suppressed, counts.SuppressedByPerson));
    }

    [Theory]
    [InlineData("noreply@example.com", "S1", "noreply@example.com", "S2")]
    [InlineData("a@example.com", "0000000000", "b@example.com", "0000000000")]
    [InlineData("a@example.com", "n/a", "b@example.com", "N/A")]
    public void Run_RowsThatShareAPlaceholder_AreNotLinked(string email, string id, string otherEmail, string otherId)
    {
        using var world = new RunWorld();
        var list = SuppressionSource.FromLists(
            RunOptOuts.List(IdentifierKind.Email, SuppressionValueForm.Clear, RunOptOuts.Nobody, "a@example.com"),
            RunOptOuts.List(IdentifierKind.ExternalId, SuppressionValueForm.Clear, "S1"));

        var counts = world.Run(RunWorld.Records([[email, id], [otherEmail, otherId], .. RunWorld.Members(20)]), list).Counts;

        Assert.Equal((21, 1, 0), (counts.Members, counts.Suppressed, counts.SuppressedByPerson));
    }

    [Fact]
    public void Run_OptOutBetweenTheChecks_TakesEveryRowOfThatPersonAlsoOverDroppedAndSuppressedOnes()
    {
        using var world = World();
        string[][] rows =
        [
            Row("late@example.com", "S1"), Row("late@example.com", "S1"), Row("second@example.com", "S1"),
            Row("child@example.com", "S1", born: "2015-01-01"), Row("child@example.com", "S2"),
            Row("early@example.com", "H1"), Row("third@example.com", "S3"),
        ];
        var list = RunOptOuts.Changing(IdentifierKind.Email, SuppressionValueForm.Clear, ["early@example.com"], ["early@example.com", "late@example.com"]);

        var report = world.Run(Records(rows), list);

        var counts = report.Counts;
        Assert.Equal((21, 4, 3, 2, 1, 1), (counts.Members, counts.Suppressed, counts.SuppressedAtWrite, counts.SuppressedByPerson, counts.Dropped, counts.Duplicates));
        var tokens = RunAudiences.Tokens(report.AudiencePath);
        Assert.DoesNotContain(new[] { "late@example.com", "second@example.com", "child@example.com" }, email => tokens.Contains(world.Token(IdentifierKind.Email, email)));
        Assert.Contains(world.Token(IdentifierKind.Email, "third@example.com"), tokens);
    }

    [Fact]
    public void Run_HashBetweenTheChecks_SpreadsFromARowThatWasDropped()
    {
        using var world = World();
        var (nobody, late) = (Convert.ToHexStringLower(SHA256.HashData("somebody.else@example.org"u8)), Convert.ToHexStringLower(SHA256.HashData("an.na@gmail.com"u8)));
        var list = RunOptOuts.Changing(IdentifierKind.Email, SuppressionValueForm.Sha256Hex, [nobody], [nobody, late]);

        var counts = world.Run(Records([Row("an.na@gmail.com", born: "2015-01-01"), Row("anna@gmail.com", "S1"), Row("home@example.com", "S1")]), list).Counts;

        Assert.Equal((20, 2, 2, 1, 1), (counts.Members, counts.Suppressed, counts.SuppressedAtWrite, counts.SuppressedByPerson, counts.Dropped));
    }

    [Theory]
    [InlineData("web shop", "CONSENT_WITHDRAWN")]
    [InlineData("", "PROVENANCE_MISSING")]
    public void Run_WithdrawalInOneRow_KeepsThePersonsOtherRowsOutWhateverItsCode(string origin, string code)
    {
        using var world = World();

        var counts = world.Run(Records([Row("anna@example.com", "S1", origin, "2026-01-01"), Row("home@example.com", "S1"), Row("child@example.com", "S2", born: "2015-01-01"), Row("parent@example.com", "S2")])).Counts;

        Assert.Equal((21, 1, 1, 2), (counts.Members, counts.Suppressed, counts.SuppressedByPerson, counts.Dropped));
        Assert.Equal(1, counts.DroppedByCode[code]);
    }

    [Fact]
    public void Run_ConsentThatWasNeverGiven_SpreadsNothing()
    {
        using var world = new RunWorld(plan =>
        {
            plan.Basis = "consent";
            plan.Evidence = """{ "consent": { "column": "opt-in" } }""";
        });
        string[][] rows = [["a@example.com", "S1", "no"], ["b@example.com", "S1", "yes"], ["c@example.com", "S2", ""], ["d@example.com", "S2", "yes"], ["e@example.com", "S3", "unsubscribed"], ["f@example.com", "S3", "yes"]];

        var counts = world.Run(new RunRecords(["email", "external_id", "opt-in"], [.. rows, .. RunWorld.Members(20).Select(m => new[] { m[0], m[1], "yes" })])).Counts;

        Assert.Equal((22, 1, 1, 3), (counts.Members, counts.Suppressed, counts.SuppressedByPerson, counts.Dropped));
    }

    [Fact]
    public void Run_LinesOfRowsThatFallByAnother_AreForgottenAndTheRowThatSaysNoStays()
    {
        using var world = World();
        string[][] rows = [Row("no address", "S1"), Row("child@example.com", "S1", born: "2015-01-01"), Row("anna@example.com", "S1", unsubscribed: "2026-01-01"), Row("other child@example.com", "S9", born: "2015-01-01")];

        var report = File.ReadAllText(world.Run(Records(rows)).ReportPath);

        Assert.DoesNotMatch("\"line\": [12],", report);
        Assert.Matches("(?s)\"line\": 3,\\s+\"code\": \"CONSENT_WITHDRAWN\"", report);
        Assert.Matches("(?s)\"line\": 4,\\s+\"code\": \"MINOR\"", report);
    }

    [Fact]
    public async Task Run_ChainOfAThousand_FallsAsAWholeInCountAndRun()
    {
        using var world = new RunWorld();
        var chain = Enumerable.Range(0, 1000).Select(i => new[] { $"c{(i + 1) / 2}@example.com", $"C{i / 2}" });
        var run = world.CreateRun(RunWorld.Records([.. chain, .. RunWorld.Members(20)]), SuppressionSource.FromLists(RunOptOuts.List(IdentifierKind.ExternalId, SuppressionValueForm.Clear, "C499")));

        var counted = (await run.CountAsync(TestContext.Current.CancellationToken)).Counts;
        var counts = (await run.WriteToAsync(world.Outbox, TestContext.Current.CancellationToken)).Counts;

        Assert.All([counted, counts], c => Assert.Equal((20, 1000, 998), (c.Members, c.Suppressed, c.SuppressedByPerson)));
    }

    [Theory]
    [InlineData(null, 6, 0)]
    [InlineData(6, 1, 5)]
    public void Run_LinkAtMost_IsThePlans(int? linkAtMost, int members, int byPerson)
    {
        using var world = new RunWorld(plan => plan.LinkAtMost = linkAtMost);
        var office = Enumerable.Range(0, 6).Select(i => new[] { "office@example.com", "P" + i });

        var counts = world.Run(RunWorld.Records([.. office, ["alone@example.com", ""], .. RunWorld.Members(20)]), SuppressionSource.FromLists(RunOptOuts.List(IdentifierKind.ExternalId, SuppressionValueForm.Clear, "P0"))).Counts;

        Assert.Equal((20 + members, 1 + byPerson, byPerson), (counts.Members, counts.Suppressed, counts.SuppressedByPerson));
    }

    [Fact]
    public async Task Load_WorkingSetAlone_LinksMembersAndKnowsNoDroppedRow()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var world = World();
        var report = await world.RunAsync(Records([Row("a@example.com", "S1"), Row("b@example.com", "S1"), Row("c@example.com", "S2", born: "2015-01-01"), Row("c@example.com", "S1", born: "2015-01-01"), Row("d@example.com", "S2")]));
        using var key = world.Card(RunPlan.ShopSuppressionKey);
        using var hasher = new SuppressionHasher(key);
        var late = await RunOptOuts.Emails("a@example.com").LoadAsync(hasher, world.Clock, cancellationToken);

        var spread = PersonSpread.Load(visit => ForEach(world, report, visit), new SuppressionCheck(late), hasHashedEntries: false, limit: 5, folder: null, cancellationToken);

        var verdicts = WorkingSetRows(world, report).Select(r => PersonRows.Judge(spread, new RowRecord(r))).Order();
        Assert.Equal([.. Enumerable.Repeat(PersonReference.Verdict.Kept, 21), PersonReference.Verdict.Linked, PersonReference.Verdict.Listed], verdicts);
    }

    [Fact]
    public async Task Match_WithdrawalInOneRowOfAnOwnId_KeepsTheIdOut()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var world = new RunWorld();
        var audience = (await world.RunAsync(RunWorld.Records(RunWorld.Members(20)))).AudiencePath;
        var plan = world.ApproveMatch(p => p.Evidence = """{ "consent_withdrawn_at": { "column": "unsubscribed" } }""");
        using var received = await world.Paper.OpenReceivedAsync(audience, plan, cancellationToken);
        string[][] own = [["U1", "member-1@example.com", "", ""], ["U1", "old@example.com", "", "2026-01-01"], ["U2", "member-2@example.com", "", ""]];

        var report = await world.Paper.CreateMatch(plan, received, new RunRecords(["user id", "email", "external_id", "unsubscribed"], own), RunOptOuts.Emails(RunOptOuts.Nobody)).WriteIdsToAsync(world.IdsPath, cancellationToken);

        Assert.Equal((1, 1, 1), (report.Matched, report.Suppressed, report.DroppedByCode["CONSENT_WITHDRAWN"]));
        Assert.Equal("user id\nU2\n", (await File.ReadAllTextAsync(world.IdsPath, cancellationToken)).Replace("\"", "", StringComparison.Ordinal));
    }

    private static RunWorld World() => new(plan => plan.Evidence = Evidence);

    private static string[] Row(string email, string id = "", string origin = "web shop", string unsubscribed = "", string born = "1984-03-07") => [email, id, origin, unsubscribed, born];

    private static RunRecords Records(IEnumerable<string[]> rows) => new(s_columns, [.. rows, .. RunWorld.Members(20).Select(m => Row(m[0], m[1]))]);

    private static List<byte[]> WorkingSetRows(RunWorld world, RunReport report)
    {
        var rows = new List<byte[]>();
        ForEach(world, report, row => rows.Add(row.ToArray()));
        return rows;
    }

    private static void ForEach(RunWorld world, RunReport report, Action<ReadOnlySpan<byte>> visit)
    {
        using var key = world.Card(RunPlan.ShopSuppressionKey);
        using var reader = new WorkingSet.Reader(report.WorkingSetPath, key);
        while (reader.MoveNext())
        {
            visit(reader.Current);
        }
    }
}
