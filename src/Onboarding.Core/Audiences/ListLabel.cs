using System.Globalization;
using System.Text.Json;
using Onboarding.Identifiers;
using Onboarding.Keys;

namespace Onboarding.Audiences;

/// <summary>The label of a list of removals or of a signal. Made without a plan: what must be taken back stays so when plan and agreement have ended.</summary>
/// <remarks>Says of nobody why or since when (rule OPT-04): only what is to be done with all of them.</remarks>
internal static class ListLabel
{
    private static readonly string[] s_forbidden = ["any-use-but-this", "re-identification", "onward-sharing", "lookalike-modelling", "enrichment", "identity-graph", "pooling"];

    /// <summary>Builds the label.</summary>
    /// <param name="content">Removals or a signal.</param>
    /// <param name="output">Id, serial, members, root and counts.</param>
    /// <param name="card">The party key or salt.</param>
    /// <param name="receiver">Who may hold the list.</param>
    /// <param name="created">When it is made.</param>
    /// <param name="deleteBy">Until when the receiver keeps it, to subtract it from older audiences.</param>
    public static byte[] Build(AudienceContent content, LabelOutput output, KeyCard card, string receiver, DateTimeOffset created, DateTimeOffset deleteBy)
    {
        var attribution = card.Type == KeyType.Salt ? Attribution.SaltHolder : Attribution.RecipientHoldsKey;
        return Build(content, output, card.Domain, attribution, "onb:tokens", receiver, created, deleteBy, writer =>
        {
            writer.WriteString("onb:keyId", card.Id);
            writer.WriteString("onb:technique", attribution == Attribution.SaltHolder ? "SHA-256 salted token" : "HMAC-SHA-256 keyed token");
            writer.WriteString("onb:contract", "contracts v1");
            writer.WriteBoolean("onb:demo", card.IsDemo);
        });
    }

    /// <summary>Builds the label of removals from a platform.</summary>
    /// <param name="output">Id, serial, members, root and counts.</param>
    /// <param name="platform">The platform, under its name in plans.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="created">When it is made.</param>
    /// <param name="deleteBy">Until when the files may be kept.</param>
    public static byte[] BuildUpload(LabelOutput output, string platform, Domain domain, DateTimeOffset created, DateTimeOffset deleteBy)
    {
        var attribution = Profiles.PlatformPresets.Find(platform) is { } preset ? output.Counts.Select(c => LabelPart.OfColumn(c.Key, preset).AttributableBy).Max() : Attribution.Anyone;
        return Build(AudienceContent.Removals, output, domain, attribution, "onb:values", domain.Recipient, created, deleteBy, writer =>
        {
            writer.WriteString("onb:technique", attribution == Attribution.Anyone ? "SHA-256 without a key; plain values" : "SHA-256 without a key");
            writer.WriteString("onb:contract", $"form of {platform}");
        });
    }

    private static byte[] Build(AudienceContent content, LabelOutput output, Domain domain, Attribution attribution, string counts, string receiver, DateTimeOffset created, DateTimeOffset deleteBy, Action<Utf8JsonWriter> writeMaking) => LabelBuilder.Build(writer =>
    {
        var isRemoval = content == AudienceContent.Removals;
        writer.WriteString("onb:view", isRemoval ? "removals" : "signal");
        writer.WriteString("onb:status", PseudonymityLabel.Status);
        writer.WriteString("onb:domain", domain.ToString());
        writer.WriteString("onb:created", LabelBuilder.Format(created));
        writer.WriteString("@id", "urn:uuid:" + output.Id.ToString("D", CultureInfo.InvariantCulture));
        writer.WriteString("dct:title", $"{(isRemoval ? "Removals" : "Signal")} {output.Id:N} ({PseudonymityLabel.Status})");
        writer.WriteNumber("onb:serial", output.Serial);
        writer.WriteStartObject("onb:payload");
        writer.WriteString("onb:root", "sha256:" + Convert.ToHexStringLower(output.Root));
        writer.WriteNumber("onb:members", output.Members);
        RunCounts.Write(writer, counts, output.Counts);
        writer.WriteEndObject();
        writer.WriteString("onb:instruction", isRemoval ? "Take out everybody of this list, from every audience of this domain up to this serial number, and confirm it." : "These people opted out with the recipient: leave them out of what it receives.");
        writeMaking(writer);
        writer.WriteString("onb:attributableBy", attribution.Name());
        writer.WriteString("onb:limits", attribution.Limits());
        writer.WriteStartObject("dpv:hasPersonalData");
        writer.WriteStartArray("@type");
        writer.WriteStringValue(attribution <= Attribution.SaltHolder ? "dpv:PseudonymisedData" : "dpv:PersonalData");
        foreach (var term in output.Counts.Select(c => LabelBuilder.DataTerm(c.Key)).Distinct())
        {
            writer.WriteStringValue(term);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("dpv:hasProcessing");
        writer.WriteString("@id", isRemoval ? "dpv:Erase" : "dpv:Filter");
        writer.WriteEndObject();
        LabelBuilder.WriteLimits(writer, new UseLimits
        {
            Domain = domain.ToString(),
            AttributableBy = attribution,
            UseBy = deleteBy,
            DeleteBy = deleteBy,
            Purposes = UseLimits.Set(domain.Purpose),
            Recipients = UseLimits.Set(receiver),
            Forbidden = UseLimits.Set(s_forbidden),
            Fields = UseLimits.Set(output.Counts.Select(c => c.Key)),
        });
    });

    /// <summary>The counts of a written list, as labels name them.</summary>
    public static IReadOnlyList<KeyValuePair<string, long>> Counts(IReadOnlyDictionary<IdentifierKind, long> tokens)
    {
        return [.. tokens.OrderBy(c => c.Key).Select(c => KeyValuePair.Create(IdentifierKinds.GetName(c.Key), c.Value))];
    }
}
