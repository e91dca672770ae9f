namespace Onboarding.Delivery;

/// <summary>What happened to an output.</summary>
public enum LedgerEvent
{
    /// <summary>A serial number was taken for an output that is being made.</summary>
    SerialReserved,

    /// <summary>An output is about to leave. Without a later entry its fate is unknown.</summary>
    Intended,

    /// <summary>An output lies in a folder from which somebody takes it further.</summary>
    Exported,

    /// <summary>A destination accepted an output.</summary>
    Delivered,

    /// <summary>An output did not leave.</summary>
    Failed,

    /// <summary>This party, as recipient, matched with a received audience.</summary>
    Accepted,

    /// <summary>A list of removals was written for a recipient.</summary>
    RemovalsExported,

    /// <summary>This party, as recipient, took in a list of removals.</summary>
    RemovalsTaken,

    /// <summary>This party took in what a recipient's users said.</summary>
    SignalTaken,
}
