using Onboarding.Keys;

namespace Onboarding.Delivery;

/// <summary>An output as the ledger knows it.</summary>
public sealed class LedgerOutput
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its domain.</summary>
    public required Domain Domain { get; init; }

    /// <summary>Its serial number.</summary>
    public required long Serial { get; init; }

    /// <summary>What was recorded before it left.</summary>
    public required LedgerIntent Intent { get; init; }

    /// <summary>When it was about to leave.</summary>
    public required DateTimeOffset Intended { get; init; }

    /// <summary>What became of it.</summary>
    public OutputState State { get; internal set; }

    /// <summary>When it came into this state.</summary>
    public DateTimeOffset Changed { get; internal set; }

    /// <summary>Where it is, or what kind of failure kept it; null where nothing is known.</summary>
    public string? Note { get; internal set; }

    /// <summary>Whether somebody may have it: it is not known that it stayed.</summary>
    public bool MayBeOut => State != OutputState.Failed;

    /// <summary>All outputs of a ledger, oldest first.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async ValueTask<IReadOnlyList<LedgerOutput>> ReadAsync(ILedger ledger, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var outputs = new Dictionary<string, LedgerOutput>(StringComparer.Ordinal);
        await foreach (var entry in ledger.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry is { Event: LedgerEvent.Intended, Intent: { } intent, Output: { } id })
            {
                outputs[id] = new LedgerOutput { Id = id, Domain = Domain.Parse(entry.Domain), Serial = entry.Serial, Intent = intent, Intended = entry.Time, Changed = entry.Time };
            }
            else if (entry.Event is LedgerEvent.Exported or LedgerEvent.Delivered or LedgerEvent.Failed && entry.Output is { } known && outputs.TryGetValue(known, out var output))
            {
                output.State = entry.Event switch { LedgerEvent.Exported => OutputState.Exported, LedgerEvent.Delivered => OutputState.Delivered, _ => OutputState.Failed };
                output.Changed = entry.Time;
                output.Note = entry.Note;
            }
        }

        return [.. outputs.Values];
    }
}
