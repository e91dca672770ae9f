using System.Buffers.Text;
using System.Text;
using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Internal;
using Onboarding.Matching;
using Onboarding.Telemetry;

namespace Onboarding;

public sealed partial class OnboardingMatch
{
    // Recorded before the ids can be seen: an audience that was used is never forgotten.
    private async ValueTask RecordAsync(MatchOutcome outcome, string? signalPath, CancellationToken cancellationToken)
    {
        var (report, label) = (outcome.Report, _audience.Label);
        var now = _options.Time.GetUtcNow();
        var taken = TakenRecord.CreateName(label, Guid.CreateVersion7(now));
        TakenRecord.Write(Path.Combine(_options.TakenFolder, taken), outcome.Match.Taken, outcome.Keys.Suppression, cancellationToken);
        Tell(outcome, now);
        _plan.Approval?.Remember();
        report.SignalPath = outcome.Signal?.Write(signalPath!, report.Signaled, outcome.Keys.Party, now, cancellationToken);
        await _store.AppendAsync(new LedgerEntry { Event = LedgerEvent.Accepted, Time = now, Domain = label.Domain, Serial = label.Serial, Output = label.Id, Note = taken }, cancellationToken).ConfigureAwait(false);
        OnboardingTelemetry.Matched.Add(report.Matched);
        OnboardingTelemetry.Duration.Record(report.Duration.TotalSeconds, new KeyValuePair<string, object?>("side", "match"));
        Log.Matched(_options.Logger, label.Id, report.Identifiers, report.Matched, report.Suppressed);
    }

    private void WriteIds(string path, OwnUserMatch match, CancellationToken cancellationToken)
    {
        using var file = DurableFile.CreatePrivate(path);
        using var output = new BufferedStream(file, 64 * 1024);
        var hasSegments = _audience.Label.Segments.Count > 0;
        OwnIdFile.Write(output, Encoding.UTF8.GetBytes(_plan.Source.IdColumn!), hasSegments ? ",segment\n"u8 : "\n"u8);
        using var reader = new MatchedIdReader(match);
        Span<byte> end = stackalloc byte[8];
        while (reader.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = 0;
            if (hasSegments)
            {
                end[length++] = (byte)',';
                length += WriteCode(reader.Segment, end[1..]);
            }

            end[length++] = (byte)'\n';
            OwnIdFile.Write(output, reader.Id, end[..length]);
        }

        output.Flush();
        file.Flush(flushToDisk: true);
    }

    private static int WriteCode(byte code, Span<byte> target) => code > 0 && Utf8Formatter.TryFormat(code, target, out var written) ? written : 0;

    private void PublishReports(MatchReport report)
    {
        var folder = Path.GetDirectoryName(report.IdsPath)!;
        DurableFile.WriteAll(report.LabelPath, MatchLabel.Build(_audience.Label, _plan, _options.Time.GetUtcNow()));
        JsonReports.WriteFile(Path.Combine(folder, ReportName), report.Write);
        JsonReports.WriteFile(Path.Combine(folder, AdvertiserReportName), report.Advertiser.Write);
    }
}
