using System.Text;

namespace Onboarding.Reports;

/// <summary>The report for people: one file without script and without anything that is fetched (docs/report.md). Well-formed as XML too.</summary>
internal static partial class ReportHtml
{
    public static byte[] Build(ReportFacts facts)
    {
        var statements = LabelStatements.Read(facts.Label);
        IEnumerable<Markup> sections =
        [
            Tiles(facts),
            Attention(facts, statements),
            Rows(facts),
            MatchRate(facts),
            Label(facts, statements),
            OptOuts(facts, statements),
            Findings(facts),
            Comparison(facts.Comparison),
            Coverage(facts),
            Rejected(facts),
            Source(facts),
        ];
        Markup page = $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
            <title>Run report: {facts.Plan.Id}, {ReportText.Day(facts.Label.Created)}</title>
            {ReportStyle.Element}</head>
            <body>
            <header>
            <p class="kicker">Run report · {facts.Plan.Id} · {ReportText.Time(facts.Label.Created)}</p>
            <h1>{facts.Verdict}</h1>
            <p class="status"><strong>Pseudonymous personal data</strong> from {facts.Controller} to {facts.Recipient}, for the purpose “{statements.Purpose}”.</p>
            </header>
            <main>
            {sections}</main>
            <footer>
            <p>This report says what was done and what was seen. Whether the processing is allowed is for people to judge.</p>
            <p>{ReportText.Sentence("It stays with " + facts.Controller)} The same for machines, with all line numbers: <code>{facts.Id}.report.json</code>. What was delivered, and when, stands in the ledger.</p>
            </footer>
            </body>
            </html>

            """;
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static Markup Tiles(ReportFacts facts)
    {
        var (counts, label) = (facts.Counts, facts.Label);
        IEnumerable<Markup> tiles =
        [
            Tile("Members", ReportText.Number(counts.Members), ReportText.Share(counts.Members, counts.Rows) + " of the rows"),
            Tile("Said no", ReportText.Number(counts.Suppressed), "rows left out"),
            Tile("Use by", ReportText.Day(label.UseBy), ReportText.Days(label.UseBy - label.Created) + " after the run"),
            Tile("Delete by", ReportText.Day(label.DeleteBy), ReportText.Days(label.DeleteBy - label.Created) + " after the run"),
        ];
        return $"""
            <dl class="tiles">
            {tiles}</dl>

            """;

        static Markup Tile(string name, string value, string note) => $"""
            <div><dt>{name}</dt><dd class="figure">{value}</dd><dd>{note}</dd></div>

            """;
    }

    private static Markup Attention(ReportFacts facts, LabelStatements statements)
    {
        var points = AttentionPoint.Find(facts, statements);
        return points.Count == 0
            ? Section("attention", "To look at", $"<p>Nothing was flagged.</p>\n")
            : Section("attention", $"To look at ({ReportText.Number(points.Count)})", $"<ol>\n{points.Select(Item)}</ol>\n");

        static Markup Item(AttentionPoint point) => $"""
            <li><strong>{point.Title}</strong> {point.Text} <a href="#{point.Section}">See {point.Section.Replace('-', ' ')}</a></li>

            """;
    }

    private static Markup Section(string id, string heading, Markup content) => $"""
        <section id="{id}" aria-labelledby="{id}-heading">
        <h2 id="{id}-heading">{heading}</h2>
        {content}</section>

        """;

    /// <summary>A table of figures; the first column is a heading of its row. Rows are in one group or several.</summary>
    private static Markup Table(string caption, IReadOnlyList<string> columns, params IEnumerable<IEnumerable<Markup>> groups) => $"""
        <div class="wide">
        <table>
        <caption>{caption}</caption>
        <thead><tr>{columns.Select((name, i) => Head(name, i))}</tr></thead>
        {groups.Select(Body)}</table>
        </div>

        """;

    private static Markup Body(IEnumerable<Markup> rows) => $"""
        <tbody>
        {rows}</tbody>

        """;

    private static Markup Head(string name, int index) => $"<th scope=\"col\" class=\"{(index == 0 ? "" : "number")}\">{name}</th>";

    private static Markup Row(string style, Markup name, params IReadOnlyList<string> figures) => $"""
        <tr class="{style}"><th scope="row">{name}</th>{figures.Select(Figure)}</tr>

        """;

    private static Markup Figure(string figure) => $"<td class=\"number\">{figure}</td>";

    // A code may be broken after its underscores.
    private static Markup Code(string code) => $"<code>{code.Split('_').Select((part, i) => Part(i == 0 ? "" : "_", part))}</code>";

    private static Markup Part(string before, string part) => $"{before}<wbr/>{part}";

    private static Markup Facts(string id, string heading, IEnumerable<Markup> facts) => Section(id, heading, $"""
        <dl class="facts">
        {facts}</dl>

        """);

    private static Markup Fact(string name, Markup value) => $"""
        <div><dt>{name}</dt><dd>{value}</dd></div>

        """;
}
