namespace Onboarding.Reports;

internal static partial class ReportHtml
{
    private static Markup Comparison(ReportComparison? comparison)
    {
        if (comparison is null)
        {
            return Section("previous", "Compared with the previous run", $"<p>This is the first run of the plan that left a report in this folder.</p>\n");
        }

        var groups = comparison.Figures.GroupBy(f => f.Group);
        return Section("previous", "Compared with the previous run", $"""
            <p>That run was on {ReportText.Time(comparison.Created)}.</p>
            <ul>
            {(comparison.Changes.Count == 0 ? ["Nothing changed much."] : comparison.Changes).Select(Change)}</ul>
            {Table("Change in percentage points where a figure is a share.", ["", "Before", "Now", "Change"], $"{groups.Select(Group)}")}
            """);

        static Markup Change(string change) => $"<li>{change}</li>\n";
    }

    private static Markup Group(IGrouping<string, ComparedFigure> group) => $"""
        <tbody>
        <tr class="group"><th scope="rowgroup" colspan="4">{GroupName(group.Key)}</th></tr>
        {group.Select(Compared)}</tbody>

        """;

    private static Markup Compared(ComparedFigure figure)
    {
        Markup points = figure.Points is { } p && p != 0 ? $" <span class=\"where\">{ReportText.Points(p)}</span>" : Markup.Empty;
        return $"""
            <tr><th scope="row">{FigureName(figure)}</th><td class="number">{ReportText.Number(figure.Before)}</td><td class="number">{ReportText.Number(figure.Now)}</td><td class="number">{ReportText.Change(figure.Difference)}{points}</td></tr>

            """;
    }

    private static string GroupName(string group) => group switch
    {
        "rows" => "Rows",
        "dropped" => "Dropped rows by code",
        "coverage" => "Members that have one",
        "rejected" => "Rejected identifiers",
        _ => "Opt-out lists",
    };

    private static Markup FigureName(ComparedFigure figure) => figure.Group switch
    {
        "rows" or "optOuts" => $"{Capital(figure.Name)}",
        "coverage" => $"{ReportText.Kind(figure.Name)}",
        _ => $"<code>{figure.Name}</code>",
    };

    private static Markup Source(ReportFacts facts)
    {
        var cells = facts.Counts.Cells;
        return Section("source", "How the source was read", $"""
            <dl class="facts">
            {(cells.Phones > 0 ? Fact("Phone numbers", $"{ReportText.Number(cells.Phones)}, of them {ReportText.Number(cells.PhonesByDefaultRegion)} in national spelling taken for {facts.Plan.Source.Region.ToString()}, {ReportText.Number(cells.PhonesOfOtherCountries)} of other countries") : Markup.Empty)}{(cells.Apostrophes > 0 ? Fact("Apostrophes taken off", $"{ReportText.Number(cells.Apostrophes)}") : Markup.Empty)}{Fact("Columns not read", $"{(facts.UnreadColumns.Count == 0 ? "none is known" : string.Join(", ", facts.UnreadColumns))}")}{(facts.Notes.Count > 0 ? Fact("Notes", $"<ul>{facts.Notes.Select(Note)}</ul>") : Markup.Empty)}</dl>

            """);

        static Markup Note(string note) => $"<li>{note}</li>";
    }
}
