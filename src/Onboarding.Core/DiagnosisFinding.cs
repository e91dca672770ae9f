using System.Text.Json;
using Onboarding.Plans;
using Onboarding.Reports;

namespace Onboarding;

/// <summary>Something that may keep people from being found, or that was put right on the way (docs/diagnose.md). Counts only: no value, no line.</summary>
public sealed class DiagnosisFinding
{
    internal DiagnosisFinding(Diagnostic diagnostic, string? reason = null)
    {
        var of = reason is null ? null : PlanRules.Of(reason);
        Id = diagnostic.Id;
        Reason = reason;
        Meaning = diagnostic.Meaning.Length > 0 ? diagnostic.Meaning : of!.Meaning;
        Remedy = diagnostic.Remedy.Length > 0 ? diagnostic.Remedy : of!.Remedy;
    }

    /// <summary>The id, stable across versions, such as <c>phone.not-valid</c>.</summary>
    public string Id { get; }

    /// <summary>The field that it is about; null where it is about rows or files.</summary>
    public string? Field { get; internal init; }

    /// <summary>The code under which the values or rows stand in the counts of the run; null where they are not rejected.</summary>
    public string? Reason { get; }

    /// <summary>How many values, rows, people, files or parts of a list. With very many records, of identifiers on many rows and of people split over rows, an estimate.</summary>
    public long Count { get; internal init; }

    /// <summary>Of how many; 0 where that says nothing. For <c>audience.below-minimum</c>, the minimum.</summary>
    public long Of { get; internal init; }

    /// <summary><see cref="Count"/> as a share of <see cref="Of"/>, 0 to 1; 0 where that says nothing.</summary>
    public double Share => Of == 0 ? 0 : Math.Min((double)Count / Of, 1);

    /// <summary>An estimate of the share of people who cannot be found because of it, 0 to 1; 0 where nothing is lost. The findings are in this order.</summary>
    public double Effect { get; internal set; }

    /// <summary>What it means, in a sentence.</summary>
    public string Meaning { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    /// <summary>The finding in a line.</summary>
    public override string ToString()
    {
        var about = string.Join(", ", new[] { Field, Reason }.OfType<string>());
        var of = Of == 0 ? "" : $" of {ReportText.Number(Of)} ({ReportText.Share(Math.Min(Count, Of), Of)})";
        return $"{Id}{(about.Length == 0 ? "" : $" [{about}]")}: {ReportText.Number(Count)}{of}. {Meaning}";
    }

    /// <summary>Writes the finding as one JSON object.</summary>
    /// <param name="writer">The writer.</param>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("id", Id);
        if (Field is not null)
        {
            writer.WriteString("field", Field);
        }

        if (Reason is not null)
        {
            writer.WriteString("reason", Reason);
        }

        writer.WriteNumber("count", Count);
        if (Of > 0)
        {
            writer.WriteNumber("of", Of);
            writer.WriteNumber("share", Math.Round(Share, 4));
        }

        writer.WriteNumber("effect", Math.Round(Effect, 4));
        writer.WriteString("meaning", Meaning);
        writer.WriteString("remedy", Remedy);
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, IEnumerable<DiagnosisFinding> findings)
    {
        writer.WriteStartArray("diagnosis");
        foreach (var finding in findings)
        {
            finding.Write(writer);
        }

        writer.WriteEndArray();
    }
}
