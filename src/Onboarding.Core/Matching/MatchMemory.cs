using System.Text.Json;
using System.Text.Json.Serialization;

namespace Onboarding.Matching;

/// <summary>What a recipient remembers of a match: exact counts for its own trend, the figure that the advertiser was told, and the list's sketch where one was computed.</summary>
internal sealed class MatchMemory
{
    public int Version { get; init; } = 1;

    public required DateTimeOffset Time { get; init; }

    public required string Audience { get; init; }

    public required long Serial { get; init; }

    public required long Members { get; init; }

    public required long Identifiers { get; init; }

    public required long Matched { get; init; }

    public required IReadOnlyDictionary<string, KindMatch> Kinds { get; init; }

    /// <summary>Own ids with an identifier of each kind.</summary>
    public required IReadOnlyDictionary<string, long> OwnKinds { get; init; }

    /// <summary>The figure that this match released; null where it released none.</summary>
    public int? Figure { get; init; }

    [JsonIgnore]
    public IReadOnlyList<ListSketch> Lists { get; set; } = [];

    /// <summary>Whether it could be read; if not, what the advertiser was told is not known, and it may have been anything.</summary>
    [JsonIgnore]
    public bool IsReadable { get; init; } = true;

    [JsonIgnore]
    public double Rate => Identifiers == 0 ? 0 : (double)Matched / Identifiers;

    public static MatchMemory Unreadable { get; } = new() { Time = default, Audience = "", Serial = 0, Members = 0, Identifiers = 0, Matched = 0, Kinds = new Dictionary<string, KindMatch>(), OwnKinds = new Dictionary<string, long>(), IsReadable = false };

    public static MatchMemory? Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, MatchMemoryJson.Default.MatchMemory) is { Version: 1 } memory ? memory : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, MatchMemoryJson.Default.MatchMemory);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MatchMemory))]
internal sealed partial class MatchMemoryJson : JsonSerializerContext;
