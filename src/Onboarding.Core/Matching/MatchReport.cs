using System.Text.Json;
using Onboarding.Internal;
using Onboarding.Matching;

namespace Onboarding;

/// <summary>What a match found. Exact, and for the recipient alone; the advertiser gets <see cref="Advertiser"/>.</summary>
public sealed class MatchReport
{
    internal MatchReport()
    {
    }

    /// <summary>The audience's id.</summary>
    public required string AudienceId { get; init; }

    /// <summary>How many people the audience stands for.</summary>
    public required long Members { get; init; }

    /// <summary>Rows of the own source.</summary>
    public long Rows { get; internal set; }

    /// <summary>Own ids that were checked: with at least one good identifier, and not on the own list of opt-outs.</summary>
    public long Identifiers { get; internal set; }

    /// <summary>Own ids with at least one token in the audience.</summary>
    public long Matched { get; internal set; }

    /// <summary><see cref="Matched"/> / <see cref="Identifiers"/>; 0 where nothing was checked.</summary>
    public double MatchRate => Identifiers == 0 ? 0 : (double)Matched / Identifiers;

    /// <summary>Own ids on the own list of opt-outs, with any of their rows.</summary>
    public long Suppressed { get; internal set; }

    /// <summary>Tokens of the audience that a list of removals has taken out since it was made.</summary>
    public long RemovedTokens { get; internal set; }

    /// <summary>Own ids that the signal tells the sender of; 0 where none was asked for.</summary>
    public long Signaled { get; internal set; }

    /// <summary>The signal for the sender; null where none was written.</summary>
    public string? SignalPath { get; internal set; }

    /// <summary>Rows that are no records.</summary>
    public long Malformed { get; internal set; }

    /// <summary>Rows that could not or may not be checked, by code, such as <c>NO_OWN_ID</c> or <c>MINOR</c>.</summary>
    public IReadOnlyDictionary<string, long> DroppedByCode { get; private set; } = new Dictionary<string, long>();

    /// <summary>Identifiers without canonical form, by reason.</summary>
    public IReadOnlyDictionary<string, long> Rejected { get; private set; } = new Dictionary<string, long>();

    /// <summary>For each kind in the audience: how many tokens it has, and how many of them matched.</summary>
    public IReadOnlyDictionary<string, KindMatch> Kinds { get; internal set; } = new Dictionary<string, KindMatch>();

    /// <summary>How many of the own ids that were checked have an identifier of each kind.</summary>
    public IReadOnlyDictionary<string, long> OwnKinds { get; internal set; } = new Dictionary<string, long>();

    /// <summary>Why the rate is what it is: key, contract, kinds, coverage, invalid values, overlap, and how it was before (docs/match-report.md), in this order.</summary>
    public IReadOnlyList<MatchFinding> Explanation { get; internal set; } = [];

    /// <summary>What may be told to the advertiser.</summary>
    public AdvertiserReport Advertiser { get; internal set; } = null!;

    /// <summary>How long the match took.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>The file of matched own ids; where they are handed over instead, the name that their label has.</summary>
    public required string IdsPath { get; init; }

    /// <summary>The label of that file.</summary>
    public string LabelPath => IdsPath + ".label.jsonld";

    /// <summary>Values of the own opt-out lists that could not be read, by reason.</summary>
    public IReadOnlyDictionary<string, long> UnreadableOptOuts { get; internal set; } = new Dictionary<string, long>();

    /// <summary>What the source's cells needed.</summary>
    public Records.CellCounts Cells { get; internal set; } = new();

    /// <summary>What the review and the match warn of.</summary>
    public IReadOnlyList<Plans.Finding> Warnings { get; internal set; } = [];

    /// <summary>Names of the source's columns that were not read.</summary>
    public IReadOnlyList<string> UnreadColumns { get; internal set; } = [];

    /// <summary>How the source and the opt-out lists were read: encodings, separators, what is unusual in them.</summary>
    public IReadOnlyList<string> Notes { get; internal set; } = [];

    /// <summary>Writes the report as one JSON object.</summary>
    /// <param name="writer">The writer.</param>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        writer.WriteString("audience", AudienceId);
        writer.WriteNumber("members", Members);
        writer.WriteNumber("rows", Rows);
        writer.WriteNumber("identifiers", Identifiers);
        writer.WriteNumber("matched", Matched);
        writer.WriteNumber("matchRate", Math.Round(MatchRate, 6));
        writer.WriteNumber("suppressed", Suppressed);
        writer.WriteNumber("removedTokens", RemovedTokens);
        writer.WriteNumber("signaled", Signaled);
        writer.WriteNumber("malformed", Malformed);
        RunCounts.Write(writer, "droppedByCode", DroppedByCode);
        RunCounts.Write(writer, "rejected", Rejected);
        Cells.Write(writer);
        writer.WriteStartObject("kinds");
        foreach (var (kind, match) in Kinds)
        {
            writer.WriteStartObject(kind);
            writer.WriteNumber("tokens", match.Tokens);
            writer.WriteNumber("matched", match.Matched);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        RunCounts.Write(writer, "ownKinds", OwnKinds);
        writer.WriteBoolean("withheld", Advertiser.IsWithheld);
        MatchFinding.Write(writer, Explanation);
        RunCounts.Write(writer, "unreadableOptOuts", UnreadableOptOuts);
        JsonReports.WriteStrings(writer, "unreadColumns", UnreadColumns);
        JsonReports.WriteStrings(writer, "warnings", Warnings.Select(w => w.ToString()));
        JsonReports.WriteStrings(writer, "notes", Notes);
        writer.WriteString("ids", IdsPath);
        writer.WriteNumber("seconds", Math.Round(Duration.TotalSeconds, 3));
        writer.WriteEndObject();
    }

    internal void Take(OwnUserCounts counts)
    {
        (Rows, Malformed, Cells, UnreadColumns) = (counts.Rows, counts.Malformed, counts.Cells, counts.UnreadColumns);
        (DroppedByCode, Rejected) = (counts.Dropped, counts.Rejected);
    }
}
