using System.Globalization;
using Onboarding.Plans;

namespace Onboarding.Suppression;

/// <summary>What the loading of opt-outs depends on.</summary>
internal sealed record SuppressionLoading(ReviewedPlan Plan, IOnboardingStore Store, OnboardingRunOptions Options)
{
    /// <summary>Refuses a list that nobody has brought up to date for too long: it does not name who said no since (rule OPT-02).</summary>
    public void CheckAge(SuppressionList list, DateTimeOffset now)
    {
        if (list.AsOf is { } asOf && Plan.Suppression.RefuseAfter.Resolve(asOf) < now)
        {
            throw new OnboardingException(Reasons.SuppressionStale, string.Create(CultureInfo.InvariantCulture, $"the opt-out list {list.Name} is of {asOf.UtcDateTime:yyyy-MM-dd HH:mm}Z, older than {Plan.Suppression.RefuseAfter}"));
        }
    }

    /// <summary>Lists that are older than they should be, and not yet too old.</summary>
    public static IEnumerable<Finding> Warn(ReviewedPlan plan, SuppressionSnapshot snapshot) => snapshot.Lists
        .Where(l => l.AsOf is { } asOf && plan.Suppression.WarnAfter.Resolve(asOf) < snapshot.LoadedAt)
        .Select(l => new Finding(Reasons.SuppressionStale, FindingLevel.Warning, "$.suppression.lists", string.Create(CultureInfo.InvariantCulture, $"the opt-out list {l.List} is of {l.AsOf!.Value.UtcDateTime:yyyy-MM-dd HH:mm}Z, older than {plan.Suppression.WarnAfter}")));
}
