using Onboarding.Internal;

namespace Onboarding.Reports;

internal static partial class ReportHtml
{
    private const int MaxLines = 20;

    private static Markup Rows(ReportFacts facts)
    {
        var counts = facts.Counts;
        Markup rows = $"""
            <tbody>
            {Step("total", "In the source", counts.Rows)}{Step("", "Malformed: no record", counts.Malformed)}{Codes(counts.MalformedByReason)}{Step("", "Dropped: kept out by a rule", counts.Dropped)}{Codes(counts.DroppedByCode)}{Step("", "Suppressed: the person said no", counts.Suppressed)}{Step("part", "of them found only by the check at writing", counts.SuppressedAtWrite)}{Step("", "Duplicates: identifiers of an earlier row", counts.Duplicates)}{Step("total", "Members", counts.Members)}</tbody>

            """;
        return Section("rows", "From rows to members", $"{ReportCharts.Funnel(counts)}{Table("Where every row went; each is counted once.", ["Rows", "Count", "Share"], rows)}");

        Markup Step(string style, string name, long count) => Row(style, $"{name}", ReportText.Number(count), ReportText.Share(count, counts.Rows));

        IEnumerable<Markup> Codes(IReadOnlyDictionary<string, long> codes) => codes.OrderByDescending(c => c.Value)
            .Select(c => Row("part", Reason(facts, c.Key), ReportText.Number(c.Value), ReportText.Share(c.Value, counts.Rows)));
    }

    private static Markup Coverage(ReportFacts facts)
    {
        var (counts, tokens) = (facts.Counts, facts.Label.TokenCounts.ToDictionary(t => Identifiers.IdentifierKinds.GetName(t.Key), t => t.Value));
        var kinds = counts.Kinds;
        Markup rows = $"""
            <tbody>
            {Line("Members that have one", k => k.Value.Members)}{Line("Different tokens in the output", k => tokens.GetValueOrDefault(k.Key))}{Line("Values accepted", k => k.Value.Accepted)}{Line("Values rejected", k => k.Value.Rejected)}{Line("Empty cells", k => k.Value.Empty)}</tbody>

            """;
        return Section("coverage-of-kinds", "Coverage", $"""
            <p>How many of the {ReportText.Count(counts.Members, "member", "members")} can be found by each kind of identifier.</p>
            {ReportCharts.Coverage(counts, facts.Comparison)}{Table("Values of all rows, also of those that were left out.", ["", .. kinds.Keys.Select(ReportText.Kind)], rows)}
            """);

        Markup Line(string name, Func<KeyValuePair<string, KindCounts>, long> count) => Row("", $"{name}", [.. kinds.Select(k => ReportText.Number(count(k)))]);
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
        Markup rows = $"""
            <tbody>
            {codes.Select(r => Row("", Reason(facts, r.Key), ReportText.Number(r.Value)))}</tbody>

            """;
        return Section("rejected", "Rejected identifiers", $"""
            <p>A rejected identifier does not leave. A row that has another good one is still used.</p>
            {Table("Identifiers, not rows.", ["Reason", "Count"], rows)}
            """);
    }

    private static Markup Reason(ReportFacts facts, string code)
    {
        var text = ReasonTexts.Find(code);
        var kinds = facts.Counts.Kinds.Where(k => k.Value.RejectedByCode.ContainsKey(code)).Select(k => $"{ReportText.Kind(k.Key)} {ReportText.Number(k.Value.RejectedByCode[code])}").ToList();
        return $"""
            <code>{code}</code> {Note("meaning", text.Meaning)}{Note("remedy", text.Remedy)}{Note("where", string.Join(" · ", kinds))}{Note("where", Lines([.. facts.Lines.Where(l => l.Code == code)], facts))}
            """;
    }

    private static Markup Note(string style, string text) => text.Length == 0 ? Markup.Empty : $"<span class=\"{style}\">{text}</span> ";

    private static string Lines(IReadOnlyList<ProblemLine> lines, ReportFacts facts)
    {
        if (lines.Count == 0)
        {
            return "";
        }

        var files = lines.Take(MaxLines).GroupBy(l => l.File ?? "").Select(file => (file.Key.Length == 0 ? "" : file.Key + " ") + string.Join(", ", file.Select(l => ReportText.Number(l.Number))));
        var more = lines.Count > MaxLines ? $" and {ReportText.Number(lines.Count - MaxLines)} more" + (facts.LinesComplete ? "" : " at least") : "";
        return (lines.Count == 1 ? "Line " : "Lines ") + string.Join("; ", files) + more;
    }
}
