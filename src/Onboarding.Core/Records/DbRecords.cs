using System.Data.Common;
using Onboarding.Records;

namespace Onboarding;

/// <summary>Records from a query, through any ADO.NET driver: Npgsql, Microsoft.Data.Sqlite, Microsoft.Data.SqlClient and others.</summary>
/// <remarks>
/// Rows stream; only the columns that the plan maps are read, by name. Each opening runs the query anew. Text, numbers, ids and dates become UTF-8 in the invariant culture,
/// NULL is empty, bytes and other types are refused (<c>COLUMN_TYPE</c>). A driver's message is never shown, because it can quote a value; its type and SQL state are.
/// </remarks>
public static class DbRecords
{
    /// <summary>The rows of a query, on a connection of its own that is closed at the end; a query that is not read to its end is cancelled.</summary>
    /// <param name="dataSource">The database. Drivers without one of their own: <c>SqliteFactory.Instance.CreateDataSource(connectionString)</c>, <c>SqlClientFactory.Instance.CreateDataSource(connectionString)</c>.</param>
    /// <param name="sql">The query, with one result.</param>
    /// <param name="prepare">Sets parameters and the time-out of the command; null for none.</param>
    public static IRecordSource FromQuery(DbDataSource dataSource, string sql, Action<DbCommand>? prepare = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        return new DbRecordSource(cancellationToken => DbQuery.OpenAsync(dataSource, sql, prepare, cancellationToken));
    }

    /// <summary>The rows of a reader that a delegate opens, on a connection of the caller's.</summary>
    /// <param name="open">
    /// Runs the query anew at each call. The reader is disposed at the end, also after an error; <c>CommandBehavior.CloseConnection</c> closes the connection with it.
    /// Not <c>CommandBehavior.SequentialAccess</c>: columns are read in the plan's order.
    /// </param>
    public static IRecordSource FromReader(Func<CancellationToken, Task<DbDataReader>> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return new DbRecordSource(async cancellationToken => new DbQuery(await open(cancellationToken).ConfigureAwait(false)));
    }
}
