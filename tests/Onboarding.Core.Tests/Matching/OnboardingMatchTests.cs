using System.Text;
using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;
using Onboarding.Matching;

namespace Onboarding.Core.Tests.Matching;

public sealed class OnboardingMatchTests : IDisposable
{
    private readonly RunWorld _world = new();

    [Fact]
    public async Task WriteIdsToAsync_OwnUsers_GivesThoseInTheAudienceByAnyIdentifier()
    {
        await MatchAsync(["by-mail", "MEMBER-3@example.com", ""], ["by-card", "other@example.com", "M4"], ["neither", "other@example.com", "X"]);

        Assert.Equal(["by-card", "by-mail"], await IdsAsync());
    }

    [Theory]
    [InlineData("007")]
    [InlineData(" u 1 ")]
    [InlineData("a,b")]
    [InlineData("a;b|c\td")]
    [InlineData("say \"hi\"")]
    [InlineData("\"")]
    [InlineData("line\nbreak\r\n")]
    [InlineData("Zoë-日本-\U0001F600")]
    [InlineData("=1+1")]
    public async Task WriteIdsToAsync_AnyOwnId_IsWrittenByteForByte(string id)
    {
        await MatchAsync([id, "member-3@example.com", ""]);

        Assert.Equal([id], await IdsAsync());
    }

    [Fact]
    public async Task WriteIdsToAsync_OwnIdThatIsNotUtf8_IsWrittenByteForByte()
    {
        byte[] id = [0xFF, (byte)'u', 0xC3];
        var own = new RunRecords(RunWorld.OwnColumns, _ => [[id, "member-3@example.com"u8.ToArray(), []]]);
        var report = await _world.MatchAsync(await AudienceAsync(), own);

        var written = await File.ReadAllBytesAsync(report.IdsPath, TestContext.Current.CancellationToken);
        Assert.Equal([.. "\"user id\"\n"u8, .. id, (byte)'\n'], written);
    }

    [Fact]
    public async Task WriteIdsToAsync_SeveralRowsOfOneId_WritesItOnce()
    {
        var report = await MatchAsync(["u", "member-3@example.com", ""], ["u", "other@example.com", ""], ["u", "member-4@example.com", "M9"], ["v", "other@example.com", ""]);

        Assert.Equal(["u"], await IdsAsync());
        Assert.Equal((4L, 2L, 1L), (report.Rows, report.Identifiers, report.Matched));
    }

    [Fact]
    public async Task WriteIdsToAsync_IdsThatDifferInCaseOrSpace_AreDifferentUsers()
    {
        var report = await MatchAsync(["u", "member-3@example.com", ""], ["U", "member-3@example.com", ""], ["u ", "member-3@example.com", ""]);

        Assert.Equal(3, report.Matched);
    }

    [Fact]
    public async Task WriteIdsToAsync_OwnOptOut_RemovesAllRowsOfTheId()
    {
        var report = await MatchAsync(RunOptOuts.Emails("o.pted@example.com"), ["u", "member-3@example.com", ""], ["v", "member-4@example.com", ""], ["u", "opted@example.com", ""], ["w", "other@example.com", ""]);

        Assert.Equal(["v"], await IdsAsync());
        Assert.Equal((1L, 2L, 1L), (report.Suppressed, report.Identifiers, report.Matched));
    }

    [Fact]
    public async Task WriteIdsToAsync_RowsThatCannotBeChecked_AreCountedByCode()
    {
        var report = await MatchAsync(["", "member-1@example.com", ""], [new string('x', 4097), "member-2@example.com", ""], ["u", "no-address", ""], null, ["v", "no-address", "M3"], [new string('x', 4096), "member-2@example.com", ""]);

        Assert.Equal((6L, 1L, 2L, 2L), (report.Rows, report.Malformed, report.Identifiers, report.Matched));
        Assert.Equal(new Dictionary<string, long> { ["NO_IDENTIFIER"] = 1, ["NO_OWN_ID"] = 1, ["OWN_ID_TOO_LONG"] = 1 }, report.DroppedByCode);
        Assert.Equal(2, report.Rejected["EMAIL_AT"]);
    }

    [Fact]
    public async Task WriteIdsToAsync_Kinds_CountDistinctTokensOfTheAudience()
    {
        var report = await MatchAsync(["u", "member-3@example.com", "M3"], ["v", "member-3@example.com", ""], ["w", "other@example.com", "M4"]);

        Assert.Equal((new KindMatch(60, 1), new KindMatch(60, 2)), (report.Kinds["email"], report.Kinds["external_id"]));
        Assert.Equal(1.0, report.MatchRate);
    }

    [Fact]
    public async Task WriteIdsToAsync_NobodyMatches_WritesTheHeaderAlone()
    {
        var report = await MatchAsync(["u", "other@example.com", ""]);

        Assert.Empty(await IdsAsync());
        Assert.Equal((0.0, true), (report.MatchRate, report.Advertiser.IsWithheld));
    }

    [Fact]
    public async Task WriteIdsToAsync_RowsInAnotherOrder_GivesTheSameFile()
    {
        var audience = await AudienceAsync();
        var rows = Enumerable.Range(0, 40).Select(i => new[] { $"u{i}", $"member-{i}@example.com", "" }).ToArray();
        await _world.MatchAsync(audience, RunWorld.Own(rows));
        var first = await File.ReadAllBytesAsync(_world.IdsPath, TestContext.Current.CancellationToken);
        await _world.MatchAsync(audience, RunWorld.Own(rows.Reverse()));

        Assert.Equal(first, await File.ReadAllBytesAsync(_world.IdsPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ReadIdsAsync_OwnUsers_GivesTheIdsOfTheFileAsOftenAsAskedAndWritesLabelAndReports()
    {
        var own = RunWorld.Own([["u", "member-3@example.com", ""], ["v", "other@example.com", ""], ["w", "member-4@example.com", "M5"], ["u", "member-6@example.com", ""]]);
        var plan = _world.ApproveMatch();
        using var received = await _world.Paper.OpenReceivedAsync(await AudienceAsync(), plan, TestContext.Current.CancellationToken);
        var match = _world.Paper.CreateMatch(plan, received, own, RunOptOuts.Emails(RunOptOuts.Nobody));
        using var ids = await match.ReadIdsAsync(_world["handed over"], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["u", "w"], await ListAsync(ids));
        Assert.Equal(["u", "w"], await ListAsync(ids));
        Assert.Equal(2, ids.Report.Matched);
        Assert.Equal(["advertiser-report.json", "match-report.json", "own-ids.label.jsonld"], RunFolder.Files(_world["handed over"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var label = JsonDocument.Parse(await File.ReadAllTextAsync(ids.Report.LabelPath, TestContext.Current.CancellationToken));
        Assert.Equal("pseudonymous personal data", label.RootElement.GetProperty("onb:status").GetString());
        await match.WriteIdsToAsync(_world.IdsPath, TestContext.Current.CancellationToken);
        Assert.Equal(["u", "w"], await IdsAsync());
    }

    [Fact]
    [Trait("Refusal", "USE_BY_PASSED")]
    public async Task ReadIdsAsync_UseByPassed_IsRefusedAndWritesNothing()
    {
        var plan = _world.ApproveMatch();
        using var received = await _world.Paper.OpenReceivedAsync(await AudienceAsync(), plan, TestContext.Current.CancellationToken);
        var match = _world.Paper.CreateMatch(plan, received, RunWorld.Own([["u", "member-3@example.com", ""]]), RunOptOuts.Emails(RunOptOuts.Nobody));
        _world.Clock.Now += TimeSpan.FromDays(8);

        Assert.Equal("USE_BY_PASSED", (await Assert.ThrowsAsync<OnboardingException>(() => match.ReadIdsAsync(_world["handed over"], cancellationToken: TestContext.Current.CancellationToken))).Code);
        Assert.Empty(RunFolder.Files(_world["handed over"]));
    }

    [Fact]
    public async Task WriteIdsToAsync_Label_CarriesOnPurposeAndDates()
    {
        var report = await MatchAsync(["u", "member-3@example.com", ""]);
        using var label = JsonDocument.Parse(await File.ReadAllTextAsync(report.LabelPath, TestContext.Current.CancellationToken));

        Assert.Equal(
            ("pseudonymous personal data", "advertising", "2026-03-09T09:00:00Z", "2026-04-01T09:00:00Z", report.AudienceId),
            (Text("onb:status"), Text("onb:purpose"), Text("onb:useBy"), Text("onb:deleteBy"), Text("onb:audience")));

        string? Text(string name) => label.RootElement.GetProperty(name).GetString();
    }

    [Fact]
    public async Task WriteIdsToAsync_Reports_StandBesideTheIds()
    {
        await MatchAsync(["u", "member-3@example.com", ""]);

        Assert.Equal(["advertiser-report.json", "ids.csv", "ids.csv.label.jsonld", "match-report.json"], RunFolder.Files(_world["matched"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(RunFolder.Files(_world["matched"]), RunFolder.AssertOwnerOnly);
    }

    [Fact]
    public async Task WriteIdsToAsync_Match_IsRecordedAsAccepted()
    {
        var report = await MatchAsync(["u", "member-3@example.com", ""]);
        var entries = new List<LedgerEntry>();
        await foreach (var entry in _world.Paper.Store.ReadAsync(TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }

        Assert.Equal((LedgerEvent.Accepted, report.AudienceId), (entries.Single().Event, entries.Single().Output));
    }

    [Fact]
    public async Task WriteIdsToAsync_Cancelled_LeavesNothing()
    {
        var plan = _world.ApproveMatch();
        using var received = await _world.Paper.OpenReceivedAsync(await AudienceAsync(), plan, TestContext.Current.CancellationToken);
        using var cancellation = new CancellationTokenSource();
        var own = new RunRecords(RunWorld.OwnColumns, [["u", "member-3@example.com", ""]]) { AfterBatch = _ => cancellation.Cancel() };
        var match = _world.Paper.CreateMatch(plan, received, own, RunOptOuts.Emails(RunOptOuts.Nobody));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => match.WriteIdsToAsync(_world.IdsPath, cancellation.Token));
        Assert.Empty(RunFolder.Files(_world["matched"]));
        Assert.Empty(RunFolder.Files(Path.Combine(_world.Paper.Folder, "private")));
    }

    [Fact]
    [Trait("Refusal", "USE_BY_PASSED")]
    public async Task WriteIdsToAsync_UseByPassesAfterOpening_IsRefused()
    {
        Assert.Equal("USE_BY_PASSED", await MatchLaterAsync(TimeSpan.FromDays(8)));
    }

    [Fact]
    [Trait("Refusal", "SERIAL_TOO_OLD")]
    public async Task WriteIdsToAsync_NewerAudienceAcceptedAfterOpening_IsRefused()
    {
        var older = await AudienceAsync();
        var newer = await AudienceAsync();
        var plan = _world.ApproveMatch();
        using var opened = await _world.Paper.OpenReceivedAsync(older, plan, TestContext.Current.CancellationToken);
        await _world.MatchAsync(newer, RunWorld.Own([["u", "member-3@example.com", ""]]));
        var match = _world.Paper.CreateMatch(plan, opened, RunWorld.Own([["u", "member-3@example.com", ""]]), RunOptOuts.Emails(RunOptOuts.Nobody));

        Assert.Equal("SERIAL_TOO_OLD", (await Assert.ThrowsAsync<OnboardingException>(() => match.WriteIdsToAsync(_world.IdsPath, TestContext.Current.CancellationToken))).Code);
    }

    [Fact]
    [Trait("Refusal", "ROW_MALFORMED")]
    public async Task WriteIdsToAsync_MalformedRowAndPlanSaysStop_IsRefused()
    {
        var plan = _world.ApproveMatch(p => p.Malformed = "stop");
        using var received = await _world.Paper.OpenReceivedAsync(await AudienceAsync(), plan, TestContext.Current.CancellationToken);
        var match = _world.Paper.CreateMatch(plan, received, RunWorld.Own([["u", "member-3@example.com", ""], null]), RunOptOuts.Emails(RunOptOuts.Nobody));

        Assert.Equal("ROW_MALFORMED", (await Assert.ThrowsAsync<OnboardingException>(() => match.WriteIdsToAsync(_world.IdsPath, TestContext.Current.CancellationToken))).Code);
        Assert.Empty(RunFolder.Files(_world["matched"]));
    }

    [Fact]
    [Trait("Refusal", "SOURCE_NOT_PLANNED")]
    public async Task Create_SourceOfAnotherOrigin_IsRefused()
    {
        var plan = _world.ApproveMatch();
        using var received = await _world.Paper.OpenReceivedAsync(await AudienceAsync(), plan, TestContext.Current.CancellationToken);
        var own = new RunRecords(RunWorld.OwnColumns, []) { Origin = "/some/file.csv" };

        Assert.Equal("SOURCE_NOT_PLANNED", Assert.Throws<OnboardingException>(() => _world.Paper.CreateMatch(plan, received, own, RunOptOuts.Emails(RunOptOuts.Nobody))).Code);
    }

    [Fact]
    public async Task Create_AudienceOfAnotherPlan_Throws()
    {
        using var received = await _world.ReceiveAsync(await AudienceAsync());

        Assert.Throws<ArgumentException>(() => _world.Paper.CreateMatch(_world.ApproveMatch(), received, RunWorld.Own([]), RunOptOuts.Emails(RunOptOuts.Nobody)));
    }

    public void Dispose() => _world.Dispose();

    private async Task<string> AudienceAsync(int members = 60) => (await _world.RunAsync(RunWorld.Records(RunWorld.Members(members)))).AudiencePath;

    private Task<MatchReport> MatchAsync(params string[]?[] own) => MatchAsync(RunOptOuts.Emails(RunOptOuts.Nobody), own);

    private async Task<MatchReport> MatchAsync(SuppressionSource suppression, params string[]?[] own) => await _world.MatchAsync(await AudienceAsync(), RunWorld.Own(own), suppression);

    private async Task<string> MatchLaterAsync(TimeSpan later)
    {
        var plan = _world.ApproveMatch();
        using var received = await _world.Paper.OpenReceivedAsync(await AudienceAsync(), plan);
        var match = _world.Paper.CreateMatch(plan, received, RunWorld.Own([["u", "member-3@example.com", ""]]), RunOptOuts.Emails(RunOptOuts.Nobody));
        _world.Clock.Now += later;
        return (await Assert.ThrowsAsync<OnboardingException>(() => match.WriteIdsToAsync(_world.IdsPath))).Code;
    }

    private static async Task<List<string>> ListAsync(MatchedIds ids)
    {
        var list = new List<string>();
        await foreach (var id in ids)
        {
            list.Add(Encoding.UTF8.GetString(id.Id.Span) + id.Segment);
        }

        return [.. list.Order(StringComparer.Ordinal)];
    }

    // A reader of RFC 4180 of its own, for one column.
    private async Task<List<string>> IdsAsync()
    {
        var text = await File.ReadAllTextAsync(_world.IdsPath);
        var ids = new List<string>();
        for (var at = 0; at < text.Length; at++)
        {
            var id = new StringBuilder();
            if (text[at] != '"')
            {
                while (text[at] != '\n')
                {
                    id.Append(text[at++]);
                }
            }
            else
            {
                for (at++; text[at] != '"' || text[at + 1] == '"'; at++)
                {
                    at += text[at] == '"' ? 1 : 0;
                    id.Append(text[at]);
                }

                at++;
                Assert.Equal('\n', text[at]);
            }

            ids.Add(id.ToString());
        }

        Assert.Equal("user id", ids[0]);
        return [.. ids.Skip(1).Order(StringComparer.Ordinal)];
    }
}
