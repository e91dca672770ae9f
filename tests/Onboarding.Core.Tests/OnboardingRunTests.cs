using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests;

public sealed class OnboardingRunTests : IDisposable
{
    private readonly RunWorld _world = new();

    [Fact]
    public async Task WriteToAsync_EachKindOfRow_CountsItOnce()
    {
        var rows = RunWorld.Members(20).Concat([null, ["no address", ""], ["opted@example.com", "P3"], ["MEMBER-0@example.com ", "M0"]]);
        var report = await _world.RunAsync(RunWorld.Records(rows), RunOptOuts.Emails("o.p.t.e.d@example.com"));

        var counts = report.Counts;
        Assert.Equal((24L, 20L, 1L, 1L, 1L, 1L), (counts.Rows, counts.Members, counts.Suppressed, counts.Dropped, counts.Duplicates, counts.Malformed));
    }

    [Fact]
    public async Task WriteToAsync_RejectedIdentifierBesideAGoodOne_IsAMember()
    {
        var report = await _world.RunAsync(RunWorld.Records([.. RunWorld.Members(20), ["no-address", "P1"]]));

        Assert.Equal((21L, 1L, 0L), (report.Counts.Members, report.Counts.Rejected["EMAIL_AT"], report.Counts.Dropped));
    }

    [Fact]
    public async Task WriteToAsync_RowWithoutIdentifier_IsDroppedByCode()
    {
        var report = await _world.RunAsync(RunWorld.Records([.. RunWorld.Members(20), ["", " "]]));

        Assert.Equal(1, report.Counts.DroppedByCode["NO_IDENTIFIER"]);
    }

    [Fact]
    public async Task WriteToAsync_Members_AreInTheAudienceByTheContractsTokens()
    {
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => _world.Token(IdentifierKind.Email, $"member-{i}@example.com")).Order(StringComparer.Ordinal), RunAudiences.Tokens(report.AudiencePath, IdentifierKind.Email));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => _world.Token(IdentifierKind.ExternalId, $"M{i}")).Order(StringComparer.Ordinal), RunAudiences.Tokens(report.AudiencePath, IdentifierKind.ExternalId));
    }

    [Fact]
    public async Task WriteToAsync_OneMailboxInTwoSpellings_IsAMemberAndADuplicate()
    {
        var report = await _world.RunAsync(RunWorld.Emails([.. RunWorld.Members(20).Select(m => m[0]), "jan.jansen@gmail.com", "JanJansen+shop@googlemail.com"]));

        Assert.Equal((21L, 1L), (report.Counts.Members, report.Counts.Duplicates));
    }

    [Fact]
    public async Task WriteToAsync_OneMailboxWithTwoExternalIds_IsTwoMembersWithOneToken()
    {
        var report = await _world.RunAsync(RunWorld.Records([.. RunWorld.Members(20), ["jan.jansen@gmail.com", "A"], ["JanJansen+shop@googlemail.com", "B"]]));

        Assert.Equal((22L, 0L), (report.Counts.Members, report.Counts.Duplicates));
        Assert.Equal((21, 22), (RunAudiences.Tokens(report.AudiencePath, IdentifierKind.Email).Length, RunAudiences.Tokens(report.AudiencePath, IdentifierKind.ExternalId).Length));
    }

    [Fact]
    public async Task WriteToAsync_SeveralColumnsOfOneKind_AllCountAndAnyOfThemSuppresses()
    {
        using var world = new RunWorld(plan => plan.Columns = new() { ["email"] = ["email", "second"] });
        var rows = RunWorld.Members(20).Select(m => new[] { m[0], "" }).Concat([["a@example.com", "b@example.com"], ["b@example.com", "a@example.com"], ["c@example.com", "opted@example.com"]]);
        var report = await world.RunAsync(new RunRecords(["email", "second"], rows), RunOptOuts.Emails("opted@example.com"));

        Assert.Equal((21L, 1L, 1L), (report.Counts.Members, report.Counts.Duplicates, report.Counts.Suppressed));
        Assert.DoesNotContain(world.Token(IdentifierKind.Email, "c@example.com"), RunAudiences.Tokens(report.AudiencePath));
    }

    [Theory]
    [InlineData("janjansen@gmail.com")]
    [InlineData("jan.jansen@gmail.com")]
    public async Task WriteToAsync_HashedOptOutInCanonicalOrTrimmedSpelling_IsHonoured(string spelling)
    {
        var report = await _world.RunAsync(RunWorld.Emails([.. RunWorld.Members(20).Select(m => m[0]), " Jan.Jansen@GMail.com"]), RunOptOuts.Hashes(Sha256(spelling).ToUpperInvariant()));

        Assert.Equal((20L, 1L), (report.Counts.Members, report.Counts.Suppressed));
    }

    [Fact]
    public async Task WriteToAsync_SuppressionTokenColumn_IsHonoured()
    {
        using var card = _world.Card(RunPlan.ShopSuppressionKey);
        using var hasher = new SuppressionHasher(card);
        var token = new byte[32];
        hasher.Compute(IdentifierKind.Email, "janjansen@gmail.com"u8).CopyTo(token);
        var list = SuppressionSource.FromLists(RunOptOuts.List(IdentifierKind.Email, SuppressionValueForm.Token, Convert.ToHexString(token)));
        var report = await _world.RunAsync(RunWorld.Emails([.. RunWorld.Members(20).Select(m => m[0]), "jan.jansen@gmail.com"]), list);

        Assert.Equal(1, report.Counts.Suppressed);
    }

    [Fact]
    public async Task WriteToAsync_OptOutBetweenTheChecks_IsHonouredAndCounted()
    {
        var list = RunOptOuts.Changing(IdentifierKind.Email, SuppressionValueForm.Clear, [RunOptOuts.Nobody], [RunOptOuts.Nobody, "m-e-m-b-e-r-7@example.com"]);
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), list);

        Assert.Equal((19L, 1L, 1L), (report.Counts.Members, report.Counts.Suppressed, report.Counts.SuppressedAtWrite));
        Assert.DoesNotContain(_world.Token(IdentifierKind.Email, "member-7@example.com"), RunAudiences.Tokens(report.AudiencePath));
        Assert.DoesNotContain(_world.Token(IdentifierKind.ExternalId, "M7"), RunAudiences.Tokens(report.AudiencePath));
    }

    [Fact]
    public async Task WriteToAsync_HashOfADuplicatesSpellingBetweenTheChecks_SuppressesTheMember()
    {
        var list = RunOptOuts.Changing(IdentifierKind.Email, SuppressionValueForm.Sha256Hex, [Sha256(RunOptOuts.Nobody)], [Sha256(RunOptOuts.Nobody), Sha256("j.an.jansen@gmail.com")]);
        var report = await _world.RunAsync(RunWorld.Emails([.. RunWorld.Members(20).Select(m => m[0]), "JanJansen@gmail.com", "j.an.jansen@gmail.com"]), list);

        Assert.Equal((20L, 1L, 1L), (report.Counts.Members, report.Counts.SuppressedAtWrite, report.Counts.Duplicates));
        Assert.DoesNotContain(_world.Token(IdentifierKind.Email, "janjansen@gmail.com"), RunAudiences.Tokens(report.AudiencePath));
    }

    [Fact]
    public async Task WriteToAsync_OptOutWithdrawnBetweenTheChecks_StaysOut()
    {
        var list = RunOptOuts.Changing(IdentifierKind.Email, SuppressionValueForm.Clear, ["member-7@example.com", RunOptOuts.Nobody], [RunOptOuts.Nobody]);
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), list);

        Assert.Equal((19L, 1L, 0L), (report.Counts.Members, report.Counts.Suppressed, report.Counts.SuppressedAtWrite));
    }

    [Fact]
    public async Task WriteToAsync_ManyBatches_CountsEveryRow()
    {
        var report = await _world.RunAsync(new RunRecords(RunWorld.Columns, RunWorld.Members(9000).Concat(RunWorld.Members(5)), batch: 1000));

        Assert.Equal((9005L, 9000L, 5L), (report.Counts.Rows, report.Counts.Members, report.Counts.Duplicates));
    }

    [Fact]
    public async Task WriteToAsync_SecondRun_NamesTheFirstOutputThatLeftAsThePrevious()
    {
        var first = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));
        await Assert.ThrowsAsync<IOException>(() => _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), destination: new RunDestination(_ => throw new IOException("gone"))));
        var second = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));

        Assert.DoesNotContain("onb:previous", Encoding.UTF8.GetString(first.Label.Json.Span), StringComparison.Ordinal);
        using var label = JsonDocument.Parse(second.Label.Json);
        Assert.Equal("urn:uuid:" + Guid.ParseExact(first.Id, "N"), label.RootElement.GetProperty("onb:previous").GetProperty("@id").GetString());
    }

    [Fact]
    public async Task WriteToAsync_ConfirmedEmptyList_GoesThroughAndIsNamedInTheFullLabelOnly()
    {
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), SuppressionSource.ConfirmedEmpty("DPO, ticket 4711"));

        Assert.Contains("DPO, ticket 4711", await File.ReadAllTextAsync(report.FullLabelPath, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("ticket 4711", Encoding.UTF8.GetString(report.Label.Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_PrivateReport_ListsFaultsByLine()
    {
        var report = await _world.RunAsync(RunWorld.Records([.. RunWorld.Members(20), ["no-address", "P1"], null, ["", ""]]));

        Assert.Equal([(21, "EMAIL_AT"), (22, "FIELD_COUNT"), (23, "NO_IDENTIFIER")], await LinesAsync(report));
    }

    [Fact]
    public async Task WriteToAsync_PrivateReport_NamesNoLineOfASuppressedRow()
    {
        var list = RunOptOuts.Changing(IdentifierKind.ExternalId, SuppressionValueForm.Clear, ["P21"], ["P21", "P22"]);
        var report = await _world.RunAsync(RunWorld.Records([.. RunWorld.Members(20), ["no-address", "P21"], ["no-address", "P22"], ["no-address", "P23"], ["neither@", "P22"]]), list);

        Assert.Equal([(23, "EMAIL_AT")], await LinesAsync(report));
    }

    [Fact]
    public async Task WriteToAsync_PrivateReport_NamesTheLinesOfUnreadableOptOuts()
    {
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), RunOptOuts.Emails(RunOptOuts.Nobody, "no-address"));
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(report.ReportPath, TestContext.Current.CancellationToken));

        Assert.Equal(2, document.RootElement.GetProperty("optOuts").GetProperty("unreadableLines")[0].GetProperty("line").GetInt32());
        Assert.Equal(1, report.UnreadableOptOuts["EMAIL_AT"]);
    }

    [Fact]
    public async Task WriteToAsync_PrivateFiles_AreReadableForTheirOwnerOnly()
    {
        await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));
        var files = RunFolder.Files(_world.Home.Folder);

        Assert.Equal(5, RunFolder.Files(_world.PrivateFolder).Length);
        Assert.All(files, RunFolder.AssertOwnerOnly);
    }

    [Fact]
    public async Task WriteToAsync_PrivateAndOutgoingFiles_HoldNoIdentifier()
    {
        await _world.RunAsync(RunWorld.Records([.. RunWorld.Members(20), ["bad address of piet", "pieternel-77"]]), RunOptOuts.Emails("objector@example.com", "unreadable objector"));

        Assert.All(RunFolder.Files(_world[""]).Where(f => !f.EndsWith(".card.json", StringComparison.Ordinal)), path =>
        {
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
            Assert.DoesNotMatch("member-|objector|piet|M1[0-9]\"", text);
        });
    }

    [Fact]
    public async Task WriteToAsync_Ledger_RecordsReserveIntentAndExport()
    {
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));
        var entries = await _world.LedgerAsync();

        Assert.Equal([LedgerEvent.Intended, LedgerEvent.Exported], entries.Select(e => e.Event));
        Assert.Equal((20L, report.Label.Root, report.WorkingSetPath), (entries[0].Intent!.Members, entries[0].Intent!.Root, entries[0].Intent!.WorkingSet));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(report.FullLabelPath, TestContext.Current.CancellationToken))), entries[0].Intent!.FullLabelDigest);
    }

    [Fact]
    public async Task WriteToAsync_UnreadColumns_AreNamedInTheReport()
    {
        var report = await _world.RunAsync(new RunRecords(RunWorld.Columns, RunWorld.Members(20)) { UnreadColumns = ["Telefoon"] });

        Assert.Equal(["Telefoon"], report.UnreadColumns);
    }

    [Fact]
    public async Task WriteToAsync_OwnDestination_GetsTheVerifiedFileAndIsDelivered()
    {
        var destination = new RunDestination();
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), destination: destination);
        var path = _world["copy.audience"];
        await File.WriteAllBytesAsync(path, destination.Delivered.Single(), TestContext.Current.CancellationToken);

        Assert.Equal(("own:" + report.Id, 40), (report.AudiencePath, RunAudiences.Tokens(path).Count));
        Assert.Equal(LedgerEvent.Delivered, (await _world.LedgerAsync())[^1].Event);
    }

    [Fact]
    public async Task WriteToAsync_Report_IsOneJsonObjectWithTheFiguresOfTheContract()
    {
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));
        using var stream = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(stream))
        {
            report.Write(writer);
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        Assert.All(["version", "rows", "members", "suppressed", "dropped", "duplicates", "malformed", "rejected", "audience", "label", "seconds", "rowsPerSecond"], name => Assert.True(document.RootElement.TryGetProperty(name, out _), name));
    }

    public void Dispose() => _world.Dispose();

    private static string Sha256(string form) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(form)));

    private static async Task<List<(int, string)>> LinesAsync(RunReport report)
    {
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(report.ReportPath));
        return [.. document.RootElement.GetProperty("lines").EnumerateArray().Select(l => (l.GetProperty("line").GetInt32(), l.GetProperty("code").GetString()!))];
    }
}
