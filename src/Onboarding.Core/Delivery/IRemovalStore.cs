namespace Onboarding.Delivery;

/// <summary>What must be taken back from recipients, and how far it got (rules OPT-04, OPT-05; GDPR 19).</summary>
public interface IRemovalStore
{
    /// <summary>Up to which change number of the opt-outs an output's members were compared with them; null for an output that is not known yet.</summary>
    /// <param name="output">The output's id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<long?> GetComparedAsync(string output, CancellationToken cancellationToken);

    /// <summary>
    /// Adds removals and moves the output's mark, in one transaction. Does nothing when the mark is no longer where the caller found it: another process was faster.
    /// A removal of the same output, position and part that exists already, in whatever state, is not added again.
    /// </summary>
    /// <param name="output">The output's id.</param>
    /// <param name="from">Where the mark was found; null where there was none.</param>
    /// <param name="through">Where it goes.</param>
    /// <param name="removals">The removals, all of this output.</param>
    /// <param name="cancellationToken">Cancels the call before anything is added.</param>
    /// <returns>Whether it was done.</returns>
    ValueTask<bool> AddRemovalsAsync(string output, long? from, long through, IReadOnlyList<NewRemoval> removals, CancellationToken cancellationToken);

    /// <summary>Reads removals by ascending number.</summary>
    /// <param name="domain">Those of one domain; null for all.</param>
    /// <param name="states">Those in one of these states; none for all.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    IAsyncEnumerable<Removal> ReadRemovalsAsync(string? domain, IReadOnlyList<RemovalState> states, CancellationToken cancellationToken);

    /// <summary>Records that removals left in a list: those of a domain and key up to a number that are pending or failed.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="keyId">The id of the key.</param>
    /// <param name="throughNumber">The last number.</param>
    /// <param name="list">The id of the list.</param>
    /// <param name="at">The time.</param>
    /// <param name="cancellationToken">Cancels the call before anything is recorded.</param>
    /// <returns>How many.</returns>
    ValueTask<long> MarkExportedAsync(string domain, string keyId, long throughNumber, string list, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Records what became of the removals of a list that are exported.</summary>
    /// <param name="list">The id of the list.</param>
    /// <param name="state"><see cref="RemovalState.Acknowledged"/> or <see cref="RemovalState.Failed"/>.</param>
    /// <param name="at">The time.</param>
    /// <param name="cancellationToken">Cancels the call before anything is recorded.</param>
    /// <returns>How many.</returns>
    ValueTask<long> MarkListAsync(string list, RemovalState state, DateTimeOffset at, CancellationToken cancellationToken);
}
