using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Onboarding.Delivery;

/// <summary>A line of the ledger: who received what, when, why, until when. Holds no identifier and no token.</summary>
public sealed class LedgerEntry
{
    /// <summary>The version of the entry's form.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What happened.</summary>
    public required LedgerEvent Event { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The serial number in the domain.</summary>
    public required long Serial { get; init; }

    /// <summary>The output's id.</summary>
    public string? Output { get; init; }

    /// <summary>The details that an intent records; null in other events.</summary>
    public LedgerIntent? Intent { get; init; }

    /// <summary>Where the output is now, or what kind of failure kept it.</summary>
    public string? Note { get; init; }

    /// <summary>Reads what <see cref="ToUtf8"/> wrote.</summary>
    /// <param name="utf8">One JSON object.</param>
    /// <param name="entry">The entry, when it is one.</param>
    /// <returns>Whether it is an entry of version 1.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out LedgerEntry? entry)
    {
        try
        {
            entry = JsonSerializer.Deserialize(utf8, LedgerJson.Default.LedgerEntry) is { Version: 1 } read ? read : null;
        }
        catch (JsonException)
        {
            entry = null;
        }

        return entry is not null;
    }

    /// <summary>The entry as one JSON object without line breaks: the form in which every ledger keeps it.</summary>
    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Default.LedgerEntry);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(LedgerEventConverter)])]
[JsonSerializable(typeof(LedgerEntry))]
internal sealed partial class LedgerJson : JsonSerializerContext;

internal sealed class LedgerEventConverter() : JsonStringEnumConverter<LedgerEvent>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
