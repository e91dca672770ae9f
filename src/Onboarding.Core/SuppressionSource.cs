using Onboarding.Keys;
using Onboarding.Suppression;

namespace Onboarding;

/// <summary>Everyone who said no. A run looks at it twice: before anything is pseudonymized, and again when the output is written.</summary>
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

    /// <summary>The opt-outs that the home's store holds: recorded one by one, or imported before. Lists add to these in any case.</summary>
    public static SuppressionSource FromStore() => new([], null);

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

    /// <summary>Adds what the lists say to the store, and opens everything that the store holds for a domain: also who said no elsewhere, and who stands on no list any more.</summary>
    /// <param name="loading">What the loading depends on.</param>
    /// <param name="card">The suppression key.</param>
    /// <param name="earlier">The snapshot of an earlier check, which outlives the new one: its file serves again where nothing changed since.</param>
    /// <param name="cancellationToken">Cancels the loading.</param>
    internal async ValueTask<SuppressionSnapshot> LoadAsync(SuppressionLoading loading, KeyCard card, SuppressionSnapshot? earlier, CancellationToken cancellationToken)
    {
        var now = loading.Options.Time.GetUtcNow();
        var tracksForms = loading.Plan.Source.Hashed.Count > 0;
        var folder = new SnapshotFolder(loading.Options.Folders.Snapshots, loading.Options.Time, loading.Options.Logger) { TracksForms = tracksForms };
        var import = new OptOutImport(loading.Store, folder, card, loading.Options.Time) { MaxShrink = loading.Plan.Suppression.MaxShrink, TracksForms = tracksForms };
        var reports = new List<OptOutImportReport>();
        var file = await RefreshAsync(earlier?.File).ConfigureAwait(false);
        try
        {
            foreach (var list in _lists)
            {
                loading.CheckAge(list, now);
                reports.Add(await import.ReadAsync(list, file, cancellationToken).ConfigureAwait(false));
            }

            file = await RefreshAsync(file).ConfigureAwait(false);
            var snapshot = SuppressionSnapshot.FromStore(file, file != earlier?.File, loading.Plan.Domain, reports, now, EmptyReference);
            return snapshot.Count > 0 || EmptyReference is not null ? snapshot : throw NoEntry();
        }
        catch
        {
            Release(file);
            throw;
        }

        // A file is verified whole when it is opened: it serves as long as the store has nothing newer.
        async ValueTask<SnapshotFile> RefreshAsync(SnapshotFile? known)
        {
            if (known is not null && await loading.Store.GetLastChangeAsync(cancellationToken).ConfigureAwait(false) <= known.Change)
            {
                return known;
            }

            var newest = await folder.RefreshAsync(loading.Store, card.Id, cancellationToken).ConfigureAwait(false);
            Release(known);
            return newest;
        }

        void Release(SnapshotFile? known)
        {
            if (known != earlier?.File)
            {
                known?.Dispose();
            }
        }
    }

    /// <summary>The same without changing anything, in memory: for a dry run.</summary>
    internal async ValueTask<SuppressionSnapshot> ReadAsync(SuppressionLoading loading, SuppressionHasher hasher, CancellationToken cancellationToken)
    {
        var now = loading.Options.Time.GetUtcNow();
        foreach (var list in _lists)
        {
            loading.CheckAge(list, now);
        }

        var snapshot = await SuppressionSnapshot.ReadAsync(_lists, loading.Store, hasher, loading.Plan.Domain, loading.Plan.Source.Hashed.Count > 0, now, EmptyReference, cancellationToken).ConfigureAwait(false);
        return snapshot.Count > 0 || EmptyReference is not null ? snapshot : throw NoEntry();
    }

    private static OnboardingException NoEntry() => new(Reasons.SuppressionEmpty, "no opt-out counts for this plan; an empty list is taken only when somebody confirms it");
}
