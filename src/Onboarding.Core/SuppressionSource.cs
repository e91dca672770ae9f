using Onboarding.Hashing;
using Onboarding.Suppression;

namespace Onboarding;

/// <summary>Everyone who said no. A run reads it twice: before anything is pseudonymized, and again when the output is written.</summary>
/// <remarks>GDPR 21(2)-(3): the objection to direct marketing is absolute. A run cannot be created without one (rule OPT-01).</remarks>
public sealed class SuppressionSource
{
    private readonly IReadOnlyList<SuppressionList> _lists;

    private SuppressionSource(IReadOnlyList<SuppressionList> lists, string? emptyReference)
    {
        _lists = lists;
        EmptyReference = emptyReference;
    }

    /// <summary>Why the list may be empty; null when it may not.</summary>
    public string? EmptyReference { get; }

    /// <summary>Lists of opt-outs. All of them count.</summary>
    /// <param name="lists">One or more lists.</param>
    /// <exception cref="ArgumentException">There is no list.</exception>
    public static SuppressionSource FromLists(params IReadOnlyList<SuppressionList> lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        if (lists.Count == 0)
        {
            throw new ArgumentException("Name at least one list, or use ConfirmedEmpty.", nameof(lists));
        }

        return new SuppressionSource([.. lists], null);
    }

    /// <summary>Nobody has objected yet, and somebody stands for it.</summary>
    /// <param name="reference">Who confirmed it and where that is recorded; goes into the report and the full label.</param>
    /// <exception cref="ArgumentException">The reference is empty.</exception>
    public static SuppressionSource ConfirmedEmpty(string reference)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reference);
        return new SuppressionSource([], reference);
    }

    /// <summary>The lists, to compare with the plan.</summary>
    internal IReadOnlyList<SuppressionList> Lists => _lists;

    /// <summary>Whether rows must be compared by the hashes of their forms too. Known from the columns, so that both checks of a run agree.</summary>
    internal bool HasHashedEntries => _lists.Any(l => l.Columns.Any(c => c.Form != SuppressionValueForm.Clear));

    internal async ValueTask<SuppressionSnapshot> LoadAsync(SuppressionHasher hasher, TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = new SuppressionSnapshot.Builder();
        foreach (var list in _lists)
        {
            await builder.AddAsync(list, hasher, cancellationToken).ConfigureAwait(false);
        }

        var snapshot = builder.Build(time.GetUtcNow(), EmptyReference);
        if (snapshot.Count == 0 && EmptyReference is null)
        {
            throw new OnboardingException(Reasons.SuppressionEmpty, $"the opt-out lists hold no usable entry ({snapshot.RejectedCount} unusable values); an empty list is taken only when somebody confirms it");
        }

        return snapshot;
    }
}
