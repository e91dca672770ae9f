using System.Buffers.Binary;
using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Internal;

namespace Onboarding.Audiences;

/// <summary>Merges a record into an equal-keyed one that is kept; false keeps both.</summary>
internal delegate bool SpillMerge(Span<byte> kept, ReadOnlySpan<byte> next);

/// <summary>
/// Records of which the first 32 bytes are a uniformly distributed key, kept on disk in 256 partitions by the key's first byte, encrypted
/// under a key that lives only in this process. Read back sorted bytewise, a partition at a time, or unsorted as often as wanted.
/// </summary>
/// <remarks>Memory: 256 open blocks, and one partition when reading. A partition above the budget is spilled again by the key's next byte. One without a folder stays in memory and says when it is full.</remarks>
internal sealed partial class Spill : IDisposable
{
    /// <summary>The longest record in bytes.</summary>
    public const int MaxRecordLength = BlockLength - LengthPrefix;

    private const int Partitions = 256;
    private const int BlockLength = 32 * 1024;
    private const int LengthPrefix = 4;
    private const int TagLength = 16;
    private const int MaxDepth = 8;
    private const long MaxInMemory = 128L * 1024 * 1024;

    private readonly string? _folder;
    private readonly int _depth;
    private readonly byte[]?[] _open = new byte[]?[Partitions];
    private readonly int[] _used = new int[Partitions];
    private readonly List<(long Offset, int Length, int Number)>[] _blocks = new List<(long, int, int)>[Partitions];
    private readonly List<byte[]> _memory = [];
    private readonly AesGcm _cipher;
    private FileStream? _file;
    private byte[] _scratch = [];
    private int _blockCount;

    /// <summary>An empty spill.</summary>
    /// <param name="folder">Where its file stands once it needs one; null to write nothing at all.</param>
    public Spill(string? folder)
        : this(folder, 0)
    {
    }

    private Spill(string? folder, int depth)
    {
        _folder = folder;
        _depth = depth;
        for (var i = 0; i < Partitions; i++)
        {
            _blocks[i] = [];
        }

        Span<byte> key = stackalloc byte[32];
        RandomNumberGenerator.Fill(key);
        _cipher = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>How many records were added.</summary>
    public long Count { get; private set; }

    /// <summary>Whether a spill that writes nothing holds as much as it should.</summary>
    public bool IsFull => (long)_memory.Count * BlockLength >= MaxInMemory;

    public void Add(ReadOnlySpan<byte> record)
    {
        if (record.Length is < Token.Size or > MaxRecordLength)
        {
            throw new ArgumentOutOfRangeException(nameof(record), $"A record is {Token.Size} to {MaxRecordLength} bytes long, this one {record.Length}.");
        }

        var partition = (int)record[_depth];
        if (BlockLength - _used[partition] < LengthPrefix + record.Length)
        {
            Flush(partition);
        }

        var block = _open[partition] ??= GC.AllocateUninitializedArray<byte>(BlockLength);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(_used[partition]), record.Length);
        record.CopyTo(block.AsSpan(_used[partition] + LengthPrefix));
        _used[partition] += LengthPrefix + record.Length;
        Count++;
    }

    /// <summary>Reads all records in bytewise order; equal-keyed neighbors go through <paramref name="merge"/> first.</summary>
    /// <param name="merge">Merges records whose first 32 bytes are equal.</param>
    /// <param name="budget">Bytes of one partition that may stand in memory.</param>
    public SortedReader ReadSorted(SpillMerge merge, int budget = 16 * 1024 * 1024) => new(this, merge, budget);

    /// <summary>One pass over all records in no particular order: what several passes over suppression tokens need.</summary>
    public void ForEach(Action<ReadOnlySpan<byte>> visit)
    {
        for (var partition = 0; partition < Partitions; partition++)
        {
            ForEach(partition, visit);
        }
    }

    public void Dispose()
    {
        foreach (var block in _open.Concat(_memory))
        {
            block?.AsSpan().Clear();
        }

        _scratch.AsSpan().Clear();
        _cipher.Dispose();
        _file?.Dispose();
    }

    private static void Walk(ReadOnlySpan<byte> block, Action<ReadOnlySpan<byte>> visit)
    {
        while (!block.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(block);
            visit(block.Slice(LengthPrefix, length));
            block = block[(LengthPrefix + length)..];
        }
    }

    private void ForEach(int partition, Action<ReadOnlySpan<byte>> visit)
    {
        foreach (var block in _blocks[partition])
        {
            Walk(ReadBlock(block), visit);
        }

        Walk(_open[partition].AsSpan(0, _used[partition]), visit);
    }

    private void Flush(int partition)
    {
        var length = _used[partition];
        if (_folder is null)
        {
            _blocks[partition].Add((_memory.Count, length, _blockCount++));
            _memory.Add(_open[partition]!);
            _open[partition] = null;
            _used[partition] = 0;
            return;
        }

        _file ??= DurableFile.CreateTemporary(_folder);
        EnsureScratch(length + TagLength);
        Span<byte> nonce = stackalloc byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(nonce, _blockCount);
        _cipher.Encrypt(nonce, _open[partition].AsSpan(0, length), _scratch.AsSpan(0, length), _scratch.AsSpan(length, TagLength));
        var offset = _file.Length;
        RandomAccess.Write(_file.SafeFileHandle, _scratch.AsSpan(0, length + TagLength), offset);
        _blocks[partition].Add((offset, length, _blockCount++));
        _used[partition] = 0;
    }

    private ReadOnlySpan<byte> ReadBlock((long Offset, int Length, int Number) block)
    {
        if (_folder is null)
        {
            return _memory[(int)block.Offset].AsSpan(0, block.Length);
        }

        EnsureScratch(block.Length + TagLength + BlockLength);
        var stored = _scratch.AsSpan(0, block.Length + TagLength);
        if (RandomAccess.Read(_file!.SafeFileHandle, stored, block.Offset) != stored.Length)
        {
            throw new IOException("A temporary file of this run was cut by something else.");
        }

        Span<byte> nonce = stackalloc byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(nonce, block.Number);
        var plain = _scratch.AsSpan(block.Length + TagLength, block.Length);
        _cipher.Decrypt(nonce, stored[..block.Length], stored[block.Length..], plain);
        return plain;
    }

    private void EnsureScratch(int length)
    {
        if (_scratch.Length < length)
        {
            _scratch = GC.AllocateUninitializedArray<byte>((2 * BlockLength) + TagLength);
        }
    }
}
