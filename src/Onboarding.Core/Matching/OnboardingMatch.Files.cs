using Onboarding.Delivery;
using Onboarding.Internal;
using Onboarding.Matching;
using Onboarding.Telemetry;

namespace Onboarding;

public sealed partial class OnboardingMatch
{
    // Recorded before the ids can be seen: an audience that was used is never forgotten.
    private async ValueTask RecordAsync(MatchReport report, string taken, CancellationToken cancellationToken)
    {
        var label = _audience.Label;
        await _store.AppendAsync(new LedgerEntry { Event = LedgerEvent.Accepted, Time = _options.Time.GetUtcNow(), Domain = label.Domain, Serial = label.Serial, Output = label.Id, Note = taken }, cancellationToken).ConfigureAwait(false);
        OnboardingTelemetry.Matched.Add(report.Matched);
        OnboardingTelemetry.Duration.Record(report.Duration.TotalSeconds, new KeyValuePair<string, object?>("side", "match"));
        Log.Matched(_options.Logger, label.Id, report.Identifiers, report.Matched, report.Suppressed);
    }

    private void PublishFiles(string temporary, MatchReport report)
    {
        var folder = Path.GetDirectoryName(report.IdsPath)!;
        DurableFile.WriteAll(report.LabelPath, MatchLabel.Build(_audience.Label, _plan, _options.Time.GetUtcNow()));
        JsonReports.WriteFile(Path.Combine(folder, ReportName), report.Write);
        JsonReports.WriteFile(Path.Combine(folder, AdvertiserReportName), report.Advertiser.Write);
        DurableFile.Publish(temporary, report.IdsPath);
    }
}
