using System.Text.Json.Nodes;
using Onboarding.Core.Tests.Support;
using Onboarding.Plans.Rules;

namespace Onboarding.Core.Tests.Plans.Rules.Roles;

public class RoleMapTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Derive_TwoControllers_EachDecidesOnItsOwn(bool match)
    {
        using var plan = new RolePlan(match);
        Assert.Equal(
            ["collect webshop controller", "pseudonymise webshop controller", "select webshop controller", "upload webshop controller", "match dagblad controller", "report dagblad controller", "delete webshop controller"],
            plan.Roles);
        Assert.Equal("exchange agreement dagblad - webshop", Assert.Single(plan.Facts.Roles.Needs).ToString());
        Assert.Empty(plan.Check());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Derive_RecipientActsForTheController_IsItsProcessor(bool match)
    {
        using var plan = new RolePlan(match).WithRecipientAsProcessor();
        Assert.Equal(["match dagblad processor", "report dagblad processor"], plan.Roles.Where(r => r.Contains("dagblad", StringComparison.Ordinal)));
        Assert.Equal("processing agreement webshop - dagblad", Assert.Single(plan.Facts.Roles.Needs).ToString());
        Assert.Empty(plan.Check());
    }

    [Fact]
    public void Derive_ProviderOfTheController_ActsWhereItPreparesAndSends()
    {
        using var plan = new RolePlan().WithProvider();
        Assert.Equal(["pseudonymise provider processor", "upload provider processor", "delete provider processor"], plan.Roles.Where(r => r.Contains("provider", StringComparison.Ordinal)));
        Assert.Empty(plan.Check());
    }

    [Fact]
    public void Derive_ProviderOfTheRecipient_ActsWhereItMatches()
    {
        using var plan = new RolePlan(match: true).WithParty("provider", "dagblad").WithAgreement("processing", "dagblad", "provider").WithInstruction("dagblad", "provider");
        Assert.Equal(["match provider processor", "report provider processor"], plan.Roles.Where(r => r.Contains("provider", StringComparison.Ordinal)));
        Assert.Empty(plan.Check());
    }

    [Fact]
    public void Derive_ChainOfProcessors_EndsInSubProcessors()
    {
        using var plan = new RolePlan().WithHoster();
        Assert.Contains("upload hoster sub-processor", plan.Roles);
        Assert.Equal(
            ["exchange agreement dagblad - webshop", "processing agreement webshop - provider", "sub-processor agreement provider - hoster"],
            plan.Facts.Roles.Needs.Select(n => n.ToString()).Order(StringComparer.Ordinal));
        Assert.Empty(plan.Check());
    }

    [Fact]
    public void Derive_RecipientActsForAThirdController_TheThirdDecidesOnTheMatch()
    {
        using var plan = new RolePlan().WithParty("omroep", null).Set("dossier:parties.1.actsFor", "\"omroep\"").Set("dossier:parties.1.facts", RolePlan.ProviderFacts);
        Assert.Contains("match omroep controller", plan.Roles);
        Assert.Contains("match dagblad processor", plan.Roles);
        Assert.Contains("exchange agreement omroep - webshop", plan.Facts.Roles.Needs.Select(n => n.ToString()));
    }

    [Theory]
    [InlineData("meta", "processor")]
    [InlineData("thetradedesk", "joint-controller")]
    public void Derive_Platform_IsWhatItsContractSays(string profile, string role)
    {
        using var plan = new RolePlan().WithPlatform(profile);
        Assert.Equal(Operations.ReadAsJoint.Order(StringComparer.Ordinal).Select(o => $"{o} dagblad {role}"), plan.Roles.Where(r => r.Contains("dagblad", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Derive_PlatformThatIsSaidToActForTheController_IsItsProcessor()
    {
        using var plan = new RolePlan().WithPlatform("pinterest").Set("dossier:parties.1.actsFor", "\"webshop\"");
        Assert.Contains("match dagblad processor", plan.Roles);
        Assert.Equal(["ROLE_CONTESTED"], plan.Codes());
    }

    [Fact]
    public void Derive_StatedOperations_GoBeforeWhatFollows()
    {
        using var plan = new RolePlan().WithJointDecision();
        Assert.Contains("match webshop joint-controller", plan.Roles);
        Assert.Contains("match dagblad joint-controller", plan.Roles);
        Assert.Contains("delete webshop controller", plan.Roles);
        Assert.Empty(plan.Check());
    }

    [Fact]
    public void Derive_StatedTwice_EachDecidesSeparately()
    {
        using var plan = new RolePlan().Set("dossier:operations", RolePlan.Stated);
        plan.Json.Dossier["operations"]!.AsArray().Add(JsonNode.Parse("""{"operation":"delete","decides":["dagblad"]}"""));
        Assert.Equal(["delete webshop controller", "delete dagblad controller"], plan.Roles.Where(r => r.StartsWith("delete", StringComparison.Ordinal)));
        Assert.Empty(plan.Check());
    }

    [Fact]
    public void Derive_ActsWhereItsPrincipalDecidesNothing_ActsForTheOneWhoDecides()
    {
        using var plan = new RolePlan().WithProvider().Set("dossier:operations", RolePlan.Stated).Set("dossier:operations.3.acts", "[\"provider\"]").Set("dossier:operations.4.acts", "[\"provider\"]");
        Assert.Equal(["processing agreement dagblad - provider"], plan.Facts.Roles.Decisions.Single(d => d is { Operation: "match", Party: "provider" }).Needs.Select(n => n.ToString()));
        Assert.Equal(["AGREEMENT_MISSING", "INSTRUCTION_MISSING"], plan.Codes());
    }

    [Theory]
    [InlineData("dossier:parties.0.actsFor", "\"webshop\"")]
    [InlineData("dossier:parties.0.actsFor", "\"nobody\"")]
    [InlineData("dossier:parties.1.actsFor", "\"dagblad\"")]
    [InlineData("dossier:recipient", "\"nobody\"")]
    [InlineData("dossier:recipient", null)]
    [InlineData("dossier:operations", "[{\"operation\":\"match\",\"acts\":[\"nobody\"]},{\"operation\":\"resell\",\"decides\":[\"nobody\",\"webshop\"]}]")]
    [InlineData("dossier:agreements", "[]")]
    public void Derive_AnyFault_DoesNotThrow(string member, string? json)
    {
        using var plan = new RolePlan().WithHoster().Set(member, json);
        Assert.NotEmpty(plan.Check());
    }
}
