using Onboarding.Identifiers;

namespace Onboarding.Matching;

/// <summary>What is known of each row of the own users, by its ordinal: the row's place among the records of the source, from 0.</summary>
internal sealed class OwnRows
{
    /// <summary>How many rows there are.</summary>
    public uint Count { get; set; }

    /// <summary>Rows with an own id and an identifier that no rule drops: these may match.</summary>
    public RowSet Kept { get; init; } = new();

    /// <summary>Rows that keep their own id out: somebody on the list, or a no of the row's own.</summary>
    public RowSet Refused { get; init; } = new();

    /// <summary>For each kind, the kept rows that have an identifier of it.</summary>
    public IReadOnlyList<RowSet> ByKind { get; init; } = [.. IdentifierKinds.All.Select(_ => new RowSet())];
}
