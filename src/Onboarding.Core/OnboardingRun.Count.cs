using System.Diagnostics;
using Onboarding.Audiences;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Plans;
using Onboarding.Reports;
using Onboarding.Suppression;

namespace Onboarding;

public sealed partial class OnboardingRun
{
    /// <summary>Reads the whole source and counts what a run would do with it, up to the first check of opt-outs. Writes nothing: no file, also no temporary one, and no entry of the ledger.</summary>
    /// <param name="cancellationToken">Cancels the counting.</param>
    /// <returns>Where every row would go. The run can still be written after it, from a source that can be read twice.</returns>
    /// <remarks>
    /// Rows are compared with each other in memory: 128 MiB, room for about 700,000 rows with two identifiers. What does not fit counts as members where it may be a duplicate,
    /// or belongs to somebody whom only another row keeps out; a note says how many rows that is.
    /// </remarks>
    /// <exception cref="OnboardingException">A gate refuses; see <see cref="OnboardingException.Code"/>. That nobody or too few are left is a finding of the report.</exception>
    public async Task<DryRunReport> CountAsync(CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        var now = _options.Time.GetUtcNow();
        _plan.ThrowIfExpired(now);
        using var keys = await RunKeys.OpenAsync(_keys, _plan, cancellationToken).ConfigureAwait(false);
        keys.ThrowIfNotUsableOn(now);
        using var suppressionHasher = new SuppressionHasher(keys.Suppression);
        using var snapshot = await _suppression.ReadAsync(new SuppressionLoading(_plan, _store, _options), suppressionHasher, cancellationToken).ConfigureAwait(false);
        LogSuppression(snapshot);
        CheckComparable(snapshot);
        var counts = new RunCounts();
        var lines = new ProblemLines();
        using var rows = new RowSpills(folder: null);

        // One thread, or which rows find no more room would depend on who is faster.
        var source = await ReadRecordsAsync(keys, snapshot, rows, threads: 1, counts, lines, cancellationToken).ConfigureAwait(false);
        Members.Count(rows.All, Spread(rows, snapshot, folder: null, cancellationToken), counts, lines, cancellationToken);
        counts.Members += counts.Uncompared;
        var notes = source.Notes.Concat(snapshot.Notes);
        var tooMany = $"{counts.Uncompared} rows were not compared with the others for want of memory: duplicates among them count as members";
        return new DryRunReport(_plan.Id, lines.Locate(source), !lines.IsFull && counts.Uncompared == 0)
        {
            Counts = counts,
            Diagnosis = Diagnosis.Find(counts, _plan, source.Signs),
            UnreadableOptOuts = snapshot.Rejected,
            UnreadColumns = ReportNames.Columns(source.UnreadColumns),
            Notes = [.. counts.Uncompared > 0 ? notes.Append(tooMany) : notes],
            Findings = [.. Gates.WarnOfPlatform(counts, _plan), .. Gates.Warn(counts.Rows, counts.DroppedByCode, counts.Cells, _plan.Source), .. Gates.WarnOfFields(counts), .. SuppressionLoading.Warn(_plan, snapshot), .. new[] { Gates.FindMembers(counts.Members, counts, _plan, keys) }.OfType<Finding>()],
            Label = LabelBuilder.Build(CreateFacts(keys, _plan.Facts.Fields, snapshot, counts, now, output: null), full: false),
            Duration = Stopwatch.GetElapsedTime(started),
        };
    }
}
