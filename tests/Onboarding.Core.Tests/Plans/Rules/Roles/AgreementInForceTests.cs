using System.Text.Json.Nodes;
using Onboarding.Core.Tests.Support;
using Onboarding.Plans.Rules;

namespace Onboarding.Core.Tests.Plans.Rules.Roles;

public class AgreementInForceTests
{
    /// <summary>An agreement that ended years ago, with another basis, says nothing about what goes out now.</summary>
    [Fact]
    public async Task Sides_OldAgreementBeforeTheNewOne_IsPassedOver()
    {
        using var plan = new ContractPlan();
        var agreements = plan.Dossier["agreements"]!.AsArray();
        var old = agreements[0]!.DeepClone().AsObject();
        old["id"] = "AGR-2019-OLD";
        old["validFrom"] = "2019-01-01";
        old["validUntil"] = "2020-01-01";
        old["sides"]![1]!["basis"] = "legal-obligation";
        agreements.Insert(0, (JsonNode)old);
        plan.Dossier["bases"]!.AsArray().RemoveAt(1);
        var facts = (await plan.ReviewAsync()).Result!.Facts;

        Assert.Equal("consent", Agreements.Sides(facts).First(s => s.Party == "dagblad").Basis);
        Assert.Equal(["AGR-2026-003"], Agreements.InForce(facts).Select(a => a.Id));
    }
}
