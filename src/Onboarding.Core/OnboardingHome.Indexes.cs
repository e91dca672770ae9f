using System.Diagnostics;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Matching;
using Onboarding.Matching.Indexes;
using Onboarding.Records;

namespace Onboarding;

public sealed partial class OnboardingHome
{
    private IndexFolder Indexes => new(new HomeFolders(Folder).Indexes);

    /// <summary>As recipient: builds the index of the own users for the plan's party key, so that matches need not read, normalize and hash them again. It replaces the one that was there.</summary>
    /// <remarks>It holds tokens of the own users and no identifier and no own id; encrypted under the party key, and deleted with it or at the plan's delete-by date. Matches compare it with the newest opt-outs.</remarks>
    /// <param name="plan">The recipient's own plan that passed its review.</param>
    /// <param name="records">The own users: the source that the plan names. It is read again by every match, for the own ids.</param>
    /// <param name="options">Null for this home's private folder, clock and logger.</param>
    /// <param name="cancellationToken">Cancels the building; the index that was there stays.</param>
    /// <exception cref="OnboardingException"><c>SOURCE_NOT_PLANNED</c>, <c>SOURCE_CHANGED</c>, <c>SOURCE_UNREADABLE</c> (standard input cannot be read again), and every gate of the plan and of reading the source.</exception>
    /// <exception cref="IOException">The index could not be written; the one that was there stays.</exception>
    public Task<IndexReport> BuildIndexAsync(ApprovedMatchPlan plan, IRecordSource records, OnboardingRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        return BuildIndexAsync(plan, records, options, isUpdate: false, cancellationToken);
    }

    /// <summary>As recipient: builds the index anew where the one that is there is not of the plan's source as it is now; else leaves it.</summary>
    /// <param name="plan">The recipient's own plan that passed its review.</param>
    /// <param name="records">The own users: the source that the plan names.</param>
    /// <param name="options">Null for this home's private folder, clock and logger.</param>
    /// <param name="cancellationToken">Cancels the building; the index that was there stays.</param>
    /// <exception cref="OnboardingException">See <see cref="BuildIndexAsync(ApprovedMatchPlan, IRecordSource, OnboardingRunOptions?, CancellationToken)"/>.</exception>
    /// <exception cref="IOException">The index could not be written; the one that was there stays.</exception>
    public Task<IndexReport> UpdateIndexAsync(ApprovedMatchPlan plan, IRecordSource records, OnboardingRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        return BuildIndexAsync(plan, records, options, isUpdate: true, cancellationToken);
    }

    /// <summary>Reads what the indexes of this home hold, of every key that is here.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Those that cannot be opened too, with their <see cref="IndexReport.Problem"/>. Plans and sources are not looked at.</returns>
    public async ValueTask<IReadOnlyList<IndexReport>> ReadIndexesAsync(CancellationToken cancellationToken = default)
    {
        Indexes.DeleteOutdated(_time.GetUtcNow());
        var reports = new List<IndexReport>();
        foreach (var path in Indexes.List())
        {
            var keyId = Path.GetFileNameWithoutExtension(path);
            try
            {
                using var card = await Keys.OpenAsync(keyId, cancellationToken).ConfigureAwait(false);
                using var index = IndexFile.Open(path, card);
                reports.Add(IndexReport.Create(path, index.Facts));
            }
            catch (OnboardingException exception)
            {
                reports.Add(new IndexReport(path, keyId) { Length = new FileInfo(path).Length, Problem = exception.Message });
            }
        }

        return reports;
    }

    /// <summary>Reads what the index of a plan holds, and whether a match would use it, as far as that shows without reading the source.</summary>
    /// <param name="plan">The recipient's own plan that passed its review.</param>
    /// <param name="records">The own users: the source that the plan names.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="OnboardingException"><c>INDEX_DAMAGED</c>, <c>INDEX_OUTDATED</c> (another version), <c>KEY_MISMATCH</c>.</exception>
    public async ValueTask<IndexReport?> ReadIndexAsync(ApprovedMatchPlan plan, IRecordSource records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(records);
        var now = _time.GetUtcNow();
        Indexes.DeleteOutdated(now);
        using var keys = await RunKeys.OpenAsync(Keys, plan.Reviewed, cancellationToken).ConfigureAwait(false);
        using var index = Indexes.TryOpen(keys.Party);
        return index is null ? null : IndexReport.Create(Indexes.PathOf(keys.Party.Id), index.Facts, IndexFolder.FindChange(index.Facts, plan.Reviewed, records, keys.Suppression, now));
    }

    private async Task<IndexReport> BuildIndexAsync(ApprovedMatchPlan plan, IRecordSource records, OnboardingRunOptions? options, bool isUpdate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(records);
        Gates.CheckOrigin(plan.Source, records);
        if (records.Origin == "-")
        {
            throw new OnboardingException(Reasons.SourceUnreadable, "standard input can be read once, and a match with an index reads the own ids again: name a file");
        }

        var started = Stopwatch.GetTimestamp();
        var settings = AtHome(options);
        var now = settings.Time.GetUtcNow();
        plan.Reviewed.ThrowIfExpired(now);
        var folder = new IndexFolder(settings.Folders.Indexes);
        folder.DeleteOutdated(now);
        using var keys = await RunKeys.OpenAsync(Keys, plan.Reviewed, cancellationToken).ConfigureAwait(false);
        keys.Suppression.ThrowIfNotUsableOn(now);
        var path = folder.PathOf(keys.Party.Id);
        if (isUpdate && await FindUnchangedAsync(folder, plan, records, keys, settings, cancellationToken).ConfigureAwait(false) is { } same)
        {
            return IndexReport.Create(path, same, isUnchanged: true, duration: Stopwatch.GetElapsedTime(started));
        }

        var facts = await new IndexBuilder(plan.Reviewed, records, keys, settings).BuildAsync(path, cancellationToken).ConfigureAwait(false);
        return IndexReport.Create(path, facts, duration: Stopwatch.GetElapsedTime(started));
    }

    // What an update replaces need not be whole.
    private static async ValueTask<IndexFacts?> FindUnchangedAsync(IndexFolder folder, ApprovedMatchPlan plan, IRecordSource records, RunKeys keys, OnboardingRunOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var index = folder.TryOpen(keys.Party);
            if (index is null)
            {
                return null;
            }

            using var own = new IndexedOwnUsers(index, plan.Reviewed, records, options);
            var isOfPlan = IndexFolder.FindChange(index.Facts, plan.Reviewed, records, keys.Suppression, options.Time.GetUtcNow()) is null;
            return isOfPlan && await own.IsSameSourceAsync(cancellationToken).ConfigureAwait(false) ? index.Facts : null;
        }
        catch (OnboardingException exception) when (exception.Code == Reasons.IndexDamaged.Code || exception.Code == Reasons.IndexOutdated.Code || exception.Code == Reasons.KeyMismatch.Code)
        {
            return null;
        }
    }
}
