using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Records;

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
        private const int MaxLines = 1000;

        // Choices of this library: single bad values are warned of, a list that is mostly unreadable is not used.
        private const int MinValues = 20;
        private const double MaxUnreadableShare = 0.05;

        private readonly List<Token> _tokens = [];
        private readonly Dictionary<string, long> _rejected = new(StringComparer.Ordinal);
        private readonly List<(string, long, string)> _lines = [];
        private readonly List<(string, DateTimeOffset?, long, long)> _lists = [];
        private readonly List<string> _notes = [];
        private readonly byte[] _canonical = GC.AllocateUninitializedArray<byte>(CanonicalForm.MaxLength, pinned: true);
        private long _values;
        private bool _allDated = true;
        private DateTimeOffset? _asOf;

        public async ValueTask AddAsync(SuppressionList list, SuppressionHasher hasher, CancellationToken cancellationToken)
        {
            var asOf = list.AsOf;
            _allDated &= asOf is not null;
            _asOf = _asOf is null || asOf < _asOf ? asOf : _asOf;
            var (values, rejected) = (_values, _rejected.Values.Sum());
            var names = list.Columns.Select(c => c.Name);
            var reader = await list.Source.OpenAsync([.. list.CountryColumn is null ? names : names.Append(list.CountryColumn)], cancellationToken).ConfigureAwait(false);
            await using var _ = reader.ConfigureAwait(false);
            var batch = new RecordBatch(list.Columns.Count + (list.CountryColumn is null ? 0 : 1));
            try
            {
                for (var more = true; more;)
                {
                    more = await reader.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
                    Add(list, reader, batch, hasher);
                    batch.Clear();
                }

                _notes.AddRange(reader.Notes);
                (values, rejected) = (_values - values, _rejected.Values.Sum() - rejected);
                Judge(list, values, rejected);
                _lists.Add((list.Name, asOf, values, rejected));
            }
            finally
            {
                batch.Clear();
                _canonical.AsSpan().Clear();
            }
        }

        public SuppressionSnapshot Build(DateTimeOffset now, string? emptyReference)
        {
            var tokens = SortedTokens.Create(_tokens);
            return new SuppressionSnapshot(tokens)
            {
                Id = ComputeId(tokens),
                LoadedAt = now,
                AsOf = _allDated ? _asOf : null,
                EmptyReference = emptyReference,
                Values = _values,
                Rejected = _rejected,
                RejectedLines = _lines,
                Lists = _lists,
                Notes = _notes,
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

        private void Add(SuppressionList list, IRecordReader reader, RecordBatch batch, SuppressionHasher hasher)
        {
            foreach (var (position, reason) in batch.Malformed)
            {
                _values++;
                Reject(list, reader, position, ReportNames.Of(reason));
            }

            for (var row = 0; row < batch.Count; row++)
            {
                var region = GetRegion(list, batch, row);
                for (var column = 0; column < list.Columns.Count; column++)
                {
                    var reason = Add(list, list.Columns[column], region, batch.GetValue(row, column), hasher);

                    // An empty cell of a list with several columns is no objection that was lost.
                    if (reason == RejectionReason.Empty && list.Columns.Count > 1)
                    {
                        continue;
                    }

                    _values++;
                    if (reason != RejectionReason.None)
                    {
                        Reject(list, reader, batch.GetPosition(row), RejectionReasons.GetCode(reason));
                    }
                }
            }
        }

        // Each list on its own: a good one must not hide that another is not read at all.
        private void Judge(SuppressionList list, long values, long rejected)
        {
            if (rejected == values)
            {
                throw new OnboardingException(Reasons.SuppressionEmpty, $"the opt-out list {list.Name} holds no usable entry ({rejected} unusable values); an empty list is taken only when somebody confirms it");
            }

            if (values >= MinValues && rejected > values * MaxUnreadableShare)
            {
                var lines = string.Join(", ", _lines.Skip(Math.Max(0, _lines.Count - (int)Math.Min(rejected, MaxLines))).Take(5).Select(l => l.Item2));
                throw new OnboardingException(Reasons.SuppressionUnreadable, $"{rejected} of {values} values of the opt-out list {list.Name} have no canonical form ({string.Join(", ", _rejected.Select(r => $"{r.Key} {r.Value}"))}); more than 5 % looks like a wrong column or form. The first lines: {lines}");
            }
        }

        private static PhoneRegion GetRegion(SuppressionList list, RecordBatch batch, int row)
        {
            if (list.CountryColumn is null || StripSet.Strip(batch.GetValue(row, list.Columns.Count)).IsEmpty)
            {
                return list.Region;
            }

            return PhoneRegion.TryParse(batch.GetValue(row, list.Columns.Count), out var region) ? region : PhoneRegion.None;
        }

        // A cell of a list goes the ways that a cell of the source can go, all of them: as it stands, without a spreadsheet's apostrophe, and in parts.
        private RejectionReason Add(SuppressionList list, SuppressionColumn column, PhoneRegion region, ReadOnlySpan<byte> value, SuppressionHasher hasher)
        {
            if (column.Form != SuppressionValueForm.Clear)
            {
                return AddHashed(column, value, hasher);
            }

            var reason = AddClear(column.Kind, region, value, hasher);
            var rest = value;
            if (CellCheck.TryStripApostrophe(ref rest) && AddClear(column.Kind, region, rest, hasher) == RejectionReason.None)
            {
                reason = RejectionReason.None;
            }

            if (!list.Split.TryGetValue(column.Kind, out var separator) || !value.Contains((byte)separator))
            {
                return reason;
            }

            foreach (var range in value.Split((byte)separator))
            {
                var part = value[range];
                CellCheck.TryStripApostrophe(ref part);
                var partReason = AddClear(column.Kind, region, part, hasher);
                reason = partReason is RejectionReason.None or RejectionReason.Empty ? RejectionReason.None : partReason;
                if (reason != RejectionReason.None)
                {
                    break;
                }
            }

            return reason;
        }

        private RejectionReason AddClear(IdentifierKind kind, PhoneRegion region, ReadOnlySpan<byte> value, SuppressionHasher hasher)
        {
            var reason = CanonicalForm.TryNormalize(kind, value, region, _canonical, out var length);
            if (reason == RejectionReason.None)
            {
                _tokens.Add(hasher.Compute(kind, _canonical.AsSpan(0, length)));
            }

            return reason;
        }

        private RejectionReason AddHashed(SuppressionColumn column, ReadOnlySpan<byte> value, SuppressionHasher hasher)
        {
            value = StripSet.Strip(value);
            if (value.IsEmpty)
            {
                return RejectionReason.Empty;
            }

            Span<byte> digest = stackalloc byte[Token.Size];
            if (!Hex.TryRead(value, digest))
            {
                return RejectionReason.HashFormat;
            }

            _tokens.Add(column.Form == SuppressionValueForm.Token ? new Token(digest) : hasher.ComputeHashed(digest));
            return RejectionReason.None;
        }

        private void Reject(SuppressionList list, IRecordReader reader, long position, string reason)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_rejected, reason, out _)++;
            if (_lines.Count < MaxLines)
            {
                var (file, line) = reader.Locate(position);
                _lines.Add((file ?? list.Name, line, reason));
            }
        }
    }
}
