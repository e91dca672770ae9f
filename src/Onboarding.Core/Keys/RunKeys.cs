using Onboarding.Plans;

namespace Onboarding.Keys;

/// <summary>The two keys of a run or match, opened and checked against the plan.</summary>
internal sealed class RunKeys : IDisposable
{
    private RunKeys(KeyCard party, KeyCard suppression) => (Party, Suppression) = (party, suppression);

    public KeyCard Party { get; }

    public KeyCard Suppression { get; }

    /// <summary>Opens both. The period of the party key is the caller's to check: a sender's is today, a recipient's the day the audience was made.</summary>
    public static async ValueTask<RunKeys> OpenAsync(IKeyStore keys, ReviewedPlan plan, CancellationToken cancellationToken)
    {
        var party = await keys.OpenAsync(plan.Key, cancellationToken).ConfigureAwait(false);
        KeyCard? suppression = null;
        try
        {
            suppression = await keys.OpenAsync(plan.Suppression.Key, cancellationToken).ConfigureAwait(false);
            Check(plan, party, suppression);
            return new RunKeys(party, suppression);
        }
        catch
        {
            party.Dispose();
            suppression?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Party.Dispose();
        Suppression.Dispose();
    }

    private static void Check(ReviewedPlan plan, KeyCard party, KeyCard suppression)
    {
        if (!party.Domain.Equals(plan.Domain))
        {
            throw new OnboardingException(Reasons.KeyMismatch, $"key {party.Id} is for {party.Domain}, the plan's domain is {plan.Domain}");
        }

        var expected = Domain.Suppression(plan.OwnParty);
        if (!suppression.Domain.Equals(expected))
        {
            throw new OnboardingException(Reasons.KeyMismatch, $"key {suppression.Id} is for {suppression.Domain}, the suppression key of this plan is for {expected}");
        }

        if (party.Material.FixedTimeEquals(suppression.Material))
        {
            throw new OnboardingException(Reasons.DomainReused, $"keys {party.Id} and {suppression.Id} have the same bytes; every domain needs a key of its own");
        }
    }
}
