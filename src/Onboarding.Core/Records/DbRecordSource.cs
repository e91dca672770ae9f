namespace Onboarding.Records;

/// <summary>A query, run anew for each pass.</summary>
internal sealed class DbRecordSource(Func<CancellationToken, Task<DbQuery>> open) : IRecordSource
{
    public async ValueTask<IRecordReader> OpenAsync(IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(columns);
        cancellationToken.ThrowIfCancellationRequested();
        DbQuery? query = null;
        try
        {
            query = await open(cancellationToken).ConfigureAwait(false);
            var names = Enumerable.Range(0, query.Reader.FieldCount).Select(query.Reader.GetName).ToArray();
            return new DbRecordReader(query, ColumnMap.Find(names, columns, "the query's result"), [.. columns]);
        }
        catch (Exception exception)
        {
            if (query is not null)
            {
                await query.CloseAsync(completed: false).ConfigureAwait(false);
            }

            if (SourceFailure.IsForeign(exception, cancellationToken))
            {
                throw SourceFailure.Wrap(exception, "the query cannot be run", cancellationToken);
            }

            throw;
        }
    }
}
