using System.Globalization;
using System.Text.Json.Nodes;
using Onboarding.Core.Tests.Support;
using Onboarding.Plans;
using Onboarding.Plans.Rules;

namespace Onboarding.Core.Tests.Plans.Rules.Roles;

/// <summary>Rules ROL-08 to ROL-11: which agreement the roles ask for, whether it is in force, and what it holds.</summary>
public class AgreementRuleTests
{
    private static readonly Dictionary<string, string> s_codes = new() { ["processing"] = "DPA_INCOMPLETE", ["sub-processing"] = "DPA_INCOMPLETE", ["exchange"] = "DEA_INCOMPLETE", ["joint"] = "ART26_INCOMPLETE" };

    public static TheoryData<string, string> KindPairs => [.. s_codes.Keys.SelectMany(n => AgreementKinds.All.Select(r => new TheoryDataRow<string, string>(n, r)))];

    public static TheoryData<string, string> PartsOfKinds =>
    [
        .. AgreementParts.Processing.SelectMany(p => new[] { new TheoryDataRow<string, string>("processing", p.Name), new TheoryDataRow<string, string>("sub-processing", p.Name) }),
        .. AgreementParts.Exchange.Select(p => new TheoryDataRow<string, string>("exchange", p.Name)),
        .. AgreementParts.Joint.Select(p => new TheoryDataRow<string, string>("joint", p.Name)),
    ];

    public static TheoryData<string> Kinds => [.. s_codes.Keys];

    [Theory]
    [MemberData(nameof(KindPairs))]
    [Trait("Refusal", "AGREEMENT_WRONG_KIND")]
    public void Check_PairOfRoles_TakesItsOwnKindOfAgreementOnly(string needed, string recorded)
    {
        using var plan = With(needed, out var agreement);
        agreement["kind"] = recorded;
        if (needed == recorded)
        {
            Assert.Empty(plan.Check());
        }
        else
        {
            var finding = Assert.Single(plan.Check(), f => f.Reason!.Code is "AGREEMENT_WRONG_KIND");
            Assert.Equal(PathOf(plan, agreement) + ".kind", finding.Path);
            Assert.DoesNotContain("AGREEMENT_MISSING", plan.Codes());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("Refusal", "AGREEMENT_MISSING")]
    public void Check_NoAgreement_IsRefused(string kind)
    {
        using var plan = With(kind, out var agreement);
        agreement.Parent!.AsArray().Remove(agreement);
        var finding = Assert.Single(plan.Check(), f => f.Reason!.Code == "AGREEMENT_MISSING");
        Assert.Equal((FindingLevel.Refusal, "dossier $.agreements"), (finding.Level, finding.Path));
    }

    [Fact]
    public void Check_NoAgreementWithAPlatform_NamesWhatThePlatformOffers()
    {
        using var plan = new RolePlan().WithPlatform("snap", null).WithInstruction("webshop", "dagblad");
        Assert.Contains("Customer List Audience Terms with Data Processing Agreement, https://snap.com/terms/snap-audience-match", plan.Check().Single(f => f.Reason!.Code == "AGREEMENT_MISSING").Seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-01-31T23:59:59Z", "validFrom")]
    [InlineData("2026-02-01T00:00:00Z", null)]
    [InlineData("2027-01-31T23:59:59Z", null)]
    [InlineData("2027-02-01T00:00:00Z", "validUntil")]
    [Trait("Refusal", "AGREEMENT_EXPIRED")]
    public void Check_DayBeforeAndAfter_IsRefused(string now, string? member)
    {
        foreach (var kind in s_codes.Keys)
        {
            using var plan = With(kind, out var agreement);
            var expected = member is null ? [] : new[] { $"{PathOf(plan, agreement)}.{member}" };
            var findings = plan.Check(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)).Where(f => f.Path.StartsWith(PathOf(plan, agreement), StringComparison.Ordinal)).ToList();
            Assert.Equal(expected, findings.Select(f => f.Path));
            Assert.All(findings, f => Assert.Equal("AGREEMENT_EXPIRED", f.Reason!.Code));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("Refusal", "AGREEMENT_EXPIRED")]
    public void Check_NotSignedByBoth_IsNotInForce(string kind)
    {
        using var plan = With(kind, out var agreement);
        agreement["signedBy"] = new JsonArray(agreement["parties"]![0]!.GetValue<string>());
        var finding = Assert.Single(plan.Check());
        Assert.Equal(("AGREEMENT_EXPIRED", PathOf(plan, agreement) + ".signedBy"), (finding.Reason!.Code, finding.Path));
        Assert.Contains("not signed by " + agreement["parties"]![1], finding.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OldAgreementBesideTheNewOne_TheOneInForceCounts()
    {
        using var plan = new RolePlan().WithProvider();
        var old = plan.Agreement("DPA-provider").DeepClone().AsObject();
        (old["id"], old["validUntil"], old["parts"]) = ("DPA-2025", "2026-06-30", new JsonObject());
        plan.Json.Dossier["agreements"]!.AsArray().Insert(0, old);
        Assert.Empty(plan.Check());
    }

    [Fact]
    public void Check_ValidUntil_IsComparedAgainWhenTheRunActs()
    {
        using var plan = new RolePlan().WithHoster();
        var expiries = new List<PlanExpiry>();
        plan.Check(null, expiries);
        Assert.Equal(["AGREEMENT_EXPIRED", "AGREEMENT_EXPIRED", "AGREEMENT_EXPIRED", "INSTRUCTION_EXPIRED"], expiries.Select(e => e.Reason.Code).Order(StringComparer.Ordinal).Take(4));
    }

    [Theory]
    [MemberData(nameof(PartsOfKinds))]
    [Trait("Refusal", "DPA_INCOMPLETE")]
    [Trait("Refusal", "DEA_INCOMPLETE")]
    [Trait("Refusal", "ART26_INCOMPLETE")]
    public void Check_OnePartDropped_IsNamed(string kind, string part)
    {
        using var plan = With(kind, out var agreement);
        Assert.True(agreement.Remove(part) || agreement["parts"]!.AsObject().Remove(part));
        var finding = Assert.Single(plan.Check());
        Assert.Equal((s_codes[kind], PathOf(plan, agreement), $"{agreement["id"]} lacks {part}"), (finding.Reason!.Code, finding.Path, finding.Seen));
        Assert.Equal(kind == "joint" ? FindingLevel.Warning : FindingLevel.Refusal, finding.Level);
    }

    [Theory]
    [InlineData("processing", "subject, nature, dataSubjects, obligations, instructions, confidentiality, security, rights, assistance, audit, infringingInstructions, liability, ownUse")]
    [InlineData("exchange", "informs, objections, reidentification, onward, technique, secretHolders, retention, security, breach, rights, end")]
    [InlineData("joint", "responsibilities, rights, informs, contact, essence")]
    public void Check_AllPartsDropped_AreNamedInOneFinding(string kind, string parts)
    {
        using var plan = With(kind, out var agreement);
        agreement["parts"] = new JsonObject();
        Assert.Equal($"{agreement["id"]} lacks {parts}", Assert.Single(plan.Check()).Seen);
    }

    [Theory]
    [InlineData("purposes", "[\"survey\"]", "purposes (advertising)")]
    [InlineData("fields", "[\"phone\"]", "fields (email, external_id)")]
    [Trait("Refusal", "AGREEMENT_SCOPE")]
    [Trait("Refusal", "ART26_INCOMPLETE")]
    public void Check_PlanOutsideTheAgreement_IsNamed(string member, string json, string missing)
    {
        foreach (var kind in new[] { "exchange", "joint" })
        {
            using var plan = With(kind, out var agreement);
            agreement[member] = JsonNode.Parse(json);
            var finding = Assert.Single(plan.Check());
            var expected = kind == "exchange" ? ("AGREEMENT_SCOPE", $"{agreement["id"]} does not cover {missing}") : (s_codes[kind], $"{agreement["id"]} lacks {missing}");
            Assert.Equal(expected, (finding.Reason!.Code, finding.Seen));
        }
    }

    [Theory]
    [InlineData("sides.1.party", "\"webshop\"")]
    [InlineData("sides.1.role", "\"processor\"")]
    [InlineData("sides.1.purposes", "[\"survey\"]")]
    public void Check_SideThatDoesNotSayWhatTheOtherDoes_IsNamed(string member, string json)
    {
        using var plan = new RolePlan().Set("dossier:agreements.0." + member, json);
        Assert.Equal("AGR-2026-003 lacks sides (dagblad as controller for advertising)", Assert.Single(plan.Check()).Seen);
    }

    [Theory]
    [InlineData("\"on request\"")]
    [InlineData("\"/together\"")]
    [InlineData("\"file:///together\"")]
    public void Check_EssenceThatIsNoWebAddress_IsMissing(string essence)
    {
        using var plan = new RolePlan().WithJointDecision().Set("dossier:agreements.0.parts.essence", essence);
        Assert.Equal("ART26-dagblad lacks essence", Assert.Single(plan.Check()).Seen);
    }

    [Fact]
    [Trait("Refusal", "ART26_OP_NOT_COVERED")]
    public void Check_OperationOutsideTheArrangement_IsNamed()
    {
        using var plan = new RolePlan().WithJointDecision().Set("dossier:operations.6.decides", "[\"webshop\",\"dagblad\"]");
        var finding = Assert.Single(plan.Check());
        Assert.Equal(("ART26_OP_NOT_COVERED", FindingLevel.Warning, "dossier $.agreements[0].operations"), (finding.Reason!.Code, finding.Level, finding.Path));
        Assert.Equal("ART26-dagblad does not cover delete, decided together by its parties", finding.Seen);
    }

    [Fact]
    [Trait("Refusal", "ART26_OP_NOT_COVERED")]
    public void Check_OneArrangementOfSeveral_CoversWhatAnyOfThemDecide()
    {
        using var plan = new RolePlan().WithJointDecision().WithParty("omroep", null).Set("dossier:operations.6.decides", "[\"webshop\",\"omroep\"]").Set("dossier:agreements.0.parties", "[\"webshop\",\"dagblad\",\"omroep\"]").Set("dossier:agreements.0.signedBy", "[\"webshop\",\"dagblad\",\"omroep\"]");
        Assert.Equal("ART26-dagblad does not cover delete, decided together by its parties", Assert.Single(plan.Check()).Seen);
    }

    [Fact]
    public void Check_ArrangementBeyondTheOperations_IsTaken()
    {
        using var plan = new RolePlan().WithJointDecision().Set("dossier:agreements.0.operations", """["collect","pseudonymise","select","upload","match","report","delete"]""");
        Assert.Empty(plan.Check());
    }

    [Theory]
    [InlineData("kind", "\"gentlemen\"", ".kind")]
    [InlineData("parties", "[\"webshop\",\"dagblad\",\"nobody\"]", "")]
    [InlineData("parties", "[\"webshop\",\"webshop\"]", ".parties")]
    [InlineData("validFrom", "\"P1D\"", ".validFrom")]
    [InlineData("validUntil", "\"always\"", ".validUntil")]
    [InlineData("document.sha256", "\"abc\"", ".document.sha256")]
    [InlineData("document.sha256", "\"zzf3a1bcd1b2c3d4e5f60718293a4b5c6d7e8f90112233445566778899aabbcc\"", ".document.sha256")]
    [InlineData("end", "\"keep\"", ".end")]
    [InlineData("subProcessors", "{\"authorisation\":\"any\"}", ".subProcessors.authorisation")]
    [InlineData("operations", "[\"resell\"]", ".operations")]
    [InlineData("sides.0.basis", "\"custom\"", ".sides")]
    [InlineData("sides.0.role", "\"friend\"", ".sides")]
    [InlineData("parts.inform", "\"art. 1\"", ".parts")]
    public void Check_FaultOfForm_IsRefused(string member, string json, string path)
    {
        using var plan = new RolePlan().Set("dossier:agreements.0." + member, json);
        Assert.Contains(("PLAN_INVALID", "dossier $.agreements[0]" + path), plan.Check().Select(f => (f.Reason!.Code, f.Path)));
    }

    [Theory]
    [InlineData("meta", true)]
    [InlineData("thetradedesk", false)]
    public void Check_TermsOfAPlatform_StandForWhatItsRoleAsksFor(string profile, bool isInstructed)
    {
        using var plan = new RolePlan().WithPlatform(profile, "platform-terms");
        _ = isInstructed ? plan.WithInstruction("webshop", "dagblad") : plan;
        Assert.Empty(plan.Codes().Except(["ROLE_CONTESTED"]));
    }

    [Theory]
    [InlineData("document")]
    [InlineData("validFrom")]
    [InlineData("purposes")]
    [InlineData("fields")]
    [Trait("Refusal", "DPA_INCOMPLETE")]
    public void Check_TermsOfAPlatformWithoutAMember_AreIncomplete(string member)
    {
        using var plan = new RolePlan().WithPlatform("meta", "platform-terms").WithInstruction("webshop", "dagblad");
        plan.Agreement("TERMS-dagblad").Remove(member);
        Assert.Equal("TERMS-dagblad lacks " + member, Assert.Single(plan.Check(), f => f.Reason!.Code == "DPA_INCOMPLETE").Seen);
    }

    [Fact]
    public void Check_TermsOfAPlatformBetweenOthers_AreNoAgreement()
    {
        using var plan = new RolePlan().Set("dossier:agreements.0.kind", "\"platform-terms\"");
        Assert.Equal(["AGREEMENT_WRONG_KIND"], plan.Codes());
    }

    private static RolePlan With(string kind, out JsonObject agreement)
    {
        var (plan, id) = kind switch
        {
            "processing" => (new RolePlan().WithProvider(), "DPA-provider"),
            "sub-processing" => (new RolePlan().WithHoster(), "SUB-hoster"),
            "joint" => (new RolePlan().WithJointDecision(), "ART26-dagblad"),
            _ => (new RolePlan(), "AGR-2026-003"),
        };
        agreement = plan.Agreement(id);
        agreement["validFrom"] = "2026-02-01";
        agreement["validUntil"] = "2027-01-31";
        return plan;
    }

    private static string PathOf(RolePlan plan, JsonObject agreement) => $"dossier $.agreements[{plan.Json.Dossier["agreements"]!.AsArray().IndexOf(agreement)}]";
}
