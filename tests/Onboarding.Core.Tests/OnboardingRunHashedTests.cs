using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests;

/// <summary>Columns that are hashed already are declared, never guessed.</summary>
public sealed class OnboardingRunHashedTests
{
    private const string Hex = """{ "hashed": { "email": { "form": "sha256-hex", "profile": "meta" } } }""";

    private const string Meta = """{ "type": "platform", "profile": "meta" }""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sha256-hex")]
    [InlineData("sha256-base64")]
    public async Task WriteToAsync_DeclaredHashes_LeaveAsTheyAre(string form)
    {
        using var world = World(form: form);
        var report = await RunAsync(world, form, "jan@example.com");

        var content = await File.ReadAllTextAsync(world["paper", "outbox", report.Id + ".add.0001.csv"], Cancellation);
        Assert.Contains(OnboardingRunUploadTests.Hash("jan@example.com"), content, StringComparison.Ordinal);
        Assert.Equal(13, report.Counts.Members);
    }

    [Theory]
    [InlineData("jan@example.com")]
    [InlineData(" JAN@example.com")]
    public async Task WriteToAsync_ClearOptOut_IsFoundInTheHashedColumn(string optOut)
    {
        using var world = World();
        var report = await RunAsync(world, "sha256-hex", "jan@example.com", RunOptOuts.Emails(optOut));

        Assert.Equal((12L, 1L), (report.Counts.Members, report.Counts.Suppressed));
    }

    [Fact]
    public async Task Removals_ClearOptOutLater_FindsTheHashThatWasSent()
    {
        using var world = World();
        await RunAsync(world, "sha256-hex", "jan@example.com");
        await world.OptOutAsync("Jan@example.com");
        await world.RemovalsAsync();

        Assert.Equal(1, (await world.ExportOneAsync(ChainWorld.Paper)).People);
    }

    [Fact]
    [Trait("Refusal", "SUPPRESSION_UNCHECKABLE")]
    public async Task WriteToAsync_OptOutsWithoutForms_AreRefusedUnlessSomebodyAcceptsIt()
    {
        using var world = World();
        var hashes = RunOptOuts.Hashes(OnboardingRunUploadTests.Hash("somebody@example.org"));

        Assert.Equal("SUPPRESSION_UNCHECKABLE", (await Assert.ThrowsAsync<OnboardingException>(() => RunAsync(world, "sha256-hex", "jan@example.com", hashes))).Code);
        using var other = World(plan => plan.AcceptUncheckable = "DPIA-1, par. 4");
        Assert.Equal(12, (await RunAsync(other, "sha256-hex", "jan@example.com", RunOptOuts.Hashes(OnboardingRunUploadTests.Hash("jan@example.com")))).Counts.Members);
    }

    [Fact]
    public async Task CountAsync_OptOutsWithoutForms_AreRefusedToo()
    {
        using var world = World();
        var run = world.Home.CreateRun(await world.ApproveAsync(ChainWorld.Paper), Rows("sha256-hex", "jan@example.com"), RunOptOuts.Hashes(OnboardingRunUploadTests.Hash("x@example.org")));

        Assert.Equal("SUPPRESSION_UNCHECKABLE", (await Assert.ThrowsAsync<OnboardingException>(() => run.CountAsync(Cancellation))).Code);
    }

    [Fact]
    public async Task CountAsync_ClearOptOut_IsFoundInTheHashedColumn()
    {
        using var world = World();
        var run = world.Home.CreateRun(await world.ApproveAsync(ChainWorld.Paper), Rows("sha256-hex", "jan@example.com"), RunOptOuts.Emails("JAN@example.com"));

        Assert.Equal(12, (await run.CountAsync(Cancellation)).Counts.Members);
    }

    [Theory]
    [InlineData("""{ "type": "platform", "profile": "thetradedesk" }""")]
    [InlineData(null)]
    [Trait("Refusal", "HASHED_FIELD")]
    public async Task ApproveAsync_HashesOfAnotherForm_AreRefused(string? destination)
    {
        using var world = new ChainWorld(plan =>
        {
            plan.Platform = destination;
            plan.Declared = Hex;
            plan.Columns = new() { ["email"] = ["email"] };
        });

        var refused = await Assert.ThrowsAsync<OnboardingException>(() => world.ApproveAsync(ChainWorld.Paper));
        Assert.Contains("HASHED_FIELD", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData(" ")]
    [Trait("Refusal", "HASH_OF_NOTHING")]
    [Trait("Complaint", "4")]
    public async Task WriteToAsync_HashOfNothing_IsRejected(string nothing)
    {
        using var world = World();
        var report = await RunAsync(world, "sha256-hex", nothing);

        Assert.Equal((12L, 1L), (report.Counts.Members, report.Counts.Rejected["HASH_OF_NOTHING"]));
    }

    [Theory]
    [InlineData("0x" + "3f1ffcd2dabcbb398e5eb7257f135b17737bed9728895f29f2b87b50cc0f7d2a")]
    [InlineData("3f1ffcd2dabcbb398e5eb7257f135b17737bed9728895f29f2b87b50cc0f7d2")]
    [InlineData("Px/80tq8uzmOXrclfxNbF3N77ZcoiV8p8rh7UMwPfSo=")]
    [InlineData("jan@example.com")]
    [Trait("Complaint", "3")]
    public async Task WriteToAsync_SomethingElseInTheHashedColumn_IsRejected(string value)
    {
        using var world = World();
        var report = await world.RunAsync(ChainWorld.Paper, Records([.. Others("sha256-hex"), value]), RunOptOuts.Emails(RunOptOuts.Nobody));

        Assert.Equal((12L, 1L), (report.Counts.Members, report.Counts.Rejected["HASH_FORMAT"]));
    }

    [Theory]
    [InlineData("3F1FFCD2DABCBB398E5EB7257F135B17737BED9728895F29F2B87B50CC0F7D2A")]
    [InlineData(" 3f1ffcd2dabcbb398e5eb7257f135b17737bed9728895f29f2b87b50cc0f7d2a ")]
    [InlineData("Px/80tq8uzmOXrclfxNbF3N77ZcoiV8p8rh7UMwPfSo=")]
    [Trait("Refusal", "HASH_UNDECLARED")]
    [Trait("Complaint", "2")]
    public async Task WriteToAsync_HashInAClearColumn_IsRejected(string value)
    {
        using var world = new ChainWorld();
        var report = await world.RunAsync(ChainWorld.Paper, ChainWorld.Rows([value, "J1"]));

        Assert.Equal((13L, 1L), (report.Counts.Members, report.Counts.Rejected["HASH_UNDECLARED"]));
    }

    [Fact]
    public async Task WriteToAsync_HashAsExternalId_IsAnIdLikeOthers()
    {
        using var world = new ChainWorld();
        var report = await world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", OnboardingRunUploadTests.Hash("customer 1")]));

        Assert.Equal(13, report.Counts.Kinds["external_id"].Accepted);
    }

    private static ChainWorld World(Action<RunPlan>? change = null, string form = "sha256-hex") => new(plan =>
    {
        plan.Platform = Meta;
        plan.Declared = Hex.Replace("sha256-hex", form, StringComparison.Ordinal);
        plan.Columns = new() { ["email"] = ["email"] };
        change?.Invoke(plan);
    });

    private static Task<RunReport> RunAsync(ChainWorld world, string form, string email, SuppressionSource? optOuts = null) => world.RunAsync(ChainWorld.Paper, Rows(form, email), optOuts);

    private static RunRecords Rows(string form, string email) => Records([.. Others(form), Write(form, email)]);

    private static RunRecords Records(IEnumerable<string> values) => new(["email"], values.Select(v => new[] { v }));

    private static IEnumerable<string> Others(string form) => Enumerable.Range(0, 12).Select(i => Write(form, $"member-{i}@example.com"));

    private static string Write(string form, string email)
    {
        var hash = OnboardingRunUploadTests.Hash(email);
        return form == "sha256-hex" ? hash.ToUpperInvariant() : Convert.ToBase64String(Convert.FromHexString(hash));
    }
}
