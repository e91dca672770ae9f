using Onboarding.Records;

namespace Onboarding.Matching;

/// <summary>What a reading of the own users counted, for the report.</summary>
internal sealed class OwnUserCounts
{
    public long Rows { get; set; }

    /// <summary>Rows that are no records.</summary>
    public long Malformed { get; set; }

    /// <summary>Rows that could not or may not be checked, by code.</summary>
    public SortedDictionary<string, long> Dropped { get; } = new(StringComparer.Ordinal);

    /// <summary>Identifiers without canonical form, by reason.</summary>
    public SortedDictionary<string, long> Rejected { get; } = new(StringComparer.Ordinal);

    public CellCounts Cells { get; set; } = new();

    public IReadOnlyList<string> UnreadColumns { get; set; } = [];

    /// <summary>How the source was read.</summary>
    public IReadOnlyList<string> Notes { get; set; } = [];

    public static void Add(SortedDictionary<string, long> counts, string code) => counts[code] = counts.GetValueOrDefault(code) + 1;
}
