using Onboarding.Audiences;
using Onboarding.Keys;

namespace Onboarding;

public sealed partial class OnboardingHome
{
    /// <summary>Compares two audiences of one domain and key, and writes what the newer one has more and less as two files in the audience format.</summary>
    /// <param name="olderPath">The older audience.</param>
    /// <param name="newerPath">The newer audience.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="key">The party key or salt: its id, or <c>file:</c> and the path of its card; null for the one of this home that the newer audience's label names. Its domain counts, and never the label's.</param>
    /// <param name="signingKey">The sender's signing key, for recipients that pin it; null to write no signature.</param>
    /// <param name="cancellationToken">Cancels the comparison; no file is left half written.</param>
    /// <remarks>Nothing is recorded in the ledger: the entry of the newer audience names everybody who is in its additions.</remarks>
    /// <exception cref="OnboardingException">Any code of <see cref="AudienceFile.Open"/>, and <c>AUDIENCE_CONTENT</c>, <c>OUTSIDE_DOMAIN</c>, <c>KEY_MISMATCH</c>, <c>AUDIENCE_MAC</c>, <c>SERIAL_TOO_OLD</c> (the older one comes first), <c>DATA_EXPIRED</c>, <c>USE_BY_PASSED</c>, <c>KEY_NOT_FOUND</c>.</exception>
    public async ValueTask<AudienceDelta> CompareAudiencesAsync(string olderPath, string newerPath, string folder, string? key = null, string? signingKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        using var older = AudienceFile.Open(olderPath);
        using var newer = AudienceFile.Open(newerPath);
        using var card = await Keys.OpenAsync(key ?? newer.Label.KeyId, cancellationToken).ConfigureAwait(false);
        using var signing = signingKey is null ? null : await Keys.OpenAsync(signingKey, cancellationToken).ConfigureAwait(false);
        if (card.Type is not (KeyType.Party or KeyType.Salt) || signing is { Type: not KeyType.Signing })
        {
            throw new OnboardingException(Reasons.KeyMismatch, "a party key or salt is wanted, and for signatures a signing key");
        }

        var now = _time.GetUtcNow();
        signing?.ThrowIfNotUsableOn(now);
        return AudienceDelta.Create(older, newer, card, signing, folder, AtHome(null).PrivateFolder, now, cancellationToken);
    }
}
