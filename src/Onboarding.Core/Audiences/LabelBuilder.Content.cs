using System.Text.Json;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Profiles;

namespace Onboarding.Audiences;

// What lies in the output, and how far it protects.
internal static partial class LabelBuilder
{
    private static void WriteProtection(Utf8JsonWriter writer, LabelFacts facts, UseLimits limits)
    {
        WriteOptional(writer, "onb:keyId", facts.Card?.Id);
        writer.WriteString("onb:technique", Technique(facts));
        writer.WriteString("onb:contract", facts.Platform is { } platform ? $"form of {platform.Id}, profile set {ProfileSet.Version}" : "contracts v1");
        if (limits.Fields.Contains(IdentifierKinds.GetName(IdentifierKind.Phone)))
        {
            writer.WriteString("onb:phoneMetadata", CanonicalForm.PhoneMetadataVersion);
        }

        WriteRejected(writer, facts);
        writer.WriteString("onb:attributableBy", limits.AttributableBy.Name());
        writer.WriteString("onb:limits", limits.AttributableBy.Limits());
        writer.WriteBoolean("onb:demo", facts.Card?.IsDemo ?? false);
        WriteSigning(writer, facts.Signing);
        var measures = facts.Parts.SelectMany(p => Measures(p.AttributableBy)).Distinct();
        WriteReferences(writer, "dpv:hasTechnicalMeasure", facts.Signing is null ? measures : measures.Append("dpv:DigitalSignatures"));
    }

    /// <summary>Names the sender's signing key, where there is one.</summary>
    public static void WriteSigning(Utf8JsonWriter writer, KeyCard? signing)
    {
        if (signing is not null)
        {
            writer.WriteStartObject("onb:signedWith");
            writer.WriteString("onb:keyId", signing.Id);
            writer.WriteString("onb:fingerprint", signing.ComputePublicKey()!.Fingerprint);
            writer.WriteEndObject();
        }
    }

    // In whole percent: a recipient whose rate is low must be able to see on which side it was lost, and nothing of the records.
    private static void WriteRejected(Utf8JsonWriter writer, LabelFacts facts)
    {
        var kinds = facts.Counts.Kinds;
        if (facts.Platform is null && facts.Fields.All(f => kinds.TryGetValue(f, out var counts) && counts.Seen > counts.Empty))
        {
            RunCounts.Write(writer, "onb:rejected", facts.Fields.Select(f => KeyValuePair.Create(f, ((200 * kinds[f].Rejected) + kinds[f].Seen - kinds[f].Empty) / (2 * (kinds[f].Seen - kinds[f].Empty)))));
        }
    }

    private static string Technique(LabelFacts facts)
    {
        var techniques = facts.Parts.GroupBy(p => p.AttributableBy).OrderBy(g => g.Key).Select(g => g.Key switch
        {
            Attribution.RecipientHoldsKey => "HMAC-SHA-256 keyed token",
            Attribution.SaltHolder => "SHA-256 salted token",
            Attribution.AnyoneWithTheIdentifier => "SHA-256 without a key",
            _ => "plain: " + string.Join(", ", g.Select(p => p.Field)),
        });
        return string.Join("; ", techniques);
    }

    // An unkeyed hash is no pseudonymisation towards somebody who holds the same identifiers (EDPB Guidelines 01/2025 par. 83, 88).
    private static string[] Measures(Attribution attribution) => attribution switch
    {
        Attribution.RecipientHoldsKey => ["dpv:DeterministicPseudonymisation", "dpv:HashMessageAuthenticationCode", "dpv:CryptographicKeyManagement"],
        Attribution.SaltHolder => ["dpv:DeterministicPseudonymisation", "dpv:HashFunctions", "dpv:CryptographicKeyManagement"],
        Attribution.AnyoneWithTheIdentifier => ["dpv:HashFunctions"],
        _ => [],
    };

    private static void WriteData(Utf8JsonWriter writer, LabelFacts facts, UseLimits limits)
    {
        writer.WriteStartObject("dpv:hasPersonalData");
        writer.WriteStartArray("@type");
        writer.WriteStringValue(limits.AttributableBy <= Attribution.SaltHolder ? "dpv:PseudonymisedData" : "dpv:PersonalData");
        foreach (var term in facts.Fields.Select(DataTerm).Distinct())
        {
            writer.WriteStringValue(term);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("dpv:hasDataSubject");
        writer.WriteString("@type", facts.Plan.Facts.IsAdvertising ? "dpv:Customer" : "dpv:DataSubject");
        writer.WriteEndObject();
    }

    /// <summary>What segments are about, for a recipient; nothing where there are none.</summary>
    public static void WriteSegments(Utf8JsonWriter writer, IReadOnlyDictionary<int, string> topics)
    {
        if (topics.Count > 0)
        {
            WriteSegments(writer, topics.Select(t => (t.Key, t.Value, Array.Empty<byte>())));
        }
    }

    // The value stays with the sender.
    private static void WriteSegments(Utf8JsonWriter writer, LabelFacts facts, bool full)
    {
        if (facts.Segments is { } segments && facts.Output is not null)
        {
            WriteSegments(writer, segments.Used.Select(s => ((int)s.Code, s.Topic, full ? s.Value : [])));
        }
    }

    private static void WriteSegments(Utf8JsonWriter writer, IEnumerable<(int Code, string Topic, byte[] Value)> segments)
    {
        writer.WriteStartArray("onb:segments");
        foreach (var (code, topic, value) in segments)
        {
            writer.WriteStartObject();
            writer.WriteNumber("onb:code", code);
            writer.WriteString("onb:topic", topic);
            if (value.Length > 0)
            {
                writer.WriteString("onb:value", value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static string DataTerm(string field) => field switch
    {
        "email" => "pd:EmailAddress",
        "phone" => "pd:TelephoneNumber",
        "maid" => "pd:UID",
        "first_name" or "last_name" or "first_initial" => "pd:Name",
        "street" or "state" => "pd:PhysicalAddress",
        "city" => "pd:City",
        "postal_code" => "pd:PostalCode",
        "country" => "pd:Country",
        "date_of_birth" or "birth_year" or "birth_month" or "birth_day" => "pd:BirthDate",
        "gender" => "pd:Gender",
        _ => "pd:Identifier",
    };

    private static void WriteSuppression(Utf8JsonWriter writer, LabelFacts facts)
    {
        writer.WriteStartObject("onb:suppression");
        writer.WriteString("onb:snapshot", facts.Snapshot.Id);
        writer.WriteString("onb:checked", Format(facts.Snapshot.LoadedAt));
        WriteOptional(writer, "onb:asOf", facts.Snapshot.AsOf is { } asOf ? Format(asOf) : null);
        var compared = facts.ComparedHashes ? $"suppression form; what is known by its hash alone by exact spelling only (profile set {ProfileSet.Version})" : "suppression form";
        writer.WriteString("onb:compared", facts.Platform is null ? compared : compared + "; every identifier that leaves by its hash");
        writer.WriteEndObject();
    }
}
