#region advertiser
using Microsoft.Extensions.DependencyInjection;
using Onboarding;

internal static class Advertiser
{
    public static async Task<RunReport> SendAsync(string planPath, string folder, CancellationToken ct)
    {
        var services = new ServiceCollection();
        services.AddOnboarding(Path.Combine(folder, "onboarding")).UseSqlite();      // keys, opt-outs, ledger, working sets: one private folder per party
        using var provider = services.BuildServiceProvider();
        var home = provider.GetRequiredService<OnboardingHome>();

        ApprovedPlan plan = await home.ApproveAsync(planPath, ct);         // throws OnboardingException with rule codes
        return await home
            .CreateRun(plan, CsvRecords.FromPlan(plan), SuppressionSource.FromPlan(plan))
            .WriteToAsync(Outbox.At(Path.Combine(folder, "outbox")), ct);
    }
}
#endregion
