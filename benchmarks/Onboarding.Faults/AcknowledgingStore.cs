using System.Globalization;
using Onboarding.Delivery;
using Onboarding.Keys;
using Onboarding.Suppression;

namespace Onboarding.Faults;

/// <summary>Says of every call that returned what it returned, one flushed line each. Adds opt-outs in small calls, so that there is much to lose.</summary>
internal sealed class AcknowledgingStore(IOnboardingStore store, TextWriter output) : IOnboardingStore
{
    private const int CallLength = 250;

    public async ValueTask<IReadOnlyList<OptOutReceipt>> AddAsync(IReadOnlyList<OptOut> optOuts, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var receipts = new List<OptOutReceipt>(optOuts.Count);
        foreach (var call in optOuts.Chunk(CallLength))
        {
            var answer = await store.AddAsync(call, asOf, cancellationToken);
            Say("added " + string.Join(' ', answer.Zip(call, (receipt, optOut) => $"{receipt.Number}:{Convert.ToHexString(optOut.Tokens.Span)}")));
            receipts.AddRange(answer);
        }

        return receipts;
    }

    public ValueTask<IReadOnlyList<long>> WithdrawAsync(ReadOnlyMemory<byte> tokens, DateTimeOffset at, CancellationToken cancellationToken) => store.WithdrawAsync(tokens, at, cancellationToken);

    public ValueTask<IReadOnlyList<StoredOptOut>> FindAsync(ReadOnlyMemory<byte> tokens, CancellationToken cancellationToken) => store.FindAsync(tokens, cancellationToken);

    public IAsyncEnumerable<StoredOptOut> ReadChangesAsync(long after, CancellationToken cancellationToken) => store.ReadChangesAsync(after, cancellationToken);

    public ValueTask<long> GetLastChangeAsync(CancellationToken cancellationToken) => store.GetLastChangeAsync(cancellationToken);

    public ValueTask<OptOutTotals> CountAsync(CancellationToken cancellationToken) => store.CountAsync(cancellationToken);

    public ValueTask<ListImport?> FindImportAsync(string list, CancellationToken cancellationToken) => store.FindImportAsync(list, cancellationToken);

    public async ValueTask RecordImportAsync(ListImport import, CancellationToken cancellationToken)
    {
        await store.RecordImportAsync(import, cancellationToken);
        Say("imported " + import.List);
    }

    public async ValueTask<long> ReserveSerialAsync(Domain domain, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var serial = await store.ReserveSerialAsync(domain, now, cancellationToken);
        Say(string.Create(CultureInfo.InvariantCulture, $"serial {domain} {serial}"));
        return serial;
    }

    public async ValueTask AppendAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        await store.AppendAsync(entry, cancellationToken);
        Say(string.Create(CultureInfo.InvariantCulture, $"entry {entry.Event} {entry.Output} {entry.Serial}"));
    }

    public IAsyncEnumerable<LedgerEntry> ReadAsync(CancellationToken cancellationToken) => store.ReadAsync(cancellationToken);

    public ValueTask ForgetAsync(string forgotten, CancellationToken cancellationToken) => store.ForgetAsync(forgotten, cancellationToken);

    public ValueTask<long?> GetComparedAsync(string compared, CancellationToken cancellationToken) => store.GetComparedAsync(compared, cancellationToken);

    public async ValueTask<bool> AddRemovalsAsync(string compared, long? from, long through, IReadOnlyList<NewRemoval> removals, CancellationToken cancellationToken)
    {
        var isDone = await store.AddRemovalsAsync(compared, from, through, removals, cancellationToken);
        foreach (var removal in isDone ? removals : [])
        {
            Say(string.Create(CultureInfo.InvariantCulture, $"removal {compared} {removal.Position} {removal.Part}"));
        }

        return isDone;
    }

    public IAsyncEnumerable<Removal> ReadRemovalsAsync(string? domain, IReadOnlyList<RemovalState> states, CancellationToken cancellationToken) => store.ReadRemovalsAsync(domain, states, cancellationToken);

    public async ValueTask<long> MarkExportedAsync(string domain, string keyId, long throughNumber, string list, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var count = await store.MarkExportedAsync(domain, keyId, throughNumber, list, at, cancellationToken);
        Say(string.Create(CultureInfo.InvariantCulture, $"exported {list}"));
        return count;
    }

    public async ValueTask<long> MarkListAsync(string list, RemovalState state, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var count = await store.MarkListAsync(list, state, at, cancellationToken);
        Say(string.Create(CultureInfo.InvariantCulture, $"confirmed {list}"));
        return count;
    }

    private void Say(string line)
    {
        output.Write(line + Acknowledged.End + "\n");
        output.Flush();
    }
}
