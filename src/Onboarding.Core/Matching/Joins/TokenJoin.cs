using Onboarding.Internal;

namespace Onboarding.Matching;

/// <summary>Joins on this machine: sorted sides by a merge, others by hash.</summary>
internal sealed class TokenJoin : ITokenJoin
{
    /// <summary>The smallest budget in bytes.</summary>
    public const long MinBudget = 1024 * 1024;

    private readonly string _folder;
    private readonly long _budget;
    private readonly int _threads;

    /// <summary>A join for as many calls as wanted, also several at once, each with a budget of its own.</summary>
    /// <param name="folder">A private folder for what does not fit; created when it is needed.</param>
    /// <param name="budget">Bytes of memory a call may take; null for <see cref="DefaultBudget"/>.</param>
    /// <param name="threads">How many threads a call may use; null for one a core.</param>
    public TokenJoin(string folder, long? budget = null, int? threads = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(budget ?? MinBudget, MinBudget);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads ?? 1);
        _folder = folder;
        _budget = budget ?? Math.Max(MinBudget, DefaultBudget);
        _threads = threads ?? Environment.ProcessorCount;
    }

    /// <summary>A quarter of the memory that this process may use.</summary>
    public static long DefaultBudget => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <inheritdoc/>
    public void Join(ITokenSource audience, ITokenSource own, SharedTokens found, CancellationToken cancellationToken)
    {
        DurableFile.DeleteOldTemporaries(_folder);
        if (audience.IsSorted && own.IsSorted)
        {
            new TokenMerge(audience, own, found, cancellationToken).Run();
            return;
        }

        var isBuiltOfAudience = audience.Count <= own.Count;
        var (built, probed) = isBuiltOfAudience ? (audience, own) : (own, audience);
        using var join = new TokenHashJoin(new JoinPlan(_budget, _threads, built.Count, probed.Count), _folder, found, isBuiltOfAudience, cancellationToken);
        join.Join(built, probed);
    }
}
