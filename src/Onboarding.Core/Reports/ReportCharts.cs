namespace Onboarding.Reports;

/// <summary>Drawings of a report. Widths are shares of the drawing's own width and heights follow the letters, so that they fit a phone and a page alike.</summary>
internal static class ReportCharts
{
    private const double StepHeight = 2.9;
    private const double TextAt = 1.1;
    private const double BarAt = 1.55;
    private const double BarHeight = 0.75;

    /// <summary>From rows to members: each bar begins where the one below it ends.</summary>
    public static Markup Funnel(RunCounts counts)
    {
        var steps = new List<(string Name, long Count, string Style)>
        {
            ("Rows", counts.Rows, "rows"),
            ("Malformed", counts.Malformed, "out"),
            ("Dropped", counts.Dropped, "out"),
            ("Said no", counts.Suppressed, "no"),
            ("Duplicates", counts.Duplicates, "out"),
            ("Members", counts.Members, "in"),
        };
        var left = counts.Rows;
        var bars = new List<Markup>();
        for (var i = 0; i < steps.Count; i++)
        {
            var (name, count, style) = steps[i];
            var isRemoved = style is "out" or "no";
            left -= isRemoved ? count : 0;
            bars.Add(Step(i, name, (isRemoved && count > 0 ? "\u2212" : "") + ReportText.Number(count), ReportText.Share(count, counts.Rows)));
            bars.Add(isRemoved ? $"{Bar(i, 0, left, counts.Rows, "left")}{Bar(i, left, count, counts.Rows, style)}" : Bar(i, 0, count, counts.Rows, style));
        }

        var description = $"Of {ReportText.Count(counts.Rows, "row", "rows")}, {ReportText.Number(counts.Malformed)} were malformed, {ReportText.Number(counts.Dropped)} were dropped, {ReportText.Number(counts.Suppressed)} belonged to people who said no, and {ReportText.Number(counts.Duplicates)} were duplicates. {ReportText.Count(counts.Members, "member", "members")} remained.";
        return Drawing("funnel", "From rows to members", description, steps.Count, bars);
    }

    /// <summary>How many members have an identifier of each kind; a mark where the previous run stood.</summary>
    public static Markup Coverage(RunCounts counts, ReportComparison? comparison)
    {
        var bars = new List<Markup>();
        var said = new List<string>();
        foreach (var (kind, of) in counts.Kinds)
        {
            var i = said.Count;
            var share = ReportText.Share(of.Members, counts.Members);
            said.Add($"{ReportText.Kind(kind)}: {share} of members.");
            bars.Add(Step(i, ReportText.Kind(kind), ReportText.Number(of.Members), share));
            bars.Add(Bar(i, 0, counts.Members, counts.Members, "left"));
            bars.Add(Bar(i, 0, of.Members, counts.Members, "in"));
            if (comparison is not null && comparison.Before.Coverage.TryGetValue(kind, out var before))
            {
                bars.Add(Mark(i, before, comparison.Before.Members));
            }
        }

        return Drawing("kinds", "Members that have each kind of identifier", string.Join(' ', said), said.Count, bars);
    }

    private static Markup Drawing(string id, string title, string description, int steps, List<Markup> content)
    {
        return $"""
            <svg class="chart" role="img" aria-labelledby="{id}-title {id}-text" width="100%" height="{steps * StepHeight}em">
            <title id="{id}-title">{title}</title>
            <desc id="{id}-text">{description}</desc>
            {content}</svg>

            """;
    }

    private static Markup Step(int index, string name, string count, string share)
    {
        var y = (index * StepHeight) + TextAt;
        return $"""
            <text x="0" y="{y}em">{name}</text>
            <text x="100%" y="{y}em" dx="-4em" text-anchor="end" class="count">{count}</text>
            <text x="100%" y="{y}em" text-anchor="end" class="share">{share}</text>

            """;
    }

    // The outline keeps a bar visible that is too thin to be seen.
    private static Markup Bar(int index, long from, long length, long whole, string style)
    {
        return length == 0 ? Markup.Empty : $"""
            <rect class="{style}" x="{Percent(from, whole)}%" y="{(index * StepHeight) + BarAt}em" width="{Percent(length, whole)}%" height="{BarHeight}em"/>

            """;
    }

    private static Markup Mark(int index, long part, long whole)
    {
        var y = (index * StepHeight) + BarAt;
        return $"""
            <line class="before" x1="{Percent(part, whole)}%" x2="{Percent(part, whole)}%" y1="{y - 0.05}em" y2="{y + BarHeight + 0.3}em"/>

            """;
    }

    private static double Percent(long part, long whole) => whole <= 0 ? 0 : 100.0 * part / whole;
}
