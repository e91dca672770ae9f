using System.Text;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

public sealed class RecordBatchTests
{
    private readonly RecordBatch _batch = new(columnCount: 2);

    [Fact]
    public void GetValue_SeveralRecords_GivesEachValue()
    {
        Add(7, "a", "");
        Add(9, "", "bc");

        Assert.Equal(["a", "", "", "bc"], new[] { Value(0, 0), Value(0, 1), Value(1, 0), Value(1, 1) });
    }

    [Fact]
    public void GetPosition_SeveralRecords_GivesWhereEachStands()
    {
        Add(7, "a", "b");
        Add(9, "c", "d");

        Assert.Equal([7, 9], new[] { _batch.GetPosition(0), _batch.GetPosition(1) });
    }

    [Fact]
    public void IsFull_MostRecords_IsTrueAtTheLast()
    {
        for (var i = 0; i < 4095; i++)
        {
            Add(i, "", "");
        }

        Assert.False(_batch.IsFull);
        Add(4095, "", "");
        Assert.True(_batch.IsFull);
    }

    [Fact]
    public void IsFull_OneMiBOfValues_IsTrue()
    {
        var value = new string('x', RecordBatch.MaxValueLength);
        for (var i = 0; i < 8; i++)
        {
            Assert.False(_batch.IsFull);
            Add(i, value, value);
        }

        Assert.True(_batch.IsFull);
    }

    [Fact]
    public void IsFull_ManyMalformedRows_IsTrue()
    {
        for (var i = 0; i < 4096; i++)
        {
            _batch.AddMalformed(i, MalformedReason.Quoting);
        }

        Assert.True(_batch.IsFull);
    }

    [Fact]
    public void BeginRecord_FullBatch_Throws()
    {
        for (var i = 0; i < 4096; i++)
        {
            Add(i, "", "");
        }

        Assert.Throws<InvalidOperationException>(() => _batch.BeginRecord(4096));
    }

    [Fact]
    public void AddValue_LongestValue_IsKept()
    {
        var value = new string('x', RecordBatch.MaxValueLength);
        Add(1, value, "b");

        Assert.Equal(value, Value(0, 0));
    }

    [Fact]
    public void AddValue_ManyLongValuesInOneRecord_GrowsAndKeepsAll()
    {
        var batch = new RecordBatch(columnCount: 40);
        batch.BeginRecord(1);
        for (var i = 0; i < 40; i++)
        {
            batch.AddValue(Encoding.UTF8.GetBytes(new string((char)('a' + (i % 26)), RecordBatch.MaxValueLength)));
        }

        batch.EndRecord();

        Assert.All(Enumerable.Range(0, 40), i => Assert.False(batch.GetValue(0, i).ContainsAnyExcept((byte)('a' + (i % 26)))));
    }

    [Fact]
    public void EndRecord_ValueTooLong_IsMalformedAndNoRecord()
    {
        Add(5, "a", new string('x', RecordBatch.MaxValueLength + 1));

        Assert.Equal(0, _batch.Count);
        Assert.Equal([(5L, MalformedReason.FieldTooLong)], _batch.Malformed);
    }

    [Fact]
    public void EndRecord_AfterATooLongOne_IsARecordOfItsOwn()
    {
        Add(1, "a", "b");
        Add(2, new string('x', RecordBatch.MaxValueLength + 1), "secret");
        Add(3, "c", "d");

        Assert.Equal(["a", "b", "c", "d"], new[] { Value(0, 0), Value(0, 1), Value(1, 0), Value(1, 1) });
        Assert.Equal(3, _batch.GetPosition(1));
    }

    [Fact]
    public void AddValue_NoRecordBegun_Throws() => Assert.Throws<InvalidOperationException>(() => _batch.AddValue("a"u8));

    [Fact]
    public void AddValue_OneTooMany_Throws()
    {
        _batch.BeginRecord(1);
        _batch.AddValue("a"u8);
        _batch.AddValue("b"u8);

        Assert.Throws<InvalidOperationException>(() => _batch.AddValue("c"u8));
    }

    [Fact]
    public void EndRecord_ValueMissing_Throws()
    {
        _batch.BeginRecord(1);
        _batch.AddValue("a"u8);

        Assert.Throws<InvalidOperationException>(_batch.EndRecord);
    }

    [Fact]
    public void EndRecord_Twice_Throws()
    {
        Add(1, "a", "b");

        Assert.Throws<InvalidOperationException>(_batch.EndRecord);
    }

    [Fact]
    public void Clear_AfterRecords_ForgetsThem()
    {
        Add(1, "a", "b");
        _batch.AddMalformed(2, MalformedReason.Quoting);
        _batch.Clear();

        Assert.Equal((0, 0, false), (_batch.Count, _batch.Malformed.Count, _batch.IsFull));
    }

    [Fact]
    public void Clear_AfterRecords_ZeroesWhatHeldThem()
    {
        Add(1, "jan.jansen@example.com", new string('x', RecordBatch.MaxValueLength));
        var bytes = _batch.GetValue(0, 0);
        _batch.Clear();

        Assert.False(bytes.ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Clear_RecordNotEnded_ZeroesItsValuesToo()
    {
        Add(1, "a", "b");
        _batch.BeginRecord(2);
        _batch.AddValue("jan.jansen@example.com"u8);
        var bytes = System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(in _batch.GetValue(0, 0)[0], 24);
        Assert.True(bytes.EndsWith("jan.jansen@example.com"u8));
        _batch.Clear();

        Assert.False(bytes.ContainsAnyExcept((byte)0));
    }

    private void Add(long position, string first, string second)
    {
        _batch.BeginRecord(position);
        _batch.AddValue(Encoding.UTF8.GetBytes(first));
        _batch.AddValue(Encoding.UTF8.GetBytes(second));
        _batch.EndRecord();
    }

    private string Value(int record, int column) => Encoding.UTF8.GetString(_batch.GetValue(record, column));
}
