namespace Onboarding.Reports;

internal static partial class ReportHtml
{
    private static Markup Comparison(ReportComparison? comparison)
    {
        if (comparison is null)
        {
            return Section("previous-run", "Compared with the previous run", $"<p>This is the first run of the plan that left a report in this folder.</p>\n");
        }

        var changed = comparison.Figures.Where(f => f.Difference != 0 || f.Group is not ("dropped" or "rejected"));
        var groups = changed.GroupBy(f => f.Group).Select(group => group.Select(Compared).Prepend(GroupRow(group.Key)));
        var changes = comparison.Changes.Count == 0 ? ["Nothing changed much."] : comparison.Changes.Select(c => c.ToString());
        return Section("previous-run", "Compared with the previous run", $"""
            <p>The run of the same plan before this one was on {ReportText.Time(comparison.Created)}.</p>
            <ul>
            {changes.Select(Change)}</ul>
            {Table("Points are percentage points of rows, members or cells. Codes that did not change are left out.", ["Figure", "Before", "Now", "Change"], groups)}
            """);

        static Markup Change(string change) => $"<li>{change}</li>\n";
    }

    private static Markup GroupRow(string group) => $"""
        <tr class="group"><th scope="rowgroup" colspan="4">{GroupName(group)}</th></tr>

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
        "rows" or "optOuts" => $"{ReportText.Capital(figure.Name)}",
        "coverage" => $"{ReportText.Kind(figure.Name)}",
        _ => Code(figure.Name),
    };

    private static Markup Source(ReportFacts facts)
    {
        var cells = facts.Counts.Cells;
        var columns = facts.UnreadColumns.Count == 0 ? "none that is known" : string.Join(", ", facts.UnreadColumns);
        var phones = $"{ReportText.Number(cells.Phones)}, of them {ReportText.Number(cells.PhonesByDefaultRegion)} in national spelling taken for {facts.Plan.Source.Region}, {ReportText.Number(cells.PhonesOfOtherCountries)} of other countries";
        return Facts("source", "How the source was read",
        [
            cells.Phones > 0 ? Fact("Phone numbers", $"{phones}") : Markup.Empty,
            cells.Apostrophes > 0 ? Fact("Apostrophes taken off", $"{ReportText.Number(cells.Apostrophes)}") : Markup.Empty,
            Fact("Columns not read", $"{columns}"),
            facts.Notes.Count > 0 ? Fact("Notes", $"<ul>{facts.Notes.Select(Note)}</ul>") : Markup.Empty,
        ]);

        static Markup Note(string note) => $"<li>{note}</li>";
    }
}
