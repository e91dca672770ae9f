using System.Text.Json;

namespace Onboarding.Matching;

/// <summary>A step in the explanation of a match rate (docs/match-report.md). Counts and shares only: no identifier, no token.</summary>
public sealed class MatchFinding
{
    internal MatchFinding(string id, string? field, string statement, string? remedy = null)
    {
        Id = id;
        Field = field;
        Statement = statement;
        Remedy = remedy;
    }

    /// <summary>The id, stable across versions, such as <c>kinds.not-read</c>.</summary>
    public string Id { get; }

    /// <summary>The kind of identifier that it is about; null where it is about all.</summary>
    public string? Field { get; }

    /// <summary>What was seen, in a sentence or two.</summary>
    public string Statement { get; }

    /// <summary>What to do about it; null where this step lowers the rate by little or nothing.</summary>
    public string? Remedy { get; }

    /// <summary>The finding in a line.</summary>
    public override string ToString() => $"{Id}{(Field is null ? "" : $" [{Field}]")}: {Statement}{(Remedy is null ? "" : " " + Remedy)}";

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

        writer.WriteString("statement", Statement);
        if (Remedy is not null)
        {
            writer.WriteString("remedy", Remedy);
        }

        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, IEnumerable<MatchFinding> findings)
    {
        writer.WriteStartArray("explanation");
        foreach (var finding in findings)
        {
            finding.Write(writer);
        }

        writer.WriteEndArray();
    }
}
