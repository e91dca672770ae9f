using System.Text.Json;
using Onboarding.Internal;
using Onboarding.Plans;

namespace Onboarding.Audiences;

// What the output is for, for whom, until when.
internal static partial class LabelBuilder
{
    /// <summary>What may be done and what never, by whom and until when: in every view.</summary>
    public static void WriteLimits(Utf8JsonWriter writer, UseLimits limits)
    {
        JsonReports.WriteStrings(writer, "onb:recipients", limits.Recipients);
        JsonReports.WriteStrings(writer, "onb:forbidden", limits.Forbidden);
        writer.WriteString("onb:useBy", Format(limits.UseBy));
        writer.WriteString("onb:deleteBy", Format(limits.DeleteBy));
    }

    private static void WriteUse(Utf8JsonWriter writer, LabelFacts facts, UseLimits limits)
    {
        WriteReferences(writer, "dpv:hasPurpose", limits.Purposes.SelectMany(Purposes.DpvTerms));
        writer.WriteString("onb:purpose", facts.Plan.Domain.Purpose);
        writer.WriteStartArray("onb:granted");
        foreach (var use in ForbiddenUses.Granted(facts.Plan))
        {
            writer.WriteStartObject();
            writer.WriteString("onb:use", use.Use);
            writer.WriteString("onb:reference", use.Reference);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteLimits(writer, limits);
        string[] processing = ["dpv:Filter", "dpv:Pseudonymise", "dpv:Share", "dpv:Match"];
        WriteReferences(writer, "dpv:hasProcessing", facts.Card is null ? processing.Where(p => p != "dpv:Pseudonymise") : processing);
    }

    private static void WriteDates(Utf8JsonWriter writer, UseLimits limits)
    {
        writer.WriteStartObject("dpv:hasStorageCondition");
        writer.WriteStartArray("@type");
        writer.WriteStringValue("dpv:StorageDuration");
        writer.WriteStringValue("dpv:UntilTimeDuration");
        writer.WriteEndArray();
        writer.WriteStartObject("rdf:value");
        writer.WriteString("@value", Format(limits.DeleteBy));
        writer.WriteString("@type", "xsd:dateTime");
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartObject("dpv:hasApplicableLaw");
        writer.WriteString("@id", "legal-eu:law-GDPR");
        writer.WriteEndObject();
    }

    private static void WriteNotices(Utf8JsonWriter writer, ReviewedPlan plan)
    {
        writer.WriteStartArray("dpv:hasNotice");
        foreach (var notice in plan.Dossier.Notices)
        {
            writer.WriteStartObject();
            WriteAddress(writer, notice.Uri);
            writer.WriteString("@type", notice.Party == plan.Domain.Recipient ? "eu-gdpr:IndirectDataCollectionNotice" : "eu-gdpr:DirectDataCollectionNotice");
            writer.WriteString("onb:party", notice.Party);
            writer.WriteString("onb:noticeVersion", notice.Version);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // Where people reach each controller: to object, to see and have erased, and where its notice says how to complain.
    private static void WriteRights(Utf8JsonWriter writer, ReviewedPlan plan)
    {
        writer.WriteStartArray("dpv:hasRight");
        foreach (var party in LabelParties.Controllers(plan))
        {
            var rights = party.Rights ?? party.Contact;
            WriteRight(writer, "eu-gdpr:A21", party, party.Objection ?? party.Contact);
            WriteRight(writer, "eu-gdpr:A15", party, rights);
            WriteRight(writer, "eu-gdpr:A17", party, rights);
            if (LabelParties.Bases(plan).Any(b => b.Party == party.Id && b.Basis == LegalBases.Consent))
            {
                WriteRight(writer, "eu-gdpr:A7-3", party, party.Objection ?? party.Contact);
            }

            if (plan.Facts.Notice(party.Id) is { } notice && notice.States.Contains("complaint"))
            {
                WriteRight(writer, "eu-gdpr:A77", party, notice.Uri);
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteRight(Utf8JsonWriter writer, string term, PartyFile party, string place)
    {
        writer.WriteStartObject();
        writer.WriteString("@type", term);
        writer.WriteString("onb:party", party.Id);
        writer.WriteString("dpv:isExercisedAt", place);
        writer.WriteEndObject();
    }
}
