using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Plans;
using Onboarding.Profiles;

namespace Onboarding.Reports;

/// <summary>The report for machines (docs/run-report.schema.json).</summary>
internal static class ReportJson
{
    public static void Write(Utf8JsonWriter writer, ReportFacts facts)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        writer.WriteString("id", facts.Id);
        writer.WriteString("plan", facts.Plan.Id);
        writer.WriteString("domain", facts.Plan.Domain.ToString());
        writer.WriteString("created", LabelBuilder.Format(facts.Label.Created));
        writer.WriteString("verdict", facts.Verdict);
        facts.Counts.Write(writer);
        WriteReasons(writer, facts.Counts);
        WriteLabel(writer, facts.Label);
        WriteOptOuts(writer, facts);
        WriteFindings(writer, facts);
        WriteComparison(writer, facts.Comparison);
        DiagnosisFinding.Write(writer, facts.Diagnosis);
        JsonReports.WriteStrings(writer, "unreadColumns", facts.UnreadColumns);
        JsonReports.WriteStrings(writer, "notes", facts.Notes);
        ProblemLine.Write(writer, facts.Lines, facts.LinesComplete);
        writer.WriteEndObject();
    }

    private static void WriteReasons(Utf8JsonWriter writer, RunCounts counts)
    {
        writer.WriteStartObject("reasons");
        foreach (var code in counts.Rejected.Keys.Concat(counts.DroppedByCode.Keys).Concat(counts.MalformedByReason.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            var reason = PlanRules.Of(code);
            writer.WriteStartObject(code);
            writer.WriteString("meaning", reason.Meaning);
            writer.WriteString("remedy", reason.Remedy);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteLabel(Utf8JsonWriter writer, PseudonymityLabel label)
    {
        var statements = LabelStatements.Read(label);
        writer.WriteStartObject("label");
        writer.WriteString("status", PseudonymityLabel.Status);
        writer.WriteString("attributableBy", label.AttributableBy);
        writer.WriteString("limits", statements.Limits);
        writer.WriteString("technique", statements.Technique);
        writer.WriteString("keyId", label.KeyId);
        writer.WriteBoolean("demo", statements.IsDemo);
        writer.WriteNumber("serial", label.Serial);
        writer.WriteString("purpose", statements.Purpose);
        JsonReports.WriteStrings(writer, "forbidden", statements.Forbidden);
        writer.WriteString("useBy", LabelBuilder.Format(label.UseBy));
        writer.WriteString("deleteBy", LabelBuilder.Format(label.DeleteBy));
        RunCounts.Write(writer, "tokens", label.ValueCounts.OrderBy(v => ProfileFields.TryParse(v.Key, out var field) ? field : default));
        writer.WriteEndObject();
    }

    private static void WriteOptOuts(Utf8JsonWriter writer, ReportFacts facts)
    {
        var snapshot = facts.OptOuts;
        writer.WriteStartObject("optOuts");
        writer.WriteString("snapshot", snapshot.Id);
        writer.WriteString("checked", LabelBuilder.Format(snapshot.LoadedAt));
        WriteTime(writer, "asOf", snapshot.AsOf);
        if (snapshot.EmptyReference is { } reference)
        {
            writer.WriteString("confirmedEmpty", reference);
        }

        writer.WriteNumber("values", snapshot.Values);
        writer.WriteStartArray("lists");
        foreach (var (name, asOf, values, rejected) in snapshot.Lists.Select(l => (l.List, l.AsOf, l.Values, l.RejectedCount)))
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            WriteTime(writer, "asOf", asOf);
            writer.WriteNumber("values", values);
            writer.WriteNumber("unreadable", rejected);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        RunCounts.Write(writer, "unreadable", snapshot.Rejected);
        writer.WriteStartArray("unreadableLines");
        foreach (var (list, line, reason) in snapshot.RejectedLines)
        {
            writer.WriteStartObject();
            writer.WriteString("list", list);
            writer.WriteNumber("line", line);
            writer.WriteString("code", reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteFindings(Utf8JsonWriter writer, ReportFacts facts)
    {
        writer.WriteStartArray("findings");
        foreach (var finding in facts.Findings)
        {
            finding.Write(writer);
        }

        writer.WriteEndArray();
    }

    private static void WriteComparison(Utf8JsonWriter writer, ReportComparison? comparison)
    {
        if (comparison is null)
        {
            return;
        }

        writer.WriteStartObject("previous");
        writer.WriteString("id", comparison.Id);
        writer.WriteString("created", LabelBuilder.Format(comparison.Created));
        JsonReports.WriteStrings(writer, "changes", comparison.Changes.Select(c => c.ToString()));
        writer.WriteStartArray("figures");
        foreach (var figure in comparison.Figures)
        {
            writer.WriteStartObject();
            writer.WriteString("group", figure.Group);
            writer.WriteString("name", figure.Name);
            writer.WriteNumber("before", figure.Before);
            writer.WriteNumber("now", figure.Now);
            writer.WriteNumber("difference", figure.Difference);
            if (figure.Points is { } points)
            {
                writer.WriteNumber("points", points);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            writer.WriteString(name, LabelBuilder.Format(value));
        }
    }
}
