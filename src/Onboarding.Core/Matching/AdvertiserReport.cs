using System.Text.Json;
using Onboarding.Audiences;

namespace Onboarding.Matching;

/// <summary>The figure that the recipient may tell the advertiser: one whole percentage, the last one again, or nothing, so that no figure tells of few people.</summary>
/// <remarks>Which figure is told is decided as docs/match-report.md says (rule PSE-18). Aggregate; anonymity is not asserted (rule PSE-19).</remarks>
public sealed class AdvertiserReport
{
    private AdvertiserReport(PseudonymityLabel label, DateTimeOffset time, FigureDecision decision)
    {
        AudienceId = label.Id;
        Domain = label.Domain;
        Serial = label.Serial;
        Time = time;
        Reason = decision.Reason;
        AudienceMatchRate = decision.Figure ?? decision.Last?.Figure;
        FigureTime = decision.Figure is not null ? time : decision.Last?.Time;
    }

    /// <summary>The audience's id.</summary>
    public string AudienceId { get; }

    /// <summary>The domain.</summary>
    public string Domain { get; }

    /// <summary>The audience's serial number.</summary>
    public long Serial { get; }

    /// <summary>When the match was made.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The largest share of matched tokens of any kind, in whole percent: of this audience, or the last that was released where this one is withheld; null where there is none.</summary>
    public int? AudienceMatchRate { get; }

    /// <summary>When the match was made that <see cref="AudienceMatchRate"/> is of; null where there is none.</summary>
    public DateTimeOffset? FigureTime { get; }

    /// <summary>Whether this audience's own figure is withheld.</summary>
    public bool IsWithheld => Reason is not null;

    /// <summary>Why it is withheld: <c>AGGREGATE_TOO_SMALL</c> or <c>AGGREGATE_DIFFERENCING</c>; null where it is not.</summary>
    public Reason? Reason { get; }

    /// <summary>Writes the report as one JSON object.</summary>
    /// <param name="writer">The writer.</param>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        writer.WriteString("status", "aggregate, anonymity not asserted");
        writer.WriteString("audience", AudienceId);
        writer.WriteString("domain", Domain);
        writer.WriteNumber("serial", Serial);
        writer.WriteString("date", LabelBuilder.Format(Time));
        if (AudienceMatchRate is { } rate)
        {
            writer.WriteNumber("audienceMatchRate", rate);
            writer.WriteString("figureDate", LabelBuilder.Format(FigureTime!.Value));
        }
        else
        {
            writer.WriteNull("audienceMatchRate");
        }

        writer.WriteBoolean("withheld", IsWithheld);
        if (Reason is { } reason)
        {
            writer.WriteString("reason", $"{reason.Code}: {reason.Meaning}");
        }

        writer.WriteEndObject();
    }

    internal static AdvertiserReport Create(PseudonymityLabel label, DateTimeOffset time, FigureDecision decision) => new(label, time, decision);
}
