#region publisher
using Onboarding;

internal static class Publisher
{
    public static async Task<MatchReport> MatchAsync(string planPath, string audiencePath, string folder, CancellationToken ct)
    {
        var home = new OnboardingHome(Path.Combine(folder, "onboarding"), new SqliteStore(Path.Combine(folder, "onboarding", "onboarding.db")));  // without dependency injection it works the same

        ApprovedMatchPlan plan = await home.ApproveMatchAsync(planPath, cancellationToken: ct);
        using ReceivedAudience audience = await home.OpenReceivedAsync(audiencePath, plan, ct);
        return await home
            .CreateMatch(plan, audience, CsvRecords.FromPlan(plan), SuppressionSource.FromPlan(plan))
            .WriteIdsToAsync(Path.Combine(folder, "own-ids.csv"), ct);
    }
}
#endregion
