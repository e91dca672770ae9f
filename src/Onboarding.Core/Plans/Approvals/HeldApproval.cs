using Onboarding.Plans.Rules;

namespace Onboarding.Plans;

/// <summary>An approval that holds for what was reviewed.</summary>
/// <param name="PlanId">The plan.</param>
/// <param name="Until">Its end, compared again when a run acts.</param>
/// <param name="Known">Where it is remembered; null outside of a home.</param>
internal sealed record HeldApproval(string PlanId, PlanExpiry Until, KnownApprovals? Known)
{
    /// <summary>From here on the plan does not run without an approval.</summary>
    public void Remember() => Known?.Add(PlanId);
}
