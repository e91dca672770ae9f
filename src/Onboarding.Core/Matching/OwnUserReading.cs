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

    /// <summary>Receives each batch as it was read; null for nobody.</summary>
    public Action<RecordBatch>? Seen { get; init; }

    public async ValueTask ReadAsync(OwnUserColumns columns, SuppressionSnapshot snapshot, CancellationToken cancellationToken)
    {
        HashKernels.Choice.LogRefused(options.Logger);
        using var suppressionHasher = new SuppressionHasher(keys.Suppression);
        using var tokenHasher = new TokenHasher(keys.Party);
        var names = RecordIntake.ColumnNames(plan.Source);
        var check = new SuppressionCheck(snapshot);
        using var intake = new RecordIntake(plan.Source, suppressionHasher, check, tokenHasher, snapshot.HasHashOnly, DateOnly.FromDateTime(options.Time.GetUtcNow().UtcDateTime)) { PseudonymizesSuppressed = PseudonymizesSuppressed };
        var reader = await records.OpenAsync(names, cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        var batch = new RecordBatch(names.Count);
        try
        {
            for (var more = true; more;)
            {
                more = await reader.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                Gates.CheckMalformed(plan.Source, batch, reader);
                Seen?.Invoke(batch);
                intake.Process(batch);
                columns.Add(batch, intake);
                Log.BatchRead(options.Logger, batch.Count, batch.Malformed.Count);
                OnboardingTelemetry.Rows.Add(batch.Count + batch.Malformed.Count);
                batch.Clear();
                options.Progress?.Invoke(columns.Counts.Rows);
            }
        }
        finally
        {
            batch.Clear();
        }

        columns.Counts.Cells = intake.Cells;
        columns.Counts.UnreadColumns = ReportNames.Columns(reader.UnreadColumns);
        columns.Counts.Notes = reader.Notes;
        columns.Complete(check, cancellationToken);
    }
}
