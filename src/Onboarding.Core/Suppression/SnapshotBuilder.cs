using System.Buffers.Binary;
using Onboarding.Audiences;
using Onboarding.Hashing;

namespace Onboarding.Suppression;

/// <summary>Makes a snapshot file of an older one and of what changed in the store since, in constant memory; without an older one, of everything.</summary>
internal sealed class SnapshotBuilder : IDisposable
{
    // A record of a change: scope u16 big-endian, token, what happens to it. What adds comes before what takes away: when in doubt a person stays out.
    private const int TokenAt = sizeof(ushort);
    private const int OperationAt = TokenAt + Token.Size;
    private const int RecordLength = OperationAt + 1;
    private const byte Add = 0;
    private const byte Remove = 1;

    private const int MaxAsked = 10_000;

    private readonly string _folder;
    private readonly string _keyId;
    private readonly SnapshotFile? _old;
    private readonly Spill _changes;
    private readonly Spill _withdrawn;
    private readonly List<OptOutScope> _scopes = [];
    private readonly Dictionary<OptOutScope, int> _numbers = [];
    private SnapshotFacts _facts;

    /// <summary>Begins; files stand in the folder only encrypted or whole.</summary>
    /// <param name="folder">Where the new file goes.</param>
    /// <param name="keyId">The suppression key.</param>
    /// <param name="old">The older file of this store and key, open while this one lives; null for none.</param>
    public SnapshotBuilder(string folder, string keyId, SnapshotFile? old)
    {
        (_folder, _keyId, _old) = (folder, keyId, old);
        _changes = new Spill(folder);
        _withdrawn = new Spill(folder);
        _facts = old?.Facts ?? new SnapshotFacts { KeyId = keyId, Change = 0, CreatedAt = default, WitnessNumber = 0, WitnessToken = default, LowestProfileSet = 0, HasHashOnly = false, HasTokenOnly = false };
        foreach (var section in old?.Sections ?? [])
        {
            GetNumber(section.Scope);
        }
    }

    /// <summary>Reads what changed since the older file.</summary>
    /// <exception cref="OnboardingException"><c>KEY_MISMATCH</c>: the store has opt-outs under another key, which nothing could be compared with.</exception>
    public async ValueTask ReadAsync(ISuppressionStore store, CancellationToken cancellationToken)
    {
        // Counted before reading: what is only hashed and comes in between is seen below.
        var totals = await store.CountAsync(cancellationToken).ConfigureAwait(false);
        _facts = _facts with { HasHashOnly = totals.HashOnly > 0 };
        await foreach (var optOut in store.ReadChangesAsync(_facts.Change, cancellationToken).ConfigureAwait(false))
        {
            Read(optOut);
        }

        await AskForOthersAsync(store, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the new file.</summary>
    /// <returns>Its path.</returns>
    public string Write(DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var writer = new SnapshotWriter(_folder, cancellationToken);
        using var changes = _changes.ReadSorted(static (_, _) => false);
        var more = changes.MoveNext();
        for (var number = 0; number < _scopes.Count; number++)
        {
            writer.BeginSection();
            more = Merge(number, changes, more, writer);
            writer.EndSection(_scopes[number]);
        }

        return writer.Publish(_facts with { CreatedAt = now });
    }

    public void Dispose()
    {
        _changes.Dispose();
        _withdrawn.Dispose();
    }

    private void Read(StoredOptOut stored)
    {
        var optOut = stored.OptOut;
        var tokens = optOut.Tokens.Span;
        var holds = stored.Withdrawn is null;
        _facts = _facts with { Change = stored.Change, WitnessNumber = stored.Number, WitnessToken = optOut.Tokens[..OptOut.TokenLength].ToArray() };
        if (holds)
        {
            CheckKey(optOut);
            var lowest = _facts.LowestProfileSet;
            _facts = _facts with
            {
                HasHashOnly = _facts.HasHashOnly || optOut.ProfileSet == 0,
                HasTokenOnly = _facts.HasTokenOnly || !optOut.HasForms,
                LowestProfileSet = optOut.ProfileSet > 0 && (lowest == 0 || optOut.ProfileSet < lowest) ? optOut.ProfileSet : lowest,
            };
        }

        // Without an older file there is nothing that a withdrawal could take away.
        if (!holds && _old is null)
        {
            return;
        }

        var number = GetNumber(optOut.Scope);
        Span<byte> withdrawn = stackalloc byte[OptOut.TokenLength + sizeof(ushort)];
        for (; !tokens.IsEmpty; tokens = tokens[OptOut.TokenLength..])
        {
            if (holds)
            {
                AddChange(number, tokens[1..OptOut.TokenLength], Add);
                continue;
            }

            tokens[1..OptOut.TokenLength].CopyTo(withdrawn);
            withdrawn[Token.Size] = tokens[0];
            BinaryPrimitives.WriteUInt16BigEndian(withdrawn[OptOut.TokenLength..], (ushort)number);
            _withdrawn.Add(withdrawn);
        }
    }

    // A token goes only when no opt-out that holds has it in that scope.
    private async ValueTask AskForOthersAsync(ISuppressionStore store, CancellationToken cancellationToken)
    {
        using var reader = _withdrawn.ReadSorted(static (_, _) => false);
        var tokens = new byte[MaxAsked * OptOut.TokenLength];
        var asked = new List<(Token Token, int Scope)>(MaxAsked);
        for (var more = reader.MoveNext(); more;)
        {
            asked.Clear();
            for (; more && asked.Count < MaxAsked; more = reader.MoveNext())
            {
                var record = reader.Current;
                var target = tokens.AsSpan(asked.Count * OptOut.TokenLength);
                target[0] = record[Token.Size];
                record[..Token.Size].CopyTo(target[1..]);
                asked.Add((new Token(record), BinaryPrimitives.ReadUInt16BigEndian(record[OptOut.TokenLength..])));
            }

            var held = new HashSet<(Token, int)>();
            foreach (var stored in await store.FindAsync(tokens.AsMemory(0, asked.Count * OptOut.TokenLength), cancellationToken).ConfigureAwait(false))
            {
                if (stored.Withdrawn is null)
                {
                    CheckKey(stored.OptOut);
                    AddTokens(stored.OptOut, held);
                }
            }

            RemoveUnheld(asked, held);
        }
    }

    private void AddTokens(OptOut optOut, HashSet<(Token, int)> held)
    {
        var number = GetNumber(optOut.Scope);
        for (var tokens = optOut.Tokens.Span; !tokens.IsEmpty; tokens = tokens[OptOut.TokenLength..])
        {
            held.Add((new Token(tokens[1..]), number));
        }
    }

    private void RemoveUnheld(List<(Token Token, int Scope)> asked, HashSet<(Token, int)> held)
    {
        Span<byte> token = stackalloc byte[Token.Size];
        foreach (var one in asked)
        {
            if (!held.Contains(one))
            {
                one.Token.CopyTo(token);
                AddChange(one.Scope, token, Remove);
            }
        }
    }

    private bool Merge(int number, Spill.SortedReader changes, bool more, SnapshotWriter writer)
    {
        var old = _old?.Sections.FirstOrDefault(s => s.Scope.Equals(_scopes[number]));
        var (position, count) = (0L, old?.Count ?? 0);
        Span<byte> key = stackalloc byte[OperationAt];
        while (more && BinaryPrimitives.ReadUInt16BigEndian(changes.Current) == number)
        {
            changes.Current[..OperationAt].CopyTo(key);
            var isAdded = changes.Current[OperationAt] == Add;
            var token = new Token(key[TokenAt..]);
            while (position < count && old![position].CompareTo(token) < 0)
            {
                writer.Add(old[position++]);
            }

            if (position < count && old![position].Equals(token))
            {
                position++;
            }

            if (isAdded)
            {
                writer.Add(token);
            }

            do
            {
                more = changes.MoveNext();
            }
            while (more && changes.Current.StartsWith(key));
        }

        while (position < count)
        {
            writer.Add(old![position++]);
        }

        return more;
    }

    private void AddChange(int number, ReadOnlySpan<byte> token, byte operation)
    {
        Span<byte> record = stackalloc byte[RecordLength];
        BinaryPrimitives.WriteUInt16BigEndian(record, (ushort)number);
        token.CopyTo(record[TokenAt..]);
        record[OperationAt] = operation;
        _changes.Add(record);
    }

    private int GetNumber(OptOutScope scope)
    {
        if (!_numbers.TryGetValue(scope, out var number))
        {
            number = _scopes.Count;
            _numbers.Add(scope, checked((ushort)number));
            _scopes.Add(scope);
        }

        return number;
    }

    private void CheckKey(OptOut optOut)
    {
        if (optOut.KeyId != _keyId)
        {
            throw new OnboardingException(Reasons.KeyMismatch, $"the store holds opt-outs under the key {optOut.KeyId}, and the suppression key is {_keyId}: nothing can be compared with both");
        }
    }
}
