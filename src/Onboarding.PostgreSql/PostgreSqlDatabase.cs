using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Onboarding;

/// <summary>The schema of a store on a server: made with its first use, checked before it is used, one transaction for each call.</summary>
internal sealed class PostgreSqlDatabase(NpgsqlDataSource source, string schema)
{
    private const string Begin = "select set_config('search_path', quote_ident($1), true)";

    // Writers of one store wait for one another until the commit of the one before, so that numbers become visible in order.
    // Only `off` lets a commit return before it is on the disk; what an administrator set beyond that stays.
    private const string BeginWriting = Begin + ", pg_advisory_xact_lock(hashtextextended('Onboarding.Core ' || $1, 0)), (select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off')";

    private volatile bool _isPrepared;

    public async ValueTask<T> ReadAsync<T>(Func<NpgsqlConnection, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        return await RunAsync(work, isReading: true, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<T> WriteAsync<T>(Func<NpgsqlConnection, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        return await RunAsync(work, isReading: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One statement, which is one moment of the store however long its rows are read.</summary>
    public async IAsyncEnumerable<T> Query<T>(string sql, object?[] values, Func<NpgsqlDataReader, T> map, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var connection = await GuardAsync(() => OpenAsync(cancellationToken)).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var transaction = await GuardAsync(() => BeginAsync(connection, isReading: true, cancellationToken)).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var command = connection.Sql(sql, values);
                await using (command.ConfigureAwait(false))
                {
                    var reader = await GuardAsync(async () => await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
                    await using (reader.ConfigureAwait(false))
                    {
                        while (true)
                        {
                            var (more, item) = await NextAsync(reader, map, cancellationToken).ConfigureAwait(false);
                            if (!more)
                            {
                                break;
                            }

                            yield return item!;
                        }
                    }
                }
            }
        }
    }

    private static async ValueTask<(bool More, T? Item)> NextAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? (true, map(reader)) : default;
        }
        catch (Exception e) when (PostgreSqlErrors.Understand(e) is { } understood)
        {
            throw understood;
        }
    }

    private static async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (PostgreSqlErrors.Understand(e) is { } understood)
        {
            throw understood;
        }
    }

    private ValueTask<T> RunAsync<T>(Func<NpgsqlConnection, ValueTask<T>> work, bool isReading, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var transaction = await BeginAsync(connection, isReading, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await PostgreSqlSchema.ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false);
                var result = await work(connection).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();

                // From here on a cancellation would leave it open whether it was done.
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                return result;
            }
        }
    });

    private async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isPrepared)
            {
                var transaction = await BeginAsync(connection, isReading: false, cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    await PostgreSqlSchema.PrepareAsync(connection, schema, cancellationToken).ConfigureAwait(false);
                    await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                    _isPrepared = true;
                }
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<NpgsqlTransaction> BeginAsync(NpgsqlConnection connection, bool isReading, CancellationToken cancellationToken)
    {
        // Each statement of a writer must see what was committed while it waited for the lock; a reader sees one moment.
        var transaction = await connection.BeginTransactionAsync(isReading ? IsolationLevel.RepeatableRead : IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        try
        {
            await connection.ExecuteAsync(isReading ? Begin : BeginWriting, [schema], cancellationToken).ConfigureAwait(false);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
