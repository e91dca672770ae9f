using Onboarding.Hashing;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Plans;
using Onboarding.Records;
using Onboarding.Suppression;
using Onboarding.Telemetry;

namespace Onboarding.Matching;

/// <summary>Reads the own users once: normalize, suppress, pseudonymize, and into columns.</summary>
internal sealed class OwnUserReading(ReviewedPlan plan, IRecordSource records, RunKeys keys, OnboardingRunOptions options)
{
    /// <summary>Whether rows on the list get party tokens too.</summary>
    public bool PseudonymizesSuppressed { get; init; }

    /// <summary>Receives each batch as it was read, in the order of the source; null for nobody.</summary>
    public Action<RecordBatch>? Seen { get; init; }

    public async ValueTask ReadAsync(OwnUserColumns columns, SuppressionSnapshot snapshot, CancellationToken cancellationToken)
    {
        HashKernels.Choice.LogRefused(options.Logger);
        var names = RecordIntake.ColumnNames(plan.Source);
        var reader = await records.OpenAsync(names, cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        var workers = new List<OwnUserWorker>();
        try
        {
            for (var i = 0; i < options.Threads; i++)
            {
                workers.Add(new OwnUserWorker(plan.Source, keys, snapshot, PseudonymizesSuppressed, options.Time, Commit));
            }

            await new BatchPipeline(plan.Source, names.Count, workers).RunAsync(reader, cancellationToken).ConfigureAwait(false);
            foreach (var worker in workers)
            {
                columns.Counts.Cells.Add(worker.Intake.Cells);
            }

            columns.Counts.UnreadColumns = ReportNames.Columns(reader.UnreadColumns);
            columns.Counts.Notes = reader.Notes;
            columns.Complete(token => workers.Exists(w => w.Check.IsImplied(token)), cancellationToken);
        }
        finally
        {
            workers.ForEach(w => w.Dispose());
        }

        void Commit(OwnUserWorker worker)
        {
            var batch = worker.Batch;
            Seen?.Invoke(batch);
            columns.Add(batch, worker.Intake, worker.IdDigests);
            Log.BatchRead(options.Logger, batch.Count, batch.Malformed.Count);
            OnboardingTelemetry.Rows.Add(batch.Count + batch.Malformed.Count);
            options.Progress?.Invoke(columns.Counts.Rows);
        }
    }
}
