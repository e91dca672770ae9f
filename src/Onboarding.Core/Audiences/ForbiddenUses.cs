using Onboarding.Plans;

namespace Onboarding.Audiences;

/// <summary>What an output may never be used for, and what its dossier grants all the same (rule PUR-09).</summary>
internal static class ForbiddenUses
{
    private static readonly string[] s_all = ["re-identification", "onward-sharing", "lookalike-modelling", "enrichment", "identity-graph", "pooling"];

    /// <summary>Uses that notice, basis and instructions name; the review has refused any other.</summary>
    public static IEnumerable<ExtraUseFile> Granted(ReviewedPlan plan) => plan.Dossier.ExtraUses;

    public static IEnumerable<string> Except(ReviewedPlan plan) => s_all.Except(Granted(plan).Select(u => u.Use), StringComparer.Ordinal);
}
