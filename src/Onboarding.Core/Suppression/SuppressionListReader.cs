using System.Runtime.InteropServices;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Records;

namespace Onboarding.Suppression;

/// <summary>Reads an opt-out list once, hands over its usable entries, and judges it at its end.</summary>
internal sealed class SuppressionListReader(SuppressionList list, ISuppressionEntries entries)
{
    /// <summary>How many unusable values are reported by line.</summary>
    public const int MaxLines = 1000;

    // Choices of this library: single bad values are warned of, a list that is mostly unreadable is not used.
    private const int MinValues = 20;
    private const double MaxUnreadableShare = 0.05;

    private readonly Dictionary<string, long> _rejected = new(StringComparer.Ordinal);
    private readonly List<(string, long, string)> _lines = [];
    private readonly byte[] _canonical = GC.AllocateUninitializedArray<byte>(CanonicalForm.MaxLength, pinned: true);

    /// <summary>When the list was last brought up to date, as it said before it was read; null when not known.</summary>
    public DateTimeOffset? AsOf { get; } = list.AsOf;

    /// <summary>How many values there are, usable or not.</summary>
    public long Values { get; private set; }

    public long RejectedCount => _rejected.Values.Sum();

    /// <summary>Values that cannot be used, by reason. Each is somebody's objection that could not be read.</summary>
    public IReadOnlyDictionary<string, long> Rejected => _rejected;

    public IReadOnlyList<(string List, long Line, string Reason)> RejectedLines => _lines;

    /// <summary>How the list was read.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>What was found, and what came of it.</summary>
    public OptOutImportReport Report(long added, long known, long takenBack) => new()
    {
        List = list.Name,
        AsOf = AsOf,
        Values = Values,
        Added = added,
        Known = known,
        TakenBack = takenBack,
        Rejected = Rejected,
        RejectedLines = RejectedLines,
        Notes = Notes,
    };

    /// <summary>Reads the list to its end.</summary>
    /// <exception cref="OnboardingException"><c>SUPPRESSION_EMPTY</c>, <c>SUPPRESSION_UNREADABLE</c>, and what its source refuses.</exception>
    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var names = list.ColumnNames;
        var reader = await list.Source.OpenAsync(names, cancellationToken).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        var batch = new RecordBatch(names.Count);
        try
        {
            for (var more = true; more;)
            {
                more = await reader.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
                Add(reader, batch);
                batch.Clear();
                await entries.EndBatchAsync(cancellationToken).ConfigureAwait(false);
            }

            Notes = [.. reader.Notes];
            Judge();
        }
        finally
        {
            batch.Clear();
            _canonical.AsSpan().Clear();
        }
    }

    private void Add(IRecordReader reader, RecordBatch batch)
    {
        foreach (var (position, reason) in batch.Malformed)
        {
            Values++;
            Reject(reader, position, ReportNames.Of(reason));
        }

        for (var row = 0; row < batch.Count; row++)
        {
            if (!IsObjection(batch, row))
            {
                continue;
            }

            var region = GetRegion(batch, row);
            for (var column = 0; column < list.Columns.Count; column++)
            {
                var reason = Add(list.Columns[column], region, batch.GetValue(row, column));

                // An empty cell of a list with several columns is no objection that was lost.
                if (reason == RejectionReason.Empty && list.Columns.Count > 1)
                {
                    continue;
                }

                Values++;
                if (reason != RejectionReason.None)
                {
                    Reject(reader, batch.GetPosition(row), RejectionReasons.GetCode(reason));
                }
            }
        }
    }

    private bool IsObjection(RecordBatch batch, int row)
    {
        var first = list.Columns.Count + (list.CountryColumn is null ? 0 : 1);
        for (var i = 0; i < list.Objections.Count; i++)
        {
            if (list.Objections[i].IsNo(list.Objections[i].Read(batch.GetValue(row, first + i))))
            {
                return true;
            }
        }

        return list.Objections.Count == 0;
    }

    // Each list on its own: a good one must not hide that another is not read at all.
    private void Judge()
    {
        if (RejectedCount == Values)
        {
            throw new OnboardingException(Reasons.SuppressionEmpty, $"the opt-out list {list.Name} holds no usable entry ({RejectedCount} unusable values); an empty list is taken only when somebody confirms it");
        }

        if (Values >= MinValues && RejectedCount > Values * MaxUnreadableShare)
        {
            var lines = string.Join(", ", _lines.Take(5).Select(l => l.Item2));
            throw new OnboardingException(Reasons.SuppressionUnreadable, $"{RejectedCount} of {Values} values of the opt-out list {list.Name} have no canonical form ({string.Join(", ", _rejected.Select(r => $"{r.Key} {r.Value}"))}); more than 5 % looks like a wrong column or form. The first lines: {lines}");
        }
    }

    private PhoneRegion GetRegion(RecordBatch batch, int row)
    {
        var country = list.CountryColumn is null ? default : batch.GetValue(row, list.Columns.Count);
        country = list.Countries is { } words ? words.Translate(country) : country;
        return StripSet.Strip(country).IsEmpty ? list.Region : PhoneRegion.TryParse(country, out var region) ? region : PhoneRegion.None;
    }

    // A cell of a list goes the ways that a cell of the source can go, all of them: as it stands, without a spreadsheet's apostrophe, and in parts.
    private RejectionReason Add(SuppressionColumn column, PhoneRegion region, ReadOnlySpan<byte> value)
    {
        if (column.Form != SuppressionValueForm.Clear)
        {
            return AddHashed(column, value);
        }

        var reason = AddClear(column.Kind, region, value);
        var rest = value;
        if (CellCheck.TryStripApostrophe(ref rest) && AddClear(column.Kind, region, rest) == RejectionReason.None)
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
            var partReason = AddClear(column.Kind, region, part);
            reason = partReason is RejectionReason.None or RejectionReason.Empty ? RejectionReason.None : partReason;
            if (reason != RejectionReason.None)
            {
                break;
            }
        }

        return reason;
    }

    private RejectionReason AddClear(IdentifierKind kind, PhoneRegion region, ReadOnlySpan<byte> value)
    {
        var reason = CanonicalForm.TryNormalize(kind, value, region, _canonical, out var length);
        if (reason == RejectionReason.None)
        {
            entries.AddClear(kind, value, _canonical.AsSpan(0, length));
        }

        return reason;
    }

    private RejectionReason AddHashed(SuppressionColumn column, ReadOnlySpan<byte> value)
    {
        Span<byte> digest = stackalloc byte[Token.Size];
        var reason = HashedColumns.TryRead(value, column.Form == SuppressionValueForm.Sha256Base64, digest);
        if (reason == RejectionReason.None)
        {
            entries.AddHashed(column, digest);
        }

        return reason;
    }

    private void Reject(IRecordReader reader, long position, string reason)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_rejected, reason, out _)++;
        if (_lines.Count < MaxLines)
        {
            var (file, line) = reader.Locate(position);
            _lines.Add((file ?? list.Name, line, reason));
        }
    }
}
