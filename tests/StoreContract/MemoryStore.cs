using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Onboarding.Delivery;
using Onboarding.Keys;
using Onboarding.Suppression;

namespace Onboarding.StoreContract;

/// <summary>The contract of stores in plain collections: the model that the real stores are compared with, and the store of tests that need none on a disk.</summary>
internal sealed class MemoryStore : IOnboardingStore
{
    private readonly Lock _lock = new();
    private readonly List<StoredOptOut> _optOuts = [];
    private readonly Dictionary<string, SortedSet<long>> _numbers = [];
    private readonly Dictionary<string, ListImport> _imports = [];
    private readonly Dictionary<string, long> _serials = [];
    private readonly List<LedgerEntry> _entries = [];
    private readonly Dictionary<string, long> _marks = [];
    private readonly List<Removal> _removals = [];
    private long _lastChange;
    private long _lastRemoval;

    /// <summary>Whether a call fails as a full disk does, by the name of the operation (<c>AddAsync</c>, <c>AppendAsync</c>, …); asked before anything is done.</summary>
    public Func<string, bool>? Fails { get; set; }

    public ValueTask<IReadOnlyList<OptOutReceipt>> AddAsync(IReadOnlyList<OptOut> optOuts, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(optOuts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(optOuts.Count, 100_000, nameof(optOuts));
        return Do<IReadOnlyList<OptOutReceipt>>(() => [.. optOuts.Select(o => Add(o, asOf))], cancellationToken);
    }

    public ValueTask<IReadOnlyList<long>> WithdrawAsync(ReadOnlyMemory<byte> tokens, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var wanted = Split(tokens).ToHashSet();
        return Do<IReadOnlyList<long>>(() =>
        {
            var found = Find(wanted).Where(o => o.Withdrawn is null).ToList();
            found.ForEach(o => Replace(o.Number, o.OptOut, at));
            return [.. found.Select(o => o.Number)];
        }, cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoredOptOut>> FindAsync(ReadOnlyMemory<byte> tokens, CancellationToken cancellationToken)
    {
        var wanted = Split(tokens).ToHashSet();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tokens.Length, 10_000 * OptOut.TokenLength, nameof(tokens));
        return Do<IReadOnlyList<StoredOptOut>>(() => [.. Find(wanted)], cancellationToken);
    }

    public IAsyncEnumerable<StoredOptOut> ReadChangesAsync(long after, CancellationToken cancellationToken)
    {
        return Read(() => _optOuts.Where(o => o.Change > after).OrderBy(o => o.Change), cancellationToken);
    }

    public ValueTask<long> GetLastChangeAsync(CancellationToken cancellationToken) => Do(() => _lastChange, cancellationToken);

    public ValueTask<OptOutTotals> CountAsync(CancellationToken cancellationToken)
    {
        return Do(() => new OptOutTotals(
            _optOuts.Count(o => o.Withdrawn is null),
            _optOuts.Count(o => o.Withdrawn is not null),
            _optOuts.Count(o => o.Withdrawn is null && o.OptOut.ProfileSet == 0)), cancellationToken);
    }

    public ValueTask<ListImport?> FindImportAsync(string list, CancellationToken cancellationToken) => Do(() => _imports.GetValueOrDefault(list), cancellationToken);

    public ValueTask RecordImportAsync(ListImport import, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        return Do(() => _imports[import.List] = import, cancellationToken).AsDone();
    }

    public ValueTask<long> ReserveSerialAsync(Domain domain, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Do(() => _serials[domain.ToString()] = Math.Max(_serials.GetValueOrDefault(domain.ToString()) + 1, now.ToUnixTimeSeconds()), cancellationToken);
    }

    public ValueTask AppendAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Do(() =>
        {
            _entries.Add(entry);
            var isOwn = entry.Event is not (LedgerEvent.Accepted or LedgerEvent.RemovalsTaken or LedgerEvent.SignalTaken);
            return isOwn ? _serials[entry.Domain] = Math.Max(_serials.GetValueOrDefault(entry.Domain), entry.Serial) : 0;
        }, cancellationToken).AsDone();
    }

    public IAsyncEnumerable<LedgerEntry> ReadAsync(CancellationToken cancellationToken) => Read(() => _entries, cancellationToken);

    public ValueTask ForgetAsync(string output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        return Do(() => _marks.Remove(output) | _entries.RemoveAll(e => e.Output == output) + _removals.RemoveAll(r => r.Output == output) > 0, cancellationToken).AsDone();
    }

    public ValueTask<long?> GetComparedAsync(string output, CancellationToken cancellationToken) => Do(() => Compared(output), cancellationToken);

    public ValueTask<bool> AddRemovalsAsync(string output, long? from, long through, IReadOnlyList<NewRemoval> removals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(removals);
        return Do(() =>
        {
            if (Compared(output) != from)
            {
                return false;
            }

            _marks[output] = through;
            var known = _removals.Where(r => r.Output == output).Select(r => (r.Content.Position, r.Content.Part)).ToHashSet();
            foreach (var removal in removals.Where(n => known.Add((n.Position, n.Part))))
            {
                _removals.Add(new Removal { Number = ++_lastRemoval, Output = output, Content = removal, State = RemovalState.Pending });
            }

            return true;
        }, cancellationToken);
    }

    public IAsyncEnumerable<Removal> ReadRemovalsAsync(string? domain, IReadOnlyList<RemovalState> states, CancellationToken cancellationToken)
    {
        return Read(() => _removals.Where(r => (domain is null || r.Content.Domain == domain) && (states.Count == 0 || states.Contains(r.State))), cancellationToken);
    }

    public ValueTask<long> MarkExportedAsync(string domain, string keyId, long throughNumber, string list, DateTimeOffset at, CancellationToken cancellationToken)
    {
        return Do(() => Mark(
            r => r.Content.Domain == domain && r.Content.KeyId == keyId && r.Number <= throughNumber && r.State is RemovalState.Pending or RemovalState.Failed,
            list, RemovalState.Exported, at), cancellationToken);
    }

    public ValueTask<long> MarkListAsync(string list, RemovalState state, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)state, (int)RemovalState.Pending, nameof(state));
        ArgumentOutOfRangeException.ThrowIfEqual((int)state, (int)RemovalState.Exported, nameof(state));
        return Do(() => Mark(r => r.List == list && r.State == RemovalState.Exported, list, state, at), cancellationToken);
    }

    private static IEnumerable<string> Split(ReadOnlyMemory<byte> tokens)
    {
        return tokens.Length % OptOut.TokenLength == 0
            ? Enumerable.Range(0, tokens.Length / OptOut.TokenLength).Select(i => Convert.ToHexString(tokens.Span.Slice(i * OptOut.TokenLength, OptOut.TokenLength)))
            : throw new ArgumentException("Tokens are 33 bytes each.", nameof(tokens));
    }

    private OptOutReceipt Add(OptOut optOut, DateTimeOffset? asOf)
    {
        var tokens = Split(optOut.Tokens).Distinct().ToList();
        var same = Find([tokens[0]]).Where(o => Split(o.OptOut.Tokens).First() == tokens[0] && o.OptOut.Scope.Equals(optOut.Scope)).ToList();
        if (same.Find(o => o.Withdrawn is null) is { } known)
        {
            var joined = Split(known.OptOut.Tokens).Union(tokens).ToList();
            if (joined.Count * OptOut.TokenLength > known.OptOut.Tokens.Length || optOut.ProfileSet > known.OptOut.ProfileSet)
            {
                Replace(known.Number, With(known.OptOut, joined, Math.Max(known.OptOut.ProfileSet, optOut.ProfileSet)), withdrawn: null);
            }

            return new OptOutReceipt(known.Number, IsNew: false);
        }

        if (same.Exists(o => o.Withdrawn >= asOf))
        {
            return new OptOutReceipt(0, IsNew: false);
        }

        _optOuts.Add(null!);
        Replace(_optOuts.Count, With(optOut, tokens, optOut.ProfileSet), withdrawn: null);
        return new OptOutReceipt(_optOuts.Count, IsNew: true);
    }

    private IEnumerable<StoredOptOut> Find(HashSet<string> tokens)
    {
        return new SortedSet<long>(tokens.SelectMany(t => _numbers.GetValueOrDefault(t, []))).Select(n => _optOuts[(int)n - 1]);
    }

    private static OptOut With(OptOut optOut, List<string> tokens, int profileSet) => new()
    {
        Tokens = Convert.FromHexString(string.Concat(tokens)),
        KeyId = optOut.KeyId,
        Scope = optOut.Scope,
        Origin = optOut.Origin,
        ProfileSet = profileSet,
        Effective = optOut.Effective,
    };

    private void Replace(long number, OptOut optOut, DateTimeOffset? withdrawn)
    {
        _optOuts[(int)number - 1] = new StoredOptOut { Number = number, Change = ++_lastChange, OptOut = optOut, Withdrawn = withdrawn };
        foreach (var token in Split(optOut.Tokens))
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_numbers, token, out _) ??= []).Add(number);
        }
    }

    private long? Compared(string output) => _marks.TryGetValue(output, out var mark) ? mark : null;

    private long Mark(Func<Removal, bool> which, string list, RemovalState state, DateTimeOffset at)
    {
        var count = 0;
        for (var i = 0; i < _removals.Count; i++)
        {
            if (which(_removals[i]))
            {
                _removals[i] = new Removal { Number = _removals[i].Number, Output = _removals[i].Output, Content = _removals[i].Content, State = state, List = list, Changed = at };
                count++;
            }
        }

        return count;
    }

    private ValueTask<T> Do<T>(Func<T> action, CancellationToken cancellationToken, [CallerMemberName] string operation = "")
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Fails?.Invoke(operation) == true)
        {
            throw new IOException($"The store cannot be written: {operation} failed.");
        }

        lock (_lock)
        {
            return ValueTask.FromResult(action());
        }
    }

    private async IAsyncEnumerable<T> Read<T>(Func<IEnumerable<T>> query, [EnumeratorCancellation] CancellationToken cancellationToken, [CallerMemberName] string operation = "")
    {
        foreach (var item in await Do(() => query().ToList(), cancellationToken, operation))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }
}

file static class Tasks
{
    public static async ValueTask AsDone<T>(this ValueTask<T> task) => await task;
}
