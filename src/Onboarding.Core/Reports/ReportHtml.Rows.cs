using Onboarding.Internal;
using Onboarding.Plans;

namespace Onboarding.Reports;

internal static partial class ReportHtml
{
    private const int MaxLines = 20;

    private static Markup Rows(ReportFacts facts)
    {
        var counts = facts.Counts;
        IEnumerable<Markup> rows =
        [
            Step("total", "In the source", counts.Rows),
            Step("", "Malformed: no record", counts.Malformed),
            .. Codes(counts.MalformedByReason),
            Step("", "Dropped: kept out by a rule", counts.Dropped),
            .. Codes(counts.DroppedByCode),
            Step("", "Suppressed: the person said no", counts.Suppressed),
            Step("part", "of them found only by the check at writing", counts.SuppressedAtWrite),
            Step("part", "of them only because another row of the same person says no", counts.SuppressedByPerson),
            Step("", "Duplicates: identifiers of an earlier row", counts.Duplicates),
            Step("total", "Members", counts.Members),
        ];
        return Section("rows", "From rows to members", $"{ReportCharts.Funnel(counts)}{Table("Where every row went; each is counted once.", ["Rows", "Count", "Share"], rows)}");

        Markup Step(string style, string name, long count) => Row(style, $"{name}", ReportText.Number(count), ReportText.Share(count, counts.Rows));

        IEnumerable<Markup> Codes(IReadOnlyDictionary<string, long> codes) => codes.OrderByDescending(c => c.Value)
            .Select(c => Reason(facts, "part", c.Key, ReportText.Number(c.Value), ReportText.Share(c.Value, counts.Rows)));
    }

    private static Markup Coverage(ReportFacts facts)
    {
        var (counts, tokens) = (facts.Counts, facts.Label.ValueCounts);
        var rows = counts.Kinds.Select(k => Row(
            "",
            $"{ReportText.Kind(k.Key)}<span class=\"where\">{ReportText.Count(tokens.GetValueOrDefault(k.Key), One(facts.Label), Many(facts.Label))}</span>",
            ReportText.Number(k.Value.Accepted),
            ReportText.Number(k.Value.Rejected),
            ReportText.Number(k.Value.Empty)));
        return Section("coverage", "Coverage", $"""
            <p>How many of the {ReportText.Count(counts.Members, "member", "members")} can be found by each kind of identifier.{(facts.Comparison is null ? "" : " The thin line is the share of the previous run.")}</p>
            {ReportCharts.Coverage(counts, facts.Comparison)}{Table($"{ReportText.Capital(Many(facts.Label))} are what stands in the output{(facts.Label.KeyId.Length == 0 ? "" : ", each once")}. The other figures are of all rows, also of those left out.", ["Kind", "Accepted", "Rejected", "Empty"], rows)}
            """);
    }

    private static Markup Rejected(ReportFacts facts)
    {
        var rejected = facts.Counts.Rejected;
        if (rejected.Count == 0)
        {
            return Section("rejected", "Rejected identifiers", $"<p>None.</p>\n");
        }

        // Empty cells are the most frequent and the least telling.
        var codes = rejected.OrderBy(r => r.Key == "EMPTY").ThenByDescending(r => r.Value);
        var rows = codes.Select(r => Reason(facts, "", r.Key, ReportText.Number(r.Value)));
        return Section("rejected", "Rejected identifiers", $"""
            <p>A rejected identifier does not leave. A row that has another good one is still used.</p>
            {Table("Identifiers, not rows.", ["Reason", "Count"], rows)}
            """);
    }

    // What it is, and under it over the whole width what to do and where it stands.
    private static Markup Reason(ReportFacts facts, string style, string code, params IReadOnlyList<string> figures)
    {
        var reason = PlanRules.Of(code);
        var kinds = facts.Counts.Kinds.Where(k => k.Value.RejectedByCode.ContainsKey(code)).Select(k => $"{ReportText.Kind(k.Key)} {ReportText.Number(k.Value.RejectedByCode[code])}. ").ToList();
        return $"""
            {Row(style, $"{reason.Meaning} {Code(code)}", figures)}<tr class="{style} note"><td colspan="{figures.Count + 1}">{(kinds.Count > 1 ? string.Concat(kinds) : "")}{reason.Remedy} {Lines([.. facts.Lines.Where(l => l.Code == code)], facts)}</td></tr>

            """;
    }

    private static string Lines(List<ProblemLine> lines, ReportFacts facts)
    {
        if (lines.Count == 0)
        {
            return "";
        }

        var files = lines.Take(MaxLines).GroupBy(l => l.File ?? "").Select(file => (file.Key.Length == 0 ? "" : file.Key + " ") + string.Join(", ", file.Select(l => ReportText.Ordinal(l.Number))));
        var more = lines.Count > MaxLines ? $" and {ReportText.Number(lines.Count - MaxLines)} more" + (facts.LinesComplete ? "" : " at least") : "";
        return (lines.Count == 1 ? "Line " : "Lines ") + string.Join("; ", files) + more + ".";
    }
}
