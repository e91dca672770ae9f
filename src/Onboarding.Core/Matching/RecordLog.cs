using System.Buffers.Binary;
using Onboarding.Audiences;
using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>Byte strings in the order in which they were added, encrypted on disk under a key that lives only in this process; read as often as wanted.</summary>
internal sealed class RecordLog(string folder) : IDisposable
{
    // A spill keeps the order within a partition: all its records begin with the same bytes, and hold many entries each.
    private readonly Spill _spill = new(folder);
    private readonly byte[] _buffer = new byte[Spill.MaxRecordLength];
    private int _used = Token.Size;

    public void Add(ReadOnlySpan<byte> entry)
    {
        if (_buffer.Length - _used < entry.Length + sizeof(ushort))
        {
            _spill.Add(_buffer.AsSpan(0, _used));
            _used = Token.Size;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(_buffer.AsSpan(_used), (ushort)entry.Length);
        entry.CopyTo(_buffer.AsSpan(_used + sizeof(ushort)));
        _used += sizeof(ushort) + entry.Length;
    }

    public void ForEach(Action<ReadOnlySpan<byte>> visit)
    {
        _spill.ForEach(record => Walk(record, visit));
        Walk(_buffer.AsSpan(0, _used), visit);
    }

    public void Dispose()
    {
        _buffer.AsSpan().Clear();
        _spill.Dispose();
    }

    private static void Walk(ReadOnlySpan<byte> record, Action<ReadOnlySpan<byte>> visit)
    {
        for (record = record[Token.Size..]; !record.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(record);
            visit(record.Slice(sizeof(ushort), length));
            record = record[(sizeof(ushort) + length)..];
        }
    }
}
