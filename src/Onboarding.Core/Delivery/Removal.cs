namespace Onboarding.Delivery;

/// <summary>A removal in a store.</summary>
public sealed class Removal
{
    /// <summary>Its number.</summary>
    public required long Number { get; init; }

    /// <summary>The output that holds the person.</summary>
    public required string Output { get; init; }

    /// <summary>What was stored.</summary>
    public required NewRemoval Content { get; init; }

    /// <summary>How far it got.</summary>
    public required RemovalState State { get; init; }

    /// <summary>The id of the last list that it left in; null where there was none.</summary>
    public string? List { get; init; }

    /// <summary>When it came into its state; null for one that is still as it was added.</summary>
    public DateTimeOffset? Changed { get; init; }
}
