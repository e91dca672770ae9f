namespace Onboarding;

/// <summary>The embedded store: opt-outs, ledger and removals of one party in one SQLite file, readable for its owner only (docs/stores.md).</summary>
/// <remarks>
/// Write-ahead log, flushed to disk with every call that changes something. One instance serves several threads, several processes share the file; a call waits up to 30 seconds for its turn, on the thread of its caller.
/// A store that cannot be reached or written (full disk, read-only folder) is an <see cref="IOException"/>, and nothing of the call was stored.
/// </remarks>
public sealed partial class SqliteStore : IOnboardingStore, IDisposable
{
    private readonly SqliteFile _file;

    /// <summary>Opens a store; the file is created with its first use, and never again after that.</summary>
    /// <param name="path">The file; a new folder is made readable for its owner only. On a local disk: network file systems do not lock reliably.</param>
    public SqliteStore(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _file = new SqliteFile(path);
    }

    /// <summary>Closes idle connections, so that the log is folded into the file. Nothing is lost without it.</summary>
    public void Dispose() => _file.Dispose();
}
