using System.Data.Common;

namespace Onboarding.Records;

/// <summary>An open query with what it owns.</summary>
internal sealed class DbQuery
{
    private readonly DbCommand? _command;
    private readonly DbConnection? _connection;

    public DbQuery(DbDataReader reader, DbCommand? command = null, DbConnection? connection = null)
    {
        Reader = reader ?? throw new InvalidOperationException("The delegate opened no reader.");
        _command = command;
        _connection = connection;
    }

    public DbDataReader Reader { get; }

    public static async Task<DbQuery> OpenAsync(DbDataSource dataSource, string sql, Action<DbCommand>? prepare, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var command = connection.CreateCommand();
        try
        {
            command.CommandText = sql;
            prepare?.Invoke(command);
            return new DbQuery(await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false), command, connection);
        }
        catch
        {
            await CloseAsync(command).ConfigureAwait(false);
            await CloseAsync(connection).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Closes everything. What goes wrong here comes after the last row, or after the error that ended the reading, which is the one to hear of.</summary>
    public async ValueTask CloseAsync(bool completed)
    {
        // Drivers read a result to its end when its reader is closed.
        if (!completed)
        {
            Cancel();
        }

        await CloseAsync(Reader).ConfigureAwait(false);
        await CloseAsync(_command).ConfigureAwait(false);
        await CloseAsync(_connection).ConfigureAwait(false);
    }

    private static async ValueTask CloseAsync(IAsyncDisposable? owned)
    {
        try
        {
            if (owned is not null)
            {
                await owned.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or IOException or OperationCanceledException or TimeoutException)
        {
        }
    }

    private void Cancel()
    {
        try
        {
            _command?.Cancel();
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or NotSupportedException or IOException)
        {
        }
    }
}
