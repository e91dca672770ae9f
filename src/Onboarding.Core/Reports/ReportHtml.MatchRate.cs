namespace Onboarding.Reports;

internal static partial class ReportHtml
{
    private static Markup MatchRate(ReportFacts facts)
    {
        const string Heading = "Why the match rate may be low";
        if (facts.Diagnosis.Count == 0)
        {
            return Section("match-rate", Heading, $"<p>Nothing was found that keeps people from being found.</p>\n");
        }

        var rows = facts.Diagnosis.Select(f => Diagnosed(f, facts));
        return Section("match-rate", Heading, $"""
            <p>In order of effect: an estimate of how many people are not found because of it. What has the effect 0 cost nobody here. No value was changed by guess.</p>
            {Table("What was counted, of how many values, rows or people.", ["Finding", "Count", "Share", "Effect"], rows)}
            """);
    }

    private static Markup Diagnosed(DiagnosisFinding finding, ReportFacts facts)
    {
        var lines = facts.Lines.Where(l => l.Code == finding.Id || l.Code == finding.Reason).Where(l => l.Field == (finding.Field ?? "")).ToList();
        var name = finding.Field is null ? "" : ReportText.Kind(finding.Field) + ". ";
        var share = finding.Of == 0 ? "" : ReportText.Share(Math.Min(finding.Count, finding.Of), finding.Of);
        return $"""
            {Row("", $"{name}{finding.Meaning} {Code(finding.Id)}", ReportText.Number(finding.Count), share, ReportText.Share((long)Math.Ceiling(finding.Effect * 10_000), 10_000))}<tr class="note"><td colspan="4">{finding.Remedy} {Lines(lines, facts)}</td></tr>

            """;
    }
}
