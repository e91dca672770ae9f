namespace Onboarding.Reports;

/// <summary>A run beside the previous run of the same plan: figures, differences, and in words what somebody should look at.</summary>
internal sealed class ReportComparison
{
    // Choices of this library: what differs by less is the ordinary change from week to week.
    private const double LargeRowChange = 0.2;
    private const double LargeShareChange = 5;
    private const double LargeCoverageChange = 10;
    private const int LeastCount = 10;

    private readonly List<ComparedFigure> _figures = [];
    private readonly List<ReportChange> _changes = [];

    private ReportComparison(PreviousReport previous) => (Id, Created, Before) = (previous.Id, previous.Created, previous.Figures);

    /// <summary>The previous output's id.</summary>
    public string Id { get; }

    public DateTimeOffset Created { get; }

    public ReportFigures Before { get; }

    public IReadOnlyList<ComparedFigure> Figures => _figures;

    /// <summary>The large changes.</summary>
    public IReadOnlyList<ReportChange> Changes => _changes;

    public static ReportComparison Create(PreviousReport previous, ReportFigures now)
    {
        var comparison = new ReportComparison(previous);
        comparison.CompareRows(previous.Figures, now);
        comparison.CompareCoverage(previous.Figures, now);
        comparison.CompareRejected(previous.Figures, now);
        comparison.CompareOptOuts(previous.Figures, now);
        return comparison;
    }

    private void CompareRows(ReportFigures before, ReportFigures now)
    {
        _figures.Add(new ComparedFigure("rows", "rows", before.Rows, now.Rows, 0, 0));
        if (before.Rows > 0 && Math.Abs(now.Rows - before.Rows) is var difference && difference >= LeastCount && difference > before.Rows * LargeRowChange)
        {
            _changes.Add(new($"The source has {ReportText.Count(now.Rows, "row", "rows")} instead of {ReportText.Number(before.Rows)}.", "Look whether it is the whole export, and the right one."));
        }

        AddRows("members", "Members", before.Members, now.Members, "The other figures say where the rows went.");
        AddRows("suppressed", "People who said no", before.Suppressed, now.Suppressed, "Look at what changed in the opt-out lists.");
        AddRows("duplicates", "Duplicates", before.Duplicates, now.Duplicates, "Look whether the export has people twice.");
        AddRows("malformed", "Malformed rows", before.Malformed, now.Malformed, "Look at the export's separator and quotes.");
        AddRows("dropped", "Dropped rows", before.Dropped, now.Dropped, "Their codes say why.");
        foreach (var code in Codes(before.DroppedByCode, now.DroppedByCode))
        {
            _figures.Add(new ComparedFigure("dropped", code, before.DroppedByCode.GetValueOrDefault(code), now.DroppedByCode.GetValueOrDefault(code), before.Rows, now.Rows));
        }

        void AddRows(string name, string title, long was, long @is, string advice) => AddShare(new ComparedFigure("rows", name, was, @is, before.Rows, now.Rows), title, "of rows", LargeShareChange, advice);
    }

    private void CompareCoverage(ReportFigures before, ReportFigures now)
    {
        foreach (var kind in now.Coverage.Keys.Where(before.Coverage.ContainsKey))
        {
            AddShare(new ComparedFigure("coverage", kind, before.Coverage[kind], now.Coverage[kind], before.Members, now.Members), ReportText.Kind(kind) + " coverage", "of members", LargeCoverageChange, "Look at the column.");
        }
    }

    private void CompareRejected(ReportFigures before, ReportFigures now)
    {
        foreach (var code in Codes(before.Rejected, now.Rejected))
        {
            AddShare(new ComparedFigure("rejected", code, before.Rejected.GetValueOrDefault(code), now.Rejected.GetValueOrDefault(code), before.Identifiers, now.Identifiers), "Identifiers rejected as " + code, "of all cells", LargeShareChange, "Look at the column.");
        }
    }

    private void CompareOptOuts(ReportFigures before, ReportFigures now)
    {
        _figures.Add(new ComparedFigure("optOuts", "values", before.OptOuts, now.OptOuts, 0, 0));
        if (now.OptOuts < before.OptOuts)
        {
            _changes.Add(new($"The opt-out lists have {ReportText.Count(now.OptOuts, "value", "values")}, {ReportText.Number(before.OptOuts - now.OptOuts)} fewer than before.", "An objection does not lapse by itself: find out whether these people took theirs back."));
        }
    }

    private void AddShare(ComparedFigure figure, string title, string whole, double large, string advice)
    {
        _figures.Add(figure);
        if (Math.Abs(figure.Points ?? 0) >= large && Math.Max(figure.Before, figure.Now) >= LeastCount)
        {
            _changes.Add(new($"{title} {(figure.Points > 0 ? "rose" : "fell")} from {ReportText.Share(figure.Before, figure.WholeBefore)} to {ReportText.Share(figure.Now, figure.WholeNow)} {whole}.", advice));
        }
    }

    private static IEnumerable<string> Codes(IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> now) => before.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal);
}

/// <summary>A large change, and what to do about it.</summary>
internal sealed record ReportChange(string Seen, string Remedy)
{
    public override string ToString() => Seen + " " + Remedy;
}

/// <summary>A figure of two runs, and what it is a part of; a whole of 0 where it is no part.</summary>
internal sealed record ComparedFigure(string Group, string Name, long Before, long Now, long WholeBefore, long WholeNow)
{
    public long Difference => Now - Before;

    /// <summary>The difference of the shares in percentage points; null where there are none.</summary>
    public double? Points => WholeBefore > 0 && WholeNow > 0 ? Math.Round((100.0 * Now / WholeNow) - (100.0 * Before / WholeBefore), 1) : null;
}
