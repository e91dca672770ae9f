using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>The own ids that matched, each once, byte for byte as the source has them. Encrypted on disk while this lives; can be enumerated again.</summary>
/// <remarks>Whoever passes them on passes on the label that stands beside the reports too: what it allows holds for these ids wherever they go.</remarks>
public sealed class MatchedIds : IAsyncEnumerable<ReadOnlyMemory<byte>>, IDisposable
{
    private readonly MatchOutcome _outcome;

    internal MatchedIds(MatchOutcome outcome) => _outcome = outcome;

    /// <summary>The exact report.</summary>
    public MatchReport Report => _outcome.Report;

    /// <summary>Enumerates the ids in UTF-8 or whatever bytes the source has, in an order that tells nothing.</summary>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    public async IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var reader = _outcome.Match.Ids.ReadSorted(static (_, _) => true);
        while (reader.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return reader.Current[Token.Size..].ToArray();
        }
    }

    /// <summary>Forgets the ids.</summary>
    public void Dispose() => _outcome.Dispose();
}
