using Onboarding.Delivery;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Profiles;

namespace Onboarding.Suppression;

/// <summary>One party's opt-outs: a person says no with one identifier and nothing else (rule OPT-12), and is told what was done.</summary>
/// <remarks>There is no way to refuse an objection to direct marketing (GDPR 21(3), rule OPT-03), and none to list who objected (rule OPT-11).</remarks>
public sealed class OptOuts : IDisposable
{
    private readonly IOnboardingStore _store;
    private readonly RemovalLists _removals;
    private readonly SnapshotFolder _snapshots;
    private readonly KeyCard _card;
    private readonly SuppressionHasher _hasher;
    private readonly TimeProvider _time;

    internal OptOuts(IOnboardingStore store, RemovalLists removals, SnapshotFolder snapshots, KeyCard card, TimeProvider time)
    {
        _snapshots = snapshots;
        _store = store;
        _removals = removals;
        _card = card;
        _hasher = new SuppressionHasher(card);
        _time = time;
    }

    /// <summary>Records that a person opted out, and finds every recipient that holds the person. The opt-out is on the disk when this returns, also when something fails after it.</summary>
    /// <param name="kind">The kind of identifier.</param>
    /// <param name="value">The identifier as the person gave it, UTF-8; the caller zeroes it.</param>
    /// <param name="scope">What it holds for; null for everything.</param>
    /// <param name="region">The region of a phone number in national spelling.</param>
    /// <param name="cancellationToken">Cancels the call before anything is recorded, or the search for recipients after it.</param>
    /// <returns>What was done. A value without a canonical form is not recorded; see <see cref="OptOutAnswer.Rejection"/>.</returns>
    public async ValueTask<OptOutAnswer> AddAsync(IdentifierKind kind, ReadOnlyMemory<byte> value, OptOutScope? scope = null, PhoneRegion region = default, CancellationToken cancellationToken = default)
    {
        var tokens = Tokens(kind, value.Span, region, out var rejection);
        var now = _time.GetUtcNow();
        if (rejection != RejectionReason.None)
        {
            return new OptOutAnswer { Rejection = rejection, Received = now };
        }

        var optOut = new OptOut { Tokens = tokens, KeyId = _card.Id, Scope = scope ?? OptOutScope.All, Origin = "command", ProfileSet = ProfileSet.Version, Effective = now };
        var receipt = (await _store.AddAsync([optOut], null, cancellationToken).ConfigureAwait(false))[0];
        var known = (await _store.FindAsync(tokens.AsMemory(0, OptOut.TokenLength), cancellationToken).ConfigureAwait(false)).FirstOrDefault(o => o.Number == receipt.Number);
        return new OptOutAnswer
        {
            Number = receipt.Number,
            IsNew = receipt.IsNew,
            Received = known?.OptOut.Effective ?? now,
            Scope = optOut.Scope,
            Recipients = await FindRecipientsAsync(tokens, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Records that a person takes an opt-out back: every opt-out that has this identifier.</summary>
    /// <param name="kind">The kind of identifier.</param>
    /// <param name="value">The identifier, UTF-8; the caller zeroes it.</param>
    /// <param name="region">The region of a phone number in national spelling.</param>
    /// <param name="cancellationToken">Cancels the call before anything is recorded.</param>
    /// <returns>How many opt-outs were withdrawn, and why none could be looked for.</returns>
    /// <remarks>Removals that wait are still exported: taking out too much for a week is better than too little.</remarks>
    public async ValueTask<(int Withdrawn, RejectionReason Rejection)> WithdrawAsync(IdentifierKind kind, ReadOnlyMemory<byte> value, PhoneRegion region = default, CancellationToken cancellationToken = default)
    {
        var tokens = Tokens(kind, value.Span, region, out var rejection);
        return rejection != RejectionReason.None ? (0, rejection) : ((await _store.WithdrawAsync(tokens, _time.GetUtcNow(), cancellationToken).ConfigureAwait(false)).Count, rejection);
    }

    /// <summary>Whether a person is on the list by this identifier, and who received the person (GDPR 15(1)(c), rule DSR-01).</summary>
    /// <param name="kind">The kind of identifier.</param>
    /// <param name="value">The identifier, UTF-8; the caller zeroes it.</param>
    /// <param name="region">The region of a phone number in national spelling.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    public async ValueTask<OptOutCheck> CheckAsync(IdentifierKind kind, ReadOnlyMemory<byte> value, PhoneRegion region = default, CancellationToken cancellationToken = default)
    {
        var tokens = Tokens(kind, value.Span, region, out var rejection);
        if (rejection != RejectionReason.None)
        {
            return new OptOutCheck { Rejection = rejection };
        }

        var found = await _store.FindAsync(tokens, cancellationToken).ConfigureAwait(false);
        return new OptOutCheck { OptOuts = [.. found], Recipients = await FindRecipientsAsync(tokens, cancellationToken).ConfigureAwait(false) };
    }

    /// <summary>Adds the opt-outs of a list. Broken off anywhere and begun again, it ends in the same state; who is on the list no longer stays opted out.</summary>
    /// <param name="list">The list.</param>
    /// <param name="acceptShrink">Whether somebody has confirmed that the list has become much smaller.</param>
    /// <param name="cancellationToken">Cancels the import; what was added stays.</param>
    /// <exception cref="OnboardingException"><c>SUPPRESSION_SHRANK</c>, <c>SUPPRESSION_EMPTY</c>, <c>SUPPRESSION_UNREADABLE</c>.</exception>
    public ValueTask<OptOutImportReport> ImportAsync(SuppressionList list, bool acceptShrink = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(list);
        return new OptOutImport(_store, _snapshots, _card, _time) { AcceptShrink = acceptShrink }.ReadAsync(list, cancellationToken);
    }

    /// <summary>How many opt-outs there are.</summary>
    /// <param name="cancellationToken">Cancels the count.</param>
    public ValueTask<OptOutTotals> CountAsync(CancellationToken cancellationToken = default) => _store.CountAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _hasher.Dispose();
        _card.Dispose();
    }

    // The first token is that of the suppression form; then those of every form that a profile makes (docs/contracts-v1.md).
    private byte[] Tokens(IdentifierKind kind, ReadOnlySpan<byte> value, PhoneRegion region, out RejectionReason rejection)
    {
        var canonical = GC.AllocateUninitializedArray<byte>(CanonicalForm.MaxLength, pinned: true);
        try
        {
            rejection = CanonicalForm.TryNormalize(kind, value, region, canonical, out var length);
            return rejection == RejectionReason.None ? OptOutTokens.Create(_hasher, kind, value, canonical.AsSpan(0, length)) : [];
        }
        finally
        {
            canonical.AsSpan().Clear();
        }
    }

    private async ValueTask<IReadOnlyList<Recipient>> FindRecipientsAsync(byte[] tokens, CancellationToken cancellationToken)
    {
        await _removals.FindAsync(cancellationToken).ConfigureAwait(false);
        return await _removals.FindRecipientsAsync(MemberFile.PrefixOf(tokens.AsSpan(1)), cancellationToken).ConfigureAwait(false);
    }
}
