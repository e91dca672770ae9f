using System.Text.Json;
using Onboarding.Internal;

namespace Onboarding.Plans;

/// <summary>What a review or a gate found.</summary>
public sealed record Finding
{
    internal Finding(Reason reason, FindingLevel level, string path, string seen)
        : this(reason.Rule, reason.Source, level, path, seen)
    {
        Reason = reason;
    }

    internal Finding(string rule, string source, FindingLevel level, string path, string seen)
    {
        Rule = rule;
        Source = source;
        Level = level;
        Path = path;
        Seen = seen;
    }

    /// <summary>The reason; null where a rule passes.</summary>
    public Reason? Reason { get; }

    /// <summary>The reason's code; null where a rule passes.</summary>
    public string? Code => Reason?.Code;

    /// <summary>The rule's id, such as <c>LB-03</c>, or the contract's page.</summary>
    public string Rule { get; }

    /// <summary>Law, guideline or contract behind the rule.</summary>
    public string Source { get; }

    /// <summary>What it does to the run.</summary>
    public FindingLevel Level { get; internal init; }

    /// <summary>The JSON path of the fact, <c>$</c> where there is none; facts of the dossier begin with <c>dossier</c>.</summary>
    public string Path { get; }

    /// <summary>What was seen and what is required; never an identifier.</summary>
    public string Seen { get; internal init; }

    /// <summary>Writes the finding as one JSON object: level, rule, source, path, seen, and code and remedy where there is a reason.</summary>
    /// <param name="writer">The writer.</param>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("level", ReportNames.Of(Level));
        writer.WriteString("rule", Rule);
        writer.WriteString("source", Source);
        writer.WriteString("path", Path);
        writer.WriteString("seen", Seen);
        if (Reason is { } reason)
        {
            writer.WriteString("code", reason.Code);
            writer.WriteString("remedy", reason.Remedy);
        }

        writer.WriteEndObject();
    }

    /// <summary><c>CODE: what was seen, what is required (rule id, source)</c>.</summary>
    public override string ToString()
    {
        var code = Reason is null ? "" : Reason.Code + ": ";
        var path = Path == "$" ? "" : Path + ": ";
        return $"{code}{path}{Seen} ({Rule}, {Source})";
    }
}
