using Onboarding.Hashing;
using Onboarding.Keys;

namespace Onboarding.Matching;

/// <summary>What a match found, before anybody sees it.</summary>
internal sealed class MatchOutcome(MatchReport report, OwnUserMatch match, SignalWriter? signal, RunKeys keys, IReadOnlyList<SortedTokens> removed) : IDisposable
{
    public MatchReport Report => report;

    public OwnUserMatch Match => match;

    /// <summary>The signal for the sender; null where none was asked for.</summary>
    public SignalWriter? Signal => signal;

    public RunKeys Keys => keys;

    /// <summary>The audience's tokens, by kind, that lists of removals have taken out.</summary>
    public IReadOnlyList<SortedTokens> Removed => removed;

    /// <summary>How many lists these are.</summary>
    public required int RemovalLists { get; init; }

    /// <summary>The timestamp at which the match began.</summary>
    public required long Started { get; init; }

    public void Dispose()
    {
        match.Dispose();
        signal?.Dispose();
        keys.Dispose();
    }
}
