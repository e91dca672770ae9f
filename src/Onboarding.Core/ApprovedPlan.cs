using Onboarding.Keys;
using Onboarding.Plans;

namespace Onboarding;

/// <summary>A sender's plan that passed its review. Comes only from <see cref="OnboardingHome.ApproveAsync"/>; expiry is checked again at run and at write.</summary>
public sealed class ApprovedPlan
{
    internal ApprovedPlan(ReviewedPlan plan) => Reviewed = plan;

    /// <summary>The plan's id.</summary>
    public string Id => Reviewed.Id;

    /// <summary>Whose pseudonyms, for whom, for what.</summary>
    public Domain Domain => Reviewed.Domain;

    /// <summary>The source of records.</summary>
    public PlanSource Source => Reviewed.Source;

    /// <summary>The opt-outs.</summary>
    public PlanSuppression Suppression => Reviewed.Suppression;

    /// <summary>What the review warned of.</summary>
    public IReadOnlyList<Finding> Warnings => Reviewed.Warnings;

    internal ReviewedPlan Reviewed { get; }
}
