using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Plans;
using Onboarding.Records;
using Onboarding.Suppression;
using Onboarding.Telemetry;

namespace Onboarding;

/// <summary>
/// The sender's main job, in one direction: records, normalize, suppress, pseudonymize, working set, suppress again, audience, destination.
/// There is no way to create one without opt-outs or ledger. An output is delivered once.
/// </summary>
public sealed partial class OnboardingRun
{
    private readonly ReviewedPlan _plan;
    private readonly IRecordSource _records;
    private readonly SuppressionSource _suppression;
    private readonly IKeyStore _keys;
    private readonly IOnboardingStore _store;
    private readonly OnboardingRunOptions _options;
    private readonly RemovalLists _removals;
    private int _used;

    private OnboardingRun(ReviewedPlan plan, IRecordSource records, SuppressionSource suppression, IKeyStore keys, IOnboardingStore store, OnboardingRunOptions options)
    {
        _plan = plan;
        _records = records;
        _suppression = suppression;
        _keys = keys;
        _store = store;
        _options = options;
        _removals = new RemovalLists(store, keys, new MemberFiles(options.Folders.Members, keys), options.Time, options.Terms);
    }

    /// <summary>Creates a run. Nothing is read or written yet.</summary>
    /// <param name="plan">A plan that passed its review.</param>
    /// <param name="records">The source that the plan names.</param>
    /// <param name="suppression">Everyone who said no; read again when the output is written.</param>
    /// <param name="keys">Where the plan's keys are.</param>
    /// <param name="store">Opt-outs that were recorded earlier, the record of what leaves, and what must be taken back.</param>
    /// <param name="options">Private folder, clock and logger; null for the defaults.</param>
    /// <exception cref="OnboardingException"><c>SOURCE_NOT_PLANNED</c>, <c>SUPPRESSION_NOT_PLANNED</c>: the source or the lists are not the plan's.</exception>
    public static OnboardingRun Create(ApprovedPlan plan, IRecordSource records, SuppressionSource suppression, IKeyStore keys, IOnboardingStore store, OnboardingRunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(suppression);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(store);
        Gates.CheckOrigin(plan.Source, records);
        Gates.CheckOrigin(plan.Suppression, suppression);
        return new OnboardingRun(plan.Reviewed, records, suppression, keys, store, options ?? new OnboardingRunOptions());
    }

    /// <summary>Does the whole run and delivers its audience.</summary>
    /// <param name="destination">Where the audience goes.</param>
    /// <param name="cancellationToken">Cancels the run; nothing is left behind and nothing is delivered.</param>
    /// <returns>Where every row went, and where the files are.</returns>
    /// <exception cref="OnboardingException">A gate refuses; see <see cref="OnboardingException.Code"/>.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public async Task<RunReport> WriteToAsync(IDestination destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (Interlocked.Exchange(ref _used, 1) == 1)
        {
            throw new OnboardingException(Reasons.AlreadyDelivered, "this run has already been written");
        }

        var started = Stopwatch.GetTimestamp();
        using var activity = OnboardingTelemetry.Activities.StartActivity("onboarding.run");
        var now = _options.Time.GetUtcNow();
        _plan.ThrowIfExpired(now);
        using var keys = await RunKeys.OpenAsync(_keys, _plan, cancellationToken).ConfigureAwait(false);
        keys.ThrowIfNotUsableOn(now);
        Gates.CheckDemo(keys, destination);

        var files = new RunFiles(_options.PrivateFolder, _options.Folders.Members, Guid.CreateVersion7(now));
        Log.RunBegins(_options.Logger, files.Id, _plan.Id, _plan.Domain.ToString());
        HashKernels.Choice.LogRefused(_options.Logger);
        try
        {
            return await RunAsync(destination, keys, files, started, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            files.DeleteUndelivered();
            throw;
        }
    }

    private async Task<RunReport> RunAsync(IDestination destination, RunKeys keys, RunFiles files, long started, CancellationToken cancellationToken)
    {
        var counts = new RunCounts();
        var lines = new ProblemLines();
        using var rows = new RowSpills(files.Folder);
        using var first = await LoadSuppressionAsync(keys, null, cancellationToken).ConfigureAwait(false);

        // Who said no since the last run is taken out elsewhere too, and a recipient that is behind with that gets nobody new.
        await _removals.FindAsync(cancellationToken).ConfigureAwait(false);
        await _removals.CheckOverdueAsync(_plan.Domain.Recipient, cancellationToken).ConfigureAwait(false);
        CheckComparable(first);
        IRecordReader source;
        using (OnboardingTelemetry.StartStage("read"))
        {
            source = await ReadRecordsAsync(keys, first, rows, _options.Threads, counts, lines, cancellationToken).ConfigureAwait(false);
        }

        await RecordSpellingsAsync(rows.All, first, keys.Suppression, cancellationToken).ConfigureAwait(false);
        PersonSpread spread;
        using (OnboardingTelemetry.StartStage("spread"))
        {
            spread = Spread(rows, first, files.Folder, cancellationToken);
        }

        using var output = CreateOutput(files, keys);
        using (OnboardingTelemetry.StartStage("members"))
        {
            Members.WriteWorkingSet(rows.All, spread, files.WorkingSet, keys.Suppression, output, counts, lines, cancellationToken);
        }

        // All rows take part in the second check again: those that are no members can still link members with each other.
        return await FinishAsync(destination, keys, files, new RowsAtHand(rows.All.ForEach, first.HasHashOnly, first, spread, output, rows.FindWithdrawn, rows.All.Dispose), counts, lines, source, started, cancellationToken).ConfigureAwait(false);
    }

    // The second check, with the list as it is now, and everything after it: for a run, and for writing an earlier working set again.
    private async Task<RunReport> FinishAsync(IDestination destination, RunKeys keys, RunFiles files, RowsAtHand rows, RunCounts counts, ProblemLines lines, IRecordReader source, long started, CancellationToken cancellationToken)
    {
        using var newest = await LoadSuppressionAsync(keys, rows.First, cancellationToken).ConfigureAwait(false);
        if (newest.HasHashOnly && !rows.HaveHashes)
        {
            throw new OnboardingException(Reasons.SuppressionUncheckable, "an opt-out of which only a hash is known has arrived since the rows were read, and they were not compared by hashes");
        }

        CheckComparable(newest);
        var isSame = newest.Id == rows.First?.Id;
        var checking = isSame ? null : OnboardingTelemetry.StartStage("check");
        var spread = isSame ? rows.Spread! : Spread(rows.ForEach, new SuppressionCheck(newest, remembers: false), rows.HaveHashes || _plan.Upload is not null, files.Folder, cancellationToken);
        if (!isSame)
        {
            rows.Output?.Dispose();
        }

        var members = isSame ? rows.Output! : CreateOutput(files, keys);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var completing = Task.CompletedTask;
        try
        {
            if (!isSame)
            {
                Members.SuppressAgain(files.WorkingSet, keys.Suppression, spread, members, counts, lines, cancellationToken);
            }

            checking?.Dispose();

            // Nobody asks for the rows any more, only for those that say no: their part of the disk is free while the output is made.
            rows.Release();
            Log.RunCounted(_options.Logger, files.Id, counts.Rows, counts.Members, counts.Suppressed, counts.Duplicates, counts.Dropped, counts.Malformed);
            Gates.CheckMembers(counts.Members, counts, _plan, keys);

            // The member file's index is sorted while the output is made.
            completing = Task.Run(() => members.Members.WriteAll(stop.Token), CancellationToken.None);
            var now = _options.Time.GetUtcNow();
            _plan.ThrowIfExpired(now);
            keys.ThrowIfNotUsableOn(now);
            var serial = await _store.ReserveSerialAsync(_plan.Domain, now, cancellationToken).ConfigureAwait(false);
            var previous = await FindPreviousAsync(cancellationToken).ConfigureAwait(false);
            WrittenOutput output;
            using (OnboardingTelemetry.StartStage("output"))
            {
                output = _plan.Upload is null
                    ? WriteAudience(destination, keys, newest, files, members, counts, serial, previous, now, cancellationToken)
                    : WriteUpload(destination, keys, spread, newest, files, counts, serial, previous, now, cancellationToken);
                await completing.ConfigureAwait(false);
                members.Members.Publish();
            }

            var facts = WriteReports(files, counts, lines, newest, source, output);
            string location;
            using (OnboardingTelemetry.StartStage("deliver"))
            {
                location = await DeliverAsync(destination, output, keys.Party.Id, newest, files, cancellationToken).ConfigureAwait(false);
            }

            using var comparing = OnboardingTelemetry.StartStage("compare");
            await LeftSelection.FindAsync(_store, new MemberFiles(_options.Folders.Members, _keys), files.Id, newest.Contains, rows.FindWithdrawn, now, CancellationToken.None).ConfigureAwait(false);
            await _removals.FindAsync(CancellationToken.None).ConfigureAwait(false);
            OnboardingTelemetry.Members.Add(counts.Members);
            OnboardingTelemetry.Suppressed.Add(counts.Suppressed);
            var duration = Stopwatch.GetElapsedTime(started);
            OnboardingTelemetry.Duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("side", "send"));
            return new RunReport
            {
                Id = files.Id,
                Counts = counts,
                AudiencePath = location,
                SignaturePath = destination is Outbox && output.SignatureName is { } signature ? Path.Combine(Path.GetDirectoryName(location)!, signature) : null,
                Label = output.Label,
                FullLabelPath = files.FullLabel,
                ReportPath = files.Report,
                ReportPagePath = files.ReportPage,
                WorkingSetPath = files.WorkingSet,
                UnreadableOptOuts = newest.Rejected,
                UnreadColumns = facts.UnreadColumns,
                Notes = facts.Notes,
                Diagnosis = facts.Diagnosis,
                Warnings = [.. facts.Findings.Where(f => f.Level != FindingLevel.Pass)],
                Changes = [.. facts.Comparison?.Changes.Select(c => c.ToString()) ?? []],
                Duration = duration,
            };
        }
        finally
        {
            // What went wrong there went wrong here too, or does not matter any more.
            await stop.CancelAsync().ConfigureAwait(false);
            await completing.ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
            members.Dispose();
        }
    }

    private MemberOutput CreateOutput(RunFiles files, RunKeys keys) => new(files, keys.Suppression, _plan.Upload is not null, _plan.Source.Segments);

    // What leaves is compared itself, also where no list holds hashes.
    private bool HaveForms(SuppressionSnapshot snapshot) => snapshot.HasHashOnly || _plan.Upload is not null;

    private DateOnly RunDate => DateOnly.FromDateTime(_options.Time.GetUtcNow().UtcDateTime);

    private async ValueTask<SuppressionSnapshot> LoadSuppressionAsync(RunKeys keys, SuppressionSnapshot? earlier, CancellationToken cancellationToken)
    {
        using var stage = OnboardingTelemetry.StartStage("opt-outs");
        var snapshot = await _suppression.LoadAsync(new SuppressionLoading(_plan, _store, _options), keys.Suppression, earlier, cancellationToken).ConfigureAwait(false);
        LogSuppression(snapshot);
        return snapshot;
    }

    private void LogSuppression(SuppressionSnapshot snapshot)
    {
        Log.SuppressionLoaded(_options.Logger, snapshot.Count, snapshot.Id, snapshot.RejectedCount);
        if (snapshot.RejectedCount > 0)
        {
            Log.SuppressionUnreadable(_options.Logger, snapshot.RejectedCount);
        }
    }

    // Where no list holds hashes, whoever is on it is known from the reading.
    private PersonSpread Spread(RowSpills rows, SuppressionSnapshot snapshot, string? folder, CancellationToken cancellationToken)
    {
        return PersonSpread.Load(rows, new SuppressionCheck(snapshot, remembers: false), HaveForms(snapshot) || rows.All.IsFull, _plan.Suppression.LinkAtMost, folder, cancellationToken);
    }

    private PersonSpread Spread(Action<Action<ReadOnlySpan<byte>>> rows, SuppressionCheck check, bool comparedHashes, string? folder, CancellationToken cancellationToken)
    {
        return PersonSpread.Load(rows, check, comparedHashes, _plan.Suppression.LinkAtMost, folder, cancellationToken);
    }
}
