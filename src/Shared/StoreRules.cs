namespace Onboarding.Delivery;

/// <summary>What both stores decide alike.</summary>
internal static class StoreRules
{
    /// <summary>Whether an entry's serial number is one of this party's own; the others are of senders.</summary>
    public static bool HasOwnSerial(LedgerEntry entry) => entry.Event is not (LedgerEvent.Accepted or LedgerEvent.RemovalsTaken or LedgerEvent.SignalTaken);

    /// <summary>What may become of a removal that is exported.</summary>
    public static RemovalState CheckOutcome(RemovalState state)
    {
        return state is RemovalState.Acknowledged or RemovalState.Failed ? state : throw new ArgumentOutOfRangeException(nameof(state), state, "A list is acknowledged, or failed.");
    }
}
