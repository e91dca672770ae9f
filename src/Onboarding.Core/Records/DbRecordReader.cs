using System.Globalization;

namespace Onboarding.Records;

/// <summary>Copies the mapped columns of each row into the run's batches, as UTF-8.</summary>
internal sealed class DbRecordReader : IRecordReader
{
    private readonly DbQuery _query;
    private readonly DbCell[] _cells;
    private long _row;
    private bool _completed;

    public DbRecordReader(DbQuery query, ColumnMap map, IReadOnlyList<string> columns)
    {
        _query = query;
        _cells = [.. map.Wanted.Select((ordinal, i) => new DbCell(query.Reader, ordinal, columns[i]))];
        UnreadColumns = map.Unread;
    }

    public IReadOnlyList<string> UnreadColumns { get; }

    public async ValueTask<bool> ReadAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        try
        {
            while (!batch.IsFull)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_completed || !await _query.Reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    await CompleteAsync(cancellationToken).ConfigureAwait(false);
                    return false;
                }

                Add(batch);
            }

            return true;
        }
        catch (Exception exception) when (SourceFailure.IsForeign(exception, cancellationToken))
        {
            throw SourceFailure.Wrap(exception, string.Create(CultureInfo.InvariantCulture, $"the query failed after {_row} rows"), cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _query.CloseAsync(_completed);

    private void Add(RecordBatch batch)
    {
        batch.BeginRecord(_row + 1);
        foreach (var cell in _cells)
        {
            cell.AddTo(batch, _row + 1);
        }

        batch.EndRecord();
        _row++;
    }

    // Some drivers report an error of the last rows only here; and rows of a second result would be lost without a word.
    private async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (!_completed && await _query.Reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new OnboardingException(Reasons.SourceUnreadable, "the query has several results, and only one can be read; join them with UNION ALL");
        }

        _completed = true;
    }
}
