using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Profiles;
using Onboarding.Records;

namespace Onboarding.Suppression;

/// <summary>Adds the opt-outs of lists to a store. Broken off anywhere and begun again, it ends in the same state: each batch that the store has acknowledged stays, and what is known is not added twice.</summary>
/// <remarks>Nobody is withdrawn because a list no longer names them: a list that shrank is refused instead, since that is what a failed export looks like.</remarks>
internal sealed class OptOutImport
{
    private const int BatchSize = 10_000;
    private const int MaxOriginLength = 200;

    private readonly ISuppressionStore _store;
    private readonly SnapshotFolder _snapshots;
    private readonly KeyCard _card;
    private readonly TimeProvider _time;

    /// <summary>Prepares an import.</summary>
    /// <param name="store">Where the opt-outs go.</param>
    /// <param name="snapshots">The snapshots of that store: what they hold need not be asked for.</param>
    /// <param name="card">The suppression key.</param>
    /// <param name="time">The clock.</param>
    public OptOutImport(ISuppressionStore store, SnapshotFolder snapshots, KeyCard card, TimeProvider time)
    {
        (_store, _snapshots, _card, _time) = (store, snapshots, card, time);
    }

    /// <summary>By which share a list may have shrunk since it was last read to its end, from 0 to 1.</summary>
    /// <value>The default is 0.1: a choice of this library.</value>
    public double MaxShrink
    {
        get;
        init
        {
            field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), "A share is 0 to 1.");
        }
    } = 0.1;

    /// <summary>Whether hashed columns will be compared: then opt-outs of an earlier profile set are recorded again, also where all their hashes are known.</summary>
    /// <value>The default is false.</value>
    public bool TracksForms { get; init; }

    /// <summary>Whether somebody has said that the list is to be smaller.</summary>
    /// <value>The default is false.</value>
    public bool AcceptShrink { get; init; }

    /// <summary>Reads a list to its end and adds what is not known yet. A list that has not changed since it was read is not read again: see <see cref="ListOutcome"/>.</summary>
    /// <exception cref="OnboardingException">
    /// <c>SUPPRESSION_SHRANK</c>, <c>SUPPRESSION_EMPTY</c>, <c>SUPPRESSION_UNREADABLE</c>: known at its end; what was added stays, and what was recorded of the list before stays too.
    /// <c>KEY_MISMATCH</c>: the store has opt-outs under another key.
    /// </exception>
    public async ValueTask<OptOutImportReport> ReadAsync(SuppressionList list, CancellationToken cancellationToken)
    {
        using var known = await _snapshots.RefreshAsync(_store, _card.Id, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(list, known, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, with a snapshot of the store that may be older than the store: what it holds need not be asked for.</summary>
    /// <inheritdoc cref="ReadAsync(SuppressionList, CancellationToken)"/>
    public async ValueTask<OptOutImportReport> ReadAsync(SuppressionList list, SnapshotFile snapshot, CancellationToken cancellationToken)
    {
        var identity = Identity(list);
        var asOf = list.AsOf;
        var last = await _store.FindImportAsync(identity, cancellationToken).ConfigureAwait(false);
        var digest = await ComputeDigestAsync(list, cancellationToken).ConfigureAwait(false);
        var outcome = digest is null ? null : new ListOutcome(_card, list, asOf, digest, await _store.CountAsync(cancellationToken).ConfigureAwait(false), TracksForms);
        if (last is not null && outcome?.Find(last.Outcome) is { } unchanged)
        {
            return unchanged;
        }

        // What the snapshot holds and the store does not any more is known to this reading, and no longer to the next one.
        var isCurrent = outcome is not null && await _store.GetLastChangeAsync(cancellationToken).ConfigureAwait(false) <= snapshot.Change;
        using var hasher = new SuppressionHasher(_card);
        using var entries = new Entries(this, list, asOf, hasher, snapshot);
        var reader = new SuppressionListReader(list, entries);
        try
        {
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OnboardingException)
        {
            // The objections that it does hold count, however the list is judged.
            await entries.FlushAsync(1, cancellationToken).ConfigureAwait(false);
            throw;
        }

        await entries.FlushAsync(1, cancellationToken).ConfigureAwait(false);
        CheckShrink(list, last, reader.Values);
        var report = reader.Report(entries.Added, entries.Known, entries.TakenBack);

        // What was read is what the digest is of only where it is the same before and after.
        var isWhole = isCurrent && digest == await ComputeDigestAsync(list, cancellationToken).ConfigureAwait(false);
        await _store.RecordImportAsync(new ListImport { List = identity, Values = reader.Values, AsOf = asOf, ReadAt = _time.GetUtcNow(), Outcome = isWhole ? outcome!.Write(report) : default }, cancellationToken).ConfigureAwait(false);
        return report;
    }

    private static ValueTask<string?> ComputeDigestAsync(SuppressionList list, CancellationToken cancellationToken)
    {
        return list.Source is IRecordSourceDigest source ? source.ComputeDigestAsync(cancellationToken) : ValueTask.FromResult<string?>(null);
    }

    // Two lists can have files of one name, and one file can be two lists by its columns. A list from code is known by the name that the code gives it.
    private static string Identity(SuppressionList list)
    {
        if (list.Source.Origin == "code")
        {
            return list.Name;
        }

        var text = string.Join('\n', list.Columns.Select(c => $"{c.Name} {c.Kind} {c.Form}").Concat(list.Objections.Select(c => $"{c.Name} {c.Polarity}")).Prepend(list.Source.Origin));
        return Cut(list.Name) + " " + Hex.ToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    private static string Cut(string text)
    {
        var length = Math.Min(text.Length, MaxOriginLength);
        return text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    private void CheckShrink(SuppressionList list, ListImport? last, long values)
    {
        if (last is not null && !AcceptShrink && values < last.Values * (1 - MaxShrink))
        {
            throw new OnboardingException(Reasons.SuppressionShrank, string.Create(CultureInfo.InvariantCulture, $"the opt-out list {list.Name} has {values} values, and had {last.Values} when it was read on {last.ReadAt.UtcDateTime:yyyy-MM-dd}; it may have {MaxShrink * 100:0.##} % fewer. What it names was added, and nobody was withdrawn"));
        }
    }

    private sealed class Entries(OptOutImport import, SuppressionList list, DateTimeOffset? asOf, SuppressionHasher hasher, SnapshotFile snapshot) : ISuppressionEntries, IDisposable
    {
        private readonly SnapshotFilter _known = snapshot.For(OptOutScope.All);
        private readonly bool _isCurrent = !import.TracksForms || snapshot.LowestProfileSet is 0 or >= ProfileSet.Version;
        private readonly string _origin = Cut("list " + list.Name);
        private readonly DateTimeOffset _received = import._time.GetUtcNow();
        private readonly ClearOptOuts _clear = new(hasher);
        private List<OptOut> _pending = [];

        public long Added { get; private set; }

        public long Known { get; private set; }

        public long TakenBack { get; private set; }

        public void AddClear(IdentifierKind kind, ReadOnlySpan<byte> value, ReadOnlySpan<byte> canonical) => _clear.Add(kind, value, canonical);

        // The hash of a form may stand in the snapshot as a form of a clear opt-out, which can be withdrawn while this one holds: the store is asked always.
        public void AddHashed(SuppressionColumn column, ReadOnlySpan<byte> digest)
        {
            var isToken = column.Form == SuppressionValueForm.Token;
            var token = isToken ? new Token(digest) : hasher.ComputeHashed(digest);
            if (isToken && _known.Contains(token))
            {
                Known++;
                return;
            }

            var tokens = new byte[OptOut.TokenLength];
            Write(tokens, isToken ? (byte)column.Kind : OptOut.HashedKind, token);
            Add(tokens, profileSet: 0);
        }

        public ValueTask EndBatchAsync(CancellationToken cancellationToken)
        {
            _clear.Compute();
            for (var i = 0; i < _clear.Count; i++)
            {
                AddComputed(i);
            }

            _clear.Clear();
            return FlushAsync(BatchSize, cancellationToken);
        }

        public void Dispose() => _clear.Dispose();

        /// <summary>Hands full batches to the store, and a last one of at least <paramref name="least"/>.</summary>
        public async ValueTask FlushAsync(int least, CancellationToken cancellationToken)
        {
            while (_pending.Count >= least)
            {
                var batch = _pending.Take(BatchSize).ToList();
                _pending = [.. _pending.Skip(BatchSize)];
                foreach (var receipt in await import._store.AddAsync(batch, asOf, cancellationToken).ConfigureAwait(false))
                {
                    Added += receipt.IsNew ? 1 : 0;
                    Known += receipt is { IsNew: false, Number: > 0 } ? 1 : 0;
                    TakenBack += receipt.Number == 0 ? 1 : 0;
                }
            }
        }

        private void AddComputed(int index)
        {
            var (kind, token) = _clear.Get(index, out var forms);

            // Known as a clear one is what has all its tokens there; the token alone may come from a list of tokens.
            if (_isCurrent && _known.Contains(token) && AreKnown(forms))
            {
                Known++;
                return;
            }

            var tokens = new byte[(1 + forms.Length) * OptOut.TokenLength];
            Write(tokens, (byte)kind, token);
            for (var i = 0; i < forms.Length; i++)
            {
                Write(tokens.AsSpan((1 + i) * OptOut.TokenLength), OptOut.HashedKind, forms[i]);
            }

            Add(tokens, ProfileSet.Version);
        }

        private static void Write(Span<byte> destination, byte kind, Token token)
        {
            destination[0] = kind;
            token.CopyTo(destination[1..]);
        }

        private bool AreKnown(ReadOnlySpan<Token> forms)
        {
            foreach (var form in forms)
            {
                if (!_known.Contains(form))
                {
                    return false;
                }
            }

            return true;
        }

        private void Add(byte[] tokens, int profileSet)
        {
            _pending.Add(new OptOut { Tokens = tokens, KeyId = import._card.Id, Scope = OptOutScope.All, Origin = _origin, ProfileSet = profileSet, Effective = _received });
        }
    }
}
