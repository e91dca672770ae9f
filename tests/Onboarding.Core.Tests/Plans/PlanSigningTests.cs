using System.Text.Json.Nodes;
using Onboarding.Core.Tests.Support;

namespace Onboarding.Core.Tests.Plans;

/// <summary>The members <c>signingKey</c> and <c>sender</c>: schema and reader agree.</summary>
public class PlanSigningTests
{
    private static readonly string s_first = Key("demo-signing-1");
    private static readonly string s_second = Key("demo-signing-2");

    public static TheoryData<bool, string, string> Allowed => new()
    {
        { false, "signingKey", "\"shop-signing-2026\"" },
        { false, "signingKey", "\"file:keys/shop-signing.card.json\"" },
        { true, "sender", $$"""{"publicKey":"{{s_first}}"}""" },
        { true, "sender", $$"""{"publicKey":["{{s_first}}","{{s_second}}"]}""" },
    };

    public static TheoryData<bool, string, string> Refused => new()
    {
        { true, "signingKey", "\"shop-signing-2026\"" },
        { false, "signingKey", "\"A KEY\"" },
        { false, "signingKey", "null" },
        { false, "signingKey", "[\"a\",\"b\"]" },
        { false, "sender", $$"""{"publicKey":"{{s_first}}"}""" },
        { true, "sender", "{}" },
        { true, "sender", $"\"{s_first}\"" },
        { true, "sender", """{"publicKey":[]}""" },
        { true, "sender", """{"publicKey":"MFkw"}""" },
        { true, "sender", """{"publicKey":"shop-signing-2026"}""" },
        { true, "sender", $$"""{"publicKey":"{{s_first}}","keyId":"a"}""" },
        { true, "sender", $$"""{"publicKey":["{{s_first}}","{{s_first}}"]}""" },
        { true, "sender", $$"""{"publicKey":[{{string.Join(',', Enumerable.Range(0, 9).Select(i => $"\"{Fresh(i)}\""))}}]}""" },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public async Task ReadAsync_AllowedForm_IsApprovedAndAcceptedByTheSchema(bool match, string member, string json)
    {
        using var plan = new ContractPlan(match);
        plan.Set(member, json);
        Assert.True(Accepts(plan));
        var review = await plan.ReviewAsync();
        Assert.Empty(review.Refusals);
        Assert.Equal(match ? json.Split("MFkw").Length - 1 : 0, review.Result!.Senders.Count);
        Assert.Equal(!match, review.Result.SigningKey is not null);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task ReadAsync_FaultOfForm_IsRefusedByBoth(bool match, string member, string json)
    {
        using var plan = new ContractPlan(match);
        Assert.False(Accepts(plan.Set(member, json)));
        var refusal = await Record.ExceptionAsync(async () => Assert.True((await plan.ReviewAsync()).IsApproved));
        Assert.NotNull(refusal);
    }

    /// <summary>A pattern cannot say whether a point lies on the curve.</summary>
    [Fact]
    public async Task ReadAsync_PointBesideTheCurve_IsRefusedWithItsPath()
    {
        using var plan = new ContractPlan(match: true);
        plan.Set("sender", $$"""{"publicKey":"{{s_first.Replace("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEcS", "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEcT", StringComparison.Ordinal)}}"}""");
        Assert.True(Accepts(plan));
        Assert.Contains(("PLAN_INVALID", "$.sender.publicKey"), (await plan.ReviewAsync()).Refusals.Select(f => (f.Reason!.Code, f.Path)));
    }

    [Theory]
    [InlineData("webshop-dagblad")]
    [InlineData("webshop-suppression")]
    [Trait("Refusal", "DOMAIN_REUSED")]
    public async Task ReadAsync_SigningKeyIsAnotherKeyOfThePlan_IsRefused(string key)
    {
        using var plan = new ContractPlan();
        Assert.Contains(("DOMAIN_REUSED", "$.signingKey"), (await plan.Set("signingKey", $"\"{key}\"").ReviewAsync()).Refusals.Select(f => (f.Reason!.Code, f.Path)));
    }

    [Theory]
    [InlineData("suppression")]
    [InlineData("signing")]
    [Trait("Refusal", "DOMAIN_INVALID")]
    public async Task ReadAsync_RecipientWithAReservedId_IsRefused(string id)
    {
        using var plan = new ContractPlan();
        plan.Dossier["parties"]!.AsArray().Add(JsonNode.Parse($$"""{ "id": "{{id}}", "name": "Reserved", "contact": "privacy@example.com" }"""));
        Assert.Contains("DOMAIN_INVALID", (await plan.Set("dossier:recipient", $"\"{id}\"").ReviewAsync()).Refusals.Select(f => f.Reason!.Code));
    }

    private static bool Accepts(ContractPlan plan)
    {
        using var schema = new ContractSchema("plan.schema.json");
        return schema.Accepts(plan.Plan.ToJsonString());
    }

    private static string Key(string keyId)
    {
        using var card = ContractVectors.Card(keyId);
        return card.ComputePublicKey()!.ToString();
    }

    private static string Fresh(int number)
    {
        var scalar = new byte[32];
        scalar[31] = (byte)(number + 1);
        using var material = new Onboarding.Keys.KeyMaterial(scalar);
        return Onboarding.Keys.Signatures.ComputePublicKey(material).ToString();
    }
}
