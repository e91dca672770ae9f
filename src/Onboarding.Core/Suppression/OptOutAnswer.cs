using Onboarding.Delivery;
using Onboarding.Identifiers;

namespace Onboarding.Suppression;

/// <summary>What was done with an opt-out: what a person can be told.</summary>
public sealed class OptOutAnswer
{
    /// <summary>Why the value cannot be an identifier of its kind; <see cref="RejectionReason.None"/> when it was recorded.</summary>
    public RejectionReason Rejection { get; init; }

    /// <summary>The opt-out's number.</summary>
    public long Number { get; init; }

    /// <summary>Whether it was not known before.</summary>
    public bool IsNew { get; init; }

    /// <summary>When it was received: it holds from then on (rule OPT-08).</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>What it holds for.</summary>
    public OptOutScope Scope { get; init; } = OptOutScope.All;

    /// <summary>Every recipient that holds the person, each with the outputs, and when it must have followed.</summary>
    public IReadOnlyList<Recipient> Recipients { get; init; } = [];

    /// <summary>Until when the person must have an answer: a calendar month (GDPR 12(3)).</summary>
    public DateTimeOffset ReplyBy => RemovalTerms.ReplyBy(Received);
}
