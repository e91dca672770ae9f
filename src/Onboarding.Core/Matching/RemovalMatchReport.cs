using System.Text.Json;

namespace Onboarding.Matching;

/// <summary>What a recipient found for a list of removals.</summary>
public sealed class RemovalMatchReport
{
    /// <summary>The list's id: what the sender confirms it by.</summary>
    public required string List { get; init; }

    /// <summary>The list's serial number.</summary>
    public required long Serial { get; init; }

    /// <summary>How many tokens it has.</summary>
    public required long Tokens { get; init; }

    /// <summary>How many own ids must be taken out.</summary>
    public long Ids { get; internal set; }

    /// <summary>How many records of earlier matches were looked through.</summary>
    public int Records { get; internal set; }

    /// <summary>How many such records are gone: what they held cannot be found here.</summary>
    public int MissingRecords { get; internal set; }

    /// <summary>The CSV file of own ids, one column.</summary>
    public required string IdsPath { get; init; }

    /// <summary>Writes the report as a JSON object.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        writer.WriteString("list", List);
        writer.WriteNumber("serial", Serial);
        writer.WriteNumber("tokens", Tokens);
        writer.WriteNumber("ids", Ids);
        writer.WriteNumber("records", Records);
        writer.WriteNumber("missingRecords", MissingRecords);
        writer.WriteString("idsPath", IdsPath);
        writer.WriteEndObject();
    }
}
