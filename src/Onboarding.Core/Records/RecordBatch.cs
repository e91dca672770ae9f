namespace Onboarding.Records;

/// <summary>Records in columns: one buffer of UTF-8 values and the end of each. Lent to a reader by the run, which zeroes it after use.</summary>
public sealed class RecordBatch
{
    /// <summary>The longest value in bytes; a record with a longer one is malformed.</summary>
    public const int MaxValueLength = 65_536;

    private const int MaxRecords = 4096;
    private const int FullAt = 1024 * 1024;

    private readonly int[] _ends;
    private readonly long[] _positions = new long[MaxRecords];
    private readonly List<(long Position, MalformedReason Reason)> _malformed = [];
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(FullAt, pinned: true);
    private int _column = -1;
    private bool _tooLong;

    internal RecordBatch(int columnCount)
    {
        ColumnCount = columnCount;
        _ends = new int[MaxRecords * columnCount];
    }

    /// <summary>How many values each record has.</summary>
    public int ColumnCount { get; }

    /// <summary>How many records the batch holds.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the reader should hand the batch back.</summary>
    public bool IsFull => Count == MaxRecords || _malformed.Count >= MaxRecords || Length >= FullAt;

    internal IReadOnlyList<(long Position, MalformedReason Reason)> Malformed => _malformed;

    private int Length => Count == 0 ? 0 : _ends[(Count * ColumnCount) - 1];

    /// <summary>Begins a record.</summary>
    /// <param name="position">Where it stands in the source (line or row number, from 1), for messages; <see cref="IRecordReaderNotes"/> says more.</param>
    /// <exception cref="InvalidOperationException">The batch is full.</exception>
    public void BeginRecord(long position)
    {
        if (IsFull)
        {
            throw new InvalidOperationException("The batch is full: return it from ReadAsync and go on with the next one.");
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
        if (_column < 0 || _column >= ColumnCount)
        {
            throw new InvalidOperationException($"A record has {ColumnCount} values between BeginRecord and EndRecord.");
        }

        if (value.Length > MaxValueLength)
        {
            _tooLong = true;
            value = [];
        }

        var index = (Count * ColumnCount) + _column++;
        var start = index == 0 ? 0 : _ends[index - 1];
        if (_buffer.Length - start < value.Length)
        {
            Grow(start, value.Length);
        }

        value.CopyTo(_buffer.AsSpan(start));
        _ends[index] = start + value.Length;
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

    /// <summary>Reports a row that is no record. It is counted and the run goes on, unless the plan says stop.</summary>
    /// <param name="position">Where it stands in the source.</param>
    /// <param name="reason">What is wrong with it.</param>
    public void AddMalformed(long position, MalformedReason reason) => _malformed.Add((position, reason));

    internal ReadOnlySpan<byte> GetValue(int record, int column)
    {
        var index = (record * ColumnCount) + column;
        var start = index == 0 ? 0 : _ends[index - 1];
        return _buffer.AsSpan(start, _ends[index] - start);
    }

    internal long GetPosition(int record) => _positions[record];

    /// <summary>Forgets all records and zeroes what held them.</summary>
    internal void Clear()
    {
        _buffer.AsSpan().Clear();
        _malformed.Clear();
        Count = 0;
        _column = -1;
    }

    private void Grow(int used, int needed)
    {
        var larger = GC.AllocateUninitializedArray<byte>(Math.Max(_buffer.Length * 2, used + needed), pinned: true);
        _buffer.AsSpan(0, used).CopyTo(larger);
        _buffer.AsSpan().Clear();
        _buffer = larger;
    }
}
