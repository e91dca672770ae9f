using System.Globalization;
using System.Text.Json.Nodes;
using Onboarding.Core.Tests.Support;

namespace Onboarding.Core.Tests.Plans.Rules.Roles;

/// <summary>Rule SEC-01: a processor acts on an instruction that names this recipient and still holds.</summary>
public class InstructionTests
{
    [Theory]
    [InlineData("instructions", "[]")]
    [InlineData("instructions.0.by", "\"dagblad\"")]
    [InlineData("instructions.0.to", "\"dagblad\"")]
    [InlineData("instructions.0.recipient", "\"webshop\"")]
    [Trait("Refusal", "INSTRUCTION_MISSING")]
    public void Check_NoInstructionThatNamesTheRecipient_IsRefused(string member, string json)
    {
        using var plan = new RolePlan().WithProvider().Set("dossier:" + member, json);
        var finding = Assert.Single(plan.Check());
        Assert.Equal(("INSTRUCTION_MISSING", "dossier $.instructions"), (finding.Reason!.Code, finding.Path));
        Assert.Equal("no instruction of webshop to provider names the recipient dagblad", finding.Seen);
    }

    [Theory]
    [InlineData("2027-01-31T23:59:59Z", false)]
    [InlineData("2027-02-01T00:00:00Z", true)]
    [Trait("Refusal", "INSTRUCTION_EXPIRED")]
    public void Check_DayAfterItsEnd_IsRefused(string now, bool isExpired)
    {
        using var plan = new RolePlan().WithProvider().Set("dossier:agreements.1.validUntil", "\"2028-01-01\"");
        var findings = plan.Check(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
        Assert.Equal(isExpired ? [("INSTRUCTION_EXPIRED", "dossier $.instructions[0].validUntil")] : [], findings.Select(f => (f.Reason!.Code, f.Path)));
        Assert.Equal(!isExpired, plan.FactsAt(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)).Roles.Decisions.All(d => !d.Path.Contains("INSTRUCTION_EXPIRED", StringComparison.Ordinal)));
    }

    [Fact]
    public void Check_SeveralInstructions_TheOneThatCoversMostAndLastsLongestCounts()
    {
        using var plan = new RolePlan().WithProvider().WithInstruction("webshop", "provider", "2026-03-01").WithInstruction("webshop", "provider", "2028-01-01");
        plan.Json.Dossier["instructions"]![0]!["purpose"] = "survey";
        Assert.Empty(plan.Check());
    }

    [Fact]
    public void Check_EndThatIsNoDate_IsRefused()
    {
        using var plan = new RolePlan().WithProvider().Set("dossier:instructions.0.validUntil", "\"soon\"");
        Assert.Equal(["PLAN_INVALID"], plan.Codes());
    }

    [Fact]
    public void Check_UnknownParty_IsRefused()
    {
        using var plan = new RolePlan().WithProvider();
        plan.Json.Dossier["instructions"]!.AsArray().Add(JsonNode.Parse("""{"id":"I-2","by":"nobody","to":"provider","recipient":"dagblad","purpose":"advertising","fields":["email"],"validUntil":"P1D"}"""));
        Assert.Equal(["PLAN_INVALID"], plan.Codes());
    }

    [Fact]
    public void Check_SubProcessor_WorksOnTheInstructionThatIsPassedOn()
    {
        using var plan = new RolePlan().WithHoster();
        Assert.All(plan.Facts.Roles.Decisions.Where(d => d.Party == "hoster"), d => Assert.Contains("3 instruction of webshop on file: yes", d.Path, StringComparison.Ordinal));
    }
}
