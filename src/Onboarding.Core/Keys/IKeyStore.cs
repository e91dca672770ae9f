namespace Onboarding.Keys;

/// <summary>Where a run finds its keys.</summary>
public interface IKeyStore
{
    /// <summary>Opens the card of a key. The caller disposes it.</summary>
    /// <param name="reference">A key id, or <c>file:</c> and the path of a card.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    /// <exception cref="OnboardingException"><c>KEY_NOT_FOUND</c>, <c>KEY_CARD_INVALID</c>, <c>KEY_WEAK</c>, <c>KEY_CHECK</c>, <c>KEY_PERMISSIONS</c>, <c>DOMAIN_REUSED</c>.</exception>
    ValueTask<KeyCard> OpenAsync(string reference, CancellationToken cancellationToken);
}
