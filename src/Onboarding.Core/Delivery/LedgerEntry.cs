namespace Onboarding.Delivery;

/// <summary>A line of the ledger: who received what, when, why, until when. Holds no identifier and no token.</summary>
public sealed class LedgerEntry
{
    /// <summary>The version of the entry's form.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What happened.</summary>
    public required LedgerEvent Event { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The serial number in the domain.</summary>
    public required long Serial { get; init; }

    /// <summary>The output's id.</summary>
    public string? Output { get; init; }

    /// <summary>The details that an intent records; null in other events.</summary>
    public LedgerIntent? Intent { get; init; }

    /// <summary>Where the output is now, or what kind of failure kept it.</summary>
    public string? Note { get; init; }
}
