using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Plans;

namespace Onboarding.Matching;

/// <summary>The figure that the recipient may tell the advertiser: one whole percentage, or nothing where it would tell of few people.</summary>
/// <remarks>The minimum of 50 is a choice of this library (rule PSE-18). Aggregate; anonymity is not asserted (rule PSE-19).</remarks>
public sealed class AdvertiserReport
{
    private AdvertiserReport(PseudonymityLabel label, DateTimeOffset time, int? rate)
    {
        AudienceId = label.Id;
        Domain = label.Domain;
        Serial = label.Serial;
        Time = time;
        AudienceMatchRate = rate;
    }

    /// <summary>The audience's id.</summary>
    public string AudienceId { get; }

    /// <summary>The domain.</summary>
    public string Domain { get; }

    /// <summary>The audience's serial number.</summary>
    public long Serial { get; }

    /// <summary>When the match was made.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The largest share of matched tokens of any kind, in whole percent; null where it is withheld.</summary>
    public int? AudienceMatchRate { get; }

    /// <summary>Whether the figure is withheld: fewer than 50 people on the list or matched.</summary>
    public bool IsWithheld => AudienceMatchRate is null;

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
        }
        else
        {
            writer.WriteNull("audienceMatchRate");
        }

        writer.WriteBoolean("withheld", IsWithheld);
        if (IsWithheld)
        {
            writer.WriteString("reason", $"AGGREGATE_TOO_SMALL: fewer than {PolicyDefaults.MinimumReported} people on the list or matched");
        }

        writer.WriteEndObject();
    }

    internal static AdvertiserReport Create(PseudonymityLabel label, DateTimeOffset time, MatchReport report)
    {
        var best = report.Kinds.Values.Where(k => k.Tokens > 0).OrderByDescending(k => (double)k.Matched / k.Tokens).FirstOrDefault();
        var enough = label.Members >= PolicyDefaults.MinimumReported && report.Matched >= PolicyDefaults.MinimumReported
            && best.Tokens >= PolicyDefaults.MinimumReported && best.Matched >= PolicyDefaults.MinimumReported;
        int? rate = enough ? (int)Math.Round(100.0 * best.Matched / best.Tokens, MidpointRounding.AwayFromZero) : null;
        return new AdvertiserReport(label, time, rate);
    }
}
