using Onboarding.Plans;

namespace Onboarding.Reports;

/// <summary>Something that a person should look at.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Text">What was seen and what to do.</param>
/// <param name="Section">The section of the report that says more.</param>
internal sealed record AttentionPoint(string Title, string Text, string Section)
{
    /// <summary>What a report has to point at, the most pressing first.</summary>
    public static IReadOnlyList<AttentionPoint> Find(ReportFacts facts, LabelStatements statements)
    {
        var points = new List<AttentionPoint>();
        if (statements.IsDemo)
        {
            points.Add(new("Published key.", "The key of this run is published, so its tokens protect nobody. Good for trying things out, not for people's data.", "label"));
        }

        if (facts.OptOuts.RejectedCount > 0)
        {
            points.Add(new(
                facts.OptOuts.RejectedCount == 1 ? "An opt-out could not be read." : $"{ReportText.Number(facts.OptOuts.RejectedCount)} opt-outs could not be read.",
                "Each may be the objection of somebody who is in this audience. Correct the lines and run again.",
                "opt-outs"));
        }

        if (facts.OptOuts.EmptyReference is { } reference)
        {
            points.Add(new("No opt-outs were used.", $"That nobody has objected was confirmed by: {reference}.", "opt-outs"));
        }

        points.AddRange(facts.Findings.Where(f => f.Level != FindingLevel.Pass).Select(f => new AttentionPoint(f.Code + ".", ReportText.Sentence(f.Seen) + " " + f.Reason?.Remedy, "review")));
        points.AddRange((facts.Comparison?.Changes ?? []).Select(change => new AttentionPoint(change.Seen, change.Remedy, "previous-run")));
        return points;
    }
}
