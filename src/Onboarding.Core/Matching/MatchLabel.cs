using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Plans;

namespace Onboarding.Matching;

/// <summary>The label beside a file of matched own ids: purpose, forbidden uses and dates go on from the audience.</summary>
internal static class MatchLabel
{
    public static byte[] Build(PseudonymityLabel audience, ReviewedPlan plan)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("@context");
            writer.WriteString("@vocab", "urn:onboarding:label:v1#");
            writer.WriteString("onb", "urn:onboarding:label:v1#");
            writer.WriteString("dpv", "https://w3id.org/dpv#");
            writer.WriteEndObject();
            writer.WriteNumber("version", 1);
            writer.WriteString("@type", "dpv:Process");
            writer.WriteString("onb:view", "match");
            writer.WriteString("onb:status", PseudonymityLabel.Status);
            writer.WriteString("onb:attributableBy", "holder-of-own-user-records");
            writer.WriteString("onb:audience", audience.Id);
            writer.WriteNumber("onb:serial", audience.Serial);
            writer.WriteString("onb:domain", plan.Domain.ToString());
            writer.WriteString("onb:purpose", plan.Domain.Purpose);
            LabelBuilder.WriteForbidden(writer);
            writer.WriteString("onb:useBy", LabelBuilder.Format(audience.UseBy));
            writer.WriteString("onb:deleteBy", LabelBuilder.Format(audience.DeleteBy));
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
