using Onboarding.Delivery;
using Onboarding.Identifiers;

namespace Onboarding.Suppression;

/// <summary>What is known of an identifier: opt-outs, and who received the person.</summary>
public sealed class OptOutCheck
{
    /// <summary>Why the value cannot be an identifier of its kind.</summary>
    public RejectionReason Rejection { get; init; }

    /// <summary>All opt-outs that have the identifier, withdrawn ones too.</summary>
    public IReadOnlyList<StoredOptOut> OptOuts { get; init; } = [];

    /// <summary>Whether one of them holds.</summary>
    public bool IsOptedOut => OptOuts.Any(o => o.Withdrawn is null);

    /// <summary>Every recipient that holds the person, each with the outputs.</summary>
    public IReadOnlyList<Recipient> Recipients { get; init; } = [];
}
