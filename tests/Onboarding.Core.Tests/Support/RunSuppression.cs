using Onboarding.Keys;
using Onboarding.StoreContract;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Support;

/// <summary>Opt-outs in memory, without a plan and without a store of their own.</summary>
internal static class RunSuppression
{
    public static async ValueTask<SuppressionSnapshot> LoadAsync(this SuppressionSource source, SuppressionHasher hasher, TimeProvider time, CancellationToken cancellationToken)
    {
        return await SuppressionSnapshot.ReadAsync(source.Lists, new MemoryStore(), hasher, Domain.Parse("shop/paper/advertising"), withForms: false, time.GetUtcNow(), source.EmptyReference, cancellationToken);
    }

    public static async Task<SuppressionSnapshot> NobodyAsync(RunWorld world)
    {
        using var hasher = new SuppressionHasher(world.Card(RunPlan.ShopSuppressionKey));
        return await RunOptOuts.Emails(RunOptOuts.Nobody).LoadAsync(hasher, world.Clock, default);
    }
}
