using Onboarding.Keys;
using Onboarding.Suppression;

namespace Onboarding.Delivery;

/// <summary>
/// Compares what changed in the opt-outs with who was sent where, and records a removal for each output that holds somebody who must be taken out.
/// Every output has a mark: up to which change it was compared. So nothing is missed whoever ends when, also not an opt-out that came while the output was being written.
/// </summary>
internal sealed class RemovalFinder(IOnboardingStore store, MemberFiles members)
{
    private const int SliceLength = 500_000;

    // As in a run (rule OPT-06): an identifier of more people than this links nobody.
    private const int LinkAtMost = 5;

    /// <summary>Finds and records all removals that are due by now.</summary>
    /// <param name="all">The outputs of the ledger.</param>
    /// <param name="cancellationToken">Cancels the search; what was found is recorded.</param>
    /// <returns>How many outputs could not be compared, because their member files are gone.</returns>
    public async ValueTask<IReadOnlyList<LedgerOutput>> FindAsync(IReadOnlyList<LedgerOutput> all, CancellationToken cancellationToken)
    {
        var last = await store.GetLastChangeAsync(cancellationToken).ConfigureAwait(false);
        var outputs = new List<Marked>();
        var lost = new List<LedgerOutput>();
        foreach (var output in all)
        {
            if (!output.MayBeOut)
            {
                continue;
            }

            if (!members.Exists(output.Id))
            {
                lost.Add(output);
                continue;
            }

            outputs.Add(new Marked(output, await store.GetComparedAsync(output.Id, cancellationToken).ConfigureAwait(false)));
        }

        if (outputs.All(o => o.Through >= last))
        {
            return lost;
        }

        var slice = new List<StoredOptOut>(1024);
        await foreach (var optOut in store.ReadChangesAsync(outputs.Min(o => o.Through), cancellationToken).ConfigureAwait(false))
        {
            slice.Add(optOut);
            if (slice.Count == SliceLength)
            {
                await CompareAsync(slice, outputs, cancellationToken).ConfigureAwait(false);
                slice.Clear();
            }
        }

        if (slice.Count > 0)
        {
            await CompareAsync(slice, outputs, cancellationToken).ConfigureAwait(false);
        }

        return lost;
    }

    private async ValueTask CompareAsync(List<StoredOptOut> slice, List<Marked> outputs, CancellationToken cancellationToken)
    {
        var through = slice[^1].Change;
        var found = outputs.ToDictionary(o => o, _ => new Dictionary<long, NewRemoval>());
        using (var readers = await members.OpenAsync(outputs.Select(o => o.Output), cancellationToken).ConfigureAwait(false))
        {
            foreach (var group in slice.Where(o => o.Withdrawn is null).GroupBy(o => (o.OptOut.Scope, Sender: SignalOrigin.Recipient(o.OptOut.Origin))))
            {
                var covered = outputs.Where(o => group.Key.Scope.Covers(o.Output.Domain) && o.Output.Domain.Recipient != group.Key.Sender).ToList();
                if (covered.Count > 0)
                {
                    Spread(group, covered, readers, found, cancellationToken);
                }
            }
        }

        foreach (var output in outputs.Where(o => o.Through < through))
        {
            if (await store.AddRemovalsAsync(output.Output.Id, output.Mark, through, [.. found[output].Values], cancellationToken).ConfigureAwait(false))
            {
                output.Mark = through;
            }
            else
            {
                // Another process compared it meanwhile, with the same changes or more.
                output.Mark = await store.GetComparedAsync(output.Output.Id, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // To the fixed point: who is found by one identifier is looked for by the others, in every output.
    private static void Spread(IEnumerable<StoredOptOut> optOuts, List<Marked> outputs, MemberFiles.Readers readers, Dictionary<Marked, Dictionary<long, NewRemoval>> found, CancellationToken cancellationToken)
    {
        var known = new HashSet<UInt128>();
        var frontier = new Dictionary<UInt128, (long Change, DateTimeOffset Since)>();
        foreach (var optOut in optOuts)
        {
            for (var tokens = optOut.OptOut.Tokens.Span; !tokens.IsEmpty; tokens = tokens[OptOut.TokenLength..])
            {
                // Hashes of forms too: where they were compared, the member file has them.
                if (known.Add(MemberFile.PrefixOf(tokens[1..])))
                {
                    frontier.Add(MemberFile.PrefixOf(tokens[1..]), (optOut.Change, optOut.OptOut.Effective));
                }
            }
        }

        for (var listed = true; frontier.Count > 0; listed = false)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sorted = frontier.Keys.Order().ToArray();
            var next = new Dictionary<UInt128, (long Change, DateTimeOffset Since)>();
            foreach (var output in outputs)
            {
                foreach (var (prefix, positions) in Find(readers[output.Output.Id], sorted))
                {
                    Follow(output, readers[output.Output.Id], positions, frontier[prefix], listed, known, next, found[output]);
                }
            }

            frontier = next;
        }
    }

    private static List<(UInt128 Prefix, List<long> Positions)> Find(MemberFile.Reader reader, UInt128[] sorted)
    {
        var hits = new List<(UInt128 Prefix, List<long> Positions)>();
        var last = -1;
        reader.FindAll(sorted, (prefix, position) =>
        {
            if (prefix != last)
            {
                hits.Add((sorted[prefix], []));
                last = prefix;
            }

            hits[^1].Positions.Add(position);
        });
        return hits;
    }

    private static void Follow(Marked output, MemberFile.Reader reader, List<long> positions, (long Change, DateTimeOffset Since) cause, bool listed, HashSet<UInt128> known, Dictionary<UInt128, (long Change, DateTimeOffset Since)> next, Dictionary<long, NewRemoval> found)
    {
        var links = positions.Count <= LinkAtMost;
        foreach (var position in links || listed ? positions : [])
        {
            // An output that was compared before has its removals already; what it links counts for the others all the same.
            var member = reader.ReadMember(position);
            if (cause.Change > output.Through)
            {
                found.TryAdd(position, Create(output.Output, member, position, cause.Since));
            }

            foreach (var part in member)
            {
                if (links && known.Add(part.Prefix))
                {
                    next.Add(part.Prefix, cause);
                }
            }
        }
    }

    private static NewRemoval Create(LedgerOutput output, Member member, long position, DateTimeOffset since) => new()
    {
        Domain = output.Domain.ToString(),
        KeyId = output.Intent.KeyId,
        Cause = RemovalCause.OptOut,
        Subject = member.Subject(),
        Position = position,
        Part = 0,
        Since = since,
    };

    private sealed class Marked(LedgerOutput output, long? mark)
    {
        public LedgerOutput Output => output;

        public long? Mark { get; set; } = mark;

        /// <summary>The change up to which the output's members are known not to hold anybody: those of its own second check at first.</summary>
        public long Through => Mark ?? output.Intent.Change;
    }
}
