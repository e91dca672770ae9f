using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Delivery;

/// <summary>What recipients must take out again, and who received whom.</summary>
public sealed class RemovalLists
{
    private readonly IOnboardingStore _store;
    private readonly IKeyStore _keys;
    private readonly MemberFiles _members;
    private readonly TimeProvider _time;

    internal RemovalLists(IOnboardingStore store, IKeyStore keys, MemberFiles members, TimeProvider time, RemovalTerms? terms = null)
    {
        _store = store;
        _keys = keys;
        _members = members;
        _time = time;
        Terms = terms ?? new RemovalTerms();
    }

    /// <summary>Until when recipients must have followed.</summary>
    public RemovalTerms Terms { get; }

    /// <summary>Compares the opt-outs and the dates with everything that left, and records what must be taken out. Nothing new costs nothing.</summary>
    /// <param name="cancellationToken">Cancels the search; what was found is recorded.</param>
    /// <returns>Outputs whose member file is gone: nobody can say who was in them.</returns>
    public async ValueTask<IReadOnlyList<LedgerOutput>> FindAsync(CancellationToken cancellationToken = default)
    {
        var outputs = await LedgerOutput.ReadAsync(_store, cancellationToken).ConfigureAwait(false);
        var lost = await new RemovalFinder(_store, _members).FindAsync(outputs, cancellationToken).ConfigureAwait(false);
        await LeftSelection.CatchUpAsync(_store, _members, outputs, _time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        await ExpiredOutputs.FindAsync(_store, _members, outputs, _time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return lost;
    }

    /// <summary>What is not confirmed yet, recipient by recipient.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async ValueTask<IReadOnlyList<OpenRemovals>> ReadOpenAsync(CancellationToken cancellationToken = default)
    {
        var open = new SortedDictionary<(string Domain, string Key), OpenRemovals>();
        await foreach (var removal in _store.ReadRemovalsAsync(null, [RemovalState.Pending, RemovalState.Exported, RemovalState.Failed], cancellationToken).ConfigureAwait(false))
        {
            var key = (removal.Content.Domain, removal.Content.KeyId);
            if (!open.TryGetValue(key, out var group))
            {
                open.Add(key, group = new OpenRemovals(Domain.Parse(key.Domain), key.KeyId));
            }

            group.Add(removal);
        }

        return [.. open.Values];
    }

    /// <summary>Writes a list of removals for each recipient and key that has any to send.</summary>
    /// <param name="folder">Where the lists go.</param>
    /// <param name="recipient">The id of one recipient; null for all.</param>
    /// <param name="cancellationToken">Cancels the export; lists that were written are recorded.</param>
    /// <exception cref="OnboardingException"><c>REMOVAL_KEY_GONE</c>, <c>MEMBERS_DAMAGED</c>.</exception>
    public async ValueTask<IReadOnlyList<RemovalList>> ExportAsync(string folder, string? recipient = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        await FindAsync(cancellationToken).ConfigureAwait(false);

        // A list that failed while another is written would be taken for sent with it.
        using var gate = Lock();
        return await new RemovalExport(_store, _keys, _members, _time).WriteAsync(recipient, folder, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Records what the recipient said of a list.</summary>
    /// <param name="list">The list's id.</param>
    /// <param name="done">Whether it was done; else it is exported again.</param>
    /// <param name="cancellationToken">Cancels the call before anything is recorded.</param>
    /// <returns>How many removals that concerns; 0 where no such list waits.</returns>
    public async ValueTask<long> ConfirmAsync(string list, bool done = true, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(list);
        using var gate = Lock();
        return await _store.MarkListAsync(list, done ? RemovalState.Acknowledged : RemovalState.Failed, _time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes what is known of outputs whose delete-by date is long past and for which no removal waits: ledger entries, member file, working set, full label (rule RET-07: the ledger has a term of its own).</summary>
    /// <param name="before">Outputs whose delete-by date lies before this are forgotten.</param>
    /// <param name="cancellationToken">Cancels the deleting; what was deleted stays so.</param>
    /// <returns>The outputs that were forgotten.</returns>
    public async ValueTask<IReadOnlyList<LedgerOutput>> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(before, _time.GetUtcNow());
        await FindAsync(cancellationToken).ConfigureAwait(false);
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var removal in _store.ReadRemovalsAsync(null, [RemovalState.Pending, RemovalState.Exported, RemovalState.Failed], cancellationToken).ConfigureAwait(false))
        {
            waiting.Add(removal.Output);
        }

        var forgotten = new List<LedgerOutput>();
        var outputs = await LedgerOutput.ReadAsync(_store, cancellationToken).ConfigureAwait(false);
        foreach (var output in outputs)
        {
            if (output.Intent.DeleteBy < before && !waiting.Contains(output.Id))
            {
                // Files first: an entry without them can be forgotten again, files without an entry nobody would find.
                _members.Delete(output, isLast: outputs.Except(forgotten).Count(o => o.Intent.WorkingSet == output.Intent.WorkingSet) == 1);
                await _store.ForgetAsync(LeftSelection.MarkOf(output.Id), cancellationToken).ConfigureAwait(false);
                await _store.ForgetAsync(output.Id, cancellationToken).ConfigureAwait(false);
                forgotten.Add(output);
            }
        }

        return forgotten;
    }

    /// <summary>Refuses to add to a recipient that is behind with people who said no (rule OPT-04).</summary>
    internal async ValueTask CheckOverdueAsync(string recipient, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var overdue = (await ReadOpenAsync(cancellationToken).ConfigureAwait(false)).Where(o => o.Domain.Recipient == recipient && o.Blocks(Terms, now)).ToList();
        if (overdue.Count > 0)
        {
            throw new OnboardingException(Reasons.RemovalOverdue, $"{overdue.Sum(o => o.Objections)} removals of people who said no wait for {recipient} since {Audiences.LabelBuilder.Format(overdue.Min(o => o.OldestObjection))}, longer than {Terms.Block.TotalHours:0} hours");
        }
    }

    internal async ValueTask<IReadOnlyList<Recipient>> FindRecipientsAsync(UInt128 prefix, CancellationToken cancellationToken)
    {
        var outputs = (await LedgerOutput.ReadAsync(_store, cancellationToken).ConfigureAwait(false)).Where(o => o.MayBeOut && _members.Exists(o.Id)).ToList();
        using var readers = await _members.OpenAsync(outputs, cancellationToken).ConfigureAwait(false);
        var holding = new List<LedgerOutput>();
        var held = new HashSet<(string Output, long Position)>();
        foreach (var output in outputs)
        {
            var positions = readers[output.Id].Find(prefix);
            if (positions.Count > 0)
            {
                holding.Add(output);
                held.UnionWith(positions.Select(p => (output.Id, p)));
            }
        }

        var removals = new List<Removal>();
        foreach (var domain in holding.Select(o => o.Domain.ToString()).Distinct())
        {
            await foreach (var removal in _store.ReadRemovalsAsync(domain, [], cancellationToken).ConfigureAwait(false))
            {
                if (held.Contains((removal.Output, removal.Content.Position)))
                {
                    removals.Add(removal);
                }
            }
        }

        return [.. holding.GroupBy(o => o.Domain.Recipient).Select(group => Create(group, removals))];
    }

    private FileStream Lock()
    {
        DurableFile.CreatePrivateFolder(_members.Folder);
        return FileGate.Enter(Path.Combine(_members.Folder, ".removals.lock"));
    }

    private Recipient Create(IGrouping<string, LedgerOutput> outputs, List<Removal> removals)
    {
        var own = removals.Where(r => outputs.Any(o => o.Id == r.Output)).ToList();
        var open = own.Where(r => r.State != RemovalState.Acknowledged).ToList();
        return new Recipient
        {
            Id = outputs.Key,
            Name = outputs.Last().Intent.Recipient,
            Outputs = [.. outputs],
            Removal = own.Count == 0 ? null : Worst(own),
            RemoveBy = open.Count == 0 ? null : open.Min(r => r.Content.Since) + Terms.Warn,
        };
    }

    // What failed has to be sent again.
    private static RemovalState Worst(List<Removal> removals)
    {
        return removals.Any(r => r.State is RemovalState.Pending or RemovalState.Failed) ? RemovalState.Pending
            : removals.Any(r => r.State == RemovalState.Exported) ? RemovalState.Exported
            : RemovalState.Acknowledged;
    }
}
