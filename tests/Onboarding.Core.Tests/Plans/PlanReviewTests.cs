using Onboarding.Core.Tests.Support;
using Onboarding.Plans;

namespace Onboarding.Core.Tests.Plans;

public class PlanReviewTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadAsync_PlanWithoutFault_IsApproved(bool match)
    {
        using var plan = new ContractPlan(match);
        var review = await plan.ReviewAsync();
        Assert.Empty(review.Refusals);
        Assert.Equal((true, match), (review.IsApproved, review.IsMatch));
    }

    [Theory]
    [InlineData("version", "2", "PLAN_INVALID", "$.version")]
    [InlineData("dossier:version", "0", "PLAN_INVALID", "dossier $.version")]
    [InlineData("side", "\"SEND\"", "PLAN_INVALID", "$.side")]
    [InlineData("id", "\"Week 12\"", "PLAN_INVALID", "$.id")]
    [InlineData("region", "\"nl\"", "PLAN_INVALID", "$.region")]
    [InlineData("key", "\"A KEY\"", "PLAN_INVALID", "$.key")]
    [InlineData("suppression.key", "\"A KEY\"", "PLAN_INVALID", "$.suppression.key")]
    [InlineData("suppression.key", "\"webshop-dagblad\"", "DOMAIN_REUSED", "$.suppression.key")]
    [InlineData("dossier:recipient", null, "RECIPIENT_MISSING", "dossier $.recipient")]
    [InlineData("dossier:recipient", "\"\"", "PLAN_INVALID", "dossier $.recipient")]
    [InlineData("dossier:recipient", "\"omroep\"", "RECIPIENT_MISSING", "dossier $.recipient")]
    [InlineData("dossier:recipient", "\"webshop\"", "RECIPIENT_MISSING", "dossier $.recipient")]
    [InlineData("dossier:controller", "\"other\"", "PLAN_INVALID", "dossier $.controller")]
    [InlineData("dossier:parties.1.id", "\"webshop\"", "PLAN_INVALID", "dossier $.parties")]
    [InlineData("dossier:purpose", null, "PURPOSE_NOT_ALLOWED", "dossier $.purpose")]
    [InlineData("dossier:purpose", "\"profiling\"", "PURPOSE_NOT_ALLOWED", "dossier $.purpose")]
    [InlineData("purpose", "\"survey\"", "PURPOSE_NOT_ALLOWED", "$.purpose")]
    [InlineData("dossier:bases", null, "LEGAL_BASIS_MISSING", "dossier $.bases")]
    [InlineData("dossier:bases", "[]", "LEGAL_BASIS_MISSING", "dossier $.bases")]
    [InlineData("dossier:bases.0.party", "\"somebody\"", "LEGAL_BASIS_MISSING", "dossier $.bases")]
    [InlineData("dossier:bases.1.basis", "\"contract\"", "LEGAL_BASIS_UNUSUAL", "dossier $.bases[1].basis")]
    [InlineData("dossier:bases.1.party", "\"webshop\"", "PLAN_INVALID", "dossier $.bases")]
    [InlineData("fields", null, "FIELD_NOT_ALLOWED", "$.fields")]
    [InlineData("fields", "[]", "FIELD_NOT_ALLOWED", "$.fields")]
    [InlineData("fields", "[\"email\",\"external_id\",\"first_name\"]", "FIELD_NOT_ALLOWED", "$.fields")]
    [InlineData("fields", "[\"email\"]", "FIELD_NOT_ALLOWED", "$.source.columns")]
    [InlineData("fields", "[\"email\",\"email\",\"external_id\"]", "PLAN_INVALID", "$.fields")]
    [InlineData("dossier:fields", null, "FIELD_NOT_ALLOWED", "$.fields")]
    [InlineData("dossier:fields", "[\"email\"]", "FIELD_NOT_ALLOWED", "$.fields")]
    [InlineData("source.columns.external_id", null, "FIELD_NOT_ALLOWED", "$.source.columns")]
    [InlineData("source.columns.first_name", "\"Voornaam\"", "FIELD_NOT_ALLOWED", "$.source.columns.first_name")]
    [InlineData("source.columns.country", "\"Land\"", "FIELD_NOT_ALLOWED", "$.source.columns.country")]
    [InlineData("source.split", "{\"email\":\"x\"}", "PLAN_INVALID", "$.source.split")]
    [InlineData("source.columns.external_id", "\"E-mail\"", "PLAN_INVALID", "$.source.columns")]
    [InlineData("source.type", "\"xlsx\"", "PLAN_INVALID", "$.source.type")]
    [InlineData("source.path", null, "PLAN_INVALID", "$.source.path")]
    [InlineData("source.type", "\"code\"", "PLAN_INVALID", "$.source.path")]
    [InlineData("source.malformed", "\"ignore\"", "PLAN_INVALID", "$.source.malformed")]
    [InlineData("source.separator", "\":\"", "PLAN_INVALID", "$.source.separator")]
    [InlineData("source.idColumn", "\"user_id\"", "PLAN_INVALID", "$.source.idColumn")]
    [InlineData("suppression", null, "SUPPRESSION_REQUIRED", "$.suppression")]
    [InlineData("suppression.lists", null, "SUPPRESSION_REQUIRED", "$.suppression")]
    [InlineData("suppression.lists", "[]", "SUPPRESSION_REQUIRED", "$.suppression")]
    [InlineData("suppression.confirmedEmpty", "\"DPO\"", "PLAN_INVALID", "$.suppression.confirmedEmpty")]
    [InlineData("suppression.confirmedEmpty", "\" \"", "PLAN_INVALID", "$.suppression.confirmedEmpty")]
    [InlineData("suppression.lists.0.columns", "[]", "PLAN_INVALID", "$.suppression.lists[0]")]
    [InlineData("suppression.lists.0.separator", "\"::\"", "PLAN_INVALID", "$.suppression.lists[0].separator")]
    [InlineData("suppression.lists.0.columns.0.kind", "\"e-mail\"", "PLAN_INVALID", "$.suppression.lists[0]")]
    [InlineData("suppression.lists.0.columns.0.form", "\"md5\"", "PLAN_INVALID", "$.suppression.lists[0]")]
    [InlineData("retention", null, "RETENTION_MISSING", "$.retention.deleteBy")]
    [InlineData("retention.deleteBy", null, "RETENTION_MISSING", "$.retention.deleteBy")]
    [InlineData("retention.deleteBy", "\"unlimited\"", "RETENTION_UNLIMITED", "$.retention.deleteBy")]
    [InlineData("retention.deleteBy", "\"P61D\"", "RETENTION_UNLIMITED", "$.retention.deleteBy")]
    [InlineData("retention.deleteBy", "\"2027-11-20\"", "RETENTION_UNLIMITED", "$.retention.deleteBy")]
    [InlineData("retention.deleteBy", "\"2026-11-19\"", "DATA_EXPIRED", "$.retention.deleteBy")]
    [InlineData("retention.useBy", "\"2026-11-19\"", "USE_BY_PASSED", "$.retention.useBy")]
    [InlineData("retention.useBy", "\"P31D\"", "PLAN_INVALID", "$.retention.useBy")]
    [InlineData("retention.useBy", "\"soon\"", "PLAN_INVALID", "$.retention.useBy")]
    [InlineData("retention.deleteBy", "\"P6D\"", "PLAN_INVALID", "$.retention.useBy")]
    [InlineData("dossier:longestRetention", "\"long\"", "PLAN_INVALID", "dossier $.longestRetention")]
    [InlineData("dossier:agreements", null, "AGREEMENT_MISSING", "dossier $.agreements")]
    [InlineData("dossier:agreements.0.validUntil", "\"always\"", "PLAN_INVALID", "dossier $.agreements[0].validUntil")]
    [InlineData("dossier:agreements.0.validUntil", "\"2026-11-19\"", "AGREEMENT_EXPIRED", "dossier $.agreements[0].validUntil")]
    [InlineData("minimumMembers", "9", "AUDIENCE_TOO_SMALL", "$.minimumMembers")]
    [InlineData("minimumMembers", "-1", "AUDIENCE_TOO_SMALL", "$.minimumMembers")]
    [Trait("Refusal", "PLAN_INVALID")]
    [Trait("Refusal", "DOMAIN_REUSED")]
    [Trait("Refusal", "RECIPIENT_MISSING")]
    [Trait("Refusal", "PURPOSE_NOT_ALLOWED")]
    [Trait("Refusal", "LEGAL_BASIS_MISSING")]
    [Trait("Refusal", "FIELD_NOT_ALLOWED")]
    [Trait("Refusal", "SUPPRESSION_REQUIRED")]
    [Trait("Refusal", "RETENTION_MISSING")]
    [Trait("Refusal", "RETENTION_UNLIMITED")]
    [Trait("Refusal", "DATA_EXPIRED")]
    [Trait("Refusal", "USE_BY_PASSED")]
    [Trait("Refusal", "AGREEMENT_EXPIRED")]
    [Trait("Refusal", "AUDIENCE_TOO_SMALL")]
    public async Task ReadAsync_OneFault_IsRefusedWithCodeAndPath(string member, string? json, string code, string path)
    {
        using var plan = new ContractPlan();
        var review = await plan.Set(member, json).ReviewAsync();
        Assert.Contains((code, path, FindingLevel.Refusal), review.Findings.Select(f => (f.Code, f.Path, f.Level)));
        Assert.Null(review.Result);
    }

    [Theory]
    [InlineData("dossier:controller", "dossier:parties.0.id", "dossier:bases.0.party", "\"Web_Shop\"")]
    [InlineData("dossier:recipient", "dossier:parties.1.id", "dossier:bases.1.party", "\"suppression\"")]
    [InlineData("dossier:recipient", "dossier:parties.1.id", "dossier:bases.1.party", "\"d/a\"")]
    [Trait("Refusal", "DOMAIN_INVALID")]
    public async Task ReadAsync_IdsThatMakeNoDomain_IsRefused(string role, string party, string basis, string id)
    {
        using var plan = new ContractPlan();
        var review = await plan.Set(role, id).Set(party, id).Set(basis, id).ReviewAsync();
        Assert.Contains("DOMAIN_INVALID", review.Refusals.Select(f => f.Code));
    }

    [Fact]
    public async Task ReadAsync_SeveralFaults_AreReportedAtOnce()
    {
        using var plan = new ContractPlan();
        var review = await plan.Set("dossier:bases", "[]").Set("retention", null).Set("suppression", null).Set("fields", "[\"email\"]").ReviewAsync();
        Assert.Superset(new HashSet<string?> { "FIELD_NOT_ALLOWED", "LEGAL_BASIS_MISSING", "RETENTION_MISSING", "SUPPRESSION_REQUIRED" }, review.Refusals.Select(f => f.Code).ToHashSet());
    }

    [Fact]
    public async Task ApproveAsync_SeveralFaults_AreAllInTheMessage()
    {
        using var plan = new ContractPlan();
        var path = plan.Set("dossier:bases", "[]").Set("retention", null).Write();
        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await plan.Home().ApproveAsync(path, TestContext.Current.CancellationToken));
        Assert.All(new[] { "LEGAL_BASIS_MISSING", "RETENTION_MISSING" }, code => Assert.Contains(code, exception.Message, StringComparison.Ordinal));
        Assert.Equal(exception.Findings[0].Code, exception.Code);
    }

    [Theory]
    [InlineData("retention.deleteBy", "\"P60D\"")]
    [InlineData("retention.deleteBy", "\"2026-11-27\"")]
    [InlineData("retention.useBy", "\"2026-11-20\"")]
    [InlineData("retention.useBy", "\"P30D\"")]
    [InlineData("retention.useBy", null)]
    [InlineData("dossier:longestRetention", null)]
    [InlineData("dossier:longestRetention", "\"P900D\"")]
    [InlineData("dossier:agreements.0.validUntil", "\"2026-11-20\"")]
    [InlineData("dossier:agreements.0.validUntil", "\"P1D\"")]
    [InlineData("dossier:notices.0.sha256", "\"00\"")]
    [InlineData("purpose", null)]
    [InlineData("region", null)]
    [InlineData("minimumMembers", null)]
    [InlineData("minimumMembers", "10")]
    [InlineData("source.separator", null)]
    [InlineData("source.separator", "\"\\t\"")]
    [InlineData("source.malformed", "\"stop\"")]
    [InlineData("source.columns.external_id", "\"-\"")]
    [InlineData("key", "\"file:keys/some.card.json\"")]
    [InlineData("suppression.lists.0.columns.0.form", "\"sha256-hex\"")]
    [InlineData("suppression.lists.0.columns.0.form", "\"suppression-token\"")]
    [InlineData("$schema", "\"../../docs/plan.schema.json\"")]
    [InlineData("dossier:$schema", "\"../../docs/dossier.schema.json\"")]
    public async Task ReadAsync_AnotherAllowedValue_IsApproved(string member, string? json)
    {
        using var plan = new ContractPlan();
        Assert.Empty((await plan.Set(member, json).ReviewAsync()).Refusals);
    }

    [Theory]
    [InlineData("dossier:longestRetention", null, "P732D", null)]
    [InlineData("dossier:longestRetention", null, "P733D", "RETENTION_UNLIMITED")]
    [InlineData("dossier:longestRetention", "\"P900D\"", "P733D", "RETENTION_UNLIMITED")]
    [InlineData("dossier:longestRetention", "\"P1M\"", "P30D", null)]
    [InlineData("dossier:longestRetention", "\"P1M\"", "P31D", "RETENTION_UNLIMITED")]
    public async Task ReadAsync_DeleteBy_IsBoundedByTheLongestTerm(string member, string? json, string deleteBy, string? code)
    {
        using var plan = new ContractPlan();
        var review = await plan.Set(member, json).Set("retention.deleteBy", $"\"{deleteBy}\"").ReviewAsync();
        Assert.Equal(code, review.Refusals.SingleOrDefault()?.Code);
    }

    [Theory]
    [InlineData("\"confirmedEmpty\":\"DPO, ticket 4711\"")]
    [InlineData("\"fromCode\":true")]
    [InlineData("\"confirmedEmpty\":\"DPO\",\"lists\":[]")]
    public async Task ReadAsync_NoListButAReason_IsApproved(string members)
    {
        using var plan = new ContractPlan();
        Assert.Empty((await plan.Set("suppression", $$"""{"key":"webshop-suppression",{{members}}}""").ReviewAsync()).Refusals);
    }

    [Fact]
    public async Task ReadAsync_SourceFromCode_IsApproved()
    {
        using var plan = new ContractPlan();
        var review = await plan.Set("source", """{"type":"code","columns":{"email":"email","external_id":"pas"}}""").ReviewAsync();
        Assert.Equal("code", review.Result!.Source.Origin);
    }

    [Fact]
    public async Task ReadAsync_MatchPlanWithoutIdColumn_IsRefused()
    {
        using var plan = new ContractPlan(match: true);
        Assert.Equal(["$.source.idColumn"], (await plan.Set("source.idColumn", null).ReviewAsync()).Refusals.Select(f => f.Path));
    }

    [Fact]
    public async Task ReadAsync_MoreThan64Columns_IsRefused()
    {
        using var plan = new ContractPlan();
        var names = string.Join(',', Enumerable.Range(0, 64).Select(i => $"\"e{i}\""));
        Assert.Equal(["PLAN_INVALID"], (await plan.Set("source.columns.email", $"[{names}]").ReviewAsync()).Refusals.Select(f => f.Code));
    }

    [Fact]
    public async Task ReadAsync_PathsOfThePlan_AreRelativeToIt()
    {
        using var plan = new ContractPlan();
        var result = (await plan.Set("key", "\"file:keys/a.card.json\"").ReviewAsync()).Result!;
        Assert.Equal((Path.Combine(plan.Folder, "customers.csv"), Path.Combine(plan.Folder, "opt-outs.csv"), "file:" + Path.Combine(plan.Folder, "keys", "a.card.json")), (result.Source.Path, result.Suppression.Lists[0].Paths[0], result.Key));
    }

    [Fact]
    [Trait("Refusal", "PLAN_SIDE")]
    public async Task ApproveAsync_PlanToMatch_IsRefused()
    {
        using var plan = new ContractPlan(match: true);
        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await plan.Home().ApproveAsync(plan.Write(), TestContext.Current.CancellationToken));
        Assert.Equal("PLAN_SIDE", exception.Code);
    }

    [Fact]
    [Trait("Refusal", "PLAN_SIDE")]
    public async Task ApproveMatchAsync_PlanToSend_IsRefused()
    {
        using var plan = new ContractPlan();
        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await plan.Home().ApproveMatchAsync(plan.Write(), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("PLAN_SIDE", exception.Code);
    }

    [Fact]
    public async Task ApproveAsync_SideThatIsNone_IsRefusedAsInvalid()
    {
        using var plan = new ContractPlan();
        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await plan.Home().ApproveAsync(plan.Set("side", "\"both\"").Write(), TestContext.Current.CancellationToken));
        Assert.Equal("PLAN_INVALID", exception.Code);
    }

    [Fact]
    public async Task ApproveAsync_GoodPlan_HasItsDomain()
    {
        using var plan = new ContractPlan();
        var approved = await plan.Home().ApproveAsync(plan.Write(), TestContext.Current.CancellationToken);
        Assert.Equal(("weekly", "webshop/dagblad/advertising"), (approved.Id, approved.Domain.ToString()));
    }

    [Fact]
    public async Task ApproveMatchAsync_OtherSource_KeepsTheColumns()
    {
        using var plan = new ContractPlan(match: true);
        var approved = await plan.Home().ApproveMatchAsync(plan.Write(), Path.Combine(plan.Folder, "others.csv"), TestContext.Current.CancellationToken);
        Assert.Equal((Path.Combine(plan.Folder, "others.csv"), 3), (approved.Source.Path, approved.Source.Columns.Count));
    }

    [Theory]
    [InlineData("2026-11-27T12:00:00Z", null)]
    [InlineData("2026-11-29T00:00:00Z", "USE_BY_PASSED")]
    [InlineData("2026-12-05T00:00:00Z", "DATA_EXPIRED")]
    [InlineData("2027-07-01T00:00:00Z", "AGREEMENT_EXPIRED")]
    [Trait("Refusal", "AGREEMENT_EXPIRED")]
    [Trait("Refusal", "DATA_EXPIRED")]
    [Trait("Refusal", "USE_BY_PASSED")]
    public async Task ThrowIfExpired_LaterThanTheReview_LooksAtTheDaysAgain(string now, string? code)
    {
        using var plan = new ContractPlan();
        var result = (await plan.Set("retention.deleteBy", "\"2026-12-04\"").Set("retention.useBy", "\"2026-11-28\"").ReviewAsync()).Result!;
        var exception = Record.Exception(() => result.ThrowIfExpired(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(code, (exception as OnboardingException)?.Code);
    }

    [Fact]
    public async Task ToString_Finding_SaysCodePathAndRule()
    {
        using var plan = new ContractPlan();
        var finding = Assert.Single((await plan.Set("minimumMembers", "9").ReviewAsync()).Refusals);
        Assert.Equal("AUDIENCE_TOO_SMALL: $.minimumMembers: the minimum is 9, the floor is 10 (PSE-18, library choice)", finding.ToString());
    }

    [Fact]
    public async Task Digest_AnyChangeOfPlanOrDossier_IsAnother()
    {
        using var plan = new ContractPlan();
        var first = (await plan.ReviewAsync()).Result!.Digest;
        var second = (await plan.Set("id", "\"weekly-2\"").ReviewAsync()).Result!.Digest;
        var third = (await plan.Set("dossier:notices.0.version", "\"5\"").ReviewAsync()).Result!.Digest;
        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
    }
}
