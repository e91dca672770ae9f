using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Internal;
using Onboarding.Plans;

namespace Onboarding;

/// <summary>What a run did: where every row went, and where the files are.</summary>
public sealed class RunReport
{
    internal RunReport()
    {
    }

    /// <summary>The output's id.</summary>
    public required string Id { get; init; }

    /// <summary>Where every row went.</summary>
    public required RunCounts Counts { get; init; }

    /// <summary>Where the destination put the audience; for a platform, the list of its files.</summary>
    public required string AudiencePath { get; init; }

    /// <summary>The signature, which goes with the audience; null without a signing key, and where another destination than <see cref="Outbox"/> put it.</summary>
    public required string? SignaturePath { get; init; }

    /// <summary>The recipient's view of the label, as the audience carries it.</summary>
    public required PseudonymityLabel Label { get; init; }

    /// <summary>The full label; stays with the controller.</summary>
    public required string FullLabelPath { get; init; }

    /// <summary>The report for machines, with line numbers (docs/run-report.schema.json); stays with the controller.</summary>
    public required string ReportPath { get; init; }

    /// <summary>The same report for people, a page of HTML; stays with the controller.</summary>
    public required string ReportPagePath { get; init; }

    /// <summary>The encrypted working set; never leaves the controller.</summary>
    public required string WorkingSetPath { get; init; }

    /// <summary>Values of the opt-out lists that could not be read, by reason: each is an objection that somebody should look at.</summary>
    public required IReadOnlyDictionary<string, long> UnreadableOptOuts { get; init; }

    /// <summary>Names of the source's columns that were not read.</summary>
    public required IReadOnlyList<string> UnreadColumns { get; init; }

    /// <summary>How the source and the opt-out lists were read: encodings, separators, what is unusual in them.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>What the review and the run warned of.</summary>
    public required IReadOnlyList<Finding> Warnings { get; init; }

    /// <summary>Why the match rate may be low, in order of effect.</summary>
    public required IReadOnlyList<DiagnosisFinding> Diagnosis { get; init; }

    /// <summary>Large differences from the previous run of the same plan, in words.</summary>
    public required IReadOnlyList<string> Changes { get; init; }

    /// <summary>How long the run took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Writes the report as one JSON object.</summary>
    /// <param name="writer">The writer.</param>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        writer.WriteString("id", Id);
        Counts.Write(writer);
        writer.WriteString("audience", AudiencePath);
        writer.WriteString("signature", SignaturePath);
        writer.WriteString("label", FullLabelPath);
        writer.WriteString("report", ReportPath);
        writer.WriteString("reportPage", ReportPagePath);
        writer.WriteString("workingSet", WorkingSetPath);
        RunCounts.Write(writer, "unreadableOptOuts", UnreadableOptOuts);
        JsonReports.WriteStrings(writer, "unreadColumns", UnreadColumns);
        JsonReports.WriteStrings(writer, "notes", Notes);
        JsonReports.WriteStrings(writer, "warnings", Warnings.Select(w => w.ToString()));
        JsonReports.WriteStrings(writer, "changes", Changes);
        DiagnosisFinding.Write(writer, Diagnosis);
        writer.WriteNumber("seconds", Math.Round(Duration.TotalSeconds, 3));
        writer.WriteNumber("rowsPerSecond", Math.Round(Counts.Rows / Math.Max(Duration.TotalSeconds, 0.001)));
        writer.WriteEndObject();
    }
}
