namespace Onboarding.Suppression;

/// <summary>What an import of an opt-out list found and did.</summary>
public sealed class OptOutImportReport
{
    /// <summary>The list's name.</summary>
    public required string List { get; init; }

    /// <summary>When the list was last brought up to date; null when not known.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>How many values it has, usable or not.</summary>
    public required long Values { get; init; }

    /// <summary>How many opt-outs were not known before.</summary>
    public required long Added { get; init; }

    /// <summary>How many were known. One value can be several opt-outs: a cell that is split counts as a whole too.</summary>
    public required long Known { get; init; }

    /// <summary>How many were not added since they were withdrawn after the list's date.</summary>
    public required long TakenBack { get; init; }

    /// <summary>Values that cannot be used, by reason. Each is somebody's objection that could not be read.</summary>
    public required IReadOnlyDictionary<string, long> Rejected { get; init; }

    /// <summary>How many those are.</summary>
    public long RejectedCount => Rejected.Values.Sum();

    /// <summary>The first 1,000 of them: file or list, line, reason.</summary>
    public required IReadOnlyList<(string List, long Line, string Reason)> RejectedLines { get; init; }

    /// <summary>How the list was read.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
