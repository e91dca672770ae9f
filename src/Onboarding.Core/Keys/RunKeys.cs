using Onboarding.Plans;

namespace Onboarding.Keys;

/// <summary>The keys of a run or match, opened and checked against the plan.</summary>
internal sealed class RunKeys : IDisposable
{
    private readonly List<KeyCard> _cards = [];

    private RunKeys()
    {
    }

    public KeyCard Party => _cards[0];

    public KeyCard Suppression => _cards[1];

    /// <summary>The sender's signing key; null where the plan names none.</summary>
    public KeyCard? Signing => _cards.ElementAtOrDefault(2);

    /// <summary>One that is published; null where none is.</summary>
    public KeyCard? Demo => _cards.Find(c => c.IsDemo);

    /// <summary>Opens all. The period of the party key is the caller's to check: a sender's is today, a recipient's the day the audience was made.</summary>
    public static async ValueTask<RunKeys> OpenAsync(IKeyStore keys, ReviewedPlan plan, CancellationToken cancellationToken)
    {
        var opened = new RunKeys();
        try
        {
            await opened.AddAsync(keys, plan.Key, plan.Domain, cancellationToken).ConfigureAwait(false);
            await opened.AddAsync(keys, plan.Suppression.Key, Domain.Suppression(plan.OwnParty), cancellationToken).ConfigureAwait(false);
            if (plan.SigningKey is { } signing)
            {
                await opened.AddAsync(keys, signing, Domain.Signing(plan.OwnParty), cancellationToken).ConfigureAwait(false);
            }

            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Refuses keys of another period; of the signing key too, where there is one.</summary>
    public void ThrowIfNotUsableOn(DateTimeOffset now)
    {
        foreach (var card in _cards)
        {
            card.ThrowIfNotUsableOn(now);
        }
    }

    public void Dispose()
    {
        foreach (var card in _cards)
        {
            card.Dispose();
        }
    }

    private async ValueTask AddAsync(IKeyStore keys, string reference, Domain expected, CancellationToken cancellationToken)
    {
        var card = await keys.OpenAsync(reference, cancellationToken).ConfigureAwait(false);
        var twin = _cards.FirstOrDefault(c => c.Material.FixedTimeEquals(card.Material));
        _cards.Add(card);
        if (!card.Domain.Equals(expected))
        {
            throw new OnboardingException(Reasons.KeyMismatch, $"key {card.Id} is for {card.Domain}, the plan wants one for {expected}");
        }

        if (twin is not null)
        {
            throw new OnboardingException(Reasons.DomainReused, $"keys {twin.Id} and {card.Id} have the same bytes; every domain needs a key of its own");
        }
    }
}
