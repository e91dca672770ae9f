namespace Onboarding.Records;

/// <summary>One of several that share the batches of a source.</summary>
internal interface IBatchWorker : IDisposable
{
    /// <summary>Works on a batch, on any thread and beside other workers.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="carriesZeros">What <see cref="PhoneColumns"/> learned up to this batch.</param>
    void Process(RecordBatch batch, ReadOnlySpan<bool> carriesZeros);

    /// <summary>Hands over what the batch that was processed last adds to the run: in the order of the source, one worker at a time.</summary>
    void Commit();
}
