using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Audiences;

/// <summary>Segments from the sender's column to the recipient's own ids.</summary>
public sealed class SegmentTests : IDisposable
{
    private const string Segments = """{ "column": "tier", "values": { "gold": "loyalty-members", "lapsed": "past-customers" } }""";

    private static readonly string[] s_columns = ["email", "external_id", "tier"];

    private readonly RunPlan _plan;
    private readonly RunWorld _world;

    public SegmentTests()
    {
        RunPlan? plan = null;
        _world = new RunWorld(p => (plan = p).Segments = Segments);
        _plan = plan!;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_Segments_AreSaidInTheLabelByTopicAlone()
    {
        var report = await SendAsync(60, 70, 80);
        using var label = JsonDocument.Parse(report.Label.Json);
        var full = await File.ReadAllTextAsync(report.FullLabelPath, Cancellation);

        Assert.Equal(["loyalty-members", "past-customers"], report.Label.Segments.Values.Order(StringComparer.Ordinal));
        Assert.All(label.RootElement.GetProperty("onb:segments").EnumerateArray(), s => Assert.Equal(["onb:code", "onb:topic"], s.EnumerateObject().Select(m => m.Name)));
        Assert.Contains("\"onb:value\": \"gold\"", full, StringComparison.Ordinal);
        Assert.False(report.Label.Json.Span.IndexOf("gold"u8) >= 0);
    }

    [Fact]
    public async Task Run_Tokens_AreThoseOfAnAudienceWithoutSegments()
    {
        var path = (await SendAsync(60, 70, 80)).AudiencePath;

        Assert.Equal((210, 210), (RunAudiences.Tokens(path, IdentifierKind.Email).Length, RunAudiences.Tokens(path, IdentifierKind.ExternalId).Length));
        using var file = AudienceFile.Open(path);
        using var card = _world.Card();
        Assert.True(file.VerifyOrigin(card));
    }

    [Fact]
    public async Task Match_Segments_StandBesideTheOwnIds()
    {
        var sent = await SendAsync(60, 70, 80);
        await _world.MatchAsync(sent.AudiencePath, Own(210));
        var byTopic = sent.Label.Segments.ToDictionary(s => s.Value, s => $"{s.Key}");
        var lines = await ReadAsync();

        Assert.Equal("\"user id\",segment", lines[0]);
        var expected = Enumerable.Range(0, 210).Select(i => $"u{i},{(i < 60 ? byTopic["loyalty-members"] : i < 130 ? byTopic["past-customers"] : "")}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), lines.Skip(1).Order(StringComparer.Ordinal));
        using var label = JsonDocument.Parse(await File.ReadAllTextAsync(_world.IdsPath + ".label.jsonld", Cancellation));
        Assert.Equal(2, label.RootElement.GetProperty("onb:segments").GetArrayLength());
    }

    [Fact]
    public async Task Match_OwnIdOfTwoPeopleInDifferentSegments_HasNone()
    {
        var sent = await SendAsync(60, 70, 80);
        await _world.MatchAsync(sent.AudiencePath, RunWorld.Own(["both", "member-0@example.com", ""], ["both", "member-61@example.com", ""], ["same", "member-1@example.com", ""], ["same", "member-2@example.com", ""]));
        var lines = await ReadAsync();

        Assert.Contains("both,", lines);
        Assert.Contains($"same,{sent.Label.Segments.Single(s => s.Value == "loyalty-members").Key}", lines);
    }

    [Fact]
    public async Task Run_TokenOfTwoMembersInDifferentSegments_HasNoCode()
    {
        var rows = Rows(60, 70, 80).Concat([["member-0@example.com", "OTHER", "lapsed"]]);
        var sent = await _world.RunAsync(new RunRecords(s_columns, rows));
        await _world.MatchAsync(sent.AudiencePath, RunWorld.Own(["mail", "member-0@example.com", ""], ["card", "", "M0"]));
        var lines = await ReadAsync();

        Assert.Contains("mail,", lines);
        Assert.Contains($"card,{sent.Label.Segments.Single(s => s.Value == "loyalty-members").Key}", lines);
    }

    [Fact]
    public async Task Run_DuplicateInAnotherSegment_CountsInThatOfItsFirstRow()
    {
        var rows = Rows(60, 70, 80).Concat([["member-0@example.com", "M0", "lapsed"]]);
        var sent = await _world.RunAsync(new RunRecords(s_columns, rows));
        await _world.MatchAsync(sent.AudiencePath, Own(1));

        Assert.Equal((210L, 1L), (sent.Counts.Members, sent.Counts.Duplicates));
        Assert.Equal($"u0,{sent.Label.Segments.Single(s => s.Value == "loyalty-members").Key}", (await ReadAsync())[1]);
    }

    [Fact]
    public async Task Run_SegmentUnderTheMinimum_HasNoCodeAndItsMembersStay()
    {
        var sent = await SendAsync(9, 70, 80);

        Assert.Equal(159, sent.Counts.Members);
        Assert.Equal(["past-customers"], sent.Label.Segments.Values);
        Assert.Contains(sent.Notes, n => n.StartsWith("1 segments have no code", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OptOutsAtTheSecondCheck_CountForTheMinimum()
    {
        var optOuts = RunOptOuts.Emails([.. Enumerable.Range(0, 55).Select(i => $"member-{i}@example.com")]);
        var sent = await _world.RunAsync(new RunRecords(s_columns, Rows(60, 70, 80)), optOuts);

        Assert.Equal(["past-customers"], sent.Label.Segments.Values);
    }

    [Fact]
    public async Task Run_NobodyInASegment_WritesNoCodes()
    {
        var sent = await SendAsync(0, 0, 80);
        await _world.MatchAsync(sent.AudiencePath, Own(80));

        Assert.Empty(sent.Label.Segments);
        Assert.Equal("\"user id\"", (await ReadAsync())[0]);
    }

    [Fact]
    public async Task Run_TwoAudiences_HaveTheirOwnCodes()
    {
        var codes = new HashSet<string>();
        for (var i = 0; i < 5; i++)
        {
            codes.Add(string.Join(' ', (await SendAsync(60, 70, 80)).Label.Segments.Select(s => s.Key)));
        }

        Assert.True(codes.Count > 1);
    }

    [Fact]
    public async Task Reexport_SamePlan_KeepsSegmentsUnderOtherCodes()
    {
        var first = await SendAsync(60, 70, 80);
        var again = await _world.Home.ReexportAsync(_world.Approve(), first.Id, RunOptOuts.Emails(RunOptOuts.Nobody), _world.Outbox, cancellationToken: Cancellation);

        Assert.Equal(first.Label.Segments.Values.Order(StringComparer.Ordinal), again.Label.Segments.Values.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Reexport_PlanThatChanged_IsRefused()
    {
        var first = await SendAsync(60, 70, 80);
        _plan.DeleteBy = "P20D";

        Assert.Equal("DESTINATION_NOT_BUILT", (await Assert.ThrowsAsync<OnboardingException>(() => _world.Home.ReexportAsync(_world.Approve(), first.Id, RunOptOuts.Emails(RunOptOuts.Nobody), _world.Outbox, cancellationToken: Cancellation))).Code);
    }

    [Fact]
    public void Approve_PlanToMatch_HasNoSegments()
    {
        Assert.Equal("PLAN_INVALID", Assert.Throws<OnboardingException>(() => _world.ApproveMatch(plan => plan.Segments = Segments)).Code);
    }

    [Fact]
    public async Task Diff_AudiencesWithSegments_GivesAdditionsWithout()
    {
        var delta = await _world.Home.CompareAudiencesAsync((await SendAsync(60, 70, 80)).AudiencePath, (await SendAsync(60, 70, 180)).AudiencePath, _world["delta"], cancellationToken: Cancellation);
        using var file = AudienceFile.Open(delta.AdditionsPath!);

        Assert.Equal((100L, 0), (delta.Added["email"], file.Label.Segments.Count));
    }

    [Fact]
    public async Task Verify_PartnerKitThatKnowsNoSegments_TakesTheAudience()
    {
        ContractPython.SkipWhereMissing();
        var path = (await SendAsync(60, 70, 80)).AudiencePath;
        using var card = _world.Card();
        await File.WriteAllBytesAsync(_world["card.json"], card.Write(), Cancellation);

        Assert.NotEmpty(await ContractPython.RunAsync([], 0, "verify", path, _world["card.json"]));
    }

    [Fact]
    public async Task ReadSegments_Chunks_AreThoseOfTheFile()
    {
        var path = (await SendAsync(60, 70, 80)).AudiencePath;
        using var file = AudienceFile.Open(path);

        Assert.True(file.HasSegments(IdentifierKind.Email));
        Assert.Equal(210, file.ReadSegments(IdentifierKind.Email, 0, new byte[1 << 20]));
        Assert.Equal(0, file.ReadSegments(IdentifierKind.Email, 1, new byte[1 << 20]));
        Assert.Equal(0, file.ReadSegments(IdentifierKind.Phone, 0, new byte[1 << 20]));
    }

    public void Dispose() => _world.Dispose();

    private static IEnumerable<string[]> Rows(int gold, int lapsed, int others) => RunWorld.Members(gold + lapsed + others).Select((m, i) => new[] { m[0], m[1], i < gold ? " gold" : i < gold + lapsed ? "lapsed" : i % 2 == 0 ? "" : "silver" });

    private static RunRecords Own(int users) => RunWorld.Own(Enumerable.Range(0, users).Select(i => new[] { $"u{i}", $"member-{i}@example.com", "" }));

    private Task<RunReport> SendAsync(int gold, int lapsed, int others) => _world.RunAsync(new RunRecords(s_columns, Rows(gold, lapsed, others)));

    private Task<string[]> ReadAsync() => File.ReadAllLinesAsync(_world.IdsPath, Cancellation);
}
