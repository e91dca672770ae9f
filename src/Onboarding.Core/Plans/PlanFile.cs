using System.Text.Json;
using System.Text.Json.Serialization;

namespace Onboarding.Plans;

/// <summary>plan.json as it is written: what changes from week to week.</summary>
internal sealed class PlanFile
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required int Version { get; init; }

    public required string Id { get; init; }

    public required string Side { get; init; }

    public required string Dossier { get; init; }

    public required SourceFile Source { get; init; }

    public required string Key { get; init; }

    public string? Purpose { get; init; }

    public string[]? Fields { get; init; }

    public string? Region { get; init; }

    public SuppressionFile? Suppression { get; init; }

    public RetentionFile? Retention { get; init; }

    public int? MinimumMembers { get; init; }

    public DestinationFile? Destination { get; init; }

    public SegmentFile? Segment { get; init; }

    public SegmentsFile? Segments { get; init; }

    public StatementFile[] Statements { get; set; } = [];

    public string? LongestInactive { get; init; }

    public OverrideFile[] Overrides { get; set; } = [];

    public string? SigningKey { get; init; }

    public SenderFile? Sender { get; init; }
}

internal sealed class SourceFile
{
    public required string Type { get; init; }

    public TextList? Path { get; init; }

    public string? Separator { get; init; }

    public string? Encoding { get; init; }

    public TextList? Members { get; init; }

    /// <summary>The system that wrote the files, or <c>auto</c>.</summary>
    public string? Preset { get; init; }

    public Dictionary<string, TextList> Columns { get; set; } = [];

    public string? IdColumn { get; init; }

    public string? Malformed { get; init; }

    public Dictionary<string, string> Split { get; set; } = [];

    public Dictionary<string, EvidenceFile> Evidence { get; set; } = [];

    public Dictionary<string, HashedFile>? Hashed { get; init; }

    public string? DateFormat { get; set; }

    public string? Device { get; init; }

    /// <summary>What the files have of the preset; null until their headers were read.</summary>
    [JsonIgnore]
    public Records.PresetMatch? Match { get; set; }
}

internal sealed class SuppressionFile
{
    public required string Key { get; init; }

    public ListFile[]? Lists { get; init; }

    public bool FromCode { get; init; }

    public string? ConfirmedEmpty { get; init; }

    public int? LinkAtMost { get; init; }

    public bool Store { get; init; }

    public string? WarnAfter { get; init; }

    public string? RefuseAfter { get; init; }

    public int? MaxShrink { get; init; }

    public string? AcceptUncheckable { get; init; }
}

internal sealed class ListFile
{
    public required TextList Path { get; init; }

    public string? Separator { get; init; }

    public string? Encoding { get; init; }

    public TextList? Members { get; init; }

    public string? Preset { get; init; }

    public ListColumnFile[] Columns { get; set; } = [];

    /// <summary>What the files have of the preset; null until their headers were read.</summary>
    [JsonIgnore]
    public Records.PresetMatch? Match { get; set; }
}

internal sealed class ListColumnFile
{
    public required string Name { get; init; }

    public required string Kind { get; init; }

    public required string Form { get; init; }
}

internal sealed class RetentionFile
{
    public string? DeleteBy { get; init; }

    public string? UseBy { get; init; }
}

internal sealed class DestinationFile
{
    public required string Type { get; init; }

    public string? Profile { get; init; }

    public string? Format { get; init; }

    public string? Action { get; init; }

    public Dictionary<string, string>? Settings { get; init; }
}

/// <summary>How the columns of a kind are hashed already.</summary>
internal sealed class HashedFile
{
    public required string Form { get; init; }

    public required string Profile { get; init; }
}

internal sealed class SegmentFile
{
    public required string Id { get; init; }

    public required string Topic { get; init; }
}

internal sealed class SegmentsFile
{
    public required string Column { get; init; }

    /// <summary>Value to topic.</summary>
    public required Dictionary<string, string> Values { get; init; }
}

internal sealed class OverrideFile
{
    public required string Code { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public required string Until { get; init; }
}

internal sealed class SenderFile
{
    public required TextList PublicKey { get; init; }
}

/// <summary>A column that holds evidence about each row, such as when consent was given.</summary>
internal sealed class EvidenceFile
{
    public required string Column { get; init; }

    public string? Format { get; init; }

    public string[] Yes { get; set; } = [];

    public string[] No { get; set; } = [];

    public bool Denies { get; init; }
}

/// <summary>What holds for the rows of a filter, stated once because no export has it in each row.</summary>
internal sealed class StatementFile
{
    public FilterFile? Where { get; init; }

    public string? Relationship { get; init; }

    public string? NoticeVersion { get; init; }

    public bool? ObjectionOffered { get; init; }

    public string? Provenance { get; init; }

    public string[] ConsentPurposes { get; set; } = [];

    public required string Reference { get; init; }
}

internal sealed class FilterFile
{
    public required string Column { get; init; }

    public required string[] Is { get; init; }
}

/// <summary>One text or several, of column names, paths or member names: <c>"E-mail"</c> or <c>["E-mail", "E-mail 2"]</c>.</summary>
[JsonConverter(typeof(TextListConverter))]
internal sealed class TextList
{
    public required IReadOnlyList<string> Names { get; init; }
}

internal sealed class TextListConverter : JsonConverter<TextList>
{
    public override TextList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var names = new List<string>();
        if (reader.TokenType == JsonTokenType.String)
        {
            names.Add(reader.GetString()!);
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.String)
            {
                names.Add(reader.GetString()!);
            }
        }

        return names.Count > 0 && reader.TokenType is JsonTokenType.String or JsonTokenType.EndArray
            ? new TextList { Names = names }
            : throw new JsonException("A text or a list of texts is wanted.");
    }

    public override void Write(Utf8JsonWriter writer, TextList value, JsonSerializerOptions options) => throw new NotSupportedException();
}
