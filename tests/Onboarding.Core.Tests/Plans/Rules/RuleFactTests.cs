using Onboarding.Core.Tests.Support;
using Onboarding.Plans;

namespace Onboarding.Core.Tests.Plans.Rules;

/// <summary>One fact of a plan or dossier without fault is changed; the rule that looks at it says so, with code and path.</summary>
public class RuleFactTests
{
    private const string Li = "dossier:bases.0.balancingTest";
    private const string LiPath = "dossier $.bases[0].balancingTest";

    [Theory]
    [InlineData("dossier:bases.0.basis", "\"contract\"", "LEGAL_BASIS_UNUSUAL", "dossier $.bases[0].basis")]
    [InlineData("dossier:bases.0.basis", "\"public-task\"", "LEGAL_BASIS_AUTHORITY", "dossier $.bases[0].basis")]
    [InlineData("dossier:parties.0.publicAuthority", "true", "LEGAL_BASIS_AUTHORITY", "dossier $.bases[0].basis")]
    [InlineData(Li, null, "LIA_MISSING", LiPath)]
    [InlineData(Li + ".interest", null, "LIA_INCOMPLETE", LiPath)]
    [InlineData(Li + ".necessity", null, "LIA_INCOMPLETE", LiPath)]
    [InlineData(Li + ".lessIntrusive", null, "LIA_INCOMPLETE", LiPath)]
    [InlineData(Li + ".expectation", null, "LIA_INCOMPLETE", LiPath)]
    [InlineData(Li + ".balance", null, "LIA_INCOMPLETE", LiPath)]
    [InlineData(Li + ".safeguards", "[]", "LIA_INCOMPLETE", LiPath)]
    [InlineData(Li + ".safeguards", "[\"notice\"]", "LIA_INCOMPLETE", LiPath + ".safeguards")]
    [InlineData(Li + ".reviewer", null, "LIA_INCOMPLETE", LiPath)]
    [InlineData(Li + ".optOutOffered", null, "LIA_INCOMPLETE", LiPath)]
    [InlineData(Li + ".conclusion", null, "LIA_INCOMPLETE", LiPath)]
    [InlineData(Li + ".date", null, "LIA_INCOMPLETE", LiPath)]
    [InlineData(Li + ".date", "\"2027-01-01\"", "LIA_INCOMPLETE", LiPath + ".date")]
    [InlineData(Li + ".date", "\"P3D\"", "LIA_INCOMPLETE", LiPath + ".date")]
    [InlineData(Li + ".reviewBy", null, "LIA_INCOMPLETE", LiPath)]
    [InlineData(Li + ".reviewBy", "\"2026-11-19\"", "LIA_STALE", LiPath + ".reviewBy")]
    [InlineData(Li + ".optOutOffered", "false", "LIA_NEGATIVE", LiPath + ".optOutOffered")]
    [InlineData(Li + ".conclusion", "\"fails\"", "LIA_NEGATIVE", LiPath + ".conclusion")]
    [InlineData(Li + ".purposes", "[\"survey\"]", "LIA_SCOPE", LiPath + ".purposes")]
    [InlineData(Li + ".fields", "[\"email\"]", "LIA_SCOPE", LiPath + ".fields")]
    [InlineData("statements", null, "STATEMENT_MISSING", "$.statements")]
    [InlineData("statements.0.relationship", null, "STATEMENT_MISSING", "$.statements")]
    [InlineData("statements.0.noticeVersion", null, "STATEMENT_MISSING", "$.statements")]
    [InlineData("statements.0.objectionOffered", null, "STATEMENT_MISSING", "$.statements")]
    [InlineData("dossier:notices", "[]", "NOTICE_MISSING", "dossier $.notices")]
    [InlineData("dossier:notices.0.states", "[\"basis\",\"rights\",\"objection\",\"complaint\"]", "NOTICE_MISSING", "dossier $.notices[0].states")]
    [InlineData("dossier:notices.0.purposes", "[]", "NOTICE_MISSING", "dossier $.notices[0].purposes")]
    [InlineData("dossier:notices.0.validFrom", null, "NOTICE_MISSING", "dossier $.notices[0].validFrom")]
    [InlineData("dossier:notices.0.validFrom", "\"2026-11-21\"", "NOTICE_MISSING", "dossier $.notices[0].validFrom")]
    [InlineData("dossier:notices.0.recipients", "[]", "NOTICE_RECIPIENT_NOT_NAMED", "dossier $.notices[0].recipients")]
    [InlineData("dossier:notices.0.recipients", "[\"omroep\"]", "NOTICE_RECIPIENT_NOT_NAMED", "dossier $.notices[0].recipients")]
    [InlineData("dossier:dpia.status", "\"later\"", "PLAN_INVALID", "dossier $.dpia.status")]
    [InlineData("dossier:collectedFor", null, "PURPOSE_NOT_ALLOWED", "dossier $.collectedFor")]
    [InlineData("dossier:collectedFor", "[\"advertising\",\"credit-decision\"]", "PURPOSE_NOT_ALLOWED", "dossier $.collectedFor")]
    [InlineData("dossier:collectedFor", "[\"advertising\",\"survey\"]", "PURPOSE_RESEARCH_ONLY", "dossier $.collectedFor")]
    [InlineData("dossier:collectedFor", "[\"survey\"]", "PURPOSE_RESEARCH_ONLY", "dossier $.collectedFor")]
    [InlineData("dossier:parties.1.ownUse", "{\"purpose\":\"advertising\",\"reference\":\"x\"}", "REUSE_COMMERCIAL_OFFER", "dossier $.parties[1].ownUse.purpose")]
    [InlineData("dossier:extraUses", "[{\"use\":\"lookalike-modelling\",\"reference\":\"x\"}]", "PURPOSE_LOOKALIKE_DENIED", "dossier $.extraUses[0].use")]
    [InlineData("dossier:extraUses", "[{\"use\":\"enrichment\",\"reference\":\"x\"}]", "PURPOSE_ENRICHMENT_DENIED", "dossier $.extraUses[0].use")]
    [InlineData("dossier:extraUses", "[{\"use\":\"identity-graph\",\"reference\":\"x\"}]", "PURPOSE_IDENTITY_GRAPH_DENIED", "dossier $.extraUses[0].use")]
    [InlineData("dossier:extraUses", "[{\"use\":\"pooling\",\"reference\":\"x\"}]", "PURPOSE_POOLING_DENIED", "dossier $.extraUses[0].use")]
    [InlineData("dossier:extraUses", "[{\"use\":\"resale\",\"reference\":\"x\"}]", "PLAN_INVALID", "dossier $.extraUses[0].use")]
    [InlineData("dossier:purpose", "\"political-advertising\"", "PURPOSE_REFUSED", "dossier $.purpose")]
    [InlineData("purpose", "\"price-discrimination\"", "PURPOSE_REFUSED", "$.purpose")]
    [InlineData("segment", "{\"id\":\"seg-7\",\"topic\":\"health\"}", "SPECIAL_CATEGORY", "$.segment")]
    [InlineData("segment", "{\"id\":\"diabetes\",\"topic\":\"customers\"}", "SPECIAL_CATEGORY", "$.segment")]
    [InlineData("segment", "{\"id\":\"seg-7\",\"topic\":\"criminal-records\"}", "CRIMINAL_DATA", "$.segment")]
    [InlineData("segment", "{\"id\":\"seg-7\",\"topic\":\"anything\"}", "PLAN_INVALID", "$.segment")]
    [InlineData("segment", "{\"id\":\"Spring Sale\",\"topic\":\"customers\"}", "PLAN_INVALID", "$.segment")]
    [InlineData("segments", "{\"column\":\"tier\",\"values\":{\"gold\":\"health\"}}", "SPECIAL_CATEGORY", "$.segments.values")]
    [InlineData("segments", "{\"column\":\"tier\",\"values\":{\"diabetes\":\"customers\"}}", "SPECIAL_CATEGORY", "$.segments.values")]
    [InlineData("segments", "{\"column\":\"tier\",\"values\":{\"gold\":\"criminal-records\"}}", "CRIMINAL_DATA", "$.segments.values")]
    [InlineData("segments", "{\"column\":\"tier\",\"values\":{\"gold\":\"anything\"}}", "PLAN_INVALID", "$.segments.values")]
    [InlineData("segments", "{\"column\":\"Geloofsovertuiging\",\"values\":{\"a\":\"customers\"}}", "SPECIAL_CATEGORY", "$.segments.column")]
    [InlineData("segments", "{\"column\":\"bsn\",\"values\":{\"a\":\"customers\"}}", "COLUMN_NEVER_READ", "$.segments.column")]
    [InlineData("segments", "{\"column\":\"tier\",\"values\":{}}", "PLAN_INVALID", "$.segments.values")]
    [InlineData("segments", "{\"column\":\"tier\",\"values\":{\"a\":\"customers\",\" a \":\"region\"}}", "PLAN_INVALID", "$.segments.values")]
    [InlineData("segments", "{\"column\":\"tier\",\"values\":{\" \":\"customers\"}}", "PLAN_INVALID", "$.segments.values")]
    [InlineData("source.columns.external_id", "\"Geloofsovertuiging\"", "SPECIAL_CATEGORY", "$.source.columns")]
    [InlineData("source.columns.external_id", "\"Vakbond lid\"", "SPECIAL_CATEGORY", "$.source.columns")]
    [InlineData("source.columns.external_id", "\"Strafblad\"", "CRIMINAL_DATA", "$.source.columns")]
    [InlineData("dossier:age", null, "AGE_POLICY_MISSING", "dossier $.age")]
    [InlineData("dossier:age.policy", "\"birth-date\"", "AGE_POLICY_MISSING", "dossier $.age.policy")]
    [InlineData("dossier:age.policy", "\"we-think-so\"", "PLAN_INVALID", "dossier $.age.policy")]
    [InlineData("dossier:keyHolders", "{\"parties\":[\"somebody\"]}", "PLAN_INVALID", "dossier $.keyHolders.parties")]
    [InlineData("dossier:recipientAssessment", "{\"reference\":\"x\",\"date\":\"then\",\"reviewBy\":\"P1Y\"}", "PLAN_INVALID", "dossier $.recipientAssessment")]
    [InlineData("overrides", "[{\"code\":\"LIA_MISSING\",\"by\":\"x\",\"reason\":\"y\",\"until\":\"2027-01-01\"}]", "OVERRIDE_NOT_ALLOWED", "$.overrides[0].code")]
    [InlineData("overrides", "[{\"code\":\"STATEMENT_MISSING\",\"by\":\"x\",\"reason\":\"y\",\"until\":\"2027-01-01\"}]", "OVERRIDE_NOT_ALLOWED", "$.overrides[0].code")]
    [InlineData("overrides", "[{\"code\":\"AGE_POLICY_MISSING\",\"by\":\"x\",\"reason\":\"y\",\"until\":\"2027-01-01\"}]", "OVERRIDE_NOT_ALLOWED", "$.overrides[0].code")]
    [InlineData("overrides", "[{\"code\":\"NONE\",\"by\":\"x\",\"reason\":\"y\",\"until\":\"2027-01-01\"}]", "OVERRIDE_NOT_ALLOWED", "$.overrides[0].code")]
    [InlineData("overrides", "[{\"code\":\"LEGAL_BASIS_UNUSUAL\",\"by\":\"x\",\"reason\":\"y\",\"until\":\"2026-11-19\"}]", "OVERRIDE_EXPIRED", "$.overrides[0].until")]
    [InlineData("overrides", "[{\"code\":\"LEGAL_BASIS_UNUSUAL\",\"by\":\"x\",\"reason\":\"y\",\"until\":\"P1D\"}]", "OVERRIDE_EXPIRED", "$.overrides[0].until")]
    [InlineData("destination", "{\"type\":\"platform\",\"profile\":\"google\"}", "DESTINATION_REQUIRES_CONSENT", "$.destination.profile")]
    [InlineData("destination", "{\"type\":\"platform\",\"profile\":\"nobody\"}", "PLAN_INVALID", "$.destination.profile")]
    [InlineData("destination", "{\"type\":\"audience\",\"profile\":\"google\"}", "PLAN_INVALID", "$.destination")]
    [InlineData("region", "\"?\"", "OPEN_QUESTION", "$.region")]
    [InlineData("dossier:notices.0.version", "\" ? \"", "OPEN_QUESTION", "dossier $.notices[0].version")]
    [Trait("Refusal", "LEGAL_BASIS_UNUSUAL")]
    [Trait("Refusal", "LEGAL_BASIS_AUTHORITY")]
    [Trait("Refusal", "LIA_MISSING")]
    [Trait("Refusal", "LIA_INCOMPLETE")]
    [Trait("Refusal", "LIA_STALE")]
    [Trait("Refusal", "LIA_NEGATIVE")]
    [Trait("Refusal", "LIA_SCOPE")]
    [Trait("Refusal", "STATEMENT_MISSING")]
    [Trait("Refusal", "NOTICE_MISSING")]
    [Trait("Refusal", "NOTICE_RECIPIENT_NOT_NAMED")]
    [Trait("Refusal", "PURPOSE_RESEARCH_ONLY")]
    [Trait("Refusal", "REUSE_COMMERCIAL_OFFER")]
    [Trait("Refusal", "PURPOSE_LOOKALIKE_DENIED")]
    [Trait("Refusal", "PURPOSE_ENRICHMENT_DENIED")]
    [Trait("Refusal", "PURPOSE_IDENTITY_GRAPH_DENIED")]
    [Trait("Refusal", "PURPOSE_POOLING_DENIED")]
    [Trait("Refusal", "PURPOSE_REFUSED")]
    [Trait("Refusal", "SPECIAL_CATEGORY")]
    [Trait("Refusal", "CRIMINAL_DATA")]
    [Trait("Refusal", "AGE_POLICY_MISSING")]
    [Trait("Refusal", "OVERRIDE_NOT_ALLOWED")]
    [Trait("Refusal", "OVERRIDE_EXPIRED")]
    [Trait("Refusal", "DESTINATION_REQUIRES_CONSENT")]
    [Trait("Refusal", "OPEN_QUESTION")]
    public async Task ReadAsync_OneFactChanged_IsRefused(string member, string? json, string code, string path)
    {
        using var plan = new ContractPlan();
        var review = await plan.Set(member, json).ReviewAsync();
        Assert.Contains((code, path), review.Refusals.Select(f => (f.Code, f.Path)));
        Assert.Null(review.Result);
    }

    [Theory]
    [InlineData("dossier:notices.0.separateObjection", null, "NOTICE_OBJECTION_NOT_SEPARATE", "dossier $.notices[0].separateObjection")]
    [InlineData("dossier:dpia", null, "DPIA_MISSING", "dossier $.dpia")]
    [InlineData("dossier:bases.0.reference", "\"LIA-15\"", "LB_LI_CONTESTED", "dossier $.bases[0]")]
    [InlineData("source.columns.external_id", "\"Rijksregisternummer\"", "NATIONAL_ID", "$.source.columns")]
    [Trait("Refusal", "NOTICE_OBJECTION_NOT_SEPARATE")]
    [Trait("Refusal", "DPIA_MISSING")]
    [Trait("Refusal", "LB_LI_CONTESTED")]
    [Trait("Refusal", "NATIONAL_ID")]
    public async Task ReadAsync_OneFactChanged_IsWarnedOf(string member, string? json, string code, string path)
    {
        using var plan = new ContractPlan();
        var review = await plan.Set(member, json).ReviewAsync();
        Assert.Contains((code, path, FindingLevel.Warning), review.Findings.Select(f => (f.Code, f.Path, f.Level)));
        Assert.True(review.IsApproved);
    }

    [Fact]
    [Trait("Refusal", "SHARED_SECRET_UNREASONED")]
    public async Task ReadAsync_ThirdHolderOfTheKey_IsWarnedOfUnlessTheReasonIsRecorded()
    {
        using var plan = new ContractPlan();
        plan.Dossier["parties"]!.AsArray().Add(System.Text.Json.Nodes.JsonNode.Parse("""{ "id": "omroep", "name": "Omroep Voorbeeld", "contact": "privacy@example.com" }"""));
        var bare = await plan.Set("dossier:keyHolders", """{"parties":["webshop","dagblad","omroep"]}""").ReviewAsync();
        Assert.Contains("SHARED_SECRET_UNREASONED", bare.Result!.Warnings.Select(w => w.Code));
        var reasoned = await plan.Set("dossier:keyHolders", """{"parties":["webshop","dagblad","omroep"],"reference":"DPIA, annex 4"}""").ReviewAsync();
        Assert.DoesNotContain("SHARED_SECRET_UNREASONED", reasoned.Findings.Select(w => w.Code));
    }

    [Fact]
    [Trait("Refusal", "DEVICE_CONSENT_MISSING")]
    public async Task ReadAsync_AdvertisingIdsUnderLegitimateInterest_AreRefused()
    {
        using var plan = new ContractPlan();
        var review = await plan.Set("fields", """["email","external_id","maid"]""").Set("source.columns.maid", "\"IDFA\"").ReviewAsync();
        Assert.Contains("DEVICE_CONSENT_MISSING", review.Refusals.Select(f => f.Code));
    }

    [Fact]
    public async Task ReadAsync_OverriddenRefusal_StaysVisibleWithNameReasonAndEnd()
    {
        using var plan = new ContractPlan();
        plan.Set("dossier:bases.0.basis", "\"contract\"").Set("overrides", """[{"code":"LEGAL_BASIS_UNUSUAL","by":"Privacy officer","reason":"Part of the subscription, counsel of May","until":"2027-01-31"}]""");
        var result = (await plan.ReviewAsync()).Result!;
        var finding = Assert.Single(result.Warnings, w => w.Level == FindingLevel.Overridden);
        Assert.Contains("overridden by Privacy officer until 2027-01-31: Part of the subscription, counsel of May", finding.Seen, StringComparison.Ordinal);
        Assert.Equal("OVERRIDE_EXPIRED", Assert.Throws<OnboardingException>(() => result.ThrowIfExpired(new DateTimeOffset(2027, 2, 1, 0, 0, 1, TimeSpan.Zero))).Code);
    }

    [Theory]
    [InlineData("audience-matching", true)]
    [InlineData("upload:dagblad", true)]
    [InlineData("email-marketing", false)]
    [InlineData("upload:omroep", false)]
    [Trait("Refusal", "CONSENT_PURPOSE_MISMATCH")]
    public async Task ReadAsync_StatedConsent_CoversMatchingOrThisUpload(string purpose, bool covers)
    {
        using var plan = new ContractPlan();
        var review = await plan.Set("dossier:bases.0.basis", "\"consent\"").Set("statements.0.consentPurposes", $"[\"{purpose}\"]").ReviewAsync();
        Assert.Equal(!covers, review.Refusals.Any(f => f.Code == "CONSENT_PURPOSE_MISMATCH"));
    }

    [Theory]
    [InlineData("Adres", false)]
    [InlineData("Gasthuisstraat", false)]
    [InlineData("Bankgegevens", false)]
    [InlineData("Ras", true)]
    [InlineData("etnische_achtergrond", true)]
    [InlineData("Health insurance", true)]
    [InlineData("Krankheiten", true)]
    [InlineData("POLITIEKE VOORKEUR", true)]
    [InlineData("hasDiabetes", true)]
    [InlineData("HIV status", true)]
    public async Task ReadAsync_ColumnName_IsSensitiveByWordsAndNotByParts(string column, bool isSensitive)
    {
        using var plan = new ContractPlan();
        var review = await plan.Set("source.columns.external_id", $"\"{column}\"").ReviewAsync();
        Assert.Equal(isSensitive, review.Refusals.Any(f => f.Code == "SPECIAL_CATEGORY"));
    }

    [Theory]
    [InlineData("dossier:agreements.0.purposes", "[\"survey\"]")]
    [InlineData("dossier:agreements.0.fields", "[\"phone\"]")]
    [Trait("Refusal", "AGREEMENT_SCOPE")]
    public async Task ReadAsync_AgreementOnSomethingElse_IsRefusedWhateverIsOverridden(string member, string json)
    {
        using var plan = new ContractPlan();
        plan.Set(member, json).Set("overrides", """[{"code":"DEA_INCOMPLETE","by":"x","reason":"y","until":"2027-01-01"}]""");
        Assert.Contains("AGREEMENT_SCOPE", (await plan.ReviewAsync()).Refusals.Select(f => f.Code));
    }

    [Fact]
    public async Task ReadAsync_PlanToMatchWithAPlatform_IsRefused()
    {
        using var plan = new ContractPlan(match: true);
        var review = await plan.Set("destination", """{"type":"platform","profile":"thetradedesk"}""").ReviewAsync();
        Assert.Contains(("PLAN_INVALID", "$.destination"), review.Refusals.Select(f => (f.Code!, f.Path)));
    }

    [Fact]
    public async Task ReadAsync_PublicTaskOfAnAuthorityForAdvertising_IsRefusedWhateverIsOverridden()
    {
        using var plan = new ContractPlan();
        plan.Set("dossier:parties.0.publicAuthority", "true").Set("dossier:bases.0.basis", "\"public-task\"");
        plan.Set("overrides", """[{"code":"LEGAL_BASIS_UNUSUAL","by":"x","reason":"y","until":"2027-01-01"}]""");
        Assert.Contains("LEGAL_BASIS_AUTHORITY", (await plan.ReviewAsync()).Refusals.Select(f => f.Code));
    }

    [Fact]
    public async Task ReadAsync_NoticeOfTheFirstDayThereIs_IsInForce()
    {
        using var plan = new ContractPlan();
        Assert.Empty((await plan.Set("dossier:notices.0.validFrom", "\"0001-01-01\"").ReviewAsync()).Refusals);
    }

    [Fact]
    public async Task ReadAsync_MorePartiesThanAnyDossierHas_AreRefusedAtOnce()
    {
        using var plan = new ContractPlan();
        var parties = plan.Dossier["parties"]!.AsArray();
        for (var i = 0; i < 5000; i++)
        {
            parties.Add(System.Text.Json.Nodes.JsonNode.Parse($$"""{ "id": "p{{i}}", "name": "P", "contact": "privacy@example.com", "actsFor": "p{{i + 1}}" }"""));
        }

        Assert.Equal(["PLAN_INVALID"], (await plan.ReviewAsync()).Findings.Where(f => f.Level == FindingLevel.Refusal).Select(f => f.Code));
    }

    [Fact]
    public async Task ReadAsync_OwnIdColumnOfNationalNumbers_IsWarnedOf()
    {
        using var plan = new ContractPlan(match: true);
        Assert.Contains("NATIONAL_ID", (await plan.Set("source.idColumn", "\"Rijksregisternummer\"").ReviewAsync()).Findings.Select(f => f.Code));
    }

    [Theory]
    [InlineData("source.columns.external_id", "\"password_hash\"", "$.source.columns")]
    [InlineData("source.columns.external_id", "\"rp_token\"", "$.source.columns")]
    [InlineData("source.columns.external_id", "\"Wachtwoord\"", "$.source.columns")]
    [InlineData("source.columns.external_id", "\"customerPassword\"", "$.source.columns")]
    [InlineData("source.columns.external_id", "\"IBAN\"", "$.source.columns")]
    [InlineData("source.columns.external_id", "\"Credit Card Number\"", "$.source.columns")]
    [InlineData("source.columns.external_id", "\"BSN\"", "$.source.columns")]
    [InlineData("source.evidence", "{\"provenance\":{\"column\":\"Rekeningnummer\"}}", "$.source.evidence")]
    [InlineData("statements.0.where", "{\"column\":\"passwd\",\"is\":[\"x\"]}", "$.statements")]
    [InlineData("suppression.lists.0.columns.0.name", "\"iban\"", "$.suppression.lists[0].columns")]
    [Trait("Refusal", "COLUMN_NEVER_READ")]
    public async Task ReadAsync_ColumnOfSecrets_IsRefusedWhereverItIsMapped(string member, string json, string path)
    {
        using var plan = new ContractPlan();
        Assert.Contains(("COLUMN_NEVER_READ", path), (await plan.Set(member, json).ReviewAsync()).Refusals.Select(f => (f.Code!, f.Path)));
    }

    [Theory]
    [InlineData("Spaarpas")]
    [InlineData("Loyalty card number")]
    [InlineData("Cartoken")]
    public async Task ReadAsync_ColumnOfALoyaltyCard_IsRead(string name)
    {
        using var plan = new ContractPlan();
        Assert.Empty((await plan.Set("source.columns.external_id", $"\"{name}\"").ReviewAsync()).Refusals);
    }

    /// <summary>A rule that refuses does not say besides that it passed.</summary>
    [Fact]
    public async Task ReadAsync_RuleThatRefuses_HasNotPassed()
    {
        using var plan = new ContractPlan();
        var findings = (await plan.Set("dossier:agreements", "[]").ReviewAsync()).Findings;
        Assert.DoesNotContain(findings, f => f.Level == FindingLevel.Pass && findings.Any(g => g.Level == FindingLevel.Refusal && g.Rule == f.Rule));
    }

    /// <summary>The decisive rule of the table: each rule of the catalogue says something about every plan that can be read.</summary>
    [Fact]
    public async Task ReadAsync_PlanWithoutFault_HearsFromEveryRule()
    {
        using var plan = new ContractPlan();
        var heard = (await plan.ReviewAsync()).Findings.Select(f => f.Rule).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(Onboarding.Plans.Rules.RuleCatalogue.All.Select(r => r.Id), id => !heard.Contains(id));
    }
}
