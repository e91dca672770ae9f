using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Suppression;

/// <summary>The opt-outs at one moment, as far as they count for one domain. Immutable.</summary>
internal sealed class SuppressionSnapshot : IDisposable
{
    private readonly SnapshotFile? _file;
    private readonly SnapshotFilter? _filter;
    private readonly bool _ownsFile;
    private readonly SortedTokens _tokens;

    private SuppressionSnapshot(SortedTokens tokens, SnapshotFile? file, SnapshotFilter? filter, bool ownsFile) => (_tokens, _file, _filter, _ownsFile) = (tokens, file, filter, ownsFile);

    /// <summary>Nobody: for tokens that are compared with the list later.</summary>
    public static SuppressionSnapshot Empty => new(SortedTokens.Create([]), null, null, ownsFile: false) { Id = "", LoadedAt = default, HasHashOnly = false, CoversForms = true, Lists = [] };

    /// <summary>The file that it was opened from; null where it was read into memory.</summary>
    internal SnapshotFile? File => _file;

    /// <summary>16 bytes of SHA-256 over the sorted tokens, in hex: equal for equal content.</summary>
    public required string Id { get; init; }

    /// <summary>The last change of the store that is in it; 0 where no store was asked.</summary>
    public long Change => _file?.Change ?? 0;

    public required DateTimeOffset LoadedAt { get; init; }

    /// <summary>The oldest date of the lists, when all of them know theirs.</summary>
    public DateTimeOffset? AsOf => Lists.All(l => l.AsOf is not null) ? Lists.Min(l => l.AsOf) : null;

    public string? EmptyReference { get; init; }

    /// <summary>How many tokens there are; an opt-out can have several.</summary>
    public long Count => _filter?.Count ?? _tokens.Count;

    /// <summary>Whether rows must be compared by the hashes of their forms too.</summary>
    public required bool HasHashOnly { get; init; }

    /// <summary>Whether every opt-out is known with the hashes of all forms that profiles make: then hashed columns can be compared with all of them.</summary>
    public required bool CoversForms { get; init; }

    /// <summary>How many values the lists have, usable or not.</summary>
    public long Values => Lists.Sum(l => l.Values);

    public long RejectedCount => Rejected.Values.Sum();

    /// <summary>Values of the lists that cannot be used, by reason. Each is somebody's objection that could not be read.</summary>
    public IReadOnlyDictionary<string, long> Rejected => Lists.SelectMany(l => l.Rejected).GroupBy(r => r.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(r => r.Value), StringComparer.Ordinal);

    public IEnumerable<(string List, long Line, string Reason)> RejectedLines => Lists.SelectMany(l => l.RejectedLines).Take(SuppressionListReader.MaxLines);

    /// <summary>What was found in each list.</summary>
    public required IReadOnlyList<OptOutImportReport> Lists { get; init; }

    /// <summary>How the lists were read.</summary>
    public IEnumerable<string> Notes => Lists.SelectMany(l => l.Notes);

    /// <summary>Everybody whom a store keeps out of a domain.</summary>
    public static SuppressionSnapshot FromStore(SnapshotFile file, bool ownsFile, Domain domain, IReadOnlyList<OptOutImportReport> lists, DateTimeOffset now, string? emptyReference) => new(SortedTokens.Create([]), file, file.For(domain), ownsFile)
    {
        Id = file.Id,
        LoadedAt = now,
        EmptyReference = emptyReference,
        HasHashOnly = file.HasHashOnly,
        CoversForms = file.CoversForms,
        Lists = lists,
    };

    /// <summary>Reads lists and a store into memory and changes neither: what a dry run needs.</summary>
    public static async ValueTask<SuppressionSnapshot> ReadAsync(IReadOnlyList<SuppressionList> lists, ISuppressionStore store, SuppressionHasher hasher, Domain domain, bool withForms, DateTimeOffset now, string? emptyReference, CancellationToken cancellationToken)
    {
        var entries = new Entries(hasher, withForms);
        var reports = new List<OptOutImportReport>();
        foreach (var list in lists)
        {
            var reader = new SuppressionListReader(list, entries);
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            reports.Add(reader.Report(added: 0, known: 0, takenBack: 0));
        }

        await foreach (var optOut in store.ReadChangesAsync(0, cancellationToken).ConfigureAwait(false))
        {
            if (optOut.Withdrawn is null && optOut.OptOut.Scope.Covers(domain))
            {
                entries.Add(optOut.OptOut);
            }
        }

        var tokens = SortedTokens.Create(entries.Tokens);
        return new SuppressionSnapshot(tokens, null, null, ownsFile: false)
        {
            Id = ComputeId(tokens),
            LoadedAt = now,
            EmptyReference = emptyReference,
            HasHashOnly = entries.HasHashOnly,
            CoversForms = entries.CoversForms,
            Lists = reports,
        };
    }

    public bool Contains(Token token) => _filter is null ? _tokens.IndexOf(token) >= 0 : _filter.Contains(token);

    /// <summary>Looks up many tokens at once.</summary>
    /// <param name="tokens">The tokens, in any order.</param>
    /// <param name="found">Receives for each whether it is on the list.</param>
    public void Contains(ReadOnlySpan<Token> tokens, Span<bool> found)
    {
        if (_filter is not null)
        {
            _filter.Contains(tokens, found);
            return;
        }

        for (var i = 0; i < tokens.Length; i++)
        {
            found[i] = _tokens.IndexOf(tokens[i]) >= 0;
        }
    }

    public void Dispose()
    {
        if (_ownsFile)
        {
            _file?.Dispose();
        }
    }

    private static string ComputeId(SortedTokens tokens)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> bytes = stackalloc byte[Token.Size];
        foreach (var token in tokens.Span)
        {
            token.CopyTo(bytes);
            hash.AppendData(bytes);
        }

        return Hex.ToString(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private sealed class Entries(SuppressionHasher hasher, bool withForms) : ISuppressionEntries
    {
        public List<Token> Tokens { get; } = [];

        public bool HasHashOnly { get; private set; }

        public bool CoversForms { get; private set; } = true;

        public void AddClear(IdentifierKind kind, ReadOnlySpan<byte> value, ReadOnlySpan<byte> canonical)
        {
            Tokens.Add(hasher.Compute(kind, canonical));
            if (withForms)
            {
                Span<Token> forms = stackalloc Token[Profiles.ProfileSet.MaxForms];
                Tokens.AddRange(forms[..hasher.ComputeForms(kind, value, canonical, forms)]);
            }
        }

        public void AddHashed(SuppressionColumn column, ReadOnlySpan<byte> digest)
        {
            HasHashOnly = true;
            CoversForms = false;
            Tokens.Add(column.Form == SuppressionValueForm.Token ? new Token(digest) : hasher.ComputeHashed(digest));
        }

        public void Add(OptOut optOut)
        {
            HasHashOnly |= optOut.ProfileSet == 0;
            CoversForms &= optOut.ProfileSet >= Profiles.ProfileSet.Version && optOut.HasForms;
            for (var tokens = optOut.Tokens.Span; !tokens.IsEmpty; tokens = tokens[OptOut.TokenLength..])
            {
                Tokens.Add(new Token(tokens[1..]));
            }
        }

        public ValueTask EndBatchAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
