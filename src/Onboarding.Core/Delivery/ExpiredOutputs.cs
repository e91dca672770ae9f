namespace Onboarding.Delivery;

/// <summary>An output whose delete-by date has passed, and which no newer one of its domain and plan took the place of, is taken back as a whole (rule RET-08).</summary>
internal static class ExpiredOutputs
{
    /// <summary>The position of a removal that stands for everybody in an output.</summary>
    public const long Everybody = -1;

    public static async ValueTask FindAsync(IOnboardingStore store, MemberFiles members, IReadOnlyList<LedgerOutput> all, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var outputs = all.Where(o => o.MayBeOut).ToList();
        foreach (var output in outputs.Where(o => o.Intent.DeleteBy < now && members.Exists(o.Id)))
        {
            if (outputs.Any(o => o.Serial > output.Serial && o.Domain.Equals(output.Domain) && o.Intent.Plan == output.Intent.Plan))
            {
                continue;
            }

            var mark = await store.GetComparedAsync(output.Id, cancellationToken).ConfigureAwait(false);
            var removal = new NewRemoval
            {
                Domain = output.Domain.ToString(),
                KeyId = output.Intent.KeyId,
                Cause = RemovalCause.Expiry,
                Subject = Convert.FromHexString(output.Id),
                Position = Everybody,
                Part = 0,
                Since = output.Intent.DeleteBy,
            };
            await store.AddRemovalsAsync(output.Id, mark, mark ?? output.Intent.Change, [removal], cancellationToken).ConfigureAwait(false);
        }
    }
}
