using System.Diagnostics;
using Onboarding.Audiences;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Plans;
using Onboarding.Records;
using Onboarding.Suppression;

namespace Onboarding;

public sealed partial class OnboardingRun
{
    /// <summary>Writes the members of an earlier run again, with the newest opt-outs: the second check and everything after it, from the run's working set.</summary>
    internal static Task<RunReport> WriteAgainAsync(ApprovedPlan plan, LedgerOutput output, SuppressionSource suppression, IKeyStore keys, IOnboardingStore store, OnboardingRunOptions options, IDestination destination, CancellationToken cancellationToken)
    {
        Gates.CheckOrigin(plan.Suppression, suppression);
        return new OnboardingRun(plan.Reviewed, new NoRecords(), suppression, keys, store, options).WriteAgainAsync(output, destination, cancellationToken);
    }

    private async Task<RunReport> WriteAgainAsync(LedgerOutput output, IDestination destination, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var now = _options.Time.GetUtcNow();
        _plan.ThrowIfExpired(now);
        if (!output.Domain.Equals(_plan.Domain))
        {
            throw new OnboardingException(Reasons.OutsideDomain, $"the output is for another domain than the plan's {_plan.Domain}");
        }

        if (output.Intent.DeleteBy < now)
        {
            throw new OnboardingException(Reasons.DataExpired, $"the output had to be deleted by {LabelBuilder.Format(output.Intent.DeleteBy)}");
        }

        using var keys = await RunKeys.OpenAsync(_keys, _plan, cancellationToken).ConfigureAwait(false);
        keys.ThrowIfNotUsableOn(now);
        Gates.CheckDemo(keys, destination);
        if (output.Intent.KeyId != keys.Party.Id)
        {
            throw new OnboardingException(Reasons.KeyMismatch, $"the working set holds tokens of key {output.Intent.KeyId}, and the plan names {keys.Party.Id}; run again from the records");
        }

        if (output.Intent.Upload?.Platform != _plan.Upload?.Profile.Id || !(output.Intent.Upload?.Fields ?? []).SequenceEqual(_plan.Upload?.Fields.Select(Profiles.ProfileFields.GetName) ?? []))
        {
            throw new OnboardingException(Reasons.DestinationNotBuilt, "the working set was made for another destination or other fields than the plan's; run again from the records");
        }

        if (_plan.Source.Segments is not null && output.Intent.PlanDigest != _plan.Digest)
        {
            throw new OnboardingException(Reasons.DestinationNotBuilt, "the plan has segments and has changed since the working set was made; run again from the records");
        }

        await _removals.FindAsync(cancellationToken).ConfigureAwait(false);
        await _removals.CheckOverdueAsync(_plan.Domain.Recipient, cancellationToken).ConfigureAwait(false);

        // The home may lie elsewhere now, such as a backup that was restored: what it holds itself counts before the place that was recorded.
        var moved = Path.Combine(_options.PrivateFolder, Path.GetFileName(output.Intent.WorkingSet));
        var files = new RunFiles(_options.PrivateFolder, _options.Folders.Members, Guid.CreateVersion7(now), File.Exists(moved) ? moved : output.Intent.WorkingSet);
        try
        {
            var counts = new RunCounts();
            var haveHashes = Members.CountAgain(files.WorkingSet, keys.Suppression, counts, cancellationToken);
            return await FinishAsync(destination, keys, files, new RowsAtHand(ForEach, haveHashes, null, null, null, static () => { }), counts, new ProblemLines(), new NoRecords(), started, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            files.DeleteUndelivered();
            throw;
        }

        void ForEach(Action<ReadOnlySpan<byte>> visit)
        {
            using var reader = new WorkingSet.Reader(files.WorkingSet, keys.Suppression);
            while (reader.MoveNext())
            {
                visit(reader.Current);
            }
        }
    }

    // A list of hashes names people in one spelling. Whose it is shows here, and is recorded with the opt-out: so the same people are found where they were sent before.
    private async ValueTask RecordSpellingsAsync(Spill rows, SuppressionSnapshot snapshot, KeyCard suppressionKey, CancellationToken cancellationToken)
    {
        if (!snapshot.HasHashOnly)
        {
            return;
        }

        var found = new Dictionary<Token, (IdentifierKind Kind, Token Suppression)>();
        rows.ForEach(bytes =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var identifier in new RowRecord(bytes))
            {
                for (var i = 0; i < identifier.FormCount; i++)
                {
                    if (snapshot.Contains(identifier.FormToken(i)) && !snapshot.Contains(identifier.SuppressionToken))
                    {
                        found.TryAdd(identifier.FormToken(i), (identifier.Kind, identifier.SuppressionToken));
                    }
                }
            }
        });
        foreach (var batch in found.Chunk(1000))
        {
            var tokens = batch.ToDictionary(f => f.Key, f => OptOutTokens.Pair(f.Key, f.Value.Kind, f.Value.Suppression));
            var known = await _store.FindAsync(OptOutTokens.Firsts(tokens.Values), cancellationToken).ConfigureAwait(false);
            var additions = known.Where(o => o.Withdrawn is null && o.OptOut.Tokens.Span[0] == OptOut.HashedKind && tokens.ContainsKey(new Token(o.OptOut.Tokens.Span[1..]))).Select(o => new OptOut
            {
                Tokens = tokens[new Token(o.OptOut.Tokens.Span[1..])],
                KeyId = suppressionKey.Id,
                Scope = o.OptOut.Scope,
                Origin = o.OptOut.Origin,
                ProfileSet = o.OptOut.ProfileSet,
                Effective = o.OptOut.Effective,
            });
            await _store.AddAsync([.. additions], null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The rows that the second check passes over: those of a run, with what was made of them under the first list, or those of a working set.</summary>
    private sealed record RowsAtHand(Action<Action<ReadOnlySpan<byte>>> ForEach, bool HaveHashes, SuppressionSnapshot? First, PersonSpread? Spread, MemberOutput? Output, Action Release);

    private sealed class NoRecords : IRecordSource, IRecordReader
    {
        public string Origin => "code";

        public IReadOnlyList<string> UnreadColumns => [];

        public ValueTask<IRecordReader> OpenAsync(IReadOnlyList<string> columns, CancellationToken cancellationToken) => ValueTask.FromResult<IRecordReader>(this);

        public ValueTask<bool> ReadAsync(RecordBatch batch, CancellationToken cancellationToken) => ValueTask.FromResult(false);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
