using Onboarding.Plans;

namespace Onboarding.Records;

/// <summary>Where one code drops many rows, a column is more likely missing or misread than the rule broken so often.</summary>
internal static class DropWarnings
{
    // A fifth of all rows.
    private const int OneIn = 5;

    public static IEnumerable<Finding> Find(long rows, IReadOnlyDictionary<string, long> dropped, PlanSource source)
    {
        foreach (var (code, count) in dropped.Where(d => d.Value * OneIn > rows))
        {
            var (path, hint) = Explain(code, source.Rows);
            yield return new Finding(DropReasons.DroppedMany, FindingLevel.Warning, path, $"{count} of {rows} rows ({count * 100 / rows} %) were dropped with {code}; {hint}");
        }
    }

    private static (string Path, string Hint) Explain(string code, RowFacts? facts)
    {
        EvidenceKind[] kinds = code switch
        {
            "PROVENANCE_MISSING" => [EvidenceKind.Provenance],
            "CONSENT_WITHDRAWN" => [EvidenceKind.Consent, EvidenceKind.ConsentWithdrawnAt],
            "CONSENT_UNPROVEN" => [EvidenceKind.Consent, EvidenceKind.ConsentAt, EvidenceKind.ConsentPurposes],
            "CONSENT_PURPOSE_MISMATCH" => [EvidenceKind.ConsentPurposes],
            "LI_NOT_EXPECTED" => [EvidenceKind.Relationship, EvidenceKind.NoticeVersion, EvidenceKind.ObjectionOfferedAt, EvidenceKind.CollectedAt],
            "RECORD_TOO_OLD" => [EvidenceKind.LastActiveAt],
            "MINOR" => [EvidenceKind.DateOfBirth],
            _ => [],
        };
        if (kinds.Length == 0 || facts is null)
        {
            return code == DropReasons.NoIdentifier.Code ? ("$.source.columns", "look at the mapped columns") : ("$.source.idColumn", "look at the column of the own id");
        }

        var mapped = string.Join(", ", kinds.Where(facts.Has).Select(EvidenceColumn.GetName));
        var missing = string.Join(", ", kinds.Where(k => !facts.Has(k)).Select(EvidenceColumn.GetName));
        if (code == DropReasons.ConsentWithdrawn.Code && facts.Consent.Count > 0)
        {
            return ("$.source.preset", $"look at the cells of {string.Join(", ", Internal.ReportNames.Columns([.. facts.Consent.Select(c => c.Name)]))}: where the system knows only yes and no, whoever was never asked has a no");
        }

        var look = mapped.Length == 0 ? null : $"check words and format of {mapped}";
        var map = missing.Length == 0 || code == DropReasons.ConsentWithdrawn.Code ? null : $"no column is mapped to {missing}, so only $.statements say it";
        return ("$.source.evidence", string.Join("; ", new[] { look, map }.OfType<string>()));
    }
}
