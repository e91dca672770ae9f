using Onboarding.Keys;
using Onboarding.Plans;

namespace Onboarding;

/// <summary>A recipient's plan that passed its review. Comes only from <see cref="OnboardingHome.ApproveMatchAsync"/>; expiry is checked again at each use.</summary>
public sealed class ApprovedMatchPlan
{
    internal ApprovedMatchPlan(ReviewedPlan plan) => Reviewed = plan;

    /// <summary>The plan's id.</summary>
    public string Id => Reviewed.Id;

    /// <summary>Whose pseudonyms, for whom, for what.</summary>
    public Domain Domain => Reviewed.Domain;

    /// <summary>The source of the recipient's own users.</summary>
    public PlanSource Source => Reviewed.Source;

    /// <summary>The recipient's own opt-outs.</summary>
    public PlanSuppression Suppression => Reviewed.Suppression;

    /// <summary>The party key: a key id, or <c>file:</c> and the full path of its card.</summary>
    public string Key => Reviewed.Key;

    /// <summary>The sender's public keys that the plan pins; with any, an audience must be signed with one of them.</summary>
    public IReadOnlyList<SenderKey> Senders => Reviewed.Senders;

    /// <summary>What the review warned of.</summary>
    public IReadOnlyList<Finding> Warnings => Reviewed.Warnings;

    internal ReviewedPlan Reviewed { get; }
}
