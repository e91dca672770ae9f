using System.Text.Json;
using Onboarding.Suppression;

namespace Onboarding.Reports;

/// <summary>The figures of a run that are compared with those of another one.</summary>
internal sealed class ReportFigures
{
    private const int MaxEntries = 200;
    private const int MaxNameLength = 64;

    public required long Rows { get; init; }

    public required long Members { get; init; }

    public required long Suppressed { get; init; }

    public required long Dropped { get; init; }

    public required long Duplicates { get; init; }

    public required long Malformed { get; init; }

    public required IReadOnlyDictionary<string, long> DroppedByCode { get; init; }

    public required IReadOnlyDictionary<string, long> Rejected { get; init; }

    /// <summary>Values and empty cells that were looked at, of all kinds.</summary>
    public required long Identifiers { get; init; }

    /// <summary>Members that have an identifier of the kind, by the kind's name.</summary>
    public required IReadOnlyDictionary<string, long> Coverage { get; init; }

    /// <summary>Values of the opt-out lists, usable or not.</summary>
    public required long OptOuts { get; init; }

    public static ReportFigures Create(RunCounts counts, SuppressionSnapshot optOuts) => new()
    {
        Rows = counts.Rows,
        Members = counts.Members,
        Suppressed = counts.Suppressed,
        Dropped = counts.Dropped,
        Duplicates = counts.Duplicates,
        Malformed = counts.Malformed,
        DroppedByCode = counts.DroppedByCode,
        Rejected = counts.Rejected,
        Identifiers = counts.Kinds.Values.Sum(k => k.Seen),
        Coverage = counts.Kinds.ToDictionary(k => k.Key, k => k.Value.Members, StringComparer.Ordinal),
        OptOuts = optOuts.Values,
    };

    /// <summary>Reads the figures of a report that was written earlier.</summary>
    /// <exception cref="FormatException">A figure is missing or is none.</exception>
    public static ReportFigures Read(JsonElement report)
    {
        var kinds = Member(report, "kinds", JsonValueKind.Object).EnumerateObject().Take(MaxEntries).ToList();
        return new ReportFigures
        {
            Rows = Number(report, "rows"),
            Members = Number(report, "members"),
            Suppressed = Number(report, "suppressed"),
            Dropped = Number(report, "dropped"),
            Duplicates = Number(report, "duplicates"),
            Malformed = Number(report, "malformed"),
            DroppedByCode = Numbers(report, "droppedByCode"),
            Rejected = Numbers(report, "rejected"),
            Identifiers = kinds.Sum(k => Number(k.Value, "accepted") + Number(k.Value, "rejected") + Number(k.Value, "empty")),
            Coverage = kinds.ToDictionary(k => Name(k.Name), k => Number(k.Value, "members"), StringComparer.Ordinal),
            OptOuts = Number(Member(report, "optOuts", JsonValueKind.Object), "values"),
        };
    }

    private static Dictionary<string, long> Numbers(JsonElement report, string name)
    {
        return Member(report, name, JsonValueKind.Object).EnumerateObject().Take(MaxEntries).ToDictionary(m => Name(m.Name), m => Number(m.Value), StringComparer.Ordinal);
    }

    private static long Number(JsonElement element, string name) => Number(Member(element, name, JsonValueKind.Number));

    // Far above any source, and far below where sums overflow.
    private static long Number(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number is >= 0 and < 1L << 53 ? number : throw new FormatException();

    private static JsonElement Member(JsonElement element, string name, JsonValueKind kind)
    {
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : throw new FormatException();
    }

    // Codes and kinds only: a report that somebody else wrote must bring no text of its own into this one.
    private static string Name(string name) => name.Length is > 0 and <= MaxNameLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? name : throw new FormatException();
}
