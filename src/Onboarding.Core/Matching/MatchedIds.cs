namespace Onboarding.Matching;

/// <summary>The own ids that matched, each once. Encrypted on disk while this lives; can be enumerated again.</summary>
/// <remarks>Whoever passes them on passes on the label that stands beside the reports too: what it allows holds for these ids wherever they go.</remarks>
public sealed class MatchedIds : IAsyncEnumerable<MatchedId>, IDisposable
{
    private readonly MatchedIdSpills _ids;

    internal MatchedIds(MatchReport report, MatchedIdSpills ids)
    {
        Report = report;
        _ids = ids;
    }

    /// <summary>The exact report.</summary>
    public MatchReport Report { get; }

    /// <summary>Enumerates the ids, in an order that does not depend on that of the source.</summary>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    public async IAsyncEnumerator<MatchedId> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var reader = new MatchedIdReader(_ids);
        while (reader.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new MatchedId(reader.Id.ToArray(), reader.Segment > 0 ? reader.Segment : null);
        }
    }

    /// <summary>Forgets the ids.</summary>
    public void Dispose() => _ids.Dispose();
}
