using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;

namespace Onboarding.Suppression;

/// <summary>The opt-outs at one moment. Immutable.</summary>
internal sealed class SuppressionSnapshot
{
    private readonly SortedTokens _tokens;

    private SuppressionSnapshot(SortedTokens tokens) => _tokens = tokens;

    /// <summary>The first 16 bytes of SHA-256 over the sorted tokens, in hex: equal for equal lists.</summary>
    public required string Id { get; init; }

    public DateTimeOffset LoadedAt { get; private init; }

    /// <summary>The oldest date of the lists, when all of them know theirs.</summary>
    public DateTimeOffset? AsOf { get; private init; }

    public string? EmptyReference { get; private init; }

    /// <summary>How many tokens there are; an opt-out can have several.</summary>
    public int Count => _tokens.Count;

    /// <summary>How many values the lists have, usable or not.</summary>
    public long Values { get; private init; }

    public long RejectedCount => Rejected.Values.Sum();

    /// <summary>Values of the lists that cannot be used, by reason. Each is somebody's objection that could not be read.</summary>
    public required IReadOnlyDictionary<string, long> Rejected { get; init; }

    public required IReadOnlyList<(string List, long Line, string Reason)> RejectedLines { get; init; }

    /// <summary>Each list with its date, how many values it has, and how many of them cannot be used.</summary>
    public required IReadOnlyList<(string Name, DateTimeOffset? AsOf, long Values, long Rejected)> Lists { get; init; }

    /// <summary>How the lists were read.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public bool Contains(Token token) => _tokens.IndexOf(token) >= 0;

    internal sealed class Builder
    {
        private readonly List<Token> _tokens = [];
        private readonly List<SuppressionListReader> _readers = [];
        private readonly List<string> _names = [];

        public async ValueTask AddAsync(SuppressionList list, SuppressionHasher hasher, CancellationToken cancellationToken)
        {
            var reader = new SuppressionListReader(list, new Entries(_tokens, hasher));
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            _readers.Add(reader);
            _names.Add(list.Name);
        }

        public SuppressionSnapshot Build(DateTimeOffset now, string? emptyReference)
        {
            var tokens = SortedTokens.Create(_tokens);
            return new SuppressionSnapshot(tokens)
            {
                Id = ComputeId(tokens),
                LoadedAt = now,
                AsOf = _readers.TrueForAll(r => r.AsOf is not null) ? _readers.Min(r => r.AsOf) : null,
                EmptyReference = emptyReference,
                Values = _readers.Sum(r => r.Values),
                Rejected = _readers.SelectMany(r => r.Rejected).GroupBy(r => r.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(r => r.Value), StringComparer.Ordinal),
                RejectedLines = [.. _readers.SelectMany(r => r.RejectedLines).Take(SuppressionListReader.MaxLines)],
                Lists = [.. _readers.Zip(_names, (r, name) => (name, r.AsOf, r.Values, r.RejectedCount))],
                Notes = [.. _readers.SelectMany(r => r.Notes)],
            };
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
    }

    private sealed class Entries(List<Token> tokens, SuppressionHasher hasher) : ISuppressionEntries
    {
        public void AddClear(IdentifierKind kind, ReadOnlySpan<byte> value, ReadOnlySpan<byte> canonical) => tokens.Add(hasher.Compute(kind, canonical));

        public void AddHashed(SuppressionColumn column, ReadOnlySpan<byte> digest) => tokens.Add(column.Form == SuppressionValueForm.Token ? new Token(digest) : hasher.ComputeHashed(digest));

        public ValueTask EndBatchAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
