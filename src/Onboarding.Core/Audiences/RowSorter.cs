using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Records;

namespace Onboarding.Audiences;

/// <summary>Puts each row of a batch where it belongs: malformed, dropped, suppressed, or into the spill from which members and duplicates come. One of several that share a source's batches.</summary>
internal sealed class RowSorter : IBatchWorker
{
    private readonly RecordIntake _intake;
    private readonly RowSpills _spills;
    private readonly Spill.Writer _rows;
    private readonly Spill.Writer _noes;
    private readonly ProblemLines _lines = new();
    private readonly RowRecord.Builder _builder = new();
    private readonly Action<RowSorter> _commit;
    private readonly RunCounts _counts;

    /// <param name="intake">Makes tokens of records.</param>
    /// <param name="spills">Where rows go.</param>
    /// <param name="commit">Called after each batch, in the order of the source and never by two threads at once.</param>
    public RowSorter(RecordIntake intake, RowSpills spills, Action<RowSorter> commit)
    {
        _intake = intake;
        _spills = spills;
        _rows = spills.All.CreateWriter();
        _noes = spills.Noes.CreateWriter();
        _commit = commit;
        _counts = new RunCounts { Cells = intake.Cells, Signs = intake.Observer.Counts };
    }

    /// <summary>What was counted so far.</summary>
    public RunCounts Counts => _counts;

    /// <summary>Lines of the last batch.</summary>
    public ProblemLines Lines => _lines;

    /// <summary>Records of the last batch.</summary>
    public int Records { get; private set; }

    /// <summary>Rows of the last batch that are no records.</summary>
    public int Malformed { get; private set; }

    public void Process(RecordBatch batch, ReadOnlySpan<bool> carriesZeros)
    {
        Records = batch.Count;
        Malformed = batch.Malformed.Count;
        _intake.Process(batch, carriesZeros);
        _lines.Clear();
        Sort(batch);
    }

    public void Commit() => _commit(this);

    public void Dispose()
    {
        _builder.Clear();
        _intake.Dispose();
    }

    private void Sort(RecordBatch batch)
    {
        foreach (var (position, reason) in batch.Malformed)
        {
            _counts.Rows++;
            _counts.CountMalformed(ReportNames.Of(reason));
            _lines.Add(position, "", ReportNames.Of(reason));
        }

        var rejection = 0;
        var sighting = 0;
        var sightings = _intake.Observer.Sightings;
        for (var row = 0; row < batch.Count; row++)
        {
            _counts.Rows++;
            var key = Sort(batch, row);
            for (; rejection < _intake.Rejections.Count && _intake.Rejections[rejection].Row == row; rejection++)
            {
                AddRejection(_intake.Rejections[rejection], batch.GetPosition(row), key);
            }

            for (; sighting < sightings.Count && sightings[sighting].Row == row; sighting++)
            {
                AddSighting(sightings[sighting], batch.GetPosition(row), key);
            }
        }
    }

    // The row's key, or null for a row that is on the list, or may be linked to one without being compared: of those no line is ever named.
    private Token? Sort(RecordBatch batch, int row)
    {
        var position = batch.GetPosition(row);
        var count = _intake.GetCount(row);
        if (_intake.HasTooMany(row))
        {
            _counts.CountMalformed(ReportNames.Of(MalformedReason.TooManyValues));
            _lines.Add(position, "", ReportNames.Of(MalformedReason.TooManyValues));
            return null;
        }

        var suppressed = _intake.IsSuppressed(row);
        var drop = _intake.GetDropReason(row) ?? (CountUsable(row, count) == 0 ? DropReasons.NoIdentifier : null);
        Token? key = count == 0 ? default(Token) : AddRecord(batch, row, count, suppressed, drop is not null ? (_intake.IsDenied(row) ? RowRecord.Denied : RowRecord.Dropped) : suppressed ? RowRecord.Suppressed : RowRecord.Open);
        key = suppressed ? null : key;
        if (drop is null)
        {
            _counts.Suppressed += suppressed ? 1 : 0;
            return key;
        }

        _counts.Drop(drop.Code);
        if (key is not null)
        {
            _lines.Add(position, "", drop.Code, key);
        }

        // Of a row that says no itself, only that is told: where its words were misread, it is what to correct.
        key = _intake.IsDenied(row) ? null : key;

        return key;
    }

    // A value that the platform cannot use still tells whose row it is.
    private int CountUsable(int row, int count)
    {
        var usable = 0;
        for (var i = 0; i < count; i++)
        {
            usable += _intake.IsUsable(row, i) ? 1 : 0;
        }

        return usable;
    }

    private Token? AddRecord(RecordBatch batch, int row, int count, bool suppressed, byte state)
    {
        var kinds = 0;
        _builder.Begin(batch.GetPosition(row), state);
        for (var i = 0; i < count; i++)
        {
            var isUsable = _intake.IsUsable(row, i);
            var kind = _intake.GetKind(row, i);
            _counts[kind].Accepted += isUsable ? 1 : 0;
            kinds |= isUsable ? 1 << (int)kind : 0;
            if (state == RowRecord.Open)
            {
                _builder.Add(kind, _intake.GetSuppressionToken(row, i), _intake.GetPartyToken(row, i), _intake.GetForms(row, i), _intake.GetSent(row, i));
            }
            else
            {
                _builder.AddKeptOut(kind, _intake.GetSuppressionToken(row, i), _intake.GetForms(row, i));
            }
        }

        if (state == RowRecord.Open)
        {
            _counts.Signs.AddRow(kinds);
            _intake.AddAttributes(batch, row, _builder, _counts);
            if (_intake.GetSegment(batch, row) is > 0 and var segment)
            {
                _builder.AddAttribute(RowRecord.SegmentField, [segment]);
            }
        }

        var record = _builder.End();
        if (_spills.All.IsFull)
        {
            _counts.Uncompared += state == RowRecord.Open ? 1 : 0;
            return null;
        }

        if (suppressed || state == RowRecord.Denied)
        {
            _noes.Add(record);
        }

        _rows.Add(record);
        return new Token(record);
    }

    private void AddSighting(ValueObserver.Sighting sighting, long position, Token? key)
    {
        if (key is { } rowKey)
        {
            _lines.AddSign(position, IdentifierKinds.GetName(sighting.Kind), Reports.Diagnostics.Of(sighting.Sign).Id, rowKey);
        }
    }

    private void AddRejection(RecordIntake.Rejection rejection, long position, Token? key)
    {
        _counts[rejection.Kind].Reject(rejection.Reason);

        // An empty cell is counted, but its line helps nobody.
        if (key is not null && rejection.Reason != RejectionReason.Empty)
        {
            _lines.Add(position, IdentifierKinds.GetName(rejection.Kind), RejectionReasons.GetCode(rejection.Reason), key);
        }
    }
}
