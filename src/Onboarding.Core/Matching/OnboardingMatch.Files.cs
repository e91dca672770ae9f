using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Internal;
using Onboarding.Matching;
using Onboarding.Telemetry;

namespace Onboarding;

public sealed partial class OnboardingMatch
{
    // Recorded before the ids can be seen: an audience that was used is never forgotten. From the record on nothing is cancelled.
    private async ValueTask RecordAsync(MatchOutcome outcome, string? signalPath, CancellationToken cancellationToken)
    {
        var (report, label) = (outcome.Report, _audience.Label);
        var sketches = ReadSketches(outcome.Removed, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var now = _options.Time.GetUtcNow();
        await AddToLedgerAsync(outcome, now).ConfigureAwait(false);
        await ThrowIfNewerAsync(outcome.RemovalLists).ConfigureAwait(false);
        _plan.Approval?.Remember();
        report.SignalPath = outcome.Signal?.Write(signalPath!, report.Signaled, outcome.Keys.Party, now, CancellationToken.None);
        Tell(outcome, sketches, now);
        report.Duration = Stopwatch.GetElapsedTime(outcome.Started);
        OnboardingTelemetry.Matched.Add(report.Matched);
        OnboardingTelemetry.Duration.Record(report.Duration.TotalSeconds, new KeyValuePair<string, object?>("side", "match"));
        Log.Matched(_options.Logger, label.Id, report.Identifiers, report.Matched, report.Suppressed);
    }

    private async ValueTask AddToLedgerAsync(MatchOutcome outcome, DateTimeOffset now)
    {
        var label = _audience.Label;
        var name = TakenRecord.CreateName(label, Guid.CreateVersion7(now));
        var path = Path.Combine(_options.TakenFolder, name);
        TakenRecord.Write(path, outcome.Match.Taken, outcome.Keys.Suppression);
        try
        {
            await _store.AppendAsync(new LedgerEntry { Event = LedgerEvent.Accepted, Time = now, Domain = label.Domain, Serial = label.Serial, Output = label.Id, Note = name }, CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            TakenRecord.Delete(path);
            throw;
        }
    }

    // What was taken in while this match ran: a list of removals that did not see this match in the ledger is seen here. The record of who matched stays, for it may have been read.
    private async ValueTask ThrowIfNewerAsync(int lists)
    {
        var label = _audience.Label;
        await ReceivedAudience.CheckSerialAsync(label, _store, CancellationToken.None).ConfigureAwait(false);
        if ((await TakenRemovals.FindAsync(_store, _plan.Domain, label.Serial, CancellationToken.None).ConfigureAwait(false)).Count > lists)
        {
            throw new OnboardingException(Reasons.SerialTooOld, $"a list of removals with a higher serial than the audience's {label.Serial} was taken in while it was matched: match again");
        }
    }

    private void WriteIds(string path, MatchedIdSpills ids, CancellationToken cancellationToken)
    {
        using var file = DurableFile.CreatePrivate(path);
        using var output = new BufferedStream(file, 64 * 1024);
        var hasSegments = _audience.Label.Segments.Count > 0;
        OwnIdFile.Write(output, Encoding.UTF8.GetBytes(_plan.Source.IdColumn!), hasSegments ? ",segment\n"u8 : "\n"u8);
        using var reader = new MatchedIdReader(ids);
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
