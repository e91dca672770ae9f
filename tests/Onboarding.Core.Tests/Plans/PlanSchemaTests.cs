using Onboarding.Core.Tests.Support;
using Onboarding.Plans;

namespace Onboarding.Core.Tests.Plans;

/// <summary>The JSON Schemas of docs/ say the same as the reader, as far as a schema can.</summary>
public class PlanSchemaTests
{
    [Theory]
    [InlineData("webshop/plan.json", "plan.schema.json")]
    [InlineData("webshop/dossier.json", "dossier.schema.json")]
    [InlineData("publisher/match-plan.json", "plan.schema.json")]
    [InlineData("publisher/dossier.json", "dossier.schema.json")]
    public void Accepts_Sample_IsTrue(string sample, string schemaName)
    {
        using var schema = new ContractSchema(schemaName);
        Assert.True(schema.Accepts(File.ReadAllText(Path.Combine(ContractFolder.Repository, "samples", sample))));
    }

    [Theory]
    [InlineData("webshop/plan.json")]
    [InlineData("publisher/match-plan.json")]
    public async Task ReadAsync_Sample_IsApproved(string sample)
    {
        var review = await PlanReview.ReadAsync(Path.Combine(ContractFolder.Repository, "samples", sample), new ContractClock(ContractPlan.Now), TestContext.Current.CancellationToken);
        Assert.Empty(review.Refusals);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Accepts_PlanWithoutFault_IsTrue(bool match)
    {
        using var plan = new ContractPlan(match);
        Assert.True(AcceptsBoth(plan));
    }

    /// <summary>Values that the reader refuses for their form alone are refused by the schema, and the reverse.</summary>
    [Theory]
    [InlineData("extra", "1")]
    [InlineData("version", "2")]
    [InlineData("id", "\"Week 12\"")]
    [InlineData("id", "\"\"")]
    [InlineData("side", "\"both\"")]
    [InlineData("dossier", "\"\"")]
    [InlineData("purpose", "\"profiling\"")]
    [InlineData("fields", "[]")]
    [InlineData("fields", "[\"email\",\"email\",\"external_id\"]")]
    [InlineData("fields", "[\"first_name\"]")]
    [InlineData("key", "\"A KEY\"")]
    [InlineData("key", "null")]
    [InlineData("region", "\"nl\"")]
    [InlineData("segments", "{}")]
    [InlineData("segments", "{\"column\":\"tier\",\"values\":{}}")]
    [InlineData("segments", "{\"column\":\"tier\",\"values\":{\"gold\":\"anything\"}}")]
    [InlineData("segments", "{\"column\":\"tier\",\"values\":{\"gold\":\"customers\"},\"more\":1}")]
    [InlineData("region", "\"NLD\"")]
    [InlineData("source.type", "\"code\"")]
    [InlineData("source.path", null)]
    [InlineData("source.separator", "\":\"")]
    [InlineData("source.columns", "{}")]
    [InlineData("source.columns.email", "[]")]
    [InlineData("source.columns.email", "[\"a\",\"a\"]")]
    [InlineData("source.columns.first_name", "\"Voornaam\"")]
    [InlineData("source.hashed", "{\"email\":{\"form\":\"sha256-hex\",\"profile\":\"meta\"}}")]
    [InlineData("source.dateFormat", "\"dd-MM-jjjj\"")]
    [InlineData("source.device", "\"ios\"")]
    [InlineData("destination", "{\"type\":\"audience\",\"format\":\"file\"}")]
    [InlineData("destination", "{\"type\":\"platform\",\"profile\":\"meta\",\"format\":\"ftp\"}")]
    [InlineData("destination", "{\"type\":\"platform\",\"profile\":\"meta\",\"action\":\"delete\"}")]
    [InlineData("suppression.acceptUncheckable", "\"\"")]
    [InlineData("source.idColumn", "\"user_id\"")]
    [InlineData("source.preset", "\"shopify\"")]
    [InlineData("source", "{\"type\":\"code\",\"preset\":\"zoho\",\"columns\":{\"email\":\"a\",\"external_id\":\"b\"}}")]
    [InlineData("source", "{\"type\":\"csv\",\"path\":\"customers.csv\"}")]
    [InlineData("suppression.lists.0", "{\"path\":\"opt-outs.csv\"}")]
    [InlineData("suppression.lists.0.preset", "\"none\"")]
    [InlineData("source.malformed", "\"ignore\"")]
    [InlineData("suppression", null)]
    [InlineData("suppression.lists", "[]")]
    [InlineData("suppression.confirmedEmpty", "\"DPO\"")]
    [InlineData("suppression.lists.0.columns", "[]")]
    [InlineData("suppression.lists.0.columns.0.kind", "\"e-mail\"")]
    [InlineData("suppression.lists.0.columns.0.form", "\"md5\"")]
    [InlineData("suppression.lists.0.columns.0.name", "\"\"")]
    [InlineData("suppression.linkAtMost", "-1")]
    [InlineData("suppression.linkAtMost", "101")]
    [InlineData("suppression.linkAtMost", "2.5")]
    [InlineData("retention", null)]
    [InlineData("retention.deleteBy", "\"never\"")]
    [InlineData("retention.deleteBy", "\"P0D\"")]
    [InlineData("retention.useBy", "\"PT1H\"")]
    [InlineData("minimumMembers", "9")]
    [InlineData("minimumMembers", "50.5")]
    [InlineData("source.evidence", "{\"shoe_size\":{\"column\":\"x\"}}")]
    [InlineData("source.evidence", "{\"provenance\":{}}")]
    [InlineData("source.evidence", "{\"provenance\":{\"column\":\"\"}}")]
    [InlineData("source.evidence", "{\"provenance\":{\"column\":\"x\",\"format\":\"yyyy-MM-dd\"}}")]
    [InlineData("source.evidence", "{\"provenance\":{\"column\":\"x\",\"yes\":[\"y\"]}}")]
    [InlineData("source.evidence", "{\"relationship\":{\"column\":\"x\",\"denies\":true}}")]
    [InlineData("source.evidence", "{\"relationship\":{\"column\":\"x\",\"yes\":[\"\"]}}")]
    [InlineData("source.evidence", "{\"date_of_birth\":{\"column\":\"x\"}}")]
    [InlineData("source.evidence", "{\"date_of_birth\":{\"column\":\"x\",\"format\":\"dd-MM-yy\"}}")]
    [InlineData("source.evidence", "{\"consent_withdrawn_at\":{\"column\":\"x\",\"yes\":[\"y\"]}}")]
    [InlineData("source.evidence", "{\"consent_withdrawn_at\":{\"column\":\"x\",\"format\":\"y\"}}")]
    [InlineData("source.evidence", "{\"objection_offered_at\":{\"column\":\"x\",\"format\":\"yyyy-MM-dd\"}}")]
    [InlineData("source.evidence", "{\"collected_at\":{\"column\":\"x\",\"format\":\"yyyy-MM-dd\"}}")]
    [InlineData("statements.0.relationship", "\"friend\"")]
    [InlineData("statements.0.where", "{\"column\":\"x\",\"is\":[]}")]
    [InlineData("longestInactive", "\"2026-12-31\"")]
    [InlineData("longestInactive", "\"P3Y\"")]
    [InlineData("dossier:extra", "1")]
    [InlineData("dossier:recipient", null)]
    [InlineData("dossier:purpose", "\"profiling\"")]
    [InlineData("dossier:parties.0.country", "\"Nederland\"")]
    [InlineData("dossier:parties.0.objection", "\"\"")]
    [InlineData("dossier:parties.0.name", null)]
    [InlineData("dossier:fields", "[]")]
    [InlineData("dossier:bases", "[]")]
    [InlineData("dossier:bases.0.reference", "\"\"")]
    [InlineData("dossier:notices.0.uri", "\"\"")]
    [InlineData("dossier:agreements.0.kind", "\"handshake\"")]
    [InlineData("dossier:agreements.0.validUntil", "\"always\"")]
    [InlineData("dossier:longestRetention", "\"2026-12-31\"")]
    public async Task Accepts_FaultOfForm_IsFalseAndTheReaderRefuses(string member, string? json)
    {
        using var plan = new ContractPlan();
        Assert.False(AcceptsBoth(plan.Set(member, json)));
        var findings = await Record.ExceptionAsync(async () => Assert.True((await plan.ReviewAsync()).IsApproved));
        Assert.NotNull(findings);
    }

    [Fact]
    public async Task Accepts_LinkAtMostInAPlanToMatch_IsFalseAndTheReaderRefuses()
    {
        using var plan = new ContractPlan(match: true);

        Assert.False(AcceptsBoth(plan.Set("suppression.linkAtMost", "5")));
        Assert.Contains("$.suppression.linkAtMost", (await plan.ReviewAsync()).Refusals.Select(f => f.Path));
    }

    [Theory]
    [InlineData("retention.deleteBy", "\"2026-12-01\"")]
    [InlineData("retention.deleteBy", "\"P1M1D\"")]
    [InlineData("minimumMembers", "10")]
    [InlineData("suppression.linkAtMost", "0")]
    [InlineData("suppression.linkAtMost", "100")]
    [InlineData("source.separator", "\"\\t\"")]
    [InlineData("source.malformed", null)]
    [InlineData("suppression", "{\"key\":\"webshop-suppression\",\"fromCode\":true}")]
    [InlineData("suppression", "{\"key\":\"webshop-suppression\",\"confirmedEmpty\":\"DPO\"}")]
    [InlineData("source", "{\"type\":\"code\",\"columns\":{\"email\":\"a\",\"external_id\":\"b\"}}")]
    [InlineData("source.evidence", "{\"relationship\":{\"column\":\"x\",\"yes\":[\"klant\"],\"no\":[]},\"notice_version\":{\"column\":\"x\"},\"provenance\":{\"column\":\"x\"},\"consent_purposes\":{\"column\":\"y\"}}")]
    [InlineData("source.evidence", "{\"consent\":{\"column\":\"x\",\"yes\":[\"ja\"],\"no\":[\"nee\"],\"denies\":true},\"consent_at\":{\"column\":\"y\",\"format\":\"MMM d, yyyy\"},\"consent_withdrawn_at\":{\"column\":\"z\",\"format\":\"d-M-yyyy\",\"no\":[\"nooit\"]}}")]
    [InlineData("source.evidence", "{\"objection_offered_at\":{\"column\":\"x\",\"format\":\"yyyyMMdd\"},\"collected_at\":{\"column\":\"y\",\"format\":\"yyyy-MM-dd\"},\"date_of_birth\":{\"column\":\"z\",\"format\":\"M/d/yyyy\"}}")]
    [InlineData("key", "\"file:keys/x.card.json\"")]
    [InlineData("dossier:dpia", null)]
    [InlineData("dossier:longestRetention", "\"P40D\"")]
    public async Task Accepts_AllowedForm_IsTrueAndTheReaderApproves(string member, string? json)
    {
        using var plan = new ContractPlan();
        Assert.True(AcceptsBoth(plan.Set(member, json)));
        Assert.Empty((await plan.ReviewAsync()).Refusals);
    }

    [Theory]
    [InlineData("source", "{\"type\":\"csv\",\"path\":\"customers.csv\",\"preset\":\"auto\"}")]
    [InlineData("suppression.lists.0", "{\"path\":\"opt-outs.csv\",\"preset\":\"auto\"}")]
    public async Task Accepts_PresetInPlaceOfColumns_IsTrueAndTheReaderAsksForTheHeader(string member, string json)
    {
        using var plan = new ContractPlan();
        Assert.True(AcceptsBoth(plan.Set(member, json)));
        Assert.Contains((await plan.ReviewAsync()).Refusals, f => f.Seen.Contains("SourceHeaders", StringComparison.Ordinal));
    }

    [Fact]
    public void PlanSchema_Presets_AreThoseThatAreDeclared()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(Path.Combine(ContractFolder.Repository, "docs", "plan.schema.json")));
        Assert.Equal(["auto", .. Onboarding.Records.CrmPresets.All.Select(p => p.Id)], schema.RootElement.GetProperty("$defs").GetProperty("preset").GetProperty("enum").EnumerateArray().Select(e => e.GetString()));
    }

    [Fact]
    public async Task DocsPlanPage_EveryCompleteExample_IsAcceptedBySchemaAndReader()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(ContractFolder.Repository, "docs", "plan.md"), TestContext.Current.CancellationToken);
        var examples = page.Split("```json").Skip(1).Select(part => part.Split("```")[0].Trim()).Where(text => text.StartsWith('{')).ToList();
        var dossier = examples.Single(e => e.Contains("\"controller\"", StringComparison.Ordinal));
        using var folder = new ContractFolder();
        folder.Write("dossier.json", System.Text.Encoding.UTF8.GetBytes(dossier));
        using var dossierSchema = new ContractSchema("dossier.schema.json");
        using var planSchema = new ContractSchema("plan.schema.json");
        Assert.True(dossierSchema.Accepts(dossier));
        Assert.Equal(3, examples.Count);
        foreach (var example in examples.Where(e => e != dossier))
        {
            Assert.True(planSchema.Accepts(example));
            var isMatch = example.Contains("\"match\"", StringComparison.Ordinal);
            folder.Write("dossier.json", isMatch ? File.ReadAllBytes(Path.Combine(ContractFolder.Repository, "samples", "publisher", "dossier.json")) : System.Text.Encoding.UTF8.GetBytes(dossier));
            var review = await PlanReview.ReadAsync(folder.Write("plan.json", System.Text.Encoding.UTF8.GetBytes(example)), new ContractClock(ContractPlan.Now), TestContext.Current.CancellationToken);
            Assert.Empty(review.Refusals);
        }
    }

    private static bool AcceptsBoth(ContractPlan plan)
    {
        using var planSchema = new ContractSchema("plan.schema.json");
        using var dossierSchema = new ContractSchema("dossier.schema.json");
        return planSchema.Accepts(plan.Plan.ToJsonString()) & dossierSchema.Accepts(plan.Dossier.ToJsonString());
    }
}
