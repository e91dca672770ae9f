using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Onboarding;

/// <summary>A prepared statement of whole numbers, texts and bytes, for what runs once for each token: the driver's parameters, found by name at every run, cost more than the work.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _handle = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_handle, sql, out _statement));
    }

    public SqliteStatement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, string value)
    {
        Check(raw.sqlite3_bind_text(_statement, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, parameter, value));
        return this;
    }

    public void Execute()
    {
        Check(raw.sqlite3_step(_statement));
        raw.sqlite3_reset(_statement);
    }

    /// <summary>Adds the first column of every row.</summary>
    public void ReadInto(ICollection<long> numbers)
    {
        int result;
        while ((result = raw.sqlite3_step(_statement)) == raw.SQLITE_ROW)
        {
            numbers.Add(raw.sqlite3_column_int64(_statement, 0));
        }

        Check(result);
        raw.sqlite3_reset(_statement);
    }

    public void Dispose() => _statement.Dispose();

    // Throws for any code but those of success.
    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _handle);
}
