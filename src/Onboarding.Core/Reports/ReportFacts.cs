using Onboarding.Audiences;
using Onboarding.Internal;
using Onboarding.Plans;
using Onboarding.Suppression;

namespace Onboarding.Reports;

/// <summary>What the report of a run is made of. Holds no identifier and no token.</summary>
internal sealed class ReportFacts
{
    public required string Id { get; init; }

    public required ReviewedPlan Plan { get; init; }

    public required RunCounts Counts { get; init; }

    /// <summary>The label as the recipient gets it.</summary>
    public required PseudonymityLabel Label { get; init; }

    /// <summary>The opt-outs at the second check.</summary>
    public required SuppressionSnapshot OptOuts { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Lines with a fault, in their order; never of people who said no.</summary>
    public required IReadOnlyList<ProblemLine> Lines { get; init; }

    public required bool LinesComplete { get; init; }

    /// <summary>Why the match rate may be low, in order of effect.</summary>
    public required IReadOnlyList<DiagnosisFinding> Diagnosis { get; init; }

    public required IReadOnlyList<string> UnreadColumns { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The previous run of the same plan; null where there is none.</summary>
    public required ReportComparison? Comparison { get; init; }

    public string Controller => Plan.Party(Plan.Domain.Controller).Name;

    public string Recipient => Plan.Party(Plan.Domain.Recipient).Name;

    /// <summary>The run in one sentence.</summary>
    public string Verdict => $"{ReportText.Number(Counts.Members)} of {ReportText.Count(Counts.Rows, "row", "rows")} became members of the audience for {Recipient}; "
        + (Counts.Suppressed == 1 ? "1 was left out because that person said no." : $"{ReportText.Number(Counts.Suppressed)} were left out because they said no.");
}
