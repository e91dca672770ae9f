using System.Runtime.CompilerServices;
using Onboarding.Delivery;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Support;

/// <summary>A ledger in memory that can be told to fail.</summary>
internal sealed class RunLedger : ILedger
{
    private long _serial;

    public List<LedgerEntry> Entries { get; } = [];

    /// <summary>Throws for the events for which it is true.</summary>
    public Func<LedgerEvent, bool> Fails { get; init; } = _ => false;

    public ValueTask<long> ReserveSerialAsync(Domain domain, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ThrowIf(LedgerEvent.SerialReserved);
        return ValueTask.FromResult(++_serial);
    }

    public ValueTask AppendAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        ThrowIf(entry.Event);
        Entries.Add(entry);
        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<LedgerEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var entry in Entries)
        {
            yield return entry;
        }
    }

    public ValueTask ForgetAsync(string output, CancellationToken cancellationToken)
    {
        Entries.RemoveAll(e => e.Output == output);
        return ValueTask.CompletedTask;
    }

    private void ThrowIf(LedgerEvent ledgerEvent)
    {
        if (Fails(ledgerEvent))
        {
            throw new IOException("The ledger's disk is full.");
        }
    }
}
