using System.Text.Json.Nodes;
using Onboarding.Core.Tests.Support;

namespace Onboarding.Core.Tests.Plans.Rules.Roles;

/// <summary>Rule ROL-12: who may work for a processor.</summary>
public class SubProcessorTests
{
    [Fact]
    public void Check_GeneralAuthorisationWithoutAnnouncement_IsIncomplete()
    {
        using var plan = new RolePlan().WithHoster();
        plan.Agreement("DPA-provider")["subProcessors"]!["authorisation"] = "general";
        Assert.Equal("DPA-provider lacks subProcessorChanges", Assert.Single(plan.Check()).Seen);
        plan.Agreement("DPA-provider")["parts"]!["subProcessorChanges"] = "art. 5";
        Assert.Empty(plan.Check());
    }

    [Theory]
    [InlineData("none", "hoster")]
    [InlineData("specific", null)]
    [InlineData("specific", "provider")]
    [InlineData("general", "provider")]
    [Trait("Refusal", "SUBPROCESSOR_NOT_AUTHORISED")]
    public void Check_SubProcessorThatIsNotAuthorised_IsRefused(string authorisation, string? listed)
    {
        using var plan = new RolePlan().WithHoster();
        var agreement = plan.Agreement("DPA-provider");
        agreement["subProcessors"] = JsonNode.Parse($$"""{"authorisation":"{{authorisation}}"{{(listed is null ? "" : $",\"listed\":[\"{listed}\"]")}}}""");
        agreement["parts"]!["subProcessorChanges"] = "art. 5";
        var finding = Assert.Single(plan.Check());
        Assert.Equal(("SUBPROCESSOR_NOT_AUTHORISED", "dossier $.agreements[1].subProcessors"), (finding.Reason!.Code, finding.Path));
    }

    [Fact]
    [Trait("Refusal", "SUBPROCESSOR_NOT_AUTHORISED")]
    public void Check_LongChain_EveryLinkIsAuthorisedByTheController()
    {
        using var plan = new RolePlan().WithHoster().WithParty("cloud", "hoster").WithAgreement("sub-processing", "hoster", "cloud");
        Assert.Equal("DPA-provider does not authorise cloud (specific, 1 listed)", Assert.Single(plan.Check()).Seen);
        plan.Agreement("DPA-provider")["subProcessors"]!["listed"] = new JsonArray("hoster", "cloud");
        Assert.Empty(plan.Check());
    }

    [Fact]
    [Trait("Refusal", "SUBPROCESSOR_NOT_AUTHORISED")]
    public void Check_SubProcessorWithoutAnyProcessingAgreement_IsRefused()
    {
        using var plan = new RolePlan().WithHoster();
        plan.Json.Dossier["agreements"]!.AsArray().Remove(plan.Agreement("DPA-provider"));
        Assert.Equal(["AGREEMENT_MISSING", "SUBPROCESSOR_NOT_AUTHORISED"], plan.Codes());
    }
}
