using Microsoft.Data.Sqlite;

namespace Onboarding;

/// <summary>Commands with numbered parameters, $1 first.</summary>
internal static class SqliteCommands
{
    public static SqliteCommand Sql(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.Add(new SqliteParameter($"${i + 1}", values[i] ?? DBNull.Value));
        }

        return command;
    }

    public static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Sql(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row; null where it is NULL, or where there is no row.</summary>
    public static object? Scalar(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Sql(sql, values);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    /// <summary>Runs a prepared command once more, with other values.</summary>
    public static int ExecuteWith(this SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        command.Bind(values);
        return command.ExecuteNonQuery();
    }

    public static void Bind(this SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }

    /// <summary>A point in time: ticks of 100 ns in UTC, so that what is read equals what was stored.</summary>
    public static DateTimeOffset GetTime(this SqliteDataReader reader, int column) => new(reader.GetInt64(column), TimeSpan.Zero);

    public static DateTimeOffset? FindTime(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetTime(column);
}
