using System.Globalization;

namespace Onboarding.Records;

/// <summary>Asks each object for the mapped columns. The enumeration begins with the first batch.</summary>
internal sealed class EnumerableRecordReader<T>(Func<CancellationToken, IAsyncEnumerable<T>> open, EnumerableColumn<T>[] columns, IReadOnlyList<string> unreadColumns) : IRecordReader
{
    // An enumeration has one token for its whole life, a reader one for each batch.
    private readonly CancellationTokenSource _stop = new();
    private IAsyncEnumerator<T>? _items;
    private long _row;

    public IReadOnlyList<string> UnreadColumns => unreadColumns;

    public async ValueTask<bool> ReadAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var registration = cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        try
        {
            _items ??= open(_stop.Token).GetAsyncEnumerator(_stop.Token);
            while (!batch.IsFull)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!await _items.MoveNextAsync().ConfigureAwait(false))
                {
                    return false;
                }

                _row++;
                Add(batch, _items.Current);
            }

            return true;
        }
        catch (Exception exception) when (SourceFailure.IsForeign(exception, cancellationToken))
        {
            throw SourceFailure.Wrap(exception, string.Create(CultureInfo.InvariantCulture, $"the enumeration failed after {_row} items"), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_items is not null)
            {
                await _items.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (SourceFailure.IsForeign(exception, CancellationToken.None))
        {
            throw SourceFailure.Wrap(exception, "the enumeration cannot be closed", CancellationToken.None);
        }
        finally
        {
            _stop.Dispose();
        }
    }

    private void Add(RecordBatch batch, T item)
    {
        batch.BeginRecord(_row);
        foreach (var column in columns)
        {
            try
            {
                column.AddValue(batch, item);
            }
            catch (Exception exception) when (SourceFailure.IsForeign(exception, CancellationToken.None))
            {
                throw SourceFailure.Wrap(exception, string.Create(CultureInfo.InvariantCulture, $"item {_row}, column \"{column.Name}\""), CancellationToken.None);
            }
        }

        batch.EndRecord();
    }
}
