using System.Text.Json;

namespace Onboarding.Plans;

/// <summary>How places in a plan or dossier are named for people, and what they are about.</summary>
internal static class PlanWords
{
    private static readonly Dictionary<string, PlanTopic> s_plan = new(StringComparer.Ordinal)
    {
        ["purpose"] = PlanTopic.Purpose,
        ["side"] = PlanTopic.Recipient,
        ["destination"] = PlanTopic.Recipient,
        ["fields"] = PlanTopic.Fields,
        ["segment"] = PlanTopic.Fields,
        ["segments"] = PlanTopic.Fields,
        ["statements"] = PlanTopic.Basis,
        ["overrides"] = PlanTopic.Basis,
        ["retention"] = PlanTopic.Retention,
        ["longestInactive"] = PlanTopic.Retention,
        ["suppression"] = PlanTopic.Suppression,
    };

    private static readonly Dictionary<string, PlanTopic> s_dossier = new(StringComparer.Ordinal)
    {
        ["purpose"] = PlanTopic.Purpose,
        ["collectedFor"] = PlanTopic.Purpose,
        ["extraUses"] = PlanTopic.Purpose,
        ["controller"] = PlanTopic.Recipient,
        ["recipient"] = PlanTopic.Recipient,
        ["parties"] = PlanTopic.Recipient,
        ["operations"] = PlanTopic.Recipient,
        ["keyHolders"] = PlanTopic.Recipient,
        ["fields"] = PlanTopic.Fields,
        ["bases"] = PlanTopic.Basis,
        ["age"] = PlanTopic.Basis,
        ["longestRetention"] = PlanTopic.Retention,
    };

    // The list, what an entry is called, and the member that names it.
    private static readonly Dictionary<string, (string Noun, string Key)> s_lists = new(StringComparer.Ordinal)
    {
        ["parties"] = ("party", "id"),
        ["bases"] = ("basis of", "party"),
        ["notices"] = ("notice of", "party"),
        ["agreements"] = ("agreement", "id"),
        ["sides"] = ("side of", "party"),
        ["instructions"] = ("instruction", "id"),
        ["operations"] = ("operation", "operation"),
        ["extraUses"] = ("further use", "use"),
        ["overrides"] = ("override of", "code"),
        ["statements"] = ("statement", "reference"),
        ["lists"] = ("opt-out list", "path"),
        ["columns"] = ("column", "name"),
    };

    /// <summary>What a member of the root is about.</summary>
    public static PlanTopic Topic(bool isDossier, string path, string member)
    {
        return isDossier ? s_dossier.GetValueOrDefault(member, member is "version" ? PlanTopic.Other : PlanTopic.Documents)
            : path.StartsWith("$.source.columns", StringComparison.Ordinal) || path.StartsWith("$.source.evidence", StringComparison.Ordinal) ? PlanTopic.Fields
            : s_plan.GetValueOrDefault(member, PlanTopic.Other);
    }

    /// <summary>The text that names an entry of a list, whatever its place; null where nothing does.</summary>
    public static string? Key(string list, JsonElement entry)
    {
        return s_lists.TryGetValue(list, out var of) && entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(of.Key, out var key) ? key.ValueKind == JsonValueKind.String ? key.GetString() : key.GetRawText() : null;
    }

    /// <summary>An entry of a list, in words: <c>agreement AGR-1</c>.</summary>
    public static string Entry(string list, string? key, int index)
    {
        var noun = s_lists.TryGetValue(list, out var of) ? of.Noun : "entry";
        return key is null || key == PlanText.Question ? $"{noun} {index + 1}" : $"{noun} {Show(key)}";
    }

    /// <summary>A value as a message may show it: long texts are not repeated, and may be anything.</summary>
    public static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Show(value.GetString()!),
        JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) => string.Join(", ", value.EnumerateArray().Select(Show)),
        JsonValueKind.Object or JsonValueKind.Array => "(several members)",
        _ => Show(value.GetRawText()),
    };

    public static string Show(string text)
    {
        const int MaxLength = 80;
        const int MaxHex = 31;
        var isKey = text.Length > MaxHex && text.Split(':', '-', ' ').Any(part => part.Length > MaxHex && part.All(char.IsAsciiHexDigit));
        return text.Length > MaxLength || isKey || text.Any(char.IsControl) ? "(long text)" : text;
    }
}
