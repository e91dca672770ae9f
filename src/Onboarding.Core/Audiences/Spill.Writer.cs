using System.Buffers.Binary;
using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Internal;

namespace Onboarding.Audiences;

internal sealed partial class Spill
{
    /// <summary>Adds records for one thread.</summary>
    internal sealed class Writer
    {
        private const int FirstLength = 4 * 1024;

        private readonly Spill _spill;
        private readonly byte[]?[] _open;
        private readonly int[] _used = new int[Partitions];
        private AesGcm? _cipher;
        private byte[] _stored = [];

        /// <param name="spill">The spill.</param>
        /// <param name="former">A writer of a spill that is disposed: its blocks serve again.</param>
        internal Writer(Spill spill, Writer? former)
        {
            _spill = spill;
            _open = former?._open ?? new byte[]?[Partitions];
        }

        /// <summary>How many records this writer added.</summary>
        public long Count { get; private set; }

        public void Add(ReadOnlySpan<byte> record)
        {
            if (record.Length is < Token.Size or > MaxRecordLength)
            {
                throw new ArgumentOutOfRangeException(nameof(record), $"A record is {Token.Size} to {MaxRecordLength} bytes long, this one {record.Length}.");
            }

            var partition = (int)record[_spill._depth];
            var used = _used[partition];
            var block = _open[partition];
            if (block is null || block.Length - used < LengthPrefix + record.Length)
            {
                block = MakeRoom(partition, LengthPrefix + record.Length);
                used = _used[partition];
            }

            var target = block.AsSpan(used);
            BinaryPrimitives.WriteInt32LittleEndian(target, record.Length);
            record.CopyTo(target[LengthPrefix..]);
            _used[partition] = used + LengthPrefix + record.Length;
            Count++;
        }

        internal ReadOnlySpan<byte> Open(int partition) => _open[partition].AsSpan(0, _used[partition]);

        internal void Dispose()
        {
            foreach (var block in _open)
            {
                block?.AsSpan().Clear();
            }

            _cipher?.Dispose();
        }

        // Blocks grow: a spill of few records takes little memory.
        private byte[] MakeRoom(int partition, int length)
        {
            var block = _open[partition];
            if (block?.Length == BlockLength)
            {
                Flush(partition);
                return _open[partition] ??= GC.AllocateUninitializedArray<byte>(BlockLength);
            }

            var needed = _used[partition] + length;
            var size = block is null ? FirstLength : block.Length * 2;
            while (size < needed && size < BlockLength)
            {
                size *= 2;
            }

            var larger = GC.AllocateUninitializedArray<byte>(size);
            Open(partition).CopyTo(larger);
            block?.AsSpan().Clear();
            _open[partition] = larger;
            return needed <= size ? larger : MakeRoom(partition, length);
        }

        private void Flush(int partition)
        {
            var length = _used[partition];
            _used[partition] = 0;
            if (_spill._folder is null)
            {
                _spill.Append(partition, _open[partition]!, length);
                _open[partition] = null;
                return;
            }

            _cipher ??= _spill.CreateCipher();
            _stored = _stored.Length > 0 ? _stored : GC.AllocateUninitializedArray<byte>(BlockLength + TagLength);
            var block = _spill.Reserve(length);
            Span<byte> nonce = stackalloc byte[NonceLength];
            WriteNonce(nonce, block.Number);
            _cipher.Encrypt(nonce, _open[partition].AsSpan(0, length), _stored.AsSpan(0, length), _stored.AsSpan(length, TagLength));
            RandomAccess.Write(_spill._file!.SafeFileHandle, _stored.AsSpan(0, length + TagLength), block.Offset);
            _spill.Append(partition, block);
        }
    }

    // The number makes the nonce: no two blocks under one key may have the same.
    private Block Reserve(int length)
    {
        lock (_lock)
        {
            _file ??= DurableFile.CreateTemporary(_folder!);
            var block = new Block(null, _end, length, _blockCount++);
            _end += length + TagLength;
            return block;
        }
    }

    private void Append(int partition, Block block)
    {
        lock (_lock)
        {
            _blocks[partition].Add(block);
        }
    }

    private void Append(int partition, byte[] memory, int length)
    {
        Interlocked.Add(ref _inMemory, BlockLength);
        Append(partition, new Block(memory, 0, length, 0));
    }
}
