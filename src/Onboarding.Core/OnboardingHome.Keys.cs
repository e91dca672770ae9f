using Onboarding.Delivery;
using Onboarding.Keys;

namespace Onboarding;

public sealed partial class OnboardingHome
{
    private FileKeyStore FileKeys => Keys as FileKeyStore ?? throw new NotSupportedException("The keys of this home are not in a folder; retire and destroy them where they are.");

    /// <summary>Ends the use of a key for new audiences: its last day is today. It stays usable for removals, and a recipient may still match with it.</summary>
    /// <param name="keyId">The id of a party key, salt or signing key of this home's key store.</param>
    /// <exception cref="OnboardingException"><c>KEY_NOT_FOUND</c>, <c>KEY_DESTROY_BLOCKED</c> (a suppression key has no end).</exception>
    public void RetireKey(string keyId)
    {
        FileKeys.Retire(keyId, DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime));
    }

    /// <summary>Destroys a key for ever, when nothing depends on it any more, and with a party key the index of own users that was built with it. A measure, not a proof of erasure: copies and backups of the key, and what others hold, stay; the data stays pseudonymous (rule RET-05).</summary>
    /// <param name="keyId">The id of a key of this home's key store.</param>
    /// <param name="cancellationToken">Cancels the call before anything is destroyed.</param>
    /// <exception cref="OnboardingException"><c>KEY_NOT_FOUND</c>; <c>REMOVAL_KEY_GONE</c>: removals wait for it, or an output that was made with it is not past its delete-by date; <c>KEY_DESTROY_BLOCKED</c>: it is the suppression key of opt-outs or of member files.</exception>
    public async ValueTask DestroyKeyAsync(string keyId, CancellationToken cancellationToken = default)
    {
        var now = _time.GetUtcNow();
        using (var card = await FileKeys.OpenAsync(keyId, cancellationToken).ConfigureAwait(false))
        {
            var outputs = (await LedgerOutput.ReadAsync(Store, cancellationToken).ConfigureAwait(false)).Where(o => o.MayBeOut).ToList();
            if (card.Type == KeyType.Suppression && ((await Store.CountAsync(cancellationToken).ConfigureAwait(false)).Active > 0 || outputs.Count > 0))
            {
                throw new OnboardingException(Reasons.KeyDestroyBlocked, $"key {keyId} is the suppression key: without it no stored opt-out can be honoured, and nobody can say who was in an output");
            }

            await Removals.FindAsync(cancellationToken).ConfigureAwait(false);
            var waiting = (await Removals.ReadOpenAsync(cancellationToken).ConfigureAwait(false)).Where(o => o.KeyId == keyId).Sum(o => o.Pending + o.Exported);
            var held = outputs.Count(o => o.Intent.KeyId == keyId && o.Intent.DeleteBy > now);
            if (waiting > 0 || held > 0)
            {
                throw new OnboardingException(Reasons.RemovalKeyGone, $"key {keyId} is still needed: {waiting} removals wait for it, and {held} outputs that were made with it are not past their delete-by date");
            }
        }

        FileKeys.Delete(keyId);
        Indexes.Delete(keyId);
    }
}
