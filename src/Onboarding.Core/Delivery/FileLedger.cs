using System.Runtime.CompilerServices;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Delivery;

/// <summary>A ledger in an append-only file, an entry of JSON a line, flushed to disk before a call returns. Processes exclude one another by a lock file.</summary>
/// <remarks>A line that a crash cut was never acknowledged; the next entry takes its place. Any other line that cannot be read stops everything: <c>LEDGER_DAMAGED</c>.</remarks>
public sealed class FileLedger : ILedger
{
    private readonly string _path;

    /// <summary>Opens a ledger; the file is created with its first entry.</summary>
    /// <param name="path">The file.</param>
    public FileLedger(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = Path.GetFullPath(path);
    }

    /// <inheritdoc/>
    public ValueTask<long> ReserveSerialAsync(Domain domain, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(domain);
        cancellationToken.ThrowIfCancellationRequested();
        using var gate = Lock();
        var last = ReadAll().Where(e => e.Domain == domain.ToString() && e.Event is not (LedgerEvent.Accepted or LedgerEvent.RemovalsTaken or LedgerEvent.SignalTaken)).Select(e => e.Serial).DefaultIfEmpty(0).Max();

        // Seconds since 1970 as the start: a sender who lost the ledger still goes on above what recipients have accepted.
        var serial = Math.Max(last + 1, now.ToUnixTimeSeconds());
        Append(new LedgerEntry { Event = LedgerEvent.SerialReserved, Time = now, Domain = domain.ToString(), Serial = serial });
        return ValueTask.FromResult(serial);
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        cancellationToken.ThrowIfCancellationRequested();
        using var gate = Lock();
        Append(entry);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LedgerEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<LedgerEntry> entries;
        if (!File.Exists(_path))
        {
            yield break;
        }

        using (Lock())
        {
            entries = ReadAll();
        }

        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public ValueTask ForgetAsync(string output, CancellationToken cancellationToken)
    {
        using var gate = Lock();
        var kept = ReadAll().Where(e => e.Output != output).SelectMany(e => e.ToUtf8().Append((byte)'\n')).ToArray();
        DurableFile.WriteAll(_path, kept);
        return ValueTask.CompletedTask;
    }

    private FileStream Lock()
    {
        DurableFile.CreatePrivateFolder(Path.GetDirectoryName(_path)!);
        return FileGate.Enter(_path + ".lock");
    }

    private void Append(LedgerEntry entry)
    {
        var isNew = !File.Exists(_path);
        using (var stream = new FileStream(_path, DurableFile.PrivateOptions(FileMode.OpenOrCreate)))
        {
            stream.Position = EndOfLastLine(stream);
            stream.SetLength(stream.Position);
            stream.Write([.. entry.ToUtf8(), (byte)'\n']);
            stream.Flush(flushToDisk: true);
        }

        if (isNew)
        {
            DurableFile.FlushFolder(Path.GetDirectoryName(_path)!);
        }
    }

    private static long EndOfLastLine(FileStream stream)
    {
        Span<byte> last = stackalloc byte[1];
        for (var end = stream.Length; end > 0; end--)
        {
            stream.Position = end - 1;
            stream.ReadExactly(last);
            if (last[0] == (byte)'\n')
            {
                return end;
            }
        }

        return 0;
    }

    private List<LedgerEntry> ReadAll()
    {
        var entries = new List<LedgerEntry>();
        if (!File.Exists(_path))
        {
            return entries;
        }

        var content = File.ReadAllBytes(_path).AsSpan();
        for (var number = 1; content.IndexOf((byte)'\n') is >= 0 and var end; number++)
        {
            entries.Add(Parse(content[..end], number));
            content = content[(end + 1)..];
        }

        return entries;
    }

    private static LedgerEntry Parse(ReadOnlySpan<byte> line, int number)
    {
        return LedgerEntry.TryParse(line, out var entry)
            ? entry
            : throw new OnboardingException(Reasons.LedgerDamaged, $"line {number} of the ledger is no entry of version 1");
    }
}
