namespace Onboarding.Records;

/// <summary>Records in columns: one buffer of UTF-8 values and the end of each. Lent to a reader by the run, which zeroes it after use.</summary>
/// <remarks>A reader begins a record, adds one value for each column in order, and ends it, until <see cref="IsFull"/>. Not thread-safe.</remarks>
public sealed partial class RecordBatch
{
    /// <summary>The longest value in bytes; a record with a longer one is malformed.</summary>
    public const int MaxValueLength = 65_536;

    private const int MaxRecords = 4096;
    private const int FullAt = 1024 * 1024;

    private readonly int[] _ends;
    private readonly long[] _positions = new long[MaxRecords];
    private readonly List<(long Position, MalformedReason Reason)> _malformed = [];
    private byte[] _buffer = GC.AllocateArray<byte>(FullAt, pinned: true);
    private int _column = -1;
    private int _touched;
    private bool _tooLong;

    /// <summary>An empty batch. A run brings its own; make one to test a reader of yours.</summary>
    /// <param name="columnCount">How many values each record has.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no column.</exception>
    public RecordBatch(int columnCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columnCount);
        ColumnCount = columnCount;
        _ends = new int[MaxRecords * columnCount];
    }

    /// <summary>How many values each record has.</summary>
    public int ColumnCount { get; }

    /// <summary>How many records the batch holds.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the reader should hand the batch back.</summary>
    public bool IsFull => Count == MaxRecords || _malformed.Count >= MaxRecords || Length >= FullAt;

    /// <summary>The rows that are no records.</summary>
    public IReadOnlyList<(long Position, MalformedReason Reason)> Malformed => _malformed;

    private int Length => Count == 0 ? 0 : _ends[(Count * ColumnCount) - 1];

    /// <summary>Begins a record.</summary>
    /// <param name="position">Where it stands in the source (line or row number, from 1), for messages; <see cref="IRecordReaderNotes"/> says more.</param>
    /// <exception cref="InvalidOperationException">The batch is full, or the record before was not ended.</exception>
    public void BeginRecord(long position)
    {
        if (IsFull)
        {
            throw new InvalidOperationException("The batch is full: return it from ReadAsync and go on with the next one.");
        }

        if (_column >= 0)
        {
            throw new InvalidOperationException("The record before was begun and not ended: call EndRecord, or AddMalformed to give it up.");
        }

        _positions[Count] = position;
        _column = 0;
        _tooLong = false;
    }

    /// <summary>Adds the value of the next column.</summary>
    /// <param name="value">The value in UTF-8, as it stands in the source; empty where there is none.</param>
    /// <exception cref="InvalidOperationException">No record was begun, or it has all its values.</exception>
    public void AddValue(ReadOnlySpan<byte> value)
    {
        ThrowIfNoColumn();
        if (value.Length > MaxValueLength)
        {
            AddTooLong();
            return;
        }

        value.CopyTo(Reserve(value.Length));
        Commit(value.Length);
    }

    /// <summary>Ends a record.</summary>
    /// <exception cref="InvalidOperationException">The record lacks values.</exception>
    public void EndRecord()
    {
        if (_column != ColumnCount)
        {
            throw new InvalidOperationException($"A record has {ColumnCount} values between BeginRecord and EndRecord.");
        }

        _column = -1;
        if (_tooLong)
        {
            _malformed.Add((_positions[Count], MalformedReason.FieldTooLong));
            return;
        }

        Count++;
    }

    /// <summary>Reports a row that is no record. It is counted and the run goes on, unless the plan says stop. A record that was begun and not ended is given up.</summary>
    /// <param name="position">Where it stands in the source.</param>
    /// <param name="reason">What is wrong with it.</param>
    public void AddMalformed(long position, MalformedReason reason)
    {
        _column = -1;
        _malformed.Add((position, reason));
    }

    /// <summary>A value of a record; valid until the batch is cleared or filled further.</summary>
    /// <param name="record">The record, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such record or column.</exception>
    public ReadOnlySpan<byte> GetValue(int record, int column)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)record, (uint)Count, nameof(record));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)ColumnCount, nameof(column));
        var index = (record * ColumnCount) + column;
        var start = index == 0 ? 0 : _ends[index - 1];
        return _buffer.AsSpan(start, _ends[index] - start);
    }

    /// <summary>Where a record stands in the source.</summary>
    /// <param name="record">The record, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such record.</exception>
    public long GetPosition(int record)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)record, (uint)Count, nameof(record));
        return _positions[record];
    }

    /// <summary>Forgets all records and zeroes what held them.</summary>
    public void Clear()
    {
        _buffer.AsSpan(0, _touched).Clear();
        _touched = 0;
        _malformed.Clear();
        Count = 0;
        _column = -1;
    }

    private void ThrowIfNoColumn()
    {
        if (_column < 0 || _column >= ColumnCount)
        {
            throw new InvalidOperationException($"A record has {ColumnCount} values between BeginRecord and EndRecord.");
        }
    }

    // Room for the next value; what is written there counts once it is committed.
    private Span<byte> Reserve(int length)
    {
        var index = (Count * ColumnCount) + _column;
        var start = index == 0 ? 0 : _ends[index - 1];
        if (_buffer.Length - start < length)
        {
            Grow(start, length);
        }

        _touched = Math.Max(_touched, start + length);
        return _buffer.AsSpan(start, length);
    }

    private void Commit(int length)
    {
        var index = (Count * ColumnCount) + _column++;
        _ends[index] = (index == 0 ? 0 : _ends[index - 1]) + length;
    }

    private void AddTooLong()
    {
        _tooLong = true;
        Commit(0);
    }

    private void Grow(int used, int needed)
    {
        var larger = GC.AllocateArray<byte>(Math.Max(_buffer.Length * 2, used + needed), pinned: true);
        _buffer.AsSpan(0, used).CopyTo(larger);
        _buffer.AsSpan().Clear();
        _buffer = larger;
    }
}
