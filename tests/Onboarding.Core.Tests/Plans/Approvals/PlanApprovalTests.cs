using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Onboarding.Core.Tests.Support;
using Onboarding.Plans;

namespace Onboarding.Core.Tests.Plans;

public class PlanApprovalTests
{
    private const string By = "C. de Boer, privacy officer";

    private static readonly DateOnly s_until = new(2027, 3, 31);

    [Fact]
    public async Task WriteAsync_PlanThatNothingRefuses_IsRecordedBesideIt()
    {
        using var plan = new ContractPlan();
        var approval = await ApproveAsync(plan);
        using var file = JsonDocument.Parse(await File.ReadAllBytesAsync(approval.Path, TestContext.Current.CancellationToken));
        Assert.Equal(Path.Combine(plan.Folder, "plan.approval.json"), approval.Path);
        Assert.Equal(["version", "plan", "by", "at", "until", "digest", "parts"], file.RootElement.EnumerateObject().Select(m => m.Name));
        Assert.Equal((1, "weekly", By, "2027-03-31"), (file.RootElement.GetProperty("version").GetInt32(), file.RootElement.GetProperty("plan").GetString(), file.RootElement.GetProperty("by").GetString(), file.RootElement.GetProperty("until").GetString()));
        Assert.Equal(approval.Digest, file.RootElement.GetProperty("digest").GetString());
        Assert.Matches("^[0-9a-f]{64}$", approval.Digest);
    }

    [Fact]
    [Trait("Refusal", "APPROVAL_MISSING")]
    public async Task ReadAsync_PlanThatNobodyApproved_IsWarnedOf()
    {
        using var plan = new ContractPlan();
        var review = await plan.ReviewAsync();
        Assert.True(review.IsApproved);
        Assert.Equal(FindingLevel.Warning, Assert.Single(review.Findings, f => f.Code == "APPROVAL_MISSING").Level);
    }

    [Fact]
    public async Task ReadAsync_ApprovedPlan_PassesWithTheName()
    {
        using var plan = new ContractPlan();
        await ApproveAsync(plan);
        var finding = Assert.Single((await plan.ReviewAsync()).Findings, f => f.Rule == "approval");
        Assert.Equal(FindingLevel.Pass, finding.Level);
        Assert.Contains(By, finding.Seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("retention.deleteBy", "\"P20D\"", "plan retention")]
    [InlineData("suppression.lists.0.columns.0.form", "\"sha256-hex\"", "plan suppression")]
    [InlineData("source.columns.email", "\"E-mail\"", "plan source")]
    [InlineData("source.columns.email", "[\"E-mail 2\", \"E-mail\"]", "plan source")]
    [InlineData("source.malformed", null, "plan source")]
    [InlineData("region", null, "plan region")]
    [InlineData("longestInactive", "\"P3Y\"", "plan longestInactive")]
    [InlineData("dossier:notices.0.version", "\"5\"", "dossier notices")]
    [InlineData("dossier:dpia.reference", "\"DPIA-2\"", "dossier dpia")]
    [InlineData("dossier:longestRetention", null, "dossier longestRetention")]
    [Trait("Refusal", "APPROVAL_STALE")]
    public async Task ReadAsync_ChangedSinceTheApproval_IsRefusedAndTheChangeNamed(string member, string? json, string part)
    {
        using var plan = new ContractPlan();
        await ApproveAsync(plan);
        var refusal = Assert.Single((await plan.Set(member, json).ReviewAsync()).Refusals, f => f.Code == "APPROVAL_STALE");
        Assert.Equal("changed since the approval of 2026-11-20: " + part, refusal.Seen);
    }

    [Theory]
    [InlineData("source.path", "\"next-week.csv\"")]
    [InlineData("source.path", "[\"a.csv\", \"b.csv\"]")]
    [InlineData("source.members", "\"subscribed_*.csv\"")]
    [InlineData("suppression.lists.0.path", "\"../opt-outs-2.csv\"")]
    [InlineData("suppression.lists.0.members", "\"all.csv\"")]
    [InlineData("$schema", "\"../docs/plan.schema.json\"")]
    [InlineData("dossier:$schema", "\"../docs/dossier.schema.json\"")]
    public async Task ReadAsync_WeeklyPathChanged_IsStillApproved(string member, string json)
    {
        using var plan = new ContractPlan();
        await ApproveAsync(plan);
        Assert.Empty((await plan.Set(member, json).ReviewAsync()).Refusals);
    }

    [Fact]
    public async Task ReadAsync_OtherWhiteSpaceOrderAndEscapes_IsStillApproved()
    {
        using var plan = new ContractPlan();
        await ApproveAsync(plan);
        var path = plan.Write(
            text => Reversed(text).ToJsonString(new JsonSerializerOptions { WriteIndented = true }).Replace("E-mail", "\\u0045-mail", StringComparison.Ordinal),
            text => Reversed(text).ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        Assert.Empty((await ReviewAsync(path)).Refusals);
    }

    [Fact]
    public async Task ReadAsync_OnAndAfterTheLastDay_HoldsAndThenRefuses()
    {
        using var plan = new ContractPlan();
        await ApproveAsync(plan);
        var onTheDay = new DateTimeOffset(2027, 3, 31, 23, 59, 0, TimeSpan.Zero);
        Assert.DoesNotContain("APPROVAL_STALE", (await plan.ReviewAsync(onTheDay)).Refusals.Select(f => f.Code));
        Assert.Equal("approval $.until", Assert.Single((await plan.ReviewAsync(onTheDay.AddMinutes(1))).Refusals, f => f.Code == "APPROVAL_STALE").Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"version\":1,\"plan\":\"weekly\",\"by\":\"A\",\"at\":\"2026-11-20T12:00:00Z\",\"until\":\"P30D\",\"digest\":\"DIGEST\",\"parts\":{}}")]
    [InlineData("{\"version\":2,\"plan\":\"weekly\",\"by\":\"A\",\"at\":\"2026-11-20T12:00:00Z\",\"until\":\"2027-01-01\",\"digest\":\"DIGEST\",\"parts\":{}}")]
    [InlineData("{\"version\":1,\"plan\":\"weekly\",\"by\":\" \",\"at\":\"2026-11-20T12:00:00Z\",\"until\":\"2027-01-01\",\"digest\":\"DIGEST\",\"parts\":{}}")]
    [InlineData("{\"version\":1,\"plan\":\"weekly\",\"by\":\"A\\u001b[31m\",\"at\":\"2026-11-20T12:00:00Z\",\"until\":\"2027-01-01\",\"digest\":\"DIGEST\",\"parts\":{}}")]
    [InlineData("{\"version\":1,\"plan\":\"other\",\"by\":\"A\",\"at\":\"2026-11-20T12:00:00Z\",\"until\":\"2027-01-01\",\"digest\":\"DIGEST\",\"parts\":{}}")]
    [InlineData("{\"version\":1,\"plan\":\"weekly\",\"by\":\"A\",\"at\":\"2026-11-20T12:00:00Z\",\"until\":\"2027-01-01\",\"digest\":\"DIGEST\",\"parts\":{},\"more\":1}")]
    [InlineData("{\"version\":1,\"plan\":\"weekly\",\"by\":\"A\",\"at\":\"2026-11-20T12:00:00Z\",\"until\":\"2027-01-01\",\"digest\":\"0000\",\"parts\":{}}")]
    public async Task ReadAsync_FileThatIsNoApprovalOfThePlan_IsRefused(string content)
    {
        using var plan = new ContractPlan();
        var approval = await ApproveAsync(plan);
        await File.WriteAllTextAsync(approval.Path, content.Replace("DIGEST", approval.Digest, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(["APPROVAL_STALE"], (await plan.ReviewAsync()).Refusals.Select(f => f.Code));
    }

    [Fact]
    public async Task ReadAsync_ApprovalWithoutItsParts_SaysThatSomethingChanged()
    {
        using var plan = new ContractPlan();
        var approval = await ApproveAsync(plan);
        var text = await File.ReadAllTextAsync(approval.Path, TestContext.Current.CancellationToken);
        var file = JsonNode.Parse(text)!;
        file["digest"] = new string('0', 64);
        file["parts"]!.AsObject().Add("x\u001b[31m", "0");
        await File.WriteAllTextAsync(approval.Path, file.ToJsonString(), TestContext.Current.CancellationToken);
        Assert.Equal("changed since the approval of 2026-11-20: plan or dossier", Assert.Single((await plan.ReviewAsync()).Refusals).Seen);
    }

    [Fact]
    public async Task WriteAsync_AfterAChange_ApprovesAnew()
    {
        using var plan = new ContractPlan();
        var first = await ApproveAsync(plan);
        var second = await ApproveAsync(plan.Set("retention.deleteBy", "\"P20D\""));
        Assert.NotEqual(first.Digest, second.Digest);
        Assert.Empty((await plan.ReviewAsync()).Refusals);
    }

    [Theory]
    [InlineData("retention.deleteBy", "\"P2000D\"", "RETENTION_UNLIMITED")]
    [InlineData("retention.deleteBy", "\"?\"", "OPEN_QUESTION")]
    [InlineData("retention", "{}", "RETENTION_MISSING")]
    public async Task WriteAsync_PlanThatARuleRefuses_WritesNothing(string member, string json, string code)
    {
        using var plan = new ContractPlan();
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => ApproveAsync(plan.Set(member, json)));
        Assert.Equal([code], exception.Findings.Select(f => f.Code));
        Assert.False(File.Exists(Path.Combine(plan.Folder, "plan.approval.json")));
    }

    [Theory]
    [InlineData("", 2027)]
    [InlineData("?", 2027)]
    [InlineData("A\nB", 2027)]
    [InlineData("A", 2025)]
    public async Task WriteAsync_NoNameOrADayThatHasPassed_IsRefused(string by, int year)
    {
        using var plan = new ContractPlan();
        var path = plan.Write();
        await Assert.ThrowsAsync<ArgumentException>(async () => await PlanApproval.WriteAsync(path, by, new DateOnly(year, 1, 1), new ContractClock(ContractPlan.Now), TestContext.Current.CancellationToken));
    }

    /// <summary>A change refuses the run, and taking the approval away afterwards does not help.</summary>
    [Fact]
    public async Task ApproveAsync_ApprovalRecordedInTheHomeAndTakenAway_IsRefused()
    {
        using var world = new RunWorld();
        world.Approve();
        var approval = await world.Home.RecordApprovalAsync(world["send-plan.json"], By, new DateOnly(2026, 6, 1), TestContext.Current.CancellationToken);
        File.Delete(approval.Path);
        Assert.Equal("APPROVAL_STALE", Assert.Throws<OnboardingException>(() => world.Approve()).Code);
    }

    [Fact]
    public async Task ApproveAsync_ApprovalTakenAwayAfterADelivery_IsRefused()
    {
        using var world = new RunWorld();
        world.Approve();
        var approval = await PlanApproval.WriteAsync(world["send-plan.json"], By, new DateOnly(2026, 6, 1), world.Clock, TestContext.Current.CancellationToken);
        await world.RunAsync(RunWorld.Records(RunWorld.Members(20)));
        File.Delete(approval.Path);
        var exception = Assert.Throws<OnboardingException>(() => world.Approve());
        var review = await world.Home.ReviewAsync(world["send-plan.json"], TestContext.Current.CancellationToken);
        Assert.Equal(("APPROVAL_STALE", "APPROVAL_STALE"), (exception.Code, Assert.Single(review.Refusals).Code));
    }

    [Fact]
    public async Task ApproveAsync_ApprovalTakenAwayAfterAMatch_IsRefused()
    {
        using var world = new RunWorld();
        var sent = await world.RunAsync(RunWorld.Records(RunWorld.Members(20)));
        world.ApproveMatch();
        var approval = await PlanApproval.WriteAsync(world["match-plan.json"], By, new DateOnly(2026, 6, 1), world.Clock, TestContext.Current.CancellationToken);
        await world.MatchAsync(sent.AudiencePath, RunWorld.Own(["u1", "member-1@example.com", ""]));
        File.Delete(approval.Path);
        Assert.Equal("APPROVAL_STALE", Assert.Throws<OnboardingException>(() => world.ApproveMatch()).Code);
    }

    [Fact]
    public async Task ApproveAsync_ReviewOfAnApprovedPlan_WritesNothingIntoTheHome()
    {
        using var plan = new ContractPlan();
        var home = plan.Home();
        await ApproveAsync(plan);
        await home.ApproveAsync(plan.Write(), TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(home.Folder));
    }

    [Fact]
    public async Task ApproveAsync_PlanWithoutApproval_IsWarnedOf()
    {
        using var plan = new ContractPlan();
        var approved = await plan.Home().ApproveAsync(plan.Write(), TestContext.Current.CancellationToken);
        Assert.Contains("APPROVAL_MISSING", approved.Warnings.Select(w => w.Code));
    }

    [Fact]
    public async Task WriteToAsync_ApprovalEndedSinceTheReview_IsRefused()
    {
        using var world = new RunWorld();
        world.Approve();
        await PlanApproval.WriteAsync(world["send-plan.json"], By, new DateOnly(2026, 3, 3), world.Clock, TestContext.Current.CancellationToken);
        var run = world.CreateRun(RunWorld.Records(RunWorld.Members(20)));
        world.Clock.Now += TimeSpan.FromDays(2);
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => run.WriteToAsync(world.Outbox, TestContext.Current.CancellationToken));
        Assert.Equal("APPROVAL_STALE", exception.Code);
        Assert.Empty(RunFolder.Files(world.OutboxFolder));
    }

    [Fact]
    public async Task WriteToAsync_ApprovedPlan_RunsWithoutTheWarning()
    {
        using var world = new RunWorld();
        world.Approve();
        await PlanApproval.WriteAsync(world["send-plan.json"], By, new DateOnly(2026, 6, 1), world.Clock, TestContext.Current.CancellationToken);
        var report = await world.RunAsync(RunWorld.Records(RunWorld.Members(20)));
        Assert.DoesNotContain("APPROVAL_MISSING", report.Warnings.Select(w => w.Code));
    }

    // What docs/plan.md says of the digest, computed anew.
    [Fact]
    public async Task Digest_ComputedFromTheParts_IsTheSame()
    {
        using var plan = new ContractPlan();
        var approval = await ApproveAsync(plan);
        var parts = JsonNode.Parse(await File.ReadAllTextAsync(approval.Path, TestContext.Current.CancellationToken))!["parts"]!.AsObject();
        var lines = string.Concat(parts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} {p.Value}\n"));
        Assert.Equal(approval.Digest, Sha256(lines));
        Assert.Equal(Sha256("""{"deleteBy":"P30D","useBy":"P7D"}"""), (string?)parts["plan retention"]);
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static Task<PlanApproval> ApproveAsync(ContractPlan plan) => PlanApproval.WriteAsync(plan.Write(), By, s_until, new ContractClock(ContractPlan.Now), TestContext.Current.CancellationToken).AsTask();

    private static ValueTask<PlanReview> ReviewAsync(string path) => PlanReview.ReadAsync(path, new ContractClock(ContractPlan.Now), TestContext.Current.CancellationToken);

    private static JsonObject Reversed(string json) => Reversed(JsonNode.Parse(json)!.AsObject());

    private static JsonObject Reversed(JsonObject node)
    {
        return new JsonObject(node.Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value is JsonObject inner ? Reversed(inner) : m.Value?.DeepClone())));
    }
}
