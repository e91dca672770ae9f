using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Matching;

namespace Onboarding.Core.Tests.Matching;

/// <summary>Why a rate is what it is: each step says what was seen, and has a remedy where it lowers the rate.</summary>
public sealed class MatchExplanationTests : IDisposable
{
    private readonly RunWorld _world = new();

    [Fact]
    public async Task Find_OrdinaryMatch_StepsAreInOrder()
    {
        var report = await MatchAsync(100);

        Assert.Equal(
            ["key.same", "contract.same", "kinds.common", "coverage.own email", "coverage.own external_id", "invalid.sender email", "invalid.sender external_id", "overlap email", "overlap external_id", "trend.first"],
            report.Explanation.Select(f => f.Field is null ? f.Id : $"{f.Id} {f.Field}"));
        Assert.All(report.Explanation.Where(f => f.Field != "external_id"), f => Assert.Null(f.Remedy));
    }

    [Fact]
    public async Task Write_Report_HoldsTheExplanation()
    {
        await MatchAsync(100);
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(_world["matched", "match-report.json"], TestContext.Current.CancellationToken));
        var coverage = document.RootElement.GetProperty("explanation").EnumerateArray().Single(f => f.GetProperty("id").GetString() == "coverage.own" && f.GetProperty("field").GetString() == "external_id");

        Assert.Equal("0 of 100 own ids have one (0\u00A0%).", coverage.GetProperty("statement").GetString());
        Assert.StartsWith("Nobody else can be found by it", coverage.GetProperty("remedy").GetString(), StringComparison.Ordinal);
        Assert.Equal("{\"email\":100}", document.RootElement.GetProperty("ownKinds").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Find_Key_IsNamedWithItsCheckValue()
    {
        using var card = _world.PaperCard(RunPlan.PartyKey);
        Assert.Contains($"{card.Id}, check value {card.CheckValue}", Statement(await MatchAsync(100), "key.same"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_KindThatTheOwnPlanDoesNotRead_IsNamed()
    {
        var report = await MatchAsync(100, plan => plan.Columns = new() { ["email"] = ["email"] });

        Assert.Equal("external_id", Finding(report, "kinds.not-read").Field);
        Assert.StartsWith("100 tokens of the audience", Statement(report, "kinds.not-read"), StringComparison.Ordinal);
        Assert.NotNull(Finding(report, "kinds.not-read").Remedy);
    }

    [Fact]
    public async Task Find_NoKindInCommon_SaysThatNobodyCanMatch()
    {
        var report = await MatchAsync(100, plan => plan.Columns = new() { ["phone"] = ["email"] });

        Assert.NotNull(Finding(report, "kinds.none").Remedy);
        Assert.DoesNotContain(report.Explanation, f => f.Id is "kinds.common" or "overlap" or "coverage.own");
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(30, true)]
    public async Task Find_InvalidShareOfTheLabel_IsToldInWholePercent(int invalid, bool hasRemedy)
    {
        var rows = RunWorld.Members(100).Select((m, i) => i < invalid ? ["no address", m[1]] : m);
        var audience = (await _world.RunAsync(RunWorld.Records(rows))).AudiencePath;
        var report = await _world.MatchAsync(audience, Own(100));
        var finding = report.Explanation.Single(f => f is { Id: "invalid.sender", Field: "email" });

        Assert.StartsWith($"{invalid} % of the sender's values", finding.Statement, StringComparison.Ordinal);
        Assert.Equal(hasRemedy, finding.Remedy is not null);
    }

    [Fact]
    public async Task Find_OwnValuesThatAreInvalid_AreCountedByCode()
    {
        var audience = (await _world.RunAsync(RunWorld.Records(RunWorld.Members(100)))).AudiencePath;
        var report = await _world.MatchAsync(audience, RunWorld.Own(Enumerable.Range(0, 100).Select(i => new[] { $"u{i}", i < 60 ? "no address" : $"member-{i}@example.com", "" })));

        Assert.StartsWith("60 own values have no canonical form: ", Statement(report, "invalid.own"), StringComparison.Ordinal);
        Assert.NotNull(Finding(report, "invalid.own").Remedy);
    }

    [Fact]
    public async Task Find_OwnOptOutsAndRemovals_AreCounted()
    {
        var audience = (await _world.RunAsync(RunWorld.Records(RunWorld.Members(100)))).AudiencePath;
        var report = await _world.MatchAsync(audience, Own(100), RunOptOuts.Emails("member-3@example.com"));

        Assert.StartsWith("1 own ids said no", Statement(report, "opted-out.own"), StringComparison.Ordinal);
        Assert.DoesNotContain(report.Explanation, f => f.Id == "removed");
    }

    [Fact]
    public async Task Find_RateThatFell_IsComparedWithEarlierMatches()
    {
        await MatchAsync(90);
        await MatchAsync(80);
        var report = await MatchAsync(30);
        var trend = report.Explanation.Single(f => f is { Id: "trend", Field: "email" });

        Assert.Equal("30.0\u00A0% matched; before, the newest first: 80.0\u00A0%, 90.0\u00A0%.", trend.Statement);
        Assert.Contains("100 members and 80 own ids, now 100 and 30", trend.Remedy, StringComparison.Ordinal);
        Assert.Null(report.Explanation.Single(f => f is { Id: "trend", Field: "external_id" }).Remedy);
    }

    [Fact]
    public async Task Find_RateLikeBefore_HasNoRemedy()
    {
        await MatchAsync(90);

        Assert.Null((await MatchAsync(85)).Explanation.Single(f => f is { Id: "trend", Field: "email" }).Remedy);
    }

    [Theory]
    [InlineData("contracts v1", "libphonenumber 9.9.99", "metadata.other", "libphonenumber 9.9.99")]
    [InlineData("contracts v2", null, "contract.other", "contracts v2")]
    [InlineData("contracts v2", null, "metadata.other", "something that the label does not name")]
    [InlineData("\\u001b[2Jred", "x", "contract.other", "something that the label does not name")]
    public void Find_OtherVersions_AreNamedWithoutTrustingTheLabel(string contract, string? metadata, string id, string expected)
    {
        var finding = Explain(contract, metadata).Single(f => f.Id == id);

        Assert.Contains(expected, finding.Statement, StringComparison.Ordinal);
        Assert.NotNull(finding.Remedy);
    }

    [Fact]
    public void Find_SameMetadata_IsSaid()
    {
        Assert.Contains(Explain("contracts v1", CanonicalForm.PhoneMetadataVersion), f => f is { Id: "metadata.same", Remedy: null });
    }

    public void Dispose() => _world.Dispose();

    private static MatchFinding Finding(MatchReport report, string id) => Assert.Single(report.Explanation, f => f.Id == id);

    private static string Statement(MatchReport report, string id) => Finding(report, id).Statement;

    private static RunRecords Own(int users) => RunWorld.Own(Enumerable.Range(0, users).Select(i => new[] { $"u{i}", $"member-{i}@example.com", "" }));

    private IReadOnlyList<MatchFinding> Explain(string contract, string? metadata)
    {
        using var card = _world.Card();
        var json = ContractAudience.Label(card, """{"phone":3}""");
        json = json[..^1] + $",\"onb:contract\":\"{contract}\"" + (metadata is null ? "}" : $",\"onb:phoneMetadata\":\"{metadata}\"}}");
        return MatchExplanation.Find(PseudonymityLabel.Parse(System.Text.Encoding.UTF8.GetBytes(json)), _world.ApproveMatch().Reviewed, card, new MatchReport { AudienceId = "a", Members = 3, IdsPath = "ids.csv" }, []);
    }

    private async Task<MatchReport> MatchAsync(int users, Action<RunPlan>? change = null)
    {
        var audience = (await _world.RunAsync(RunWorld.Records(RunWorld.Members(100)))).AudiencePath;
        var plan = _world.ApproveMatch(change);
        using var received = await _world.Paper.OpenReceivedAsync(audience, plan);
        return await _world.Paper.CreateMatch(plan, received, Own(users), RunOptOuts.Emails(RunOptOuts.Nobody)).WriteIdsToAsync(_world.IdsPath);
    }
}
