using System.Text.Json;
using Onboarding.Internal;
using Onboarding.Plans;

namespace Onboarding.Audiences;

// Who is involved, on which basis, under which agreements.
internal static partial class LabelBuilder
{
    private static void WriteParties(Utf8JsonWriter writer, ReviewedPlan plan)
    {
        writer.WritePropertyName("dpv:hasDataController");
        WriteParty(writer, plan, plan.Party(plan.Domain.Controller));
        writer.WritePropertyName(LabelParties.IsController(plan, plan.Domain.Recipient) ? "dpv:hasRecipientDataController" : "dpv:hasRecipient");
        WriteParty(writer, plan, plan.Party(plan.Domain.Recipient));
        writer.WriteStartArray("dpv:hasDataProcessor");
        foreach (var party in LabelParties.Processors(plan))
        {
            WriteParty(writer, plan, party);
        }

        writer.WriteEndArray();
        if (LabelParties.Arrangement(plan) is { } arrangement)
        {
            writer.WriteStartObject("dpv:hasJointDataControllers");
            writer.WriteString("@type", "dpv:JointDataControllers");
            writer.WriteString("onb:arrangement", arrangement.Id);
            writer.WriteEndObject();
        }

        writer.WriteStartArray("dpv:hasLegalBasis");
        foreach (var (party, basis, reference) in LabelParties.Bases(plan))
        {
            writer.WriteStartObject();
            writer.WriteString("@type", LegalBases.DpvTerm(basis));
            writer.WriteString("onb:party", party);
            WriteOptional(writer, "onb:reference", reference);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteParty(Utf8JsonWriter writer, ReviewedPlan plan, PartyFile party)
    {
        var roles = plan.Facts.Roles.RolesOf(party.Id);
        writer.WriteStartObject();
        writer.WriteString("@id", "urn:onboarding:party:" + party.Id);
        JsonReports.WriteStrings(writer, "@type", LabelParties.Terms(roles));
        JsonReports.WriteStrings(writer, "onb:role", roles);
        WriteOptional(writer, "onb:actsFor", party.ActsFor);
        writer.WriteString("dpv:hasName", party.Name);
        writer.WriteString("dpv:hasContact", party.Contact);
        WriteOptional(writer, "dpv:hasCountry", party.Country);
        writer.WriteEndObject();
    }

    // What the controller agreed with its own processors is no business of the recipient.
    private static void WriteAgreements(Utf8JsonWriter writer, LabelFacts facts, bool full)
    {
        var plan = facts.Plan;
        writer.WriteStartArray("dpv:hasOrganisationalMeasure");
        foreach (var agreement in Plans.Rules.Agreements.InForce(plan.Facts).Where(a => full || a.Parties.Contains(plan.Domain.Recipient)))
        {
            writer.WriteStartObject();
            writer.WriteString("@type", LabelParties.AgreementTerm(agreement.Kind));
            writer.WriteString("dpv:hasIdentifier", agreement.Id);
            writer.WriteEndObject();
        }

        if (plan.Dossier.Transfer is { } transfer)
        {
            writer.WriteStartObject();
            writer.WriteString("@type", LabelParties.TransferTerm(transfer.Tool));
            writer.WriteString("onb:tool", transfer.Tool);
            writer.WriteString("onb:reference", transfer.Reference);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (facts.Platform is { } platform)
        {
            writer.WriteStartObject("onb:platform");
            writer.WriteString("onb:profile", platform.Id);
            writer.WriteString("onb:contractName", platform.Contract);
            WriteAddress(writer, platform.ContractUri.OriginalString);
            WriteOptional(writer, "onb:contractDate", platform.ContractDate);
            writer.WriteString("onb:claimedRole", platform.ClaimedRole switch { Profiles.PlatformRole.Processor => "processor", Profiles.PlatformRole.JointController => "joint-controller", _ => "not verified" });
            writer.WriteEndObject();
        }
    }
}
