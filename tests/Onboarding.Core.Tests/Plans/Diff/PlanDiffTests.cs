using Onboarding.Core.Tests.Support;
using Onboarding.Plans;

namespace Onboarding.Core.Tests.Plans;

public class PlanDiffTests
{
    [Fact]
    public async Task ReadAsync_SamePlan_HasNoChange()
    {
        using var plan = new ContractPlan();
        var diff = await PlanDiff.ReadAsync(plan.Write(), plan.Write(), TestContext.Current.CancellationToken);
        Assert.Empty(diff.Changes);
        Assert.True(diff.IsWeeklyOnly);
    }

    [Theory]
    [InlineData("fields", "[\"email\"]", PlanTopic.Fields, "fields: external_id removed")]
    [InlineData("fields", "[\"external_id\", \"email\"]", PlanTopic.Fields, "fields: written or ordered otherwise")]
    [InlineData("dossier:fields", "[\"email\", \"external_id\", \"phone\"]", PlanTopic.Fields, "dossier fields: phone added")]
    [InlineData("source.columns.email", "\"Mail\"", PlanTopic.Fields, "column of email: Mail added; E-mail removed; E-mail 2 removed")]
    [InlineData("source.columns.external_id", "\"Klantnummer\"", PlanTopic.Fields, "column of external_id: Spaarpas -> Klantnummer")]
    [InlineData("source.columns.phone", "\"Telefoon\"", PlanTopic.Fields, "column of phone: added (Telefoon)")]
    [InlineData("source.evidence", "{\"consent\":{\"column\":\"Nieuwsbrief\"}}", PlanTopic.Fields, "source.evidence: added")]
    [InlineData("purpose", "\"survey\"", PlanTopic.Purpose, "purpose: advertising -> survey")]
    [InlineData("dossier:purpose", "\"survey\"", PlanTopic.Purpose, "dossier purpose: advertising -> survey")]
    [InlineData("dossier:collectedFor", "[\"advertising\", \"advertising-exclusion\"]", PlanTopic.Purpose, "collectedFor: advertising-exclusion added")]
    [InlineData("dossier:parties.1.country", "\"US\"", PlanTopic.Recipient, "party dagblad: country: added (US)")]
    [InlineData("dossier:recipient", "\"omroep\"", PlanTopic.Recipient, "recipient: dagblad -> omroep")]
    [InlineData("destination", "{\"type\":\"platform\",\"profile\":\"google\"}", PlanTopic.Recipient, "destination: added")]
    [InlineData("dossier:bases.0.basis", "\"consent\"", PlanTopic.Basis, "basis of webshop: basis: legitimate-interest -> consent")]
    [InlineData("dossier:bases.0.balancingTest.conclusion", "\"fails\"", PlanTopic.Basis, "basis of webshop: balancingTest.conclusion: passes -> fails")]
    [InlineData("statements.0.objectionOffered", "false", PlanTopic.Basis, "statement DPIA-2026-01, annex 3: objectionOffered: true -> false")]
    [InlineData("overrides", "[{\"code\":\"DEA_INCOMPLETE\",\"by\":\"A\",\"reason\":\"B\",\"until\":\"2027-01-01\"}]", PlanTopic.Basis, "override of DEA_INCOMPLETE: added")]
    [InlineData("retention.deleteBy", "\"P60D\"", PlanTopic.Retention, "retention.deleteBy: P30D -> P60D")]
    [InlineData("retention.useBy", null, PlanTopic.Retention, "retention.useBy: removed (P7D)")]
    [InlineData("dossier:longestRetention", "\"P90D\"", PlanTopic.Retention, "longestRetention: P60D -> P90D")]
    [InlineData("suppression.lists.0.columns.0.form", "\"sha256-hex\"", PlanTopic.Suppression, "opt-out list opt-outs.csv, column email: form: clear -> sha256-hex")]
    [InlineData("suppression.lists", "[]", PlanTopic.Suppression, "opt-out list opt-outs.csv: removed")]
    [InlineData("dossier:notices.0.version", "\"5\"", PlanTopic.Documents, "notice of webshop: version: 4 -> 5")]
    [InlineData("dossier:agreements.0.validUntil", "\"2028-06-30\"", PlanTopic.Documents, "agreement AGR-2026-003: validUntil: 2027-06-30 -> 2028-06-30")]
    [InlineData("dossier:agreements.0.id", "\"AGR-2\"", PlanTopic.Documents, "agreement AGR-2026-003: removed")]
    [InlineData("dossier:agreements.0.sides.1.basis", "\"contract\"", PlanTopic.Documents, "agreement AGR-2026-003, side of dagblad: basis: consent -> contract")]
    [InlineData("dossier:agreements.0.parts.breach", "\"art. 9\"", PlanTopic.Documents, "agreement AGR-2026-003: parts.breach: art. 8 -> art. 9")]
    [InlineData("key", "\"webshop-dagblad-2027\"", PlanTopic.Other, "key: webshop-dagblad -> webshop-dagblad-2027")]
    [InlineData("minimumMembers", "60", PlanTopic.Other, "minimumMembers: 50 -> 60")]
    [InlineData("source.path", "\"next.csv\"", PlanTopic.Weekly, "source.path: customers.csv -> next.csv")]
    [InlineData("suppression.lists.0.path", "\"next.csv\"", PlanTopic.Weekly, "opt-out list opt-outs.csv: path: opt-outs.csv -> next.csv")]
    public async Task ReadAsync_OneChange_IsSaidInWords(string member, string? json, PlanTopic topic, string text)
    {
        var diff = await DiffAsync(plan => plan.Set(member, json));
        Assert.Equal((topic, text), (diff.Changes[0].Topic, diff.Changes[0].Text));
        Assert.Equal(topic == PlanTopic.Weekly, diff.IsWeeklyOnly);
    }

    [Fact]
    public async Task ReadAsync_EntriesInAnotherOrder_AreMatchedByName()
    {
        var diff = await DiffAsync(plan =>
        {
            plan.Set("dossier:parties.0.contact", "\"dpo@example.nl\"");
            var first = plan.Dossier["parties"]![0]!.DeepClone();
            plan.Dossier["parties"]!.AsArray().RemoveAt(0);
            plan.Dossier["parties"]!.AsArray().Add(first);
        });
        Assert.Equal(["party webshop: contact: privacy@example.nl -> dpo@example.nl", "parties: ordered otherwise"], diff.Changes.Select(c => c.Text));
    }

    [Fact]
    public async Task ReadAsync_ManyChanges_SaysWhatWeighsMostFirst()
    {
        var diff = await DiffAsync(plan => plan.Set("source.path", "\"next.csv\"").Set("minimumMembers", "60").Set("retention.deleteBy", "\"P20D\"").Set("fields", "[\"email\"]").Set("dossier:purpose", "\"survey\"").Set("dossier:notices.0.version", "\"5\""));
        Assert.Equal([PlanTopic.Purpose, PlanTopic.Fields, PlanTopic.Retention, PlanTopic.Documents, PlanTopic.Other, PlanTopic.Weekly], diff.Changes.Select(c => c.Topic));
    }

    [Fact]
    public async Task ReadAsync_LongOrStrangeTexts_AreNotRepeated()
    {
        var diff = await DiffAsync(plan => plan.Set("key", $"\"{new string('a', 200)}\"").Set("dossier:dpia.reference", "\"\\u001b[31mred\""));
        Assert.Equal(["dpia.reference: DPIA-2026-01 -> (long text)", "key: webshop-dagblad -> (long text)"], diff.Changes.Select(c => c.Text));
    }

    [Fact]
    public async Task ReadAsync_OpenQuestions_AreComparedToo()
    {
        var diff = await DiffAsync(plan => plan.Set("key", "\"?\"").Set("dossier:agreements.0.id", "\"?\""));
        Assert.Equal(["agreement AGR-2026-003: removed", "agreement 1: added", "key: webshop-dagblad -> ?"], diff.Changes.Select(c => c.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"weekly\"}")]
    [InlineData("{\"dossier\":\"dossier.json\",\"id\":\"a\",\"id\":\"b\"}")]
    [InlineData("{\"dossier\":\"other.json\"}")]
    public async Task ReadAsync_FileThatIsNoPlan_IsRefused(string text)
    {
        using var plan = new ContractPlan();
        var path = plan.WriteBytes(System.Text.Encoding.UTF8.GetBytes(text));
        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await PlanDiff.ReadAsync(path, path, TestContext.Current.CancellationToken));
        Assert.Equal("PLAN_INVALID", exception.Code);
    }

    private static async Task<PlanDiff> DiffAsync(Action<ContractPlan> change)
    {
        using var earlier = new ContractPlan();
        using var later = new ContractPlan();
        change(later);
        return await PlanDiff.ReadAsync(earlier.Write(), later.Write(), TestContext.Current.CancellationToken);
    }
}
