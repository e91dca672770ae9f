using System.Text;
using Onboarding.Plans;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Support;

/// <summary>Facts of a plan about its rows, and one row to check against them. Columns are named like their evidence.</summary>
internal static class RowEvidence
{
    public const string Filter = "filter";

    public static readonly DateOnly Today = new(2026, 3, 2);

    public static readonly EvidenceKind[] Kinds = Enum.GetValues<EvidenceKind>();

    public static RowFacts Facts(string basis, IEnumerable<EvidenceKind> columns, params RowStatement[] statements) => new()
    {
        Basis = basis,
        Columns = columns.ToDictionary(k => k, k => Column(k)),
        Statements = statements,
        NoticeVersions = ["4"],
        ConsentPurposes = ["audience-matching", "upload:paper"],
        LongestInactive = columns.Contains(EvidenceKind.LastActiveAt) && PlanDate.TryParse("P3Y", out var term) ? term : null,
    };

    public static EvidenceColumn Column(EvidenceKind kind, bool denies = false, string[]? yes = null, string[]? no = null)
    {
        return new EvidenceColumn(EvidenceColumn.GetName(kind))
        {
            Format = DateFormat.TryParse("yyyy-MM-dd", out var format) ? format : null,
            Denies = denies,
            Yes = yes is null ? null : new CellWords(yes),
            No = no is null ? null : new CellWords(no),
        };
    }

    /// <summary>The code of the row, or null; cells that are not given are empty.</summary>
    public static string? Check(RowFacts facts, params (EvidenceKind Kind, string Cell)[] cells) => Check(facts, "", out _, cells);

    public static string? Check(RowFacts facts, string filter, out bool birthDateUnread, params (EvidenceKind Kind, string Cell)[] cells)
    {
        return Check(facts, name => Encoding.UTF8.GetBytes(name == Filter ? filter : cells.FirstOrDefault(c => EvidenceColumn.GetName(c.Kind) == name).Cell ?? ""), out birthDateUnread);
    }

    public static string? Check(RowFacts facts, Func<string, byte[]> cell, out bool birthDateUnread)
    {
        return new RowRules(facts, Today).Check(Batch(facts, cell), 0, 1, out birthDateUnread)?.Code;
    }

    /// <summary>One row whose first column is somebody else's.</summary>
    public static RecordBatch Batch(RowFacts facts, Func<string, byte[]> cell)
    {
        var batch = new RecordBatch(facts.ColumnNames.Count + 1);
        batch.BeginRecord(1);
        batch.AddValue("identifier"u8);
        foreach (var name in facts.ColumnNames)
        {
            batch.AddValue(cell(name));
        }

        batch.EndRecord();
        return batch;
    }
}
