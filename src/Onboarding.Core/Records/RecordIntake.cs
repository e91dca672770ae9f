using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Plans;
using Onboarding.Profiles;
using Onboarding.Suppression;

namespace Onboarding.Records;

/// <summary>
/// What a batch of records becomes: canonical identifiers, their suppression tokens, who is on the list, and party tokens of those who are not.
/// The one path of sender and recipient: normalize, suppress, pseudonymize. Works in columns, so that a hash kernel gets whole batches.
/// </summary>
internal sealed partial class RecordIntake : IDisposable
{
    /// <summary>The most identifiers that a row can have.</summary>
    public const int MaxIdentifiers = 64;

    private readonly PlanSource _source;
    private readonly IReadOnlyList<RecordColumn> _columns;
    private readonly PhoneColumns _phones;
    private readonly char?[] _separators;
    private readonly HashedColumns?[] _hashed;
    private readonly int _countryColumn;
    private readonly int _firstAttributeColumn;
    private readonly int _firstRuleColumn;
    private readonly RowRules? _rules;
    private readonly SuppressionHasher _suppressionHasher;
    private readonly SuppressionCheck _check;
    private readonly TokenHasher _tokenHasher;
    private readonly bool _computeForms;
    private readonly DateOnly _runDate;
    private readonly IdentifierBatch[] _canonical = CreateBatches();
    private readonly IdentifierBatch[] _open = CreateBatches();
    private readonly byte[][] _suppressionDigests = new byte[IdentifierKinds.All.Count][];
    private readonly byte[][] _partyDigests = new byte[IdentifierKinds.All.Count][];
    private readonly List<Entry> _entries = [];
    private readonly List<Token> _forms = [];
    private readonly IdentifierBatch _sent = new();
    private readonly List<Rejection> _rejections = [];
    private readonly HashSet<int> _tooMany = [];
    private int[] _firstEntry = new int[1];
    private bool[] _suppressed = [];
    private Token[] _tokens = [];
    private bool[] _found = [];
    private Reason?[] _dropped = [];
    private bool[] _denied = [];

    public RecordIntake(PlanSource source, SuppressionHasher suppressionHasher, SuppressionCheck check, TokenHasher tokenHasher, bool computeForms, DateOnly runDate)
    {
        _source = source;
        _columns = source.Columns;
        _phones = new PhoneColumns(source);
        _separators = [.. _columns.Select(c => source.Split.TryGetValue(c.Kind, out var separator) ? separator : (char?)null)];
        _hashed = [.. _columns.Select(c => source.Hashed.GetValueOrDefault(c.Kind))];
        _countryColumn = source.CountryColumn is null ? -1 : _columns.Count;
        _firstAttributeColumn = _columns.Count + (source.CountryColumn is null ? 0 : 1);
        _firstRuleColumn = _firstAttributeColumn + source.Attributes.Sum(a => a.Names.Count);
        _runDate = runDate;
        _rules = source.Rows is null ? null : new RowRules(source.Rows, runDate);
        _suppressionHasher = suppressionHasher;
        _check = check;
        _tokenHasher = tokenHasher;
        _computeForms = computeForms;
        Array.Fill(_suppressionDigests, []);
        Array.Fill(_partyDigests, []);
    }

    /// <summary>Whether rows on the list get party tokens too: a recipient that reports them names them so.</summary>
    public bool PseudonymizesSuppressed { get; init; }

    /// <summary>Makes what a platform receives; null for an audience and on the recipient's side.</summary>
    public PlatformForms? Platform { get; init; }

    /// <summary>Identifiers of the batch that have no canonical form, in row order.</summary>
    public IReadOnlyList<Rejection> Rejections => _rejections;

    /// <summary>What the source's cells needed, for the report.</summary>
    public CellCounts Cells { get; } = new();

    /// <summary>Looks at the values that are taken, for the diagnosis.</summary>
    public ValueObserver Observer { get; } = new();

    /// <summary>The columns to open a source with, in the order that a batch must have: identifiers, the country, attributes, evidence, the own id.</summary>
    public static IReadOnlyList<string> ColumnNames(PlanSource source)
    {
        var names = source.Columns.Select(c => c.Name);
        names = source.CountryColumn is null ? names : names.Append(source.CountryColumn);
        names = names.Concat(source.Attributes.SelectMany(a => a.Names));
        names = names.Concat(source.Rows?.ColumnNames ?? []);
        return [.. source.IdColumn is null ? names : names.Append(source.IdColumn)];
    }

    /// <summary>Processes a batch with the columns of <see cref="ColumnNames"/>.</summary>
    public void Process(RecordBatch batch) => Process(batch, _phones.Learn(batch));

    /// <summary>The same, for one of several threads that share the batches of a source.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="carriesZeros">What <see cref="PhoneColumns"/> learned up to this batch.</param>
    public void Process(RecordBatch batch, ReadOnlySpan<bool> carriesZeros)
    {
        Clear();
        Judge(batch);
        Normalize(batch, carriesZeros);
        Suppress(batch.Count);
        Pseudonymize();
    }

    /// <summary>Whether a row of the batch is directly on the list.</summary>
    public bool IsSuppressed(int row) => _suppressed[row];

    /// <summary>Why a row of the batch may not be used; null where no rule says so.</summary>
    public Reason? GetDropReason(int row) => _dropped[row];

    /// <summary>Whether a row of the batch itself records that the person said no. It is dropped too.</summary>
    public bool IsDenied(int row) => _denied[row];

    /// <summary>Whether a row has more identifiers than any row of a person: it is malformed, and none of them counts.</summary>
    public bool HasTooMany(int row) => _tooMany.Contains(row);

    /// <summary>How many identifiers of a row have a canonical form.</summary>
    public int GetCount(int row) => _firstEntry[row + 1] - _firstEntry[row];

    public IdentifierKind GetKind(int row, int index) => GetEntry(row, index).Kind;

    public Token GetSuppressionToken(int row, int index) => _tokens[_firstEntry[row] + index];

    /// <summary>What the platform receives of an identifier; empty where it cannot use it, and for an audience.</summary>
    public ReadOnlySpan<byte> GetSent(int row, int index)
    {
        ref readonly var entry = ref GetEntry(row, index);
        return entry.Sent < 0 ? [] : _sent[entry.Sent];
    }

    /// <summary>Whether an identifier can leave, unless its row is kept out.</summary>
    public bool IsUsable(int row, int index) => Platform is null || GetEntry(row, index).Sent >= 0;

    /// <summary>The <c>sha256</c> tokens of an identifier's forms; none where no list holds hashes.</summary>
    public ReadOnlySpan<Token> GetForms(int row, int index)
    {
        return Forms(GetEntry(row, index));
    }

    /// <summary>The party token of an identifier of a row that is not on the list and not dropped.</summary>
    public Token GetPartyToken(int row, int index)
    {
        // A digest has no token of its own that a recipient could know: within the run the one that opt-outs are compared by stands for it.
        ref readonly var entry = ref GetEntry(row, index);
        return entry.Index < 0 ? SuppressionToken(entry) : Digest(_partyDigests, entry.Kind, entry.PartyIndex);
    }

    public void Dispose()
    {
        Clear();
        _text.AsSpan().Clear();
        _attributeBytes.AsSpan().Clear();
        Platform?.Dispose();
    }

    private static IdentifierBatch[] CreateBatches() => [.. IdentifierKinds.All.Select(_ => new IdentifierBatch())];

    private static int Slot(IdentifierKind kind) => (int)kind - 1;

    private static Token Digest(byte[][] digests, IdentifierKind kind, int index) => new(digests[Slot(kind)].AsSpan(index * Token.Size, Token.Size));

    // Of what came as a digest only the digest is known.
    private Token SuppressionToken(in Entry entry) => entry.Index < 0 ? _forms[entry.FormStart] : Digest(_suppressionDigests, entry.Kind, entry.Index);

    private void Judge(RecordBatch batch)
    {
        Array.Resize(ref _dropped, Math.Max(_dropped.Length, batch.Count));
        Array.Resize(ref _denied, Math.Max(_denied.Length, batch.Count));
        for (var row = 0; _rules is not null && row < batch.Count; row++)
        {
            _dropped[row] = _rules.Check(batch, row, _firstRuleColumn, out var birthDateUnread);
            _denied[row] = _dropped[row] is not null && _rules.IsDenied(batch, row, _firstRuleColumn);
            Cells.UnreadableBirthDates += birthDateUnread ? 1 : 0;
            _rules.CountConsent(batch, row, _firstRuleColumn, Cells);
        }
    }

    private void Suppress(int rows)
    {
        Array.Resize(ref _suppressed, Math.Max(_suppressed.Length, rows));
        _suppressed.AsSpan(0, rows).Clear();
        foreach (var kind in IdentifierKinds.All)
        {
            _suppressionHasher.Compute(kind, _canonical[Slot(kind)], Room(_suppressionDigests, kind, _canonical[Slot(kind)].Count));
        }

        var entries = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_entries);
        Array.Resize(ref _tokens, Math.Max(_tokens.Length, entries.Length));
        Array.Resize(ref _found, Math.Max(_found.Length, entries.Length));
        for (var i = 0; i < entries.Length; i++)
        {
            _tokens[i] = SuppressionToken(entries[i]);
        }

        _check.Contains(_tokens.AsSpan(0, entries.Length), _found);
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            _suppressed[entry.Row] |= _found[i] || (entry.FormCount > 0 && _check.ContainsForm(_tokens[i], Forms(entry)));
        }
    }

    // Only now, and only for rows that are not on the list and that no rule keeps out.
    private void Pseudonymize()
    {
        for (var i = 0; i < _entries.Count; i++)
        {
            var entry = _entries[i];
            if (entry.Index >= 0 && (PseudonymizesSuppressed || !_suppressed[entry.Row]) && _dropped[entry.Row] is null)
            {
                var open = _open[Slot(entry.Kind)];
                _entries[i] = entry with { PartyIndex = open.Count };
                open.Add(_canonical[Slot(entry.Kind)][entry.Index]);
            }
        }

        foreach (var kind in IdentifierKinds.All)
        {
            var open = _open[Slot(kind)];
            _tokenHasher[kind].Compute(open, Room(_partyDigests, kind, open.Count));
        }
    }

    private static byte[] Room(byte[][] digests, IdentifierKind kind, int count)
    {
        if (digests[Slot(kind)].Length < count * Token.Size)
        {
            digests[Slot(kind)] = new byte[count * Token.Size * 2];
        }

        return digests[Slot(kind)];
    }

    private ReadOnlySpan<Token> Forms(Entry entry) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_forms).Slice(entry.FormStart, entry.FormCount);

    private ref Entry GetEntry(int row, int index) => ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_entries)[_firstEntry[row] + index];

    private void Clear()
    {
        foreach (var kind in IdentifierKinds.All)
        {
            _canonical[Slot(kind)].Clear();
            _open[Slot(kind)].Clear();
        }

        _entries.Clear();
        _forms.Clear();
        _sent.Clear();
        _rejections.Clear();
        Observer.Clear();
        _tooMany.Clear();
    }

    internal readonly record struct Rejection(int Row, IdentifierKind Kind, RejectionReason Reason);

    private readonly record struct Entry(int Row, IdentifierKind Kind, int Index, int FormStart, int FormCount, int PartyIndex, int Sent);
}
