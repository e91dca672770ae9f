namespace Onboarding.Records;

/// <summary>Reads records in order into batches that the run lends out, and zeroes itself afterwards.</summary>
public interface IRecordReader : IAsyncDisposable
{
    /// <summary>The names of the source's columns that are not read; empty where the source does not know.</summary>
    IReadOnlyList<string> UnreadColumns { get; }

    /// <summary>Fills an empty batch until it is full or the source ends, or hands over earlier what there is. Keep no reference to the batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Cancels the reading, within a batch too.</param>
    /// <returns>False at the end of the source; the batch may hold records all the same. True where there may be more, even with an empty batch.</returns>
    /// <exception cref="OnboardingException"><c>SOURCE_UNREADABLE</c>, <c>SOURCE_CHANGED</c>, <c>ENCODING_UNDECLARED</c>, <c>ENCODING_UNSUPPORTED</c>.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    ValueTask<bool> ReadAsync(RecordBatch batch, CancellationToken cancellationToken);
}
