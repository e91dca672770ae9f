using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Onboarding;

/// <summary>What a failure of SQLite is to the caller: a store that is not ours or damaged, or an input and output error that may pass.</summary>
internal static class SqliteErrors
{
    public static Exception Translate(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        // A missing table or column, and a value that a table of ours cannot hold, are as much another's work as a page that makes no sense.
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_FORMAT or raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH => Damaged(exception),
        raw.SQLITE_FULL => new IOException($"The store {path} cannot be written: the disk is full. Nothing of this call was stored.", exception),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => new IOException($"The store {path} cannot be written: its file or folder is read-only, or was moved. Nothing of this call was stored.", exception),
        raw.SQLITE_CANTOPEN => new IOException($"The store {path} cannot be opened: it is gone, is a folder, or its folder cannot be written.", exception),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new IOException($"The store {path} was held by another process for more than {SqliteFile.Patience} seconds. Nothing of this call was stored.", exception),
        _ => new IOException($"The store {path} cannot be read or written (SQLite error {exception.SqliteExtendedErrorCode}).", exception),
    };

    public static OnboardingException Damaged(Exception? cause)
    {
        var code = cause is SqliteException sqlite ? $" (SQLite error {sqlite.SqliteExtendedErrorCode})" : "";
        return new OnboardingException(Reasons.StoreDamaged, $"the file of the store is damaged, or is none that this library wrote{code}; required is a store or no file at all", cause);
    }
}
