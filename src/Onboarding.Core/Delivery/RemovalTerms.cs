namespace Onboarding.Delivery;

/// <summary>Until when recipients must have followed (rules OPT-04, OPT-08). Library choices for GDPR 12(3) and 19, "without undue delay".</summary>
public sealed class RemovalTerms
{
    /// <summary>After how long a removal that is not confirmed is warned of; also what a person is told.</summary>
    /// <value>The default is 24 hours.</value>
    public TimeSpan Warn { get; init; } = TimeSpan.FromHours(24);

    /// <summary>After how long it blocks new audiences for that recipient.</summary>
    /// <value>The default is 72 hours.</value>
    public TimeSpan Block { get; init; } = TimeSpan.FromHours(72);

    /// <summary>Until when a person must have an answer: one calendar month (GDPR 12(3)).</summary>
    /// <param name="received">When the objection was received.</param>
    public static DateTimeOffset ReplyBy(DateTimeOffset received) => received.AddMonths(1);
}
