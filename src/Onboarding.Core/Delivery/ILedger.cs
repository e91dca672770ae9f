using Onboarding.Keys;

namespace Onboarding.Delivery;

/// <summary>The record of what left. Each entry is on the disk before the call returns.</summary>
public interface ILedger
{
    /// <summary>Takes the next serial number of a domain; it is never given out again.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="now">The time of the entry.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<long> ReserveSerialAsync(Domain domain, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Cancels the call; an entry that was added stays.</param>
    ValueTask AppendAsync(LedgerEntry entry, CancellationToken cancellationToken);

    /// <summary>Reads all entries in the order in which they were added.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="OnboardingException"><c>LEDGER_DAMAGED</c>.</exception>
    IAsyncEnumerable<LedgerEntry> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Deletes all entries of an output, its removals and its mark, in one transaction: the retention of the ledger itself. Serial numbers stay taken.</summary>
    /// <param name="output">The output's id.</param>
    /// <param name="cancellationToken">Cancels the call before anything is deleted.</param>
    ValueTask ForgetAsync(string output, CancellationToken cancellationToken);
}
