using Onboarding.Delivery;
using Onboarding.Keys;
using Onboarding.StoreContract;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Support;

/// <summary>A store in memory whose ledger can be told to fail.</summary>
internal sealed class RunLedger : IOnboardingStore
{
    private MemoryStore _store = new();

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Entries.Clear();
        _store = new MemoryStore();
    }

    public List<LedgerEntry> Entries { get; } = [];

    /// <summary>Throws for the events for which it is true.</summary>
    public Func<LedgerEvent, bool> Fails { get; init; } = _ => false;

    public ValueTask<long> ReserveSerialAsync(Domain domain, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ThrowIf(LedgerEvent.SerialReserved);
        return _store.ReserveSerialAsync(domain, now, cancellationToken);
    }

    public ValueTask AppendAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        ThrowIf(entry.Event);
        Entries.Add(entry);
        return _store.AppendAsync(entry, cancellationToken);
    }

    public IAsyncEnumerable<LedgerEntry> ReadAsync(CancellationToken cancellationToken) => _store.ReadAsync(cancellationToken);

    public ValueTask ForgetAsync(string output, CancellationToken cancellationToken) => _store.ForgetAsync(output, cancellationToken);

    public ValueTask<IReadOnlyList<OptOutReceipt>> AddAsync(IReadOnlyList<OptOut> optOuts, DateTimeOffset? asOf, CancellationToken cancellationToken) => _store.AddAsync(optOuts, asOf, cancellationToken);

    public ValueTask<IReadOnlyList<long>> WithdrawAsync(ReadOnlyMemory<byte> tokens, DateTimeOffset at, CancellationToken cancellationToken) => _store.WithdrawAsync(tokens, at, cancellationToken);

    public ValueTask<IReadOnlyList<StoredOptOut>> FindAsync(ReadOnlyMemory<byte> tokens, CancellationToken cancellationToken) => _store.FindAsync(tokens, cancellationToken);

    public IAsyncEnumerable<StoredOptOut> ReadChangesAsync(long after, CancellationToken cancellationToken) => _store.ReadChangesAsync(after, cancellationToken);

    public ValueTask<long> GetLastChangeAsync(CancellationToken cancellationToken) => _store.GetLastChangeAsync(cancellationToken);

    public ValueTask<OptOutTotals> CountAsync(CancellationToken cancellationToken) => _store.CountAsync(cancellationToken);

    public ValueTask<ListImport?> FindImportAsync(string list, CancellationToken cancellationToken) => _store.FindImportAsync(list, cancellationToken);

    public ValueTask RecordImportAsync(ListImport import, CancellationToken cancellationToken) => _store.RecordImportAsync(import, cancellationToken);

    public ValueTask<long?> GetComparedAsync(string output, CancellationToken cancellationToken) => _store.GetComparedAsync(output, cancellationToken);

    public ValueTask<bool> AddRemovalsAsync(string output, long? from, long through, IReadOnlyList<NewRemoval> removals, CancellationToken cancellationToken) => _store.AddRemovalsAsync(output, from, through, removals, cancellationToken);

    public IAsyncEnumerable<Removal> ReadRemovalsAsync(string? domain, IReadOnlyList<RemovalState> states, CancellationToken cancellationToken) => _store.ReadRemovalsAsync(domain, states, cancellationToken);

    public ValueTask<long> MarkExportedAsync(string domain, string keyId, long throughNumber, string list, DateTimeOffset at, CancellationToken cancellationToken) => _store.MarkExportedAsync(domain, keyId, throughNumber, list, at, cancellationToken);

    public ValueTask<long> MarkListAsync(string list, RemovalState state, DateTimeOffset at, CancellationToken cancellationToken) => _store.MarkListAsync(list, state, at, cancellationToken);

    private void ThrowIf(LedgerEvent ledgerEvent)
    {
        if (Fails(ledgerEvent))
        {
            throw new IOException("The ledger's disk is full.");
        }
    }
}
