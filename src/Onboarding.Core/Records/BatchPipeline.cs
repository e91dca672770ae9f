using System.Threading.Channels;
using Onboarding.Internal;
using Onboarding.Plans;

namespace Onboarding.Records;

/// <summary>One thread reads batches, several work on them, and what comes of them is handed over in the order of the source: the same whoever took which batch.</summary>
/// <remarks>
/// Batches are lent from a small pool, so that reader and workers wait for each other and memory does not grow with the source. A failure or cancellation anywhere stops all within a batch;
/// every batch is zeroed before this returns.
/// </remarks>
internal sealed class BatchPipeline
{
    private readonly PlanSource _source;
    private readonly IReadOnlyList<IBatchWorker> _workers;
    private readonly PhoneColumns _phones;
    private readonly Channel<RecordBatch> _free;
    private readonly Channel<Filled> _filled;
    private readonly RecordBatch[] _batches;

    public BatchPipeline(PlanSource source, int columnCount, IReadOnlyList<IBatchWorker> workers)
    {
        _source = source;
        _workers = workers;
        _phones = new PhoneColumns(source);
        _batches = [.. Enumerable.Range(0, (2 * workers.Count) + 1).Select(_ => new RecordBatch(columnCount))];
        _free = Channel.CreateBounded<RecordBatch>(_batches.Length);
        _filled = Channel.CreateBounded<Filled>(new BoundedChannelOptions(_batches.Length) { SingleWriter = true });
        foreach (var batch in _batches)
        {
            _free.Writer.TryWrite(batch);
        }
    }

    /// <summary>Reads the source to its end.</summary>
    /// <exception cref="OnboardingException">The reader's, and <c>SOURCE_MALFORMED</c> where the plan says stop.</exception>
    public async ValueTask RunAsync(IRecordReader reader, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var working = _workers.Select(worker => Task.Run(() => WorkAsync(worker, stop), CancellationToken.None)).ToArray();
        try
        {
            await ReadAsync(reader, stop.Token).ConfigureAwait(false);
            _filled.Writer.Complete();
            await Task.WhenAll(working).ConfigureAwait(false);
        }
        catch
        {
            var wasStopped = stop.IsCancellationRequested;
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(working).ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();

            // What stopped a worker stops the others and the reader by cancellation: its own failure is the one that says why.
            if (wasStopped)
            {
                await Task.WhenAll(working.Where(w => w.IsFaulted)).ConfigureAwait(false);
            }

            throw;
        }
        finally
        {
            foreach (var batch in _batches)
            {
                batch.Clear();
            }
        }
    }

    private async Task ReadAsync(IRecordReader reader, CancellationToken cancellationToken)
    {
        var before = Task.CompletedTask;
        for (var more = true; more;)
        {
            var batch = await _free.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            more = await reader.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            Gates.CheckMalformed(_source, batch, reader);
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _filled.Writer.WriteAsync(new Filled(batch, _phones.Learn(batch), before, done), cancellationToken).ConfigureAwait(false);
            before = done.Task;
        }
    }

    private async Task WorkAsync(IBatchWorker worker, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var item in _filled.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                worker.Process(item.Batch, item.CarriesZeros);
                await item.Before.WaitAsync(stop.Token).ConfigureAwait(false);
                worker.Commit();
                item.Done.SetResult();
                item.Batch.Clear();
                await _free.Writer.WriteAsync(item.Batch, stop.Token).ConfigureAwait(false);
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private sealed record Filled(RecordBatch Batch, bool[] CarriesZeros, Task Before, TaskCompletionSource Done);
}
