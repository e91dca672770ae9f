using System.Text.Json;
using Onboarding.Internal;
using Onboarding.Plans;

namespace Onboarding;

/// <summary>What a run would do with its source, counted without writing anything.</summary>
public sealed class DryRunReport
{
    private readonly string _plan;
    private readonly IReadOnlyList<ProblemLine> _lines;
    private readonly bool _linesComplete;

    internal DryRunReport(string plan, IReadOnlyList<ProblemLine> lines, bool linesComplete)
    {
        _plan = plan;
        _lines = lines;
        _linesComplete = linesComplete;
    }

    /// <summary>Where every row would go, as far as the first check of opt-outs tells.</summary>
    public required RunCounts Counts { get; init; }

    /// <summary>Why the match rate may be low, in order of effect.</summary>
    public required IReadOnlyList<DiagnosisFinding> Diagnosis { get; init; }

    /// <summary>Values of the opt-out lists that could not be read, by reason: each is an objection that somebody should look at.</summary>
    public required IReadOnlyDictionary<string, long> UnreadableOptOuts { get; init; }

    /// <summary>Names of the source's columns that were not read.</summary>
    public required IReadOnlyList<string> UnreadColumns { get; init; }

    /// <summary>How the source and the opt-out lists were read, and what could not be counted.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>What the counting found besides the findings of the review: warnings, and as a refusal, why the run would leave no audience that may be delivered.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What the output's label would say, as far as it is known before there is an output: JSON-LD without id, serial number, counts and digest (docs/label.md).</summary>
    public required ReadOnlyMemory<byte> Label { get; init; }

    /// <summary>How long the counting took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Writes the report as one JSON object.</summary>
    /// <param name="writer">The writer.</param>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        Counts.Write(writer);
        RunCounts.Write(writer, "unreadableOptOuts", UnreadableOptOuts);
        JsonReports.WriteStrings(writer, "unreadColumns", UnreadColumns);
        JsonReports.WriteStrings(writer, "notes", Notes);
        JsonReports.WriteStrings(writer, "findings", Findings.Select(f => f.ToString()));
        DiagnosisFinding.Write(writer, Diagnosis);
        writer.WritePropertyName("label");
        writer.WriteRawValue(Label.Span);
        writer.WriteNumber("seconds", Math.Round(Duration.TotalSeconds, 3));
        writer.WriteEndObject();
    }

    /// <summary>Writes the diagnosis with the numbers of the lines that it is about; never of people who said no. The list is the controller's own and stays with it.</summary>
    /// <param name="folder">An owner-only folder, which is made where it is missing; a list of the same plan in it is replaced.</param>
    /// <returns>The path of the list.</returns>
    /// <exception cref="IOException">The list cannot be written.</exception>
    public string WriteLines(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(Path.GetFullPath(folder), _plan + ".diagnosis.json");
        DurableFile.CreatePrivateFolder(Path.GetDirectoryName(path)!);
        JsonReports.WriteFile(path, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteString("plan", _plan);
            writer.WriteNumber("rows", Counts.Rows);
            DiagnosisFinding.Write(writer, Diagnosis);
            ProblemLine.Write(writer, _lines, _linesComplete);
            writer.WriteEndObject();
        });
        return path;
    }
}
