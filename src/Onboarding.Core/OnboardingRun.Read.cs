using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Records;
using Onboarding.Suppression;
using Onboarding.Telemetry;

namespace Onboarding;

public sealed partial class OnboardingRun
{
    // The reader that comes back is closed; what it found out about the source can still be asked.
    private async ValueTask<IRecordReader> ReadRecordsAsync(RunKeys keys, SuppressionSnapshot list, RowSpills rows, int threads, RunCounts counts, ProblemLines lines, CancellationToken cancellationToken)
    {
        var columns = RecordIntake.ColumnNames(_plan.Source);
        var reader = await _records.OpenAsync(columns, cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        var read = 0L;
        var workers = new List<RowSorter>();
        var hashers = new List<IDisposable>();
        try
        {
            for (var i = 0; i < threads; i++)
            {
                workers.Add(new RowSorter(CreateIntake(keys, list, hashers), rows, Commit));
            }

            await new BatchPipeline(_plan.Source, columns.Count, workers).RunAsync(reader, cancellationToken).ConfigureAwait(false);
            foreach (var worker in workers)
            {
                counts.Add(worker.Counts);
            }
        }
        finally
        {
            workers.ForEach(w => w.Dispose());
            hashers.ForEach(h => h.Dispose());
        }

        return reader;

        void Commit(RowSorter worker)
        {
            lines.Add(worker.Lines);
            read += worker.Records + worker.Malformed;
            Log.BatchRead(_options.Logger, worker.Records, worker.Malformed);
            OnboardingTelemetry.Rows.Add(worker.Records + worker.Malformed);
            _options.Progress?.Invoke(read);
        }
    }

    // What a worker remembers of hashes must not decide about rows that another one reads; that is made good when the no spreads.
    private RecordIntake CreateIntake(RunKeys keys, SuppressionSnapshot list, List<IDisposable> hashers)
    {
        var suppression = new SuppressionHasher(keys.Suppression);
        var tokens = new TokenHasher(keys.Party);
        hashers.AddRange([suppression, tokens]);
        return new RecordIntake(_plan.Source, suppression, new SuppressionCheck(list, remembers: false), tokens, list.HasHashOnly, RunDate) { Platform = CreateForms() };
    }
}
