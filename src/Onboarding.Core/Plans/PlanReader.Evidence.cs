using Onboarding.Plans.Rules;
using Onboarding.Records;

namespace Onboarding.Plans;

// What columns and statements say about each row.
internal sealed partial class PlanReader
{
    private static readonly EvidenceKind[] s_dates = [EvidenceKind.ObjectionOfferedAt, EvidenceKind.CollectedAt, EvidenceKind.ConsentAt, EvidenceKind.LastActiveAt, EvidenceKind.DateOfBirth];

    private RowFacts ReadRows()
    {
        var columns = new Dictionary<EvidenceKind, EvidenceColumn>();
        foreach (var (name, file) in _plan.Source.Evidence)
        {
            if (EvidenceColumn.TryParse(name, out var kind))
            {
                columns[kind] = ReadEvidence(kind, file, $"$.source.evidence.{name}");
            }
            else
            {
                Require(false, Reasons.PlanInvalid, "$.source.evidence", "a name is not one of " + string.Join(", ", EvidenceColumn.Names));
            }
        }

        var isTerm = PlanDate.TryParse(_plan.LongestInactive, out var longestInactive) && longestInactive.IsRelative;
        Require(isTerm || _plan.LongestInactive is null, Reasons.PlanInvalid, "$.longestInactive", "the value is no term such as P3Y");
        RequireTogether(columns.ContainsKey(EvidenceKind.LastActiveAt) == _plan.LongestInactive is not null, "last_active_at", "longestInactive");
        RequireTogether(columns.ContainsKey(EvidenceKind.ObjectionOfferedAt) == columns.ContainsKey(EvidenceKind.CollectedAt), "objection_offered_at", "collected_at");
        var rows = new RowFacts
        {
            Basis = Facts.OwnBasis?.Basis ?? "",
            Columns = columns,
            Consent = _plan.Source.Match?.Consent ?? [],
            Statements = [.. _plan.Statements.Select(ReadStatement)],
            NoticeVersions = Facts.Notice(Facts.OwnController) is { } notice ? [notice.Version] : [],
            ConsentPurposes = [PlanFacts.MatchingConsent, Facts.UploadConsent],
            LongestInactive = isTerm ? longestInactive : null,
            // Where nothing else says how children are kept out, the birth date must.
            RequiresBirthDate = (_dossier.Age is null || _dossier.Age.Policy == "birth-date") && columns.ContainsKey(EvidenceKind.DateOfBirth),
        };
        Require(rows.ColumnNames.Count <= MaxColumns, Reasons.PlanInvalid, "$.source.evidence", $"evidence and statements name more than {MaxColumns} columns");
        return rows;
    }

    private EvidenceColumn ReadEvidence(EvidenceKind kind, EvidenceFile file, string at)
    {
        var isDate = s_dates.Contains(kind);
        var hasFormat = DateFormat.TryParse(file.Format, out var format);

        // Anything in a column of withdrawals is one; its format may be stated all the same.
        var mayHaveFormat = isDate || kind == EvidenceKind.ConsentWithdrawnAt;
        Require(hasFormat ? mayHaveFormat : !isDate && file.Format is null, Reasons.PlanInvalid, at + ".format", mayHaveFormat ? "the format is not one of " + string.Join(", ", DateFormat.All) : "this column holds no date that is read");
        Require(file.Yes.Length == 0 || kind is EvidenceKind.Relationship or EvidenceKind.Consent, Reasons.PlanInvalid, at + ".yes", "only columns of relationship and consent have words that say yes");
        Require(file.No.Length == 0 || kind is EvidenceKind.Relationship or EvidenceKind.Consent or EvidenceKind.ConsentWithdrawnAt, Reasons.PlanInvalid, at + ".no", "only columns of relationship, consent and withdrawal have words that say no");
        Require(!file.Denies || kind == EvidenceKind.Consent, Reasons.PlanInvalid, at + ".denies", "only a column of consent can deny");
        return new EvidenceColumn(file.Column)
        {
            Format = format,
            Yes = ReadWords(file.Yes, at + ".yes"),
            No = ReadWords(file.No, at + ".no"),
            Denies = file.Denies,
        };
    }

    private RowStatement ReadStatement(StatementFile file, int index)
    {
        var at = $"$.statements[{index}]";
        Require(file.Relationship is null or "customer" or "prospect", Reasons.PlanInvalid, at + ".relationship", "the relationship is not \"customer\" or \"prospect\"");
        Require(file.Where is null or { Is.Length: > 0 }, Reasons.PlanInvalid, at + ".where.is", "the filter names no cell that it takes");
        return new RowStatement
        {
            Column = file.Where?.Column,
            Is = ReadWords(file.Where?.Is ?? [], at + ".where.is"),
            IsCustomer = file.Relationship is null ? null : file.Relationship == "customer",
            NoticeVersion = file.NoticeVersion,
            ObjectionOffered = file.ObjectionOffered,
            HasProvenance = file.Provenance is not null,
            ConsentPurposes = file.ConsentPurposes,
        };
    }

    private CellWords? ReadWords(string[] words, string at)
    {
        Require(words.All(w => w.Length <= CellWords.MaxLength), Reasons.PlanInvalid, at, $"a word is longer than {CellWords.MaxLength} characters");
        return words.Length == 0 ? null : new CellWords(words);
    }

    // No column is read for nothing.
    private void RequireTogether(bool areTogether, string one, string other)
    {
        Require(areTogether, Reasons.PlanInvalid, "$.source.evidence", $"{one} and {other} are compared with each other: the plan has both or neither");
    }
}
