using System.Globalization;
using System.Text.Json;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Plans;
using Onboarding.Profiles;

namespace Onboarding.Audiences;

/// <summary>Writes a label: the recipient's view, which travels with the output, or the full one, which stays with the controller.</summary>
internal static class LabelBuilder
{
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly string[] s_forbidden = ["re-identification", "onward-sharing", "lookalike-modelling", "enrichment", "identity-graph"];

    public static byte[] Build(LabelFacts facts, bool full)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            WriteContext(writer);
            WriteIdentity(writer, facts, full);
            WriteProtection(writer, facts);
            WritePayload(writer, facts);
            WriteUse(writer, facts);
            WriteParties(writer, facts.Plan);
            if (full)
            {
                WriteRun(writer, facts);
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    public static void WriteForbidden(Utf8JsonWriter writer) => Internal.JsonReports.WriteStrings(writer, "onb:forbidden", s_forbidden);

    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static void WriteContext(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("@context");
        writer.WriteString("@vocab", "urn:onboarding:label:v1#");
        writer.WriteString("onb", "urn:onboarding:label:v1#");
        writer.WriteString("dpv", "https://w3id.org/dpv#");
        writer.WriteString("pd", "https://w3id.org/dpv/pd#");
        writer.WriteString("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#");
        writer.WriteString("legal-eu", "https://w3id.org/dpv/legal/eu#");
        writer.WriteString("dct", "http://purl.org/dc/terms/");
        writer.WriteString("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
        writer.WriteString("xsd", "http://www.w3.org/2001/XMLSchema#");
        writer.WriteEndObject();
    }

    private static void WriteIdentity(Utf8JsonWriter writer, LabelFacts facts, bool full)
    {
        writer.WriteNumber("version", 1);
        writer.WriteString("@id", "urn:uuid:" + facts.Id.ToString("D", CultureInfo.InvariantCulture));
        writer.WriteString("@type", "dpv:Process");
        writer.WriteString("dct:title", "Audience " + facts.Id.ToString("N", CultureInfo.InvariantCulture) + " (pseudonymous personal data)");
        writer.WriteString("onb:view", full ? "full" : "recipient");
        writer.WriteString("onb:status", PseudonymityLabel.Status);
        writer.WriteString("onb:domain", facts.Plan.Domain.ToString());
        writer.WriteNumber("onb:serial", facts.Serial);
        writer.WriteString("onb:created", Format(facts.Created));
    }

    private static void WriteProtection(Utf8JsonWriter writer, LabelFacts facts)
    {
        var salted = facts.Card.Type == KeyType.Salt;
        writer.WriteString("onb:keyId", facts.Card.Id);
        writer.WriteString("onb:technique", salted ? "SHA-256 salted token" : "HMAC-SHA-256 keyed token");
        writer.WriteString("onb:contract", "contracts v1");
        if (facts.TokenCounts.ContainsKey(IdentifierKind.Phone))
        {
            writer.WriteString("onb:phoneMetadata", CanonicalForm.PhoneMetadataVersion);
        }

        writer.WriteString("onb:attributableBy", salted ? "salt-holder" : "recipient-holds-key");
        writer.WriteString("onb:limits", $"The recipient holds the {(salted ? "salt" : "key")} and can test any identifier that it can enumerate. The tokens protect against third parties, leaks and other recipients, not against their recipient.");
        writer.WriteBoolean("onb:demo", facts.Card.IsDemo);
        writer.WriteStartArray("dpv:hasTechnicalMeasure");
        WriteReference(writer, "dpv:DeterministicPseudonymisation");
        WriteReference(writer, salted ? "dpv:HashFunctions" : "dpv:HashMessageAuthenticationCode");
        WriteReference(writer, "dpv:CryptographicKeyManagement");
        writer.WriteEndArray();
    }

    private static void WritePayload(Utf8JsonWriter writer, LabelFacts facts)
    {
        writer.WriteStartObject("onb:payload");
        writer.WriteString("onb:root", "sha256:" + Convert.ToHexStringLower(facts.Root));
        writer.WriteNumber("onb:members", facts.Members);
        writer.WriteStartObject("onb:tokens");
        foreach (var (kind, count) in facts.TokenCounts.OrderBy(c => c.Key))
        {
            writer.WriteNumber(IdentifierKinds.GetName(kind), count);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartObject("dpv:hasPersonalData");
        writer.WriteStartArray("@type");
        writer.WriteStringValue("dpv:PseudonymisedData");
        foreach (var kind in facts.TokenCounts.Keys.Order())
        {
            writer.WriteStringValue(kind switch { IdentifierKind.Email => "pd:EmailAddress", IdentifierKind.Phone => "pd:TelephoneNumber", IdentifierKind.Maid => "pd:UID", _ => "pd:Identifier" });
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("dpv:hasDataSubject");
        writer.WriteString("@type", "dpv:Customer");
        writer.WriteEndObject();
        writer.WriteStartObject("onb:suppression");
        writer.WriteString("onb:snapshot", facts.Snapshot.Id);
        writer.WriteString("onb:checked", Format(facts.Snapshot.LoadedAt));
        if (facts.Snapshot.AsOf is { } asOf)
        {
            writer.WriteString("onb:asOf", Format(asOf));
        }

        writer.WriteString("onb:compared", facts.ComparedHashes ? $"suppression form; hashed entries by exact spelling only (profile set {ProfileSet.Version})" : "suppression form");
        writer.WriteEndObject();
    }

    private static void WriteUse(Utf8JsonWriter writer, LabelFacts facts)
    {
        WriteReferences(writer, "dpv:hasPurpose", Purposes.DpvTerms(facts.Plan.Domain.Purpose));
        writer.WriteString("onb:purpose", facts.Plan.Domain.Purpose);
        WriteForbidden(writer);
        writer.WriteString("onb:useBy", Format(facts.UseBy));
        writer.WriteString("onb:deleteBy", Format(facts.DeleteBy));
        writer.WriteStartObject("dpv:hasStorageCondition");
        writer.WriteStartArray("@type");
        writer.WriteStringValue("dpv:StorageDuration");
        writer.WriteStringValue("dpv:UntilTimeDuration");
        writer.WriteEndArray();
        writer.WriteStartObject("rdf:value");
        writer.WriteString("@value", Format(facts.DeleteBy));
        writer.WriteString("@type", "xsd:dateTime");
        writer.WriteEndObject();
        writer.WriteEndObject();
        WriteReferences(writer, "dpv:hasProcessing", "dpv:Filter", "dpv:Pseudonymise", "dpv:Share", "dpv:Match");
        writer.WriteStartObject("dpv:hasApplicableLaw");
        writer.WriteString("@id", "legal-eu:law-GDPR");
        writer.WriteEndObject();
    }

    private static void WriteParties(Utf8JsonWriter writer, ReviewedPlan plan)
    {
        WriteParty(writer, "dpv:hasDataController", plan.Party(plan.Domain.Controller));
        WriteParty(writer, "dpv:hasRecipientDataController", plan.Party(plan.Domain.Recipient));
        writer.WriteStartArray("dpv:hasLegalBasis");
        foreach (var basis in plan.Dossier.Bases)
        {
            writer.WriteStartObject();
            writer.WriteString("@type", LegalBases.DpvTerm(basis.Basis));
            writer.WriteString("onb:party", basis.Party);
            writer.WriteString("onb:reference", basis.Reference);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("dpv:hasOrganisationalMeasure");
        foreach (var agreement in plan.Dossier.Agreements)
        {
            writer.WriteStartObject();
            writer.WriteString("@type", "dpv:ThirdPartyAgreement");
            writer.WriteString("dpv:hasIdentifier", agreement.Id);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (plan.Facts.Notice(plan.Domain.Controller) is { } notice)
        {
            writer.WriteStartObject("dpv:hasNotice");
            writer.WriteString("@id", notice.Uri);
            writer.WriteString("@type", "eu-gdpr:DirectDataCollectionNotice");
            writer.WriteString("onb:noticeVersion", notice.Version);
            writer.WriteEndObject();
        }

        writer.WriteStartObject("dpv:hasRight");
        writer.WriteString("@type", "eu-gdpr:A21");
        writer.WriteString("dpv:isExercisedAt", plan.Party(plan.Domain.Controller).Objection ?? plan.Party(plan.Domain.Controller).Contact);
        writer.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter writer, LabelFacts facts)
    {
        writer.WriteStartObject("onb:run");
        writer.WriteString("onb:plan", facts.Plan.Id);
        writer.WriteString("onb:planDigest", "sha256:" + facts.Plan.Digest);
        facts.Counts.Write(writer);
        if (facts.Snapshot.EmptyReference is { } reference)
        {
            writer.WriteString("onb:suppressionConfirmedEmpty", reference);
        }

        writer.WriteNumber("onb:suppressionValuesUnreadable", facts.Snapshot.RejectedCount);
        writer.WriteStartArray("onb:warnings");
        foreach (var warning in facts.Plan.Warnings)
        {
            writer.WriteStringValue(warning.ToString());
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteParty(Utf8JsonWriter writer, string property, PartyFile party)
    {
        writer.WriteStartObject(property);
        writer.WriteString("@id", "urn:onboarding:party:" + party.Id);
        writer.WriteString("@type", "dpv:DataController");
        writer.WriteString("dpv:hasName", party.Name);
        writer.WriteString("dpv:hasContact", party.Contact);
        if (party.Country is not null)
        {
            writer.WriteString("dpv:hasCountry", party.Country);
        }

        writer.WriteEndObject();
    }

    private static void WriteReferences(Utf8JsonWriter writer, string property, params string[] terms)
    {
        writer.WriteStartArray(property);
        foreach (var term in terms)
        {
            WriteReference(writer, term);
        }

        writer.WriteEndArray();
    }

    private static void WriteReference(Utf8JsonWriter writer, string term)
    {
        writer.WriteStartObject();
        writer.WriteString("@id", term);
        writer.WriteEndObject();
    }
}
