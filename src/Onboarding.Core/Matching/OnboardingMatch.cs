using System.Diagnostics;
using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Matching;
using Onboarding.Plans;
using Onboarding.Records;
using Onboarding.Suppression;
using Onboarding.Telemetry;

namespace Onboarding;

/// <summary>The recipient's side: which of the own users are in a received audience, without those who said no to the recipient.</summary>
/// <remarks>The audience's tokens stand in memory (32 bytes each); the own users are read once and never held. Tokens that match nobody are not written anywhere.</remarks>
public sealed partial class OnboardingMatch
{
    private const int MaxIdLength = 4096;
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

    /// <summary>Writes the own ids that matched as CSV with one column, byte for byte as the source has them, each once; beside it a label and two reports.</summary>
    /// <param name="path">The file; one that exists is replaced when the match is complete.</param>
    /// <param name="signalPath">Where to write a signal for the sender: the audience's tokens of own users who said no to the recipient. Null for none; nothing is written when there are none.</param>
    /// <param name="cancellationToken">Cancels the match; nothing is left behind.</param>
    /// <returns>The exact report. <c>match-report.json</c> and <c>advertiser-report.json</c> stand in the file's folder.</returns>
    /// <exception cref="OnboardingException">A gate refuses; see <see cref="OnboardingException.Code"/>.</exception>
    public async Task<MatchReport> WriteIdsToAsync(string path, string? signalPath, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckOutput(Path.GetFullPath(path));
        var started = Stopwatch.GetTimestamp();
        using var activity = OnboardingTelemetry.Activities.StartActivity("onboarding.match");
        var now = _options.Time.GetUtcNow();
        _plan.ThrowIfExpired(now);
        ReceivedAudience.CheckDates(_audience.Label, now);
        await ReceivedAudience.CheckSerialAsync(_audience.Label, _store, cancellationToken).ConfigureAwait(false);
        using var keys = await RunKeys.OpenAsync(_keys, _plan, cancellationToken).ConfigureAwait(false);
        keys.Suppression.ThrowIfNotUsableOn(now);
        var report = new MatchReport { AudienceId = _audience.Label.Id, Members = _audience.Label.Members, IdsPath = Path.GetFullPath(path) };
        var removed = await TakenRemovals.LoadAsync(_store, _options.TakenFolder, keys.Party, _audience.Label.Serial, cancellationToken).ConfigureAwait(false);
        var targets = IdentifierKinds.All.Select(kind => new MatchTarget(kind, _audience.LoadTokens(kind, removed[(int)kind - 1]))).ToArray();
        report.RemovedTokens = IdentifierKinds.All.Sum(kind => _audience.Label.TokenCounts.GetValueOrDefault(kind)) - targets.Sum(t => (long)t.Tokens.Count);
        DurableFile.CreatePrivateFolder(_options.PrivateFolder);
        TakenRecord.DeleteOutdated(_options.TakenFolder, now);
        var taken = TakenRecord.CreateName(_audience.Label, Guid.CreateVersion7(now));
        var temporary = DurableFile.TemporaryName(report.IdsPath);
        try
        {
            using var matched = new Spill(Path.GetFullPath(_options.PrivateFolder));
            using var signal = signalPath is null ? null : new SignalWriter(Path.GetFullPath(_options.PrivateFolder));
            using (var ids = new Spill(Path.GetFullPath(_options.PrivateFolder)))
            {
                var check = await ReadOwnUsersAsync(keys, targets, ids, signal is not null, report, cancellationToken).ConfigureAwait(false);
                Directory.CreateDirectory(Path.GetDirectoryName(report.IdsPath)!);
                WriteIds(temporary, ids, new Outcome(check, targets, matched, signal), report, cancellationToken);
                TakenRecord.Write(Path.Combine(_options.TakenFolder, taken), matched, keys.Suppression, cancellationToken);
            }

            report.Kinds = targets.Where(t => t.Tokens.Count > 0).ToDictionary(t => IdentifierKinds.GetName(t.Kind), t => new KindMatch(t.Tokens.Count, t.CountMatched()));
            Tell(report, ListSketch.Read(_audience, removed), keys, now);
            report.Duration = Stopwatch.GetElapsedTime(started);
            _plan.Approval?.Remember();
            report.Signaled = signal?.People ?? 0;
            report.SignalPath = signal?.Write(signalPath!, keys.Party, now, cancellationToken);
            await RecordAsync(report, taken, cancellationToken).ConfigureAwait(false);
            PublishFiles(temporary, report);
            return report;
        }
        catch
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }

            throw;
        }
    }

    // An older result is replaced; an input never is, and ids never stand under the name of a report that may be sent.
    private void CheckOutput(string path)
    {
        var inputs = _suppression.Lists.Select(l => l.Source.Origin).Append(_records.Origin).SelectMany(o => o.Split('\n')).Concat(_plan.Files).Append(_audience.Path);
        var name = Path.GetFileName(path);
        if (inputs.Any(i => i != "-" && i != "code" && Path.GetFullPath(i) == path) || Directory.Exists(path) || name is ReportName or AdvertiserReportName || name.EndsWith(AudienceLayout.FileSuffix, StringComparison.Ordinal) || name.EndsWith(AudienceSignature.FileSuffix, StringComparison.Ordinal))
        {
            throw new OnboardingException(Reasons.OutputExists, "the file of own ids would take the place of an input, a folder or a report");
        }
    }

    private async ValueTask<SuppressionCheck> ReadOwnUsersAsync(RunKeys keys, MatchTarget[] targets, Spill ids, bool signals, MatchReport report, CancellationToken cancellationToken)
    {
        using var suppressionHasher = new SuppressionHasher(keys.Suppression);
        using var snapshot = await _suppression.LoadAsync(new SuppressionLoading(_plan, _store, _options), keys.Suppression, earlier: null, cancellationToken).ConfigureAwait(false);
        HashKernels.Choice.LogRefused(_options.Logger);
        Log.SuppressionLoaded(_options.Logger, snapshot.Count, snapshot.Id, snapshot.RejectedCount);
        report.UnreadableOptOuts = snapshot.Rejected;
        using var tokenHasher = new TokenHasher(keys.Party);
        var columns = RecordIntake.ColumnNames(_plan.Source);
        var check = new SuppressionCheck(snapshot);
        using var intake = new RecordIntake(_plan.Source, suppressionHasher, check, tokenHasher, snapshot.HasHashOnly, DateOnly.FromDateTime(_options.Time.GetUtcNow().UtcDateTime)) { PseudonymizesSuppressed = signals };
        var reader = await _records.OpenAsync(columns, cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        var batch = new RecordBatch(columns.Count);
        var builder = new OwnIdRecord.Builder();
        try
        {
            for (var more = true; more;)
            {
                more = await reader.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                Gates.CheckMalformed(_plan.Source, batch, reader);
                intake.Process(batch);
                MatchBatch(batch, intake, (snapshot.HasHashOnly, signals), targets, builder, ids, report);
                Log.BatchRead(_options.Logger, batch.Count, batch.Malformed.Count);
                OnboardingTelemetry.Rows.Add(batch.Count + batch.Malformed.Count);
                batch.Clear();
                _options.Progress?.Invoke(report.Rows);
            }
        }
        finally
        {
            batch.Clear();
        }

        report.Cells = intake.Cells;
        report.UnreadColumns = ReportNames.Columns(reader.UnreadColumns);
        report.Warnings = [.. _plan.Warnings, .. Gates.Warn(report.Rows, report.DroppedByCode, intake.Cells, _plan.Source), .. SuppressionLoading.Warn(_plan, snapshot)];
        report.Notes = [.. reader.Notes, .. snapshot.Notes];
        return check;
    }

    private static void MatchBatch(RecordBatch batch, RecordIntake intake, (bool Tokens, bool Suppressed) keep, MatchTarget[] targets, OwnIdRecord.Builder builder, Spill ids, MatchReport report)
    {
        report.Rows += batch.Count + batch.Malformed.Count;
        report.Malformed += batch.Malformed.Count;
        foreach (var rejection in intake.Rejections)
        {
            report.Reject(RejectionReasons.GetCode(rejection.Reason));
        }

        for (var row = 0; row < batch.Count; row++)
        {
            if (intake.HasTooMany(row))
            {
                report.Malformed++;
                continue;
            }

            var id = batch.GetValue(row, batch.ColumnCount - 1);
            var unusable = id.IsEmpty ? DropReasons.NoOwnId : id.Length > MaxIdLength ? DropReasons.OwnIdTooLong : null;
            var drop = unusable ?? intake.GetDropReason(row) ?? (intake.GetCount(row) == 0 ? DropReasons.NoIdentifier : null);
            if (drop is not null)
            {
                report.Drop(drop.Code);
            }

            if (unusable is not null || intake.GetCount(row) == 0)
            {
                continue;
            }

            // A dropped row matches nobody, but an opt-out in it, or a no of its own, still keeps its own id out.
            builder.Begin(id, intake.IsSuppressed(row) || intake.IsDenied(row), drop is not null);
            for (var i = 0; keep.Tokens && i < intake.GetCount(row); i++)
            {
                builder.AddSuppressionToken(intake.GetSuppressionToken(row, i));
            }
            for (var i = 0; i < intake.GetCount(row) && (keep.Suppressed || !intake.IsSuppressed(row)) && drop is null; i++)
            {
                var kind = intake.GetKind(row, i);
                builder.AddKind(kind);
                var position = targets[(int)kind - 1].Tokens.IndexOf(intake.GetPartyToken(row, i));
                if (position >= 0)
                {
                    builder.AddMatch(kind, position);
                }
            }

            ids.Add(builder.End());
        }
    }

    // All rows of one own id come together here: one opt-out among them keeps the id out.
    private void WriteIds(string temporary, Spill ids, Outcome outcome, MatchReport report, CancellationToken cancellationToken)
    {
        using var file = DurableFile.CreatePrivate(temporary);
        using var output = new BufferedStream(file, 64 * 1024);
        OwnIdRecord.WriteCsv(output, System.Text.Encoding.UTF8.GetBytes(_plan.Source.IdColumn!));
        using var reader = ids.ReadSorted(static (kept, next) => kept.SequenceEqual(next));
        var group = new OwnIdRecord.Group();
        while (reader.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!group.TryAdd(reader.Current))
            {
                EndGroup(group, outcome, report, output);
                group.Begin(reader.Current);
            }
        }

        EndGroup(group, outcome, report, output);
        output.Flush();
        file.Flush(flushToDisk: true);
    }

    private static void EndGroup(OwnIdRecord.Group group, Outcome outcome, MatchReport report, Stream output)
    {
        if (group.IsEmpty || group.IsDropped)
        {
            return;
        }

        if (group.IsSuppressed || group.SuppressionTokens.Any(outcome.Check.IsImplied))
        {
            report.Suppressed++;
            outcome.Signal?.Add(group.Matches.Select(m => (m.Kind, outcome.Targets[(int)m.Kind - 1].Tokens.Span[m.Position])));
            return;
        }

        report.Identifiers++;
        foreach (var kind in IdentifierKinds.All.Where(group.Has))
        {
            report.CountOwn(kind);
        }

        if (group.Matches.Count == 0)
        {
            return;
        }

        report.Matched++;
        foreach (var (kind, position) in group.Matches)
        {
            outcome.Targets[(int)kind - 1].Mark(position);
            TakenRecord.Add(outcome.Matched, outcome.Targets[(int)kind - 1].Tokens.Span[position], group.Id);
        }

        OwnIdRecord.WriteCsv(output, group.Id);
    }

    /// <summary>Where the groups of own ids go.</summary>
    private sealed record Outcome(SuppressionCheck Check, MatchTarget[] Targets, Spill Matched, SignalWriter? Signal);
}
