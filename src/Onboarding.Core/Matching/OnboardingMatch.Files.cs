using System.Text;
using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Matching;
using Onboarding.Telemetry;

namespace Onboarding;

public sealed partial class OnboardingMatch
{
    // What the advertiser is told is remembered before it can be told, one match of the domain at a time.
    private void Tell(MatchReport report, IReadOnlyList<ListSketch> list, RunKeys keys, DateTimeOffset now)
    {
        var label = _audience.Label;
        MatchMemories.DeleteOutdated(_options.Folders.Matches, now);
        var memories = new MatchMemories(_options.Folders.Matches, _plan.Domain, keys.Suppression);
        using var gate = memories.Enter();
        var earlier = memories.Read();
        var decision = FigureRule.Create(keys.Suppression, _plan.Domain).Decide(label.Members, list, kind => report.Kinds.GetValueOrDefault(IdentifierKinds.GetName(kind)).Matched, report.Matched, earlier);
        memories.Add(new MatchMemory
        {
            Time = now,
            Audience = label.Id,
            Serial = label.Serial,
            Members = label.Members,
            Identifiers = report.Identifiers,
            Matched = report.Matched,
            Kinds = report.Kinds,
            OwnKinds = report.OwnKinds,
            Figure = decision.Figure,
            Lists = decision.Lists,
        });
        report.Advertiser = AdvertiserReport.Create(label, now, decision);
        report.Explanation = MatchExplanation.Find(label, _plan, keys.Party, report, earlier);
        if (earlier.Any(e => !e.IsReadable))
        {
            report.Notes = [.. report.Notes, "an earlier match of this domain cannot be read (matches/ in the home): what the advertiser was told is not known, and no new figure is released until it can be read or is a year old"];
        }
    }

    // Recorded before the ids can be seen: an audience that was used is never forgotten.
    private async ValueTask RecordAsync(MatchOutcome outcome, string? signalPath, CancellationToken cancellationToken)
    {
        var (report, label) = (outcome.Report, _audience.Label);
        var now = _options.Time.GetUtcNow();
        var taken = TakenRecord.CreateName(label, Guid.CreateVersion7(now));
        TakenRecord.Write(Path.Combine(_options.TakenFolder, taken), outcome.Match.Taken, outcome.Keys.Suppression, cancellationToken);
        Tell(report, ListSketch.Read(_audience, outcome.Removed), outcome.Keys, now);
        _plan.Approval?.Remember();
        report.SignalPath = outcome.Signal?.Write(signalPath!, report.Signaled, outcome.Keys.Party, now, cancellationToken);
        await _store.AppendAsync(new LedgerEntry { Event = LedgerEvent.Accepted, Time = now, Domain = label.Domain, Serial = label.Serial, Output = label.Id, Note = taken }, cancellationToken).ConfigureAwait(false);
        OnboardingTelemetry.Matched.Add(report.Matched);
        OnboardingTelemetry.Duration.Record(report.Duration.TotalSeconds, new KeyValuePair<string, object?>("side", "match"));
        Log.Matched(_options.Logger, label.Id, report.Identifiers, report.Matched, report.Suppressed);
    }

    private void WriteIds(string path, Spill ids, CancellationToken cancellationToken)
    {
        using var file = DurableFile.CreatePrivate(path);
        using var output = new BufferedStream(file, 64 * 1024);
        OwnIdFile.Write(output, Encoding.UTF8.GetBytes(_plan.Source.IdColumn!));
        using var reader = ids.ReadSorted(static (_, _) => true);
        while (reader.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            OwnIdFile.Write(output, reader.Current[Token.Size..]);
        }

        output.Flush();
        file.Flush(flushToDisk: true);
    }

    private void PublishReports(MatchReport report)
    {
        var folder = Path.GetDirectoryName(report.IdsPath)!;
        DurableFile.WriteAll(report.LabelPath, MatchLabel.Build(_audience.Label, _plan, _options.Time.GetUtcNow()));
        JsonReports.WriteFile(Path.Combine(folder, ReportName), report.Write);
        JsonReports.WriteFile(Path.Combine(folder, AdvertiserReportName), report.Advertiser.Write);
    }
}
