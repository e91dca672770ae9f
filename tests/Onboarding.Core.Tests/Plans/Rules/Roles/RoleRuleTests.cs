using Onboarding.Core.Tests.Support;
using Onboarding.Plans;
using Onboarding.Plans.Rules;

namespace Onboarding.Core.Tests.Plans.Rules.Roles;

/// <summary>Rules ROL-01 to ROL-03, ROL-06 and ROL-07.</summary>
public class RoleRuleTests
{
    public static TheoryData<int, string> StatedOperations => [.. Enumerable.Range(0, 7).Zip(["collect", "pseudonymise", "select", "upload", "match", "report", "delete"], (i, o) => new TheoryDataRow<int, string>(i, o))];

    [Theory]
    [MemberData(nameof(StatedOperations))]
    [Trait("Refusal", "ROLE_MISSING")]
    public void Check_StatedOperationLeftOut_IsNamed(int index, string operation)
    {
        using var plan = new RolePlan().Set("dossier:operations", RolePlan.Stated);
        Assert.Empty(plan.Check());
        plan.Json.Dossier["operations"]!.AsArray().RemoveAt(index);
        var finding = Assert.Single(plan.Check(), f => f.Path == "dossier $.operations");
        Assert.Equal(("ROLE_MISSING", "nobody decides on " + operation), (finding.Reason!.Code, finding.Seen));
    }

    [Fact]
    public void Check_SeveralOperationsLeftOut_AreNamedAtOnce()
    {
        using var plan = new RolePlan().Set("dossier:operations", """[{"operation":"collect","decides":["webshop"]},{"operation":"upload","decides":["webshop"]},{"operation":"match","decides":["dagblad"]},{"operation":"report","acts":["dagblad"]}]""");
        Assert.Equal("nobody decides on pseudonymise, select, report, delete", Assert.Single(plan.Check()).Seen);
    }

    [Theory]
    [InlineData("dossier:operations.4.acts", "[\"dagblad\"]", "ROLE_MISSING", "dossier $.operations[4]")]
    [InlineData("dossier:operations.4.operation", "\"upload\"", "ROLE_MISSING", "dossier $.operations")]
    [InlineData("dossier:operations.4.decides", "[\"nobody\"]", "PLAN_INVALID", "dossier $.operations[4]")]
    [InlineData("dossier:operations.4.operation", "\"resell\"", "PLAN_INVALID", "dossier $.operations[4].operation")]
    [InlineData("dossier:operations.5.decides", "[\"webshop\",\"webshop\"]", "ROLE_MISSING", "dossier $.operations[5]")]
    [Trait("Refusal", "ROLE_MISSING")]
    public void Check_FaultOfAStatedOperation_IsRefused(string member, string json, string code, string path)
    {
        using var plan = new RolePlan().Set("dossier:operations", RolePlan.Stated).Set(member, json);
        Assert.Contains((code, path), plan.Check().Select(f => (f.Reason!.Code, f.Path)));
    }

    [Fact]
    [Trait("Refusal", "ROLE_MISSING")]
    public void Check_ActsForNobodyOfThoseWhoDecideTogether_IsRefused()
    {
        using var plan = new RolePlan().WithJointDecision().WithParty("omroep", null).Set("dossier:operations.4.acts", "[\"omroep\"]");
        Assert.Contains("dossier $.operations[4].acts", plan.Check().Where(f => f.Reason!.Code == "ROLE_MISSING").Select(f => f.Path));
    }

    [Fact]
    [Trait("Refusal", "ROLE_MISSING")]
    public void Check_PartyWithoutAnyPart_IsNamed()
    {
        using var plan = new RolePlan().WithParty("omroep", null);
        var finding = Assert.Single(plan.Check());
        Assert.Equal(("ROLE_MISSING", "dossier $.parties[2]"), (finding.Reason!.Code, finding.Path));
    }

    [Theory]
    [InlineData("\"nobody\"")]
    [InlineData("\"provider\"")]
    public void Check_ActsForNobodyOrForItself_IsRefused(string actsFor)
    {
        using var plan = new RolePlan().WithProvider().Set("dossier:parties.2.actsFor", actsFor);
        Assert.Contains(("PLAN_INVALID", "dossier $.parties[2].actsFor"), plan.Check().Select(f => (f.Reason!.Code, f.Path)));
    }

    [Theory]
    [InlineData("microsoft")]
    [InlineData("criteo")]
    [Trait("Refusal", "ROLE_MISSING")]
    public void Check_PlatformWhoseRoleWasNotRead_HasToBeStated(string profile)
    {
        using var plan = new RolePlan().WithPlatform(profile);
        var finding = Assert.Single(plan.Check(), f => f.Path == "dossier $.operations");
        Assert.Equal("ROLE_MISSING", finding.Reason!.Code);
        Assert.StartsWith("nobody decides on select, upload, match, report; what role the platform's contract gives it", finding.Seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dossier:parties.0.actsFor", "\"dagblad\"", "dossier $.parties[0].actsFor")]
    [InlineData("dossier:operations.3", "{\"operation\":\"upload\",\"decides\":[\"dagblad\"],\"acts\":[\"webshop\"]}", "dossier $.operations[3].acts")]
    [InlineData("dossier:operations.3", "{\"operation\":\"upload\",\"decides\":[\"dagblad\"]}", "dossier $.operations[3].decides")]
    [InlineData("dossier:operations.0", "{\"operation\":\"collect\",\"decides\":[\"dagblad\"]}", "dossier $.operations[0].decides")]
    [InlineData("dossier:operations.4", "{\"operation\":\"match\",\"decides\":[\"dagblad\"],\"acts\":[\"webshop\"]}", "dossier $.operations[4].acts")]
    [Trait("Refusal", "ROLE_ADVERTISER_NOT_CONTROLLER")]
    public void Check_AdvertiserThatDoesNotDecide_IsRefused(string member, string json, string path)
    {
        using var plan = new RolePlan().Set("dossier:operations", RolePlan.Stated).Set(member, json);
        Assert.Equal(path, Assert.Single(plan.Check(), f => f.Reason!.Code == "ROLE_ADVERTISER_NOT_CONTROLLER").Path);
    }

    [Theory]
    [InlineData(false, "dagblad declares its basis: consent; it is checked in its own plan")]
    [InlineData(true, "basis and notice of dagblad are checked in this plan")]
    public void Check_RecipientWithADatabaseOfItsOwn_IsSaid(bool match, string seen)
    {
        using var plan = new RolePlan(match);
        Assert.Equal(seen, Passed(plan, new Rol03OwnDatabase()));
    }

    [Fact]
    public void Check_RecipientThatIsAProcessor_HasNoDatabaseOfItsOwn()
    {
        using var plan = new RolePlan().WithRecipientAsProcessor();
        Assert.Equal("dagblad decides on nothing: no records of its own are matched", Passed(plan, new Rol03OwnDatabase()));
    }

    [Theory]
    [InlineData("agreements.1.purposes", "[\"survey\"]", "dossier $.agreements[1]")]
    [InlineData("agreements.1.fields", "[\"email\"]", "dossier $.agreements[1]")]
    [InlineData("instructions.0.purpose", "\"survey\"", "dossier $.instructions[0]")]
    [InlineData("instructions.0.fields", "[\"external_id\"]", "dossier $.instructions[0]")]
    [Trait("Refusal", "PURPOSE_OUTSIDE_INSTRUCTION")]
    public void Check_OutsideAgreementOrInstruction_IsRefused(string member, string json, string path)
    {
        using var plan = new RolePlan().WithProvider().Set("dossier:" + member, json);
        var finding = Assert.Single(plan.Check());
        Assert.Equal(("PURPOSE_OUTSIDE_INSTRUCTION", path), (finding.Reason!.Code, finding.Path));
    }

    [Theory]
    [InlineData("product-improvement")]
    [InlineData("benchmarking")]
    [Trait("Refusal", "REUSE_NOT_SUPPORTED")]
    public void Check_OwnUseOfAProcessor_IsRefused(string purpose)
    {
        using var plan = new RolePlan().WithProvider().Set("dossier:parties.2.ownUse", $$"""{"purpose":"{{purpose}}","reference":"AUTH-1"}""");
        var finding = Assert.Single(plan.Check());
        Assert.Equal(("REUSE_NOT_SUPPORTED", "dossier $.parties[2].ownUse"), (finding.Reason!.Code, finding.Path));
    }

    [Fact]
    public void Check_OwnUseOfAController_IsNoReuse()
    {
        using var plan = new RolePlan().Set("dossier:parties.1.ownUse", """{"purpose":"statistics","reference":"x"}""");
        Assert.Empty(plan.Check());
    }

    [Fact]
    [Trait("Refusal", "ROLE_CONTESTED")]
    public void Check_PlatformThatClaimsToBeAProcessor_IsWarnedOfWithItsContract()
    {
        using var plan = new RolePlan().WithPlatform("meta");
        var finding = Assert.Single(plan.Check());
        Assert.Equal(("ROLE_CONTESTED", FindingLevel.Warning, "$.destination.profile"), (finding.Reason!.Code, finding.Level, finding.Path));
        Assert.Equal(
            "Meta Custom Audiences (customer list) says that it is a processor (Customer List Custom Audiences Terms with Data Processing Terms, https://www.facebook.com/legal/terms/customaudience, 23 August 2025 (Data Processing Terms), read on 2026-11-21); the guidelines read upload, match, select, report as decided together",
            finding.Seen);
    }

    [Fact]
    public void Check_PlatformThatClaimsToBeJointController_IsNotContested()
    {
        using var plan = new RolePlan().WithPlatform("thetradedesk", "joint");
        Assert.Empty(plan.Check());
    }

    [Fact]
    [Trait("Refusal", "JOINT_OVERRIDE_UNREASONED")]
    public void Check_StatedAsNotJointWithAPlatform_NeedsAReason()
    {
        using var plan = new RolePlan().WithPlatform("thetradedesk", "exchange").Set("dossier:operations", RolePlan.Stated);
        Assert.Equal(
            [("JOINT_OVERRIDE_UNREASONED", FindingLevel.Warning, "dossier $.operations[2].reference"), ("JOINT_OVERRIDE_UNREASONED", FindingLevel.Warning, "dossier $.operations[3].reference"), ("JOINT_OVERRIDE_UNREASONED", FindingLevel.Warning, "dossier $.operations[4].reference"), ("JOINT_OVERRIDE_UNREASONED", FindingLevel.Warning, "dossier $.operations[5].reference")],
            plan.Check().Select(f => (f.Reason!.Code, f.Level, f.Path)));
        foreach (var operation in plan.Json.Dossier["operations"]!.AsArray())
        {
            operation!["reference"] = "Role analysis of 3 March 2026";
        }

        Assert.Empty(plan.Check());
    }

    private static string Passed(RolePlan plan, PlanRule rule)
    {
        var findings = new List<Finding>();
        rule.Check(plan.Facts, new RuleFindings(rule, ContractPlan.Now, findings, []));
        return Assert.Single(findings).Seen;
    }
}
