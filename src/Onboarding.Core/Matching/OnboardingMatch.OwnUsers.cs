using System.Globalization;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Matching;
using Onboarding.Matching.Indexes;
using Onboarding.Suppression;
using Onboarding.Telemetry;

namespace Onboarding;

// Where the own users come from: an index that fits, or the source.
public sealed partial class OnboardingMatch
{
    private async ValueTask<IOwnUsers> OpenOwnUsersAsync(RunKeys keys, bool signals, MatchReport report, CancellationToken cancellationToken)
    {
        using var snapshot = await _suppression.LoadAsync(new SuppressionLoading(_plan, _store, _options), keys.Suppression, earlier: null, cancellationToken).ConfigureAwait(false);
        Log.SuppressionLoaded(_options.Logger, snapshot.Count, snapshot.Id, snapshot.RejectedCount);
        report.UnreadableOptOuts = snapshot.Rejected;
        var notes = new List<string>();
        var own = await TryUseIndexAsync(keys, snapshot, notes, cancellationToken).ConfigureAwait(false) ?? await ReadOwnUsersAsync(keys, snapshot, signals, cancellationToken).ConfigureAwait(false);
        report.Warnings = [.. _plan.Warnings, .. Gates.Warn(own.Counts.Rows, own.Counts.Dropped, own.Counts.Cells, _plan.Source), .. SuppressionLoading.Warn(_plan, snapshot)];
        report.Notes = [.. own.Counts.Notes, .. snapshot.Notes, .. notes];
        return own;
    }

    private async ValueTask<IOwnUsers> ReadOwnUsersAsync(RunKeys keys, SuppressionSnapshot snapshot, bool signals, CancellationToken cancellationToken)
    {
        var own = new OwnUserColumns(Path.GetFullPath(_options.PrivateFolder), keepsIds: true, keepsSuppressionTokens: snapshot.HasHashOnly);
        try
        {
            await new OwnUserReading(_plan, _records, keys, _options) { PseudonymizesSuppressed = signals }.ReadAsync(own, snapshot, cancellationToken).ConfigureAwait(false);
            return own;
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    // An index that does not fit costs time and nothing else: the source is read, and a note says why. A damaged one is refused.
    private async ValueTask<IOwnUsers?> TryUseIndexAsync(RunKeys keys, SuppressionSnapshot snapshot, List<string> notes, CancellationToken cancellationToken)
    {
        IndexFile? index = null;
        try
        {
            index = _options.UseIndex ? new IndexFolder(_options.Folders.Indexes).TryOpen(keys.Party) : null;
        }
        catch (OnboardingException exception) when (exception.Code == Reasons.IndexOutdated.Code)
        {
            notes.Add(exception.Message + "; the source was read instead.");
        }

        if (index is null)
        {
            return null;
        }

        var own = new IndexedOwnUsers(index, _plan, _records, _options);
        try
        {
            var built = index.Facts.BuiltAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
            var why = IndexFolder.FindChange(index.Facts, _plan, _records, keys.Suppression, _options.Time.GetUtcNow())
                ?? (snapshot.HasHashOnly ? "some opt-outs are known by a hash alone, which only the source's values can be compared with" : null)
                ?? (await own.IsSameSourceAsync(cancellationToken).ConfigureAwait(false) ? null : "the source gives other rows now");
            if (why is null)
            {
                own.Suppress(snapshot.File!.For(_plan.Domain), cancellationToken);
                notes.Add($"The own users come from the index of {built}.");
                return own;
            }

            notes.Add($"The index of {built} was not used: {why}. The source was read instead; `onboard index update` brings the index up to date.");
        }
        catch
        {
            own.Dispose();
            throw;
        }

        own.Dispose();
        return null;
    }
}
