using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Plans;
using Onboarding.StoreContract;

namespace Onboarding.Core.Tests.Plans;

/// <summary>Plans and dossiers are read strictly: what is not exactly of the form is refused with its place.</summary>
public class PlanFormTests
{
    [Theory]
    [InlineData("extra", "$.extra")]
    [InlineData("source.extra", "$.source.extra")]
    [InlineData("suppression.extra", "$.suppression.extra")]
    [InlineData("suppression.lists.0.extra", "$.suppression.lists[0].extra")]
    [InlineData("suppression.lists.0.columns.0.extra", "$.suppression.lists[0].columns[0].extra")]
    [InlineData("retention.extra", "$.retention.extra")]
    [InlineData("Version", "$.Version")]
    [InlineData("dossier:extra", "$.extra")]
    [InlineData("dossier:parties.1.extra", "$.parties[1].extra")]
    [InlineData("dossier:bases.0.extra", "$.bases[0].extra")]
    [InlineData("dossier:notices.0.extra", "$.notices[0].extra")]
    [InlineData("dossier:agreements.0.extra", "$.agreements[0].extra")]
    [Trait("Refusal", "PLAN_INVALID")]
    public async Task ReadAsync_UnknownMember_IsRefusedWithItsPath(string member, string path)
    {
        using var plan = new ContractPlan();
        var message = await RefusalAsync(plan.Set(member, "1").Write());
        Assert.Contains($" at {path} (line 1): this member is not known", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":1,\"version\":1")]
    [InlineData("\"type\":\"csv\"", "\"type\":\"csv\",\"type\":\"csv\"")]
    [InlineData("\"external_id\":\"Spaarpas\"", "\"external_id\":\"Spaarpas\",\"external_id\":\"Pas\"")]
    [InlineData("\"kind\":\"email\"", "\"kind\":\"email\",\"kind\":\"phone\"")]
    [InlineData("\"kind\":\"email\"", "\"kind\":\"email\",\"k\\u0069nd\":\"phone\"")]
    public async Task ReadAsync_MemberTwice_IsRefused(string once, string twice)
    {
        using var plan = new ContractPlan();
        var path = plan.Write(text =>
        {
            Assert.Contains(once, text, StringComparison.Ordinal);
            return text.Replace(once, twice, StringComparison.Ordinal);
        });
        Assert.Contains("a member stands twice", await RefusalAsync(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version")]
    [InlineData("id")]
    [InlineData("side")]
    [InlineData("dossier")]
    [InlineData("source")]
    [InlineData("key")]
    [InlineData("source.type")]
    [InlineData("suppression.key")]
    [InlineData("suppression.lists.0.path")]
    [InlineData("suppression.lists.0.columns.0.name")]
    [InlineData("suppression.lists.0.columns.0.kind")]
    [InlineData("suppression.lists.0.columns.0.form")]
    [InlineData("dossier:version")]
    [InlineData("dossier:controller")]
    [InlineData("dossier:parties")]
    [InlineData("dossier:parties.0.id")]
    [InlineData("dossier:parties.0.name")]
    [InlineData("dossier:parties.0.contact")]
    [InlineData("dossier:bases.0.party")]
    [InlineData("dossier:bases.0.basis")]
    [InlineData("dossier:bases.0.reference")]
    [InlineData("dossier:notices.0.uri")]
    [InlineData("dossier:notices.0.version")]
    [InlineData("dossier:agreements.0.id")]
    [InlineData("dossier:agreements.0.validUntil")]
    public async Task ReadAsync_RequiredMemberMissing_IsRefusedByName(string member)
    {
        using var plan = new ContractPlan();
        var name = member[(member.LastIndexOfAny(['.', ':']) + 1)..];
        var message = await RefusalAsync(plan.Set(member, null).Write());
        Assert.Contains($"required members are missing: '{name}'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version", "\"1\"")]
    [InlineData("version", "1.5")]
    [InlineData("version", "99999999999")]
    [InlineData("version", "true")]
    [InlineData("id", "1")]
    [InlineData("side", "[]")]
    [InlineData("dossier", "{}")]
    [InlineData("purpose", "false")]
    [InlineData("source", "[]")]
    [InlineData("source.path", "1")]
    [InlineData("source.columns", "[]")]
    [InlineData("source.columns.email", "1")]
    [InlineData("source.columns.email", "[]")]
    [InlineData("source.columns.email", "[\"a\",1]")]
    [InlineData("source.columns.email", "{}")]
    [InlineData("source.columns.email", "[[\"a\"]]")]
    [InlineData("fields", "\"email\"")]
    [InlineData("fields", "[1]")]
    [InlineData("suppression", "\"none\"")]
    [InlineData("suppression.lists", "{}")]
    [InlineData("suppression.lists", "[\"opt-outs.csv\"]")]
    [InlineData("suppression.fromCode", "\"true\"")]
    [InlineData("suppression.fromCode", "1")]
    [InlineData("suppression.linkAtMost", "\"5\"")]
    [InlineData("retention", "\"P30D\"")]
    [InlineData("retention.deleteBy", "30")]
    [InlineData("minimumMembers", "\"50\"")]
    [InlineData("minimumMembers", "50.5")]
    [InlineData("minimumMembers", "3000000000")]
    [InlineData("dossier:parties", "{}")]
    [InlineData("dossier:parties.0", "\"webshop\"")]
    [InlineData("dossier:agreements", "\"AGR\"")]
    [InlineData("dossier:longestRetention", "30")]
    public async Task ReadAsync_WrongType_IsRefusedWithItsPath(string member, string json)
    {
        using var plan = new ContractPlan();
        var message = await RefusalAsync(plan.Set(member, json).Write());
        Assert.Contains("the value has the wrong type", message, StringComparison.Ordinal);
        Assert.Contains(" at $." + member[(member.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('.')[0], message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("key")]
    [InlineData("dossier")]
    [InlineData("source")]
    [InlineData("source.columns")]
    [InlineData("source.columns.email")]
    [InlineData("suppression.lists.0")]
    [InlineData("suppression.lists.0.columns")]
    [InlineData("suppression.lists.0.columns.0")]
    [InlineData("suppression.lists.0.columns.0.name")]
    [InlineData("fields.0")]
    [InlineData("dossier:controller")]
    [InlineData("dossier:parties")]
    [InlineData("dossier:parties.0")]
    [InlineData("dossier:parties.0.name")]
    [InlineData("dossier:fields.1")]
    [InlineData("dossier:bases.1")]
    [InlineData("dossier:bases.1.reference")]
    [InlineData("dossier:notices.0.uri")]
    [InlineData("dossier:agreements.0.id")]
    public async Task ReadAsync_NullWhereAValueIsNeeded_IsRefused(string member)
    {
        using var plan = new ContractPlan();
        Assert.StartsWith("PLAN_INVALID", await RefusalAsync(plan.Set(member, "null").Write()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("side")]
    [InlineData("dossier")]
    [InlineData("key")]
    [InlineData("region")]
    [InlineData("source.type")]
    [InlineData("source.path")]
    [InlineData("source.separator")]
    [InlineData("source.columns.external_id")]
    [InlineData("source.malformed")]
    [InlineData("suppression.key")]
    [InlineData("suppression.lists.0.path")]
    [InlineData("suppression.lists.0.separator")]
    [InlineData("suppression.lists.0.columns.0.name")]
    [InlineData("suppression.lists.0.columns.0.kind")]
    [InlineData("suppression.lists.0.columns.0.form")]
    [InlineData("retention.useBy")]
    [InlineData("dossier:controller")]
    [InlineData("dossier:longestRetention")]
    [InlineData("dossier:parties.0.id")]
    [InlineData("dossier:parties.0.name")]
    [InlineData("dossier:parties.0.contact")]
    [InlineData("dossier:parties.0.country")]
    [InlineData("dossier:parties.0.objection")]
    [InlineData("dossier:bases.0.reference")]
    [InlineData("dossier:notices.0.uri")]
    [InlineData("dossier:notices.0.version")]
    [InlineData("dossier:agreements.0.id")]
    [InlineData("dossier:agreements.0.validUntil")]
    public async Task ReadAsync_ZeroCharacterOrEmptyText_IsRefused(string member)
    {
        using var zero = new ContractPlan();
        Assert.StartsWith("PLAN_INVALID", await RefusalAsync(zero.Set(member, "\"a\\u0000b\"").Write()), StringComparison.Ordinal);
        using var empty = new ContractPlan();
        Assert.StartsWith("PLAN_INVALID", await RefusalAsync(empty.Set(member, "\"\"").Write()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"plan\"")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"version\":1,}")]
    [InlineData("// a comment\n{}")]
    public async Task ReadAsync_NoPlan_IsRefused(string text)
    {
        using var plan = new ContractPlan();
        Assert.StartsWith("PLAN_INVALID", await RefusalAsync(plan.WriteBytes(Encoding.UTF8.GetBytes(text))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_NotUtf8_IsRefused()
    {
        using var plan = new ContractPlan();
        var bytes = Encoding.UTF8.GetBytes(plan.Plan.ToJsonString());
        bytes[bytes.AsSpan().IndexOf("weekly"u8)] = 0xFF;
        Assert.StartsWith("PLAN_INVALID", await RefusalAsync(plan.WriteBytes(bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_ByteOrderMark_IsAccepted()
    {
        using var plan = new ContractPlan();
        var path = plan.WriteBytes([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(plan.Plan.ToJsonString())]);
        Assert.True((await PlanReview.ReadAsync(path, new ContractClock(ContractPlan.Now), TestContext.Current.CancellationToken)).IsApproved);
    }

    [Fact]
    public async Task ReadAsync_TooLong_IsRefused()
    {
        using var plan = new ContractPlan();
        Assert.Contains("at most 1048576", await RefusalAsync(plan.Write(text => text + new string(' ', 1024 * 1024))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_NoFile_IsRefused()
    {
        using var plan = new ContractPlan();
        Assert.StartsWith("PLAN_INVALID: there is no file none.json", await RefusalAsync(Path.Combine(plan.Folder, "none.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_NoDossier_IsRefused()
    {
        using var plan = new ContractPlan();
        Assert.StartsWith("PLAN_INVALID: there is no file other.json", await RefusalAsync(plan.Set("dossier", "\"other.json\"").Write()), StringComparison.Ordinal);
    }

    /// <summary>Whatever stands in a plan by mistake: a message names members and places, never values.</summary>
    [Theory]
    [InlineData("version")]
    [InlineData("id")]
    [InlineData("side")]
    [InlineData("key")]
    [InlineData("region")]
    [InlineData("purpose")]
    [InlineData("source.separator")]
    [InlineData("source.malformed")]
    [InlineData("fields.0")]
    [InlineData("suppression.key")]
    [InlineData("retention.deleteBy")]
    [InlineData("retention.useBy")]
    [InlineData("minimumMembers")]
    [InlineData("dossier:recipient")]
    [InlineData("dossier:purpose")]
    [InlineData("dossier:bases.0.basis")]
    [InlineData("dossier:agreements.0.validUntil")]
    public async Task ReadAsync_SecretInsteadOfAValue_IsNotRepeated(string member)
    {
        const string Secret = "37E8503FA279E64EDA26F188BE5D90044C4B7738BD800164611F27448402E8C8";
        using var plan = new ContractPlan();
        var message = await RefusalAsync(plan.Set(member, $"\"{Secret}\"").Write());
        Assert.Null(ContractSecrets.Find(message, Secret));
    }

    private static async Task<string> RefusalAsync(string path)
    {
        var home = new OnboardingHome(Path.Combine(Path.GetDirectoryName(path)!, "home"), new MemoryStore(), time: new ContractClock(ContractPlan.Now));
        return (await Assert.ThrowsAsync<OnboardingException>(async () => await home.ApproveAsync(path, TestContext.Current.CancellationToken))).Message;
    }
}
