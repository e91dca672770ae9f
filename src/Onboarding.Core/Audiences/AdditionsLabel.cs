using System.Globalization;
using System.Text.Json;
using Onboarding.Identifiers;
using Onboarding.Keys;

namespace Onboarding.Audiences;

/// <summary>The label of additions: that of the newer audience, whose people they are, with another id, view and payload.</summary>
internal static class AdditionsLabel
{
    private static readonly string[] s_own = ["@context", "version", "@type", "@id", "dct:title", "onb:view", "onb:previous", "onb:payload", "onb:signedWith", "onb:rejected", "onb:segments", "onb:instruction"];

    /// <summary>Builds the label.</summary>
    /// <param name="newer">The label of the newer audience.</param>
    /// <param name="older">The label of the older one.</param>
    /// <param name="id">The id of the additions.</param>
    /// <param name="root">The digest of the content.</param>
    /// <param name="counts">How many tokens there are of each kind.</param>
    /// <param name="signing">The sender's signing key; null where nothing is signed.</param>
    public static byte[] Build(PseudonymityLabel newer, PseudonymityLabel older, Guid id, byte[] root, IReadOnlyDictionary<IdentifierKind, long> counts, KeyCard? signing)
    {
        using var document = JsonDocument.Parse(newer.Json);
        return LabelBuilder.Build(writer =>
        {
            writer.WriteString("onb:view", "additions");
            writer.WriteString("@id", LabelBuilder.Urn(id));
            writer.WriteString("dct:title", string.Create(CultureInfo.InvariantCulture, $"Additions {id:N} ({PseudonymityLabel.Status})"));
            writer.WriteString("onb:instruction", "These people are in the newer audience and not in the older one. Use them beside the older one, after its removals were taken out.");
            WriteAudience(writer, "onb:previous", older);
            WriteAudience(writer, "onb:additionsTo", newer);
            writer.WriteStartObject("onb:payload");
            writer.WriteString("onb:root", "sha256:" + Convert.ToHexStringLower(root));

            // Sections are not linked, so people cannot be counted: at least as many as the longest has tokens.
            writer.WriteNumber("onb:members", counts.Values.Max());
            RunCounts.Write(writer, "onb:tokens", ListLabel.Counts(counts));
            writer.WriteEndObject();
            LabelBuilder.WriteSigning(writer, signing);
            foreach (var member in document.RootElement.EnumerateObject().Where(m => !s_own.Contains(m.Name, StringComparer.Ordinal)))
            {
                member.WriteTo(writer);
            }
        });
    }

    private static void WriteAudience(Utf8JsonWriter writer, string property, PseudonymityLabel label)
    {
        writer.WriteStartObject(property);
        if (Guid.TryParseExact(label.Id, "N", out var id))
        {
            writer.WriteString("@id", LabelBuilder.Urn(id));
        }

        writer.WriteNumber("onb:serial", label.Serial);
        writer.WriteEndObject();
    }
}
