using System.Globalization;
using Onboarding.Core.Tests.Support;

namespace Onboarding.Core.Tests.Plans.Rules.Roles;

/// <summary>Rules ROL-04 and ROL-05: whether somebody who acts for another is a processor.</summary>
public class ProviderFactsTests
{
    private static readonly string[] s_facts = ["usesOwnData", "ownPurpose", "decidesRecipient", "decidesRetention", "poolsAcrossClients"];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, 32)];

    [Theory]
    [MemberData(nameof(Rows))]
    [Trait("Refusal", "ROLE_PROVIDER_NOT_PROCESSOR")]
    public void Check_FiveFacts_OnlyNoneTrueIsAProcessor(int row)
    {
        using var plan = new RolePlan().WithProvider();
        var members = s_facts.Select((f, i) => (Name: f, IsTrue: (row >> i & 1) == 1)).ToList();
        plan.Set("dossier:parties.2.facts", "{" + string.Join(',', members.Select(m => $"\"{m.Name}\":{(m.IsTrue ? "true" : "false")}")) + "}");

        var refused = plan.Check().Where(f => f.Reason!.Code == "ROLE_PROVIDER_NOT_PROCESSOR").Select(f => f.Path);
        Assert.Equal(members.Where(m => m.IsTrue).Select(m => "dossier $.parties[2].facts." + m.Name), refused);
        Assert.All(plan.Facts.Roles.Decisions.Where(d => d.Party == "provider"), d => Assert.Equal(row == 0 ? "processor" : "controller", d.Role));
    }

    [Fact]
    [Trait("Refusal", "AGREEMENT_WRONG_KIND")]
    public void Check_FactAgainstAProcessor_ItsProcessingAgreementNoLongerFits()
    {
        using var plan = new RolePlan().WithProvider().Set("dossier:parties.2.facts.ownPurpose", "true");
        Assert.Equal(["ROLE_PROVIDER_NOT_PROCESSOR", "AGREEMENT_WRONG_KIND"], plan.Codes());
    }

    [Theory]
    [InlineData("dossier:parties.2.facts")]
    [Trait("Refusal", "ROLE_MISSING")]
    public void Check_NoFacts_NothingFollows(string member)
    {
        using var plan = new RolePlan().WithProvider().Set(member, null);
        var finding = Assert.Single(plan.Check());
        Assert.Equal(("ROLE_MISSING", "dossier $.parties[2].facts"), (finding.Reason!.Code, finding.Path));
    }

    [Fact]
    public void Check_RecipientThatActsForTheController_IsAskedTheSame()
    {
        using var plan = new RolePlan().WithRecipientAsProcessor().Set("dossier:parties.1.facts.usesOwnData", "true");
        Assert.Contains("ROLE_PROVIDER_NOT_PROCESSOR", plan.Codes());
    }

    [Fact]
    public void Check_FactsOfAController_DoNotMatter()
    {
        using var plan = new RolePlan().Set("dossier:parties.1.facts", RolePlan.ProviderFacts.Replace("false", "true", StringComparison.Ordinal));
        Assert.Empty(plan.Check());
    }

    [Fact]
    [Trait("Refusal", "ROLE_PROVIDER_OWN_AUDIENCE")]
    public void Check_ProviderWithAudiencesOfItsOwn_IsNoProcessor()
    {
        using var plan = new RolePlan().WithProvider().Set("dossier:parties.2.audienceSource", "\"provider\"");
        var finding = Assert.Single(plan.Check());
        Assert.Equal(("ROLE_PROVIDER_OWN_AUDIENCE", "dossier $.parties[2].audienceSource"), (finding.Reason!.Code, finding.Path));
    }

    [Fact]
    public void Check_ProviderWithAudiencesThatActsInSelect_IsControllerThere()
    {
        using var plan = new RolePlan().WithProvider().Set("dossier:parties.2.audienceSource", "\"provider\"").Set("dossier:operations", RolePlan.Stated).Set("dossier:operations.2.acts", "[\"provider\"]");
        Assert.Contains("select provider controller", plan.Roles);
        Assert.Contains("ROLE_PROVIDER_OWN_AUDIENCE", plan.Codes());
    }

    [Fact]
    public void Check_ProviderThatDecidesOnItsSelection_MayStillSendForTheController()
    {
        using var plan = new RolePlan().WithProvider().WithAgreement("exchange", "webshop", "provider").Set("dossier:parties.2.audienceSource", "\"provider\"")
            .Set("dossier:operations", RolePlan.Stated).Set("dossier:operations.2.decides", "[\"provider\"]").Set("dossier:operations.3.acts", "[\"provider\"]");
        Assert.Contains("select provider controller", plan.Roles);
        Assert.Contains("upload provider processor", plan.Roles);
        Assert.Empty(plan.Check());
    }

    [Fact]
    public void Check_AudienceSourceOfAnotherWord_IsRefused()
    {
        using var plan = new RolePlan().Set("dossier:parties.1.audienceSource", "\"" + 7.ToString(CultureInfo.InvariantCulture) + "\"");
        Assert.Equal(["PLAN_INVALID"], plan.Codes());
    }
}
