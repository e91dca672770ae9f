using Onboarding.Audiences;
using Onboarding.Identifiers;
using Onboarding.Plans;

namespace Onboarding.Reports;

internal static partial class ReportHtml
{
    private static Markup Label(ReportFacts facts, LabelStatements statements)
    {
        var label = facts.Label;
        return Section("label", "What left, and what its label says", $"""
            <dl class="facts">
            {Fact("Status", $"{Capital(PseudonymityLabel.Status)}")}{Fact("Content", $"{ReportText.Count(label.Members, "person", "people")} as {Tokens(label)}")}{Fact("From", $"{facts.Controller}, legal basis {Basis(facts.Plan, facts.Plan.Domain.Controller)}")}{Fact("To", $"{facts.Recipient}, legal basis {Basis(facts.Plan, facts.Plan.Domain.Recipient)}")}{Fact("Purpose", $"{statements.Purpose}")}{Fact("Never for", $"{string.Join(", ", statements.Forbidden)}")}{Fact("Use by", $"{ReportText.Time(label.UseBy)}; after that it may hold people who have objected since")}{Fact("Delete by", $"{ReportText.Time(label.DeleteBy)}")}{Fact("Who can tell the people", $"{LabelStatements.WhoCanAttribute(label.AttributableBy)}")}{Fact("What it does not do", $"{statements.Limits}")}{Fact("Made with", $"{statements.Technique}, key <code>{label.KeyId}</code>")}{Fact("Domain", $"<code>{label.Domain}</code>, serial {ReportText.Number(label.Serial)}")}{Fact("Output", $"<code>{facts.Id}</code>")}</dl>

            """);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Tokens(PseudonymityLabel label)
    {
        return string.Join(", ", label.TokenCounts.OrderBy(t => t.Key).Select(t => $"{ReportText.Count(t.Value, "token", "tokens")} of kind {IdentifierKinds.GetName(t.Key)}"));
    }

    private static string Basis(ReviewedPlan plan, string party) => $"{plan.Basis(party).Basis} ({plan.Basis(party).Reference})";

    private static Markup OptOuts(ReportFacts facts, LabelStatements statements)
    {
        var snapshot = facts.OptOuts;
        if (snapshot.EmptyReference is { } reference)
        {
            return Section("opt-outs", "Opt-outs", $"<p>No list was used. That nobody has objected was confirmed by: {reference}.</p>\n");
        }

        Markup rows = $"""
            <tbody>
            {snapshot.Lists.Select(l => Row("", $"{l.Name}", ReportText.Number(l.Values), ReportText.Number(l.Rejected), l.AsOf is { } asOf ? ReportText.Day(asOf) : "not known"))}</tbody>

            """;
        return Section("opt-outs", "Opt-outs", $"""
            <p>Read again when the output was written, on {ReportText.Time(snapshot.LoadedAt)}. Compared by: {statements.Compared}.</p>
            {Table("The lists.", ["List", "Values", "Unreadable", "As of"], rows)}{Unreadable(snapshot)}
            """);
    }

    private static Markup Unreadable(Suppression.SuppressionSnapshot snapshot)
    {
        if (snapshot.RejectedCount == 0)
        {
            return Markup.Empty;
        }

        var more = snapshot.RejectedCount - Math.Min(MaxLines, snapshot.RejectedLines.Count);
        return $"""
            <h3>Not readable</h3>
            <p>Each of these may be an objection. Until it is corrected it protects nobody.</p>
            <ul>
            {snapshot.RejectedLines.Take(MaxLines).Select(Line)}</ul>
            {(more > 0 ? More(more) : Markup.Empty)}
            """;

        static Markup Line((string List, long Line, string Reason) line) => $"""
            <li>{line.List}, line {ReportText.Number(line.Line)}: <code>{line.Reason}</code> {ReasonTexts.Find(line.Reason).Meaning}</li>

            """;

        static Markup More(long count) => $"<p>And {ReportText.Number(count)} more, see the report for machines.</p>\n";
    }

    private static Markup Findings(ReportFacts facts)
    {
        if (facts.Findings.Count == 0)
        {
            return Section("findings", "Review", $"<p>The review of plan and dossier warned of nothing. It checks facts that are written down; it does not replace a judgment.</p>\n");
        }

        return Section("findings", "Review", $"<ul class=\"findings\">\n{facts.Findings.Select(Item)}</ul>\n");

        static Markup Item(Finding finding) => $"""
            <li class="{FindingTexts.Level(finding.Level)}"><p><span class="level">{Capital(FindingTexts.Level(finding.Level))}</span> <code>{finding.Reason.Code}</code></p>
            <p>{finding.Seen}.</p>
            <p>{finding.Reason.Remedy}</p>
            <p class="where">Rule {finding.Reason.Rule}, {finding.Reason.Source}. {(finding.Path == "$" ? "" : "At " + finding.Path)}</p></li>

            """;
    }
}
