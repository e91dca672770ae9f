using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Onboarding.Internal;

namespace Onboarding;

/// <summary>The file of a store: created whole or not at all, checked before it is used, a connection for each call.</summary>
internal sealed class SqliteFile(string path) : IDisposable
{
    /// <summary>How many seconds a call waits for another process.</summary>
    public const int Patience = 30;

    // A commit is on the disk when it returns. Deleted content is overwritten. Sorting never writes outside of the store. A larger log folds changes of one page into one write.
    private static readonly string s_settings = string.Create(
        CultureInfo.InvariantCulture,
        $"pragma busy_timeout = {Patience * 1000}; pragma synchronous = full; pragma secure_delete = on; pragma temp_store = memory; pragma cache_size = -65536; pragma wal_autocheckpoint = 16384; pragma journal_size_limit = 67108864;");

    private readonly string _path = Path.GetFullPath(path);
    private volatile bool _isKnown;

    public T Read<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken) => Run(work, isReading: true, cancellationToken);

    public T Write<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken) => Run(work, isReading: false, cancellationToken);

    /// <summary>One statement, which is one moment of the store however long its rows are read.</summary>
    public async IAsyncEnumerable<T> Query<T>(string sql, object?[] values, Func<SqliteDataReader, T> map, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.CompletedTask.ConfigureAwait(false);

        // A store that nothing was ever written to has no rows, and reading creates none: a dry run leaves no file.
        if (!_isKnown && !File.Exists(_path) && !File.Exists(_path + "-wal"))
        {
            yield break;
        }

        using var connection = Guard(Open);
        using var command = connection.Sql(sql, values);
        using var reader = Guard(command.ExecuteReader);
        while (TryNext(reader, map, out var item))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    public void Dispose()
    {
        using var connection = new SqliteConnection(ConnectionString(_path, SqliteOpenMode.ReadWrite));
        SqliteConnection.ClearPool(connection);
    }

    private static string ConnectionString(string path, SqliteOpenMode mode, bool pooling = true)
    {
        return new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = pooling, DefaultTimeout = Patience }.ToString();
    }

    private static SqliteConnection Connect(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            connection.Execute(s_settings);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private T Run<T>(Func<SqliteConnection, T> work, bool isReading, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Guard(() =>
        {
            using var connection = Open();
            using var transaction = connection.BeginTransaction(deferred: isReading);
            var result = work(connection);
            cancellationToken.ThrowIfCancellationRequested();
            transaction.Commit();
            return result;
        });
    }

    private bool TryNext<T>(SqliteDataReader reader, Func<SqliteDataReader, T> map, [MaybeNullWhen(false)] out T item)
    {
        try
        {
            var more = reader.Read();
            item = more ? map(reader) : default;
            return more;
        }
        catch (Exception e) when (Understand(e) is { } understood)
        {
            throw understood;
        }
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (Understand(e) is { } understood)
        {
            throw understood;
        }
    }

    private Exception? Understand(Exception exception) => exception switch
    {
        SqliteException sqlite => SqliteErrors.Translate(sqlite, _path),

        // A value that no row of ours has: what was read is not what was written.
        FormatException or InvalidCastException or ArgumentException or OverflowException => SqliteErrors.Damaged(exception),
        UnauthorizedAccessException => new IOException($"The store {_path} cannot be created: its folder cannot be written.", exception),
        _ => null,
    };

    private SqliteConnection Open()
    {
        if (!_isKnown)
        {
            if (!File.Exists(_path))
            {
                Create();
            }

            // Read-only at first, so that a file of somebody else is left as it is, byte for byte.
            using var first = Connect(ConnectionString(_path, SqliteOpenMode.ReadOnly, pooling: false));
            _ = SqliteSchema.IsOld(first);
            _isKnown = true;
        }

        var connection = Connect(ConnectionString(_path, SqliteOpenMode.ReadWrite));
        try
        {
            if (SqliteSchema.IsOld(connection))
            {
                SqliteSchema.Migrate(connection);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Create()
    {
        if (new FileInfo(_path + "-wal") is { Exists: true, Length: > 0 } && !File.Exists(_path))
        {
            // The log of a lost file would be taken for that of the new one.
            throw new OnboardingException(Reasons.StoreDamaged, "a log lies in the place of the store, and its file is gone; required are both, from one backup");
        }

        DurableFile.CreatePrivateFolder(Path.GetDirectoryName(_path)!);
        var temporary = DurableFile.TemporaryName(_path);
        try
        {
            // SQLite gives its log and its index of the log the rights of the file.
            DurableFile.CreatePrivate(temporary).Dispose();
            using (var connection = Connect(ConnectionString(temporary, SqliteOpenMode.ReadWrite, pooling: false)))
            {
                connection.Execute("pragma journal_mode = wal");
                SqliteSchema.Migrate(connection);
            }

            DurableFile.Publish(temporary, _path, overwrite: false);
        }
        catch (IOException) when (File.Exists(_path))
        {
            // Another process was faster.
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
