using System.Globalization;
using System.Text.Json;
using Onboarding.Internal;
using Onboarding.Plans;

namespace Onboarding.Audiences;

/// <summary>Writes a label: the recipient's view, which travels with the output, or the full one, which stays with the controller (docs/label.md).</summary>
internal static partial class LabelBuilder
{
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static byte[] Build(LabelFacts facts, bool full)
    {
        return Build(writer =>
        {
            var limits = facts.Limits;
            WriteIdentity(writer, facts, facts.Output is null ? "preview" : full ? "full" : facts.Platform is null ? "recipient" : "platform");
            WriteProtection(writer, facts, limits);
            WriteData(writer, facts, limits);
            WriteSegments(writer, facts, full);
            WriteSuppression(writer, facts);
            WriteUse(writer, facts, limits);
            WriteDates(writer, limits);
            WriteParties(writer, facts.Plan);
            WriteAgreements(writer, facts, full);
            WriteNotices(writer, facts.Plan);
            WriteRights(writer, facts.Plan);
            if (full)
            {
                WriteRun(writer, facts);
            }
        });
    }

    /// <summary>A JSON-LD object with the context of every label.</summary>
    public static byte[] Build(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            WriteContext(writer);
            writer.WriteNumber("version", 1);
            writer.WriteString("@type", "dpv:Process");
            write(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

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

    private static void WriteIdentity(Utf8JsonWriter writer, LabelFacts facts, string view)
    {
        writer.WriteString("onb:view", view);
        writer.WriteString("onb:status", PseudonymityLabel.Status);
        writer.WriteString("onb:domain", facts.Plan.Domain.ToString());
        writer.WriteString("onb:created", Format(facts.Created));
        if (facts.Output is not { } output)
        {
            return;
        }

        writer.WriteString("@id", Urn(output.Id));
        writer.WriteString("dct:title", $"{(facts.Platform is null ? "Audience" : "Upload")} {output.Id:N} ({PseudonymityLabel.Status})");
        writer.WriteNumber("onb:serial", output.Serial);
        if (output.Previous is { } previous)
        {
            writer.WriteStartObject("onb:previous");
            writer.WriteString("@id", Urn(previous));
            writer.WriteEndObject();
        }

        writer.WriteStartObject("onb:payload");
        writer.WriteString("onb:root", "sha256:" + Convert.ToHexStringLower(output.Root));
        writer.WriteNumber("onb:members", output.Members);
        RunCounts.Write(writer, facts.Platform is null ? "onb:tokens" : "onb:values", output.Counts);
        writer.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter writer, LabelFacts facts)
    {
        var dossier = facts.Plan.Dossier;
        writer.WriteStartObject("onb:run");
        writer.WriteString("onb:plan", facts.Plan.Id);
        writer.WriteString("onb:planDigest", "sha256:" + facts.Plan.Digest);
        facts.Counts.Write(writer);
        if (facts.Snapshot.EmptyReference is { } reference)
        {
            writer.WriteString("onb:suppressionConfirmedEmpty", reference);
        }

        writer.WriteNumber("onb:suppressionValuesUnreadable", facts.Snapshot.RejectedCount);
        JsonReports.WriteStrings(writer, "onb:warnings", facts.Plan.Warnings.Select(w => w.ToString()));
        writer.WriteEndObject();
        JsonReports.WriteStrings(writer, "onb:instructions", dossier.Instructions.Select(i => i.Id));
        JsonReports.WriteStrings(writer, "onb:keyHolders", dossier.KeyHolders?.Parties ?? [dossier.Controller, facts.Plan.Domain.Recipient]);
        writer.WriteStartArray("onb:roles");
        foreach (var decision in facts.Plan.Facts.Roles.Decisions)
        {
            writer.WriteStartObject();
            writer.WriteString("onb:operation", decision.Operation);
            writer.WriteString("onb:party", decision.Party);
            writer.WriteString("onb:role", decision.Role);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteContested(writer, facts.Plan);
    }

    // What authorities or courts read in another way: the controller has to know, the recipient is not told the sender's doubts.
    private static void WriteContested(Utf8JsonWriter writer, ReviewedPlan plan)
    {
        writer.WriteStartArray("onb:contested");
        foreach (var finding in plan.Warnings.Where(w => w.Reason!.Code.EndsWith("_CONTESTED", StringComparison.Ordinal)))
        {
            writer.WriteStartObject();
            writer.WriteString("onb:code", finding.Reason!.Code);
            writer.WriteString("onb:seen", finding.Seen);
            writer.WriteString("onb:source", finding.Source);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static string Urn(Guid id) => "urn:uuid:" + id.ToString("D", CultureInfo.InvariantCulture);

    private static void WriteReferences(Utf8JsonWriter writer, string property, params IEnumerable<string> terms)
    {
        writer.WriteStartArray(property);
        foreach (var term in terms)
        {
            writer.WriteStartObject();
            writer.WriteString("@id", term);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // A text that is no absolute IRI would be lost, or resolved against wherever the label lies.
    private static void WriteAddress(Utf8JsonWriter writer, string address)
    {
        writer.WriteString(Uri.TryCreate(address, UriKind.Absolute, out _) && Uri.IsWellFormedUriString(address, UriKind.Absolute) ? "@id" : "onb:address", address);
    }

    private static void WriteOptional(Utf8JsonWriter writer, string property, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(property, value);
        }
    }
}
