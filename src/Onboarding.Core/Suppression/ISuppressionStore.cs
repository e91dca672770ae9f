namespace Onboarding.Suppression;

/// <summary>The opt-outs of one party, as tokens under its suppression key (rule OPT-09).</summary>
/// <remarks>
/// Every addition and every withdrawal takes the next change number. Change numbers become visible in ascending order: who has read up to <c>n</c> never finds a number of <c>n</c> or below later.
/// </remarks>
public interface ISuppressionStore
{
    /// <summary>
    /// Adds opt-outs, all or none. One is known already, and not added again, when an opt-out that is not withdrawn has the same first token and the same scope;
    /// or when such a one was withdrawn at <paramref name="asOf"/> or later, so that an old list does not bring back what a person has taken back.
    /// A known one gets the tokens that it lacks, under a new change number, and the higher profile set.
    /// </summary>
    /// <param name="optOuts">The opt-outs; at most 100,000.</param>
    /// <param name="asOf">When the list that says so was brought up to date; null when a person says so now, or when it is not known.</param>
    /// <param name="cancellationToken">Cancels the call before anything is added.</param>
    /// <returns>One receipt for each opt-out, in their order.</returns>
    ValueTask<IReadOnlyList<OptOutReceipt>> AddAsync(IReadOnlyList<OptOut> optOuts, DateTimeOffset? asOf, CancellationToken cancellationToken);

    /// <summary>Withdraws every opt-out that has one of the tokens and is not withdrawn yet.</summary>
    /// <param name="tokens">Tokens of 33 bytes each, as in <see cref="OptOut.Tokens"/>.</param>
    /// <param name="at">The date of the withdrawal.</param>
    /// <param name="cancellationToken">Cancels the call before anything is withdrawn.</param>
    /// <returns>The numbers of the opt-outs that were withdrawn, ascending.</returns>
    ValueTask<IReadOnlyList<long>> WithdrawAsync(ReadOnlyMemory<byte> tokens, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>All opt-outs, withdrawn ones too, that have one of the tokens; each once, by ascending number.</summary>
    /// <param name="tokens">Tokens of 33 bytes each, as in <see cref="OptOut.Tokens"/>; at most 10,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<IReadOnlyList<StoredOptOut>> FindAsync(ReadOnlyMemory<byte> tokens, CancellationToken cancellationToken);

    /// <summary>Opt-outs that changed, by ascending change number; each once, as it is now.</summary>
    /// <param name="after">The change number after which to begin; 0 for all.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    IAsyncEnumerable<StoredOptOut> ReadChangesAsync(long after, CancellationToken cancellationToken);

    /// <summary>The last change number; 0 when nothing was ever added.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<long> GetLastChangeAsync(CancellationToken cancellationToken);

    /// <summary>How many opt-outs there are.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<OptOutTotals> CountAsync(CancellationToken cancellationToken);

    /// <summary>What was found when a list was last read to its end; null for a list that never was.</summary>
    /// <param name="list">The list's name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<ListImport?> FindImportAsync(string list, CancellationToken cancellationToken);

    /// <summary>Records that a list was read to its end, in place of what was recorded of it before.</summary>
    /// <param name="import">What was found.</param>
    /// <param name="cancellationToken">Cancels the call before anything is recorded.</param>
    ValueTask RecordImportAsync(ListImport import, CancellationToken cancellationToken);
}
