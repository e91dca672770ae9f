using System.Diagnostics;
using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Matching;
using Onboarding.Matching.Indexes;
using Onboarding.Plans;
using Onboarding.Records;
using Onboarding.Suppression;
using Onboarding.Telemetry;

namespace Onboarding;

/// <summary>The recipient's side: which of the own users are in a received audience, without those who said no to the recipient.</summary>
/// <remarks>Memory does not grow with the audience, and by a few bits with each row of the own users; what does not fit is on disk, encrypted, in the private folder. Tokens that match nobody are not written anywhere.</remarks>
public sealed partial class OnboardingMatch
{
    private const string ReportName = "match-report.json";
    private const string AdvertiserReportName = "advertiser-report.json";

    private readonly ReviewedPlan _plan;
    private readonly ReceivedAudience _audience;
    private readonly IRecordSource _records;
    private readonly SuppressionSource _suppression;
    private readonly IKeyStore _keys;
    private readonly IOnboardingStore _store;
    private readonly OnboardingRunOptions _options;

    private OnboardingMatch(ReceivedAudience audience, IRecordSource records, SuppressionSource suppression, IKeyStore keys, IOnboardingStore store, OnboardingRunOptions options)
    {
        _plan = audience.Plan;
        _audience = audience;
        _records = records;
        _suppression = suppression;
        _keys = keys;
        _store = store;
        _options = options;
    }

    /// <summary>Creates a match. Nothing is read or written yet.</summary>
    /// <param name="plan">The recipient's own plan that passed its review.</param>
    /// <param name="audience">An audience that was opened with the same plan.</param>
    /// <param name="records">The own users: the source that the plan names.</param>
    /// <param name="suppression">Everyone who said no to the recipient.</param>
    /// <param name="keys">Where the plan's keys are.</param>
    /// <param name="store">Where it is recorded that the audience was used, and what had to be taken out since.</param>
    /// <param name="options">Private folder, clock and logger; null for the defaults.</param>
    /// <exception cref="ArgumentException">The audience was opened with another plan.</exception>
    /// <exception cref="OnboardingException"><c>SOURCE_NOT_PLANNED</c>, <c>SUPPRESSION_NOT_PLANNED</c>.</exception>
    public static OnboardingMatch Create(ApprovedMatchPlan plan, ReceivedAudience audience, IRecordSource records, SuppressionSource suppression, IKeyStore keys, IOnboardingStore store, OnboardingRunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(audience);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(suppression);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(store);
        if (audience.Plan != plan.Reviewed)
        {
            throw new ArgumentException("The audience was opened with another plan.", nameof(audience));
        }

        Gates.CheckOrigin(plan.Source, records);
        Gates.CheckOrigin(plan.Suppression, suppression);
        return new OnboardingMatch(audience, records, suppression, keys, store, options ?? new OnboardingRunOptions());
    }

    /// <inheritdoc cref="WriteIdsToAsync(string, string?, CancellationToken)"/>
    public Task<MatchReport> WriteIdsToAsync(string path, CancellationToken cancellationToken = default) => WriteIdsToAsync(path, null, cancellationToken);

    /// <summary>Writes the own ids that matched as CSV with one column, with segments two, byte for byte as the source has them, each once; beside it a label and two reports.</summary>
    /// <param name="path">The file; one that exists is replaced when the match is complete.</param>
    /// <param name="signalPath">Where to write a signal for the sender: the audience's tokens of own users who said no to the recipient. Null for none; nothing is written when there are none.</param>
    /// <param name="cancellationToken">Cancels the match; nothing is left behind.</param>
    /// <returns>The exact report. <c>match-report.json</c> and <c>advertiser-report.json</c> stand in the file's folder.</returns>
    /// <exception cref="OnboardingException">A gate refuses; see <see cref="OnboardingException.Code"/>.</exception>
    public async Task<MatchReport> WriteIdsToAsync(string path, string? signalPath, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var target = Path.GetFullPath(path);
        CheckOutput(target);
        var temporary = DurableFile.TemporaryName(target);
        using var activity = OnboardingTelemetry.Activities.StartActivity("onboarding.match");
        var outcome = await FindAsync(target, signalPath is not null, cancellationToken).ConfigureAwait(false);
        using (outcome)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                WriteIds(temporary, outcome.Match.Ids, cancellationToken);
                await RecordAsync(outcome, signalPath, cancellationToken).ConfigureAwait(false);
                PublishReports(outcome.Report);
                DurableFile.Publish(temporary, target);
                return outcome.Report;
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }
        }
    }

    /// <summary>Finds the own ids as <see cref="WriteIdsToAsync(string, string?, CancellationToken)"/> does, and hands them over instead of writing them to a file: the same gates, label and reports.</summary>
    /// <param name="folder">Where the label (<c>own-ids.label.jsonld</c>) and the two reports are written.</param>
    /// <param name="signalPath">Where to write a signal for the sender; null for none.</param>
    /// <param name="cancellationToken">Cancels the match; nothing is left behind.</param>
    /// <returns>The ids; the caller disposes them. The audience counts as used from here on, whether they are enumerated or not.</returns>
    /// <exception cref="OnboardingException">A gate refuses; see <see cref="OnboardingException.Code"/>.</exception>
    public async Task<MatchedIds> ReadIdsAsync(string folder, string? signalPath = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        using var activity = OnboardingTelemetry.Activities.StartActivity("onboarding.match");
        using var outcome = await FindAsync(Path.Combine(Path.GetFullPath(folder), "own-ids"), signalPath is not null, cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(folder);
        await RecordAsync(outcome, signalPath, cancellationToken).ConfigureAwait(false);
        PublishReports(outcome.Report);
        return new MatchedIds(outcome.Report, outcome.Match.ReleaseIds());
    }

    // An older result is replaced; an input never is, and ids never stand under the name of a report that may be sent.
    private void CheckOutput(string path)
    {
        var inputs = _suppression.Lists.Select(l => l.Source.Origin).Append(_records.Origin).SelectMany(o => o.Split('\n')).Concat(_plan.Files).Append(_audience.Path);
        var name = Path.GetFileName(path);
        if (inputs.Any(i => i != "-" && i != "code" && Path.GetFullPath(i) == path) || Directory.Exists(path) || name is ReportName or AdvertiserReportName || name.EndsWith(AudienceLayout.FileSuffix, StringComparison.Ordinal) || name.EndsWith(AudienceLayout.AdditionsSuffix, StringComparison.Ordinal) || name.EndsWith(AudienceSignature.FileSuffix, StringComparison.Ordinal))
        {
            throw new OnboardingException(Reasons.OutputExists, "the file of own ids would take the place of an input, a folder or a report");
        }
    }

    private async ValueTask<MatchOutcome> FindAsync(string idsPath, bool signals, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var now = _options.Time.GetUtcNow();
        _plan.ThrowIfExpired(now);
        ReceivedAudience.CheckDates(_audience.Label, now);
        await ReceivedAudience.CheckSerialAsync(_audience.Label, _store, cancellationToken).ConfigureAwait(false);
        var folder = Path.GetFullPath(_options.PrivateFolder);
        DurableFile.CreatePrivateFolder(folder);
        TakenRecord.DeleteOutdated(_options.TakenFolder, now);
        new IndexFolder(_options.Folders.Indexes).DeleteOutdated(now);
        var report = new MatchReport { AudienceId = _audience.Label.Id, Members = _audience.Label.Members, IdsPath = idsPath };
        var keys = await RunKeys.OpenAsync(_keys, _plan, cancellationToken).ConfigureAwait(false);
        var signal = signals ? new SignalWriter(folder) : null;
        OwnUserMatch? match = null;
        try
        {
            keys.Suppression.ThrowIfNotUsableOn(now);
            var lists = await TakenRemovals.FindAsync(_store, _plan.Domain, _audience.Label.Serial, cancellationToken).ConfigureAwait(false);
            var removed = TakenRemovals.Load(lists, _options.TakenFolder, keys.Party);
            using var own = await OpenOwnUsersAsync(keys, signals, report, cancellationToken).ConfigureAwait(false);
            report.Take(own.Counts);
            match = new OwnUserMatch(own, new TokenJoin(folder), folder, signal);
            await match.FindAsync(kind => _audience.OpenTokens(kind, removed[(int)kind - 1]), report, cancellationToken).ConfigureAwait(false);
            report.RemovedTokens = IdentifierKinds.All.Sum(kind => _audience.Label.TokenCounts.GetValueOrDefault(kind)) - report.Kinds.Values.Sum(k => k.Tokens);
            return new MatchOutcome(report, match, signal, keys, removed) { Started = started, RemovalLists = lists.Count };
        }
        catch
        {
            match?.Dispose();
            signal?.Dispose();
            keys.Dispose();
            throw;
        }
    }
}
