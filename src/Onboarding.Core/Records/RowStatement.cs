namespace Onboarding.Records;

/// <summary>What a plan states once for the rows of a filter. What it does not speak of is null.</summary>
internal sealed class RowStatement
{
    /// <summary>The column whose cells decide to which rows it applies; null for all rows.</summary>
    public string? Column { get; init; }

    /// <summary>The cells of that column to which it applies.</summary>
    public CellWords? Is { get; init; }

    public bool? IsCustomer { get; init; }

    public string? NoticeVersion { get; init; }

    public bool? ObjectionOffered { get; init; }

    public bool HasProvenance { get; init; }

    /// <summary>To what people consented; none where the statement is not about consent.</summary>
    public IReadOnlyList<string> ConsentPurposes { get; init; } = [];
}
