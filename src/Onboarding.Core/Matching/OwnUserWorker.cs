using Onboarding.Hashing;
using Onboarding.Keys;
using Onboarding.Plans;
using Onboarding.Records;
using Onboarding.Suppression;

namespace Onboarding.Matching;

/// <summary>Makes tokens of every so-manieth batch of the own users, beside others. What it learns of hashes counts for all rows in the end, see <see cref="OwnUserColumns.Complete"/>.</summary>
internal sealed class OwnUserWorker : IBatchWorker
{
    private readonly SuppressionHasher _suppressionHasher;
    private readonly TokenHasher _tokenHasher;
    private readonly Action<OwnUserWorker> _commit;
    private readonly BatchHash _idHash = BatchHash.Sha256([]);
    private readonly IdentifierBatch _ids = new();
    private byte[] _digests = [];
    private RecordBatch? _batch;

    public OwnUserWorker(PlanSource source, RunKeys keys, SuppressionSnapshot snapshot, bool pseudonymizesSuppressed, TimeProvider time, Action<OwnUserWorker> commit)
    {
        _suppressionHasher = new SuppressionHasher(keys.Suppression);
        _tokenHasher = new TokenHasher(keys.Party);
        _commit = commit;
        Check = new SuppressionCheck(snapshot);
        Intake = new RecordIntake(source, _suppressionHasher, Check, _tokenHasher, snapshot.HasHashOnly, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) { PseudonymizesSuppressed = pseudonymizesSuppressed };
    }

    public RecordIntake Intake { get; }

    public SuppressionCheck Check { get; }

    /// <summary>The batch that was processed last.</summary>
    public RecordBatch Batch => _batch!;

    /// <summary>SHA-256 of its own ids, 32 bytes each.</summary>
    public ReadOnlySpan<byte> IdDigests => _digests;

    public void Process(RecordBatch batch, ReadOnlySpan<bool> carriesZeros)
    {
        _batch = batch;
        Intake.Process(batch, carriesZeros);
        for (var row = 0; row < batch.Count; row++)
        {
            _ids.Add(batch.GetValue(row, batch.ColumnCount - 1));
        }

        Array.Resize(ref _digests, Math.Max(_digests.Length, batch.Count * Token.Size));
        _idHash.Compute(_ids, _digests);
        _ids.Clear();
    }

    public void Commit() => _commit(this);

    public void Dispose()
    {
        Intake.Dispose();
        _suppressionHasher.Dispose();
        _tokenHasher.Dispose();
        _idHash.Dispose();
        _ids.Clear();
    }
}
