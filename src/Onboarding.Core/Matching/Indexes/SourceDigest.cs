using System.Buffers.Binary;
using System.Security.Cryptography;
using Onboarding.Records;

namespace Onboarding.Matching.Indexes;

/// <summary>Digests of what a source gave: of the own ids, and of all values that were read. Whatever the batches were.</summary>
internal sealed class SourceDigest : IDisposable
{
    public const int Length = SHA256.HashSizeInBytes;

    private readonly Column _ids = new();
    private readonly Column _contents = new();
    private long _malformed;

    /// <summary>Adds a batch, of which the last column holds the own ids.</summary>
    public void Add(RecordBatch batch)
    {
        _malformed += batch.Malformed.Count;
        for (var row = 0; row < batch.Count; row++)
        {
            _ids.Add(batch.GetValue(row, batch.ColumnCount - 1));
            for (var column = 0; column < batch.ColumnCount; column++)
            {
                _contents.Add(batch.GetValue(row, column));
            }
        }
    }

    public (byte[] Ids, byte[] Contents) Complete() => (_ids.Complete(_malformed), _contents.Complete(_malformed));

    public void Dispose()
    {
        _ids.Dispose();
        _contents.Dispose();
    }

    private sealed class Column : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly byte[] _buffer = new byte[RecordBatch.MaxValueLength + sizeof(int)];
        private int _used;

        public void Add(ReadOnlySpan<byte> value)
        {
            if (_buffer.Length - _used < sizeof(int) + value.Length)
            {
                Flush();
            }

            BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_used), value.Length);
            value.CopyTo(_buffer.AsSpan(_used + sizeof(int)));
            _used += sizeof(int) + value.Length;
        }

        public byte[] Complete(long malformed)
        {
            Flush();
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, malformed);
            _hash.AppendData(bytes);
            return _hash.GetHashAndReset();
        }

        public void Dispose()
        {
            _buffer.AsSpan().Clear();
            _hash.Dispose();
        }

        private void Flush()
        {
            _hash.AppendData(_buffer.AsSpan(0, _used));
            _used = 0;
        }
    }
}
