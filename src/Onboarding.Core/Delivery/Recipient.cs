namespace Onboarding.Delivery;

/// <summary>A recipient that was sent a person: by name, with what, when, why (GDPR 15(1), C-154/21).</summary>
public sealed class Recipient
{
    /// <summary>The recipient's name.</summary>
    public required string Name { get; init; }

    /// <summary>The recipient's id.</summary>
    public required string Id { get; init; }

    /// <summary>The outputs that hold the person, oldest first.</summary>
    public required IReadOnlyList<LedgerOutput> Outputs { get; init; }

    /// <summary>How far the removal got; null where none was asked for.</summary>
    public RemovalState? Removal { get; init; }

    /// <summary>Until when the recipient must have followed; null where no removal was asked for.</summary>
    public DateTimeOffset? RemoveBy { get; init; }
}
