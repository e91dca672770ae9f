using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Audiences;

/// <summary>Merges a record into an equal-keyed one that is kept; false keeps both.</summary>
internal delegate bool SpillMerge(Span<byte> kept, ReadOnlySpan<byte> next);

/// <summary>
/// Records of which the first 32 bytes are a uniformly distributed key, kept on disk in 256 partitions by the key's first byte, encrypted
/// under a key that lives only in this process. Read back sorted bytewise, a partition at a time, or unsorted as often as wanted.
/// </summary>
/// <remarks>
/// Memory: 256 open blocks for each <see cref="Writer"/>, and a few partitions when reading. A partition above the budget is spilled again by the key's next byte. One without a folder
/// stays in memory and says when it is full. Several threads write with a writer each; what is read does not depend on which of them wrote what, except for the order of unsorted records.
/// Nothing is added while it is read.
/// </remarks>
internal sealed partial class Spill : IDisposable
{
    /// <summary>The longest record in bytes.</summary>
    public const int MaxRecordLength = BlockLength - LengthPrefix;

    /// <summary>How many bytes of a partition are sorted in memory, unless told.</summary>
    public const int Budget = 16 * 1024 * 1024;

    /// <summary>The same where two spills are sorted at once.</summary>
    public const int BudgetOfTwo = Budget / 2;

    private const int Partitions = 256;
    private const int BlockLength = 32 * 1024;
    private const int LengthPrefix = 4;
    private const int TagLength = 16;
    private const int NonceLength = 12;
    private const int MaxDepth = 8;
    private const long MaxInMemory = 128L * 1024 * 1024;

    private readonly string? _folder;
    private readonly int _depth;
    private readonly Lock _lock = new();
    private readonly List<Block>[] _blocks = new List<Block>[Partitions];
    private readonly List<Writer> _writers = [];
    private readonly KeyMaterial _key = KeyMaterial.Random();
    private FileStream? _file;
    private long _end;
    private int _blockCount;
    private long _inMemory;

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
    }

    /// <summary>How many records were added.</summary>
    public long Count => _writers.Sum(w => w.Count);

    /// <summary>Whether a spill that writes nothing holds as much as it should.</summary>
    public bool IsFull => _folder is null && Interlocked.Read(ref _inMemory) >= MaxInMemory;

    /// <summary>Adds a record from the only thread that writes.</summary>
    public void Add(ReadOnlySpan<byte> record) => (_writers.Count > 0 ? _writers[0] : CreateWriter()).Add(record);

    /// <summary>What one of several threads adds records with. The spill disposes it.</summary>
    public Writer CreateWriter() => CreateWriter(null);

    private Writer CreateWriter(Writer? former)
    {
        var writer = new Writer(this, former);
        lock (_lock)
        {
            _writers.Add(writer);
        }

        return writer;
    }

    /// <summary>Reads all records in bytewise order; equal-keyed neighbors go through <paramref name="merge"/> first.</summary>
    /// <param name="merge">Merges records whose first 32 bytes are equal.</param>
    /// <param name="budget">Bytes of one partition that may stand in memory.</param>
    /// <param name="ahead">How many partitions other threads may sort while one is read; each takes the same memory.</param>
    public SortedReader ReadSorted(SpillMerge merge, int budget = Budget, int ahead = 0) => new(this, merge, budget, ahead);

    /// <summary>One pass over all records in no particular order: what several passes over suppression tokens need.</summary>
    public void ForEach(Action<ReadOnlySpan<byte>> visit)
    {
        using var reader = new BlockReader(this);
        for (var partition = 0; partition < Partitions; partition++)
        {
            ForEach(reader, partition, visit);
        }
    }

    /// <summary>The same, from several threads at once.</summary>
    public void ForEach(Action<ReadOnlySpan<byte>> visit, int threads)
    {
        var next = -1;
        Workers.Run(Count < 100_000 ? 1 : threads, () =>
        {
            using var reader = new BlockReader(this);
            for (int partition; (partition = Interlocked.Increment(ref next)) < Partitions;)
            {
                ForEach(reader, partition, visit);
            }
        });
    }

    public void Dispose()
    {
        foreach (var writer in _writers)
        {
            writer.Dispose();
        }

        foreach (var block in _blocks.SelectMany(b => b))
        {
            block.Memory?.AsSpan().Clear();
        }

        _key.Dispose();
        _file?.Dispose();
    }

    private void ForEach(BlockReader reader, int partition, Action<ReadOnlySpan<byte>> visit)
    {
        foreach (var block in _blocks[partition])
        {
            Walk(reader.Read(block), visit);
        }

        foreach (var writer in _writers)
        {
            Walk(writer.Open(partition), visit);
        }
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

    private long GetLength(int partition)
    {
        var length = 0L;
        foreach (var block in CollectionsMarshal.AsSpan(_blocks[partition]))
        {
            length += block.Length;
        }

        foreach (var writer in _writers)
        {
            length += writer.Open(partition).Length;
        }

        return length;
    }

    private AesGcm CreateCipher() => new(_key.Span, TagLength);

    private static void WriteNonce(Span<byte> nonce, int number)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(nonce, number);
    }

    /// <summary>Whole records, on disk or in memory.</summary>
    private readonly record struct Block(byte[]? Memory, long Offset, int Length, int Number);

    /// <summary>Reads and decrypts blocks for one thread.</summary>
    private sealed class BlockReader(Spill spill) : IDisposable
    {
        private readonly AesGcm _cipher = spill.CreateCipher();
        private byte[] _stored = [];
        private byte[] _plain = [];

        /// <summary>A block's records, valid until the next one is read.</summary>
        public ReadOnlySpan<byte> Read(in Block block)
        {
            if (block.Memory is not null)
            {
                return block.Memory.AsSpan(0, block.Length);
            }

            _plain = _plain.Length > 0 ? _plain : GC.AllocateUninitializedArray<byte>(BlockLength);
            Read(block, _plain);
            return _plain.AsSpan(0, block.Length);
        }

        public void Read(in Block block, Span<byte> destination)
        {
            if (block.Memory is not null)
            {
                block.Memory.AsSpan(0, block.Length).CopyTo(destination);
                return;
            }

            _stored = _stored.Length > 0 ? _stored : GC.AllocateUninitializedArray<byte>(BlockLength + TagLength);
            var stored = _stored.AsSpan(0, block.Length + TagLength);
            if (RandomAccess.Read(spill._file!.SafeFileHandle, stored, block.Offset) != stored.Length)
            {
                throw new IOException("A temporary file of this run was cut by something else.");
            }

            Span<byte> nonce = stackalloc byte[NonceLength];
            WriteNonce(nonce, block.Number);
            _cipher.Decrypt(nonce, stored[..block.Length], stored[block.Length..], destination[..block.Length]);
        }

        public void Dispose()
        {
            _plain.AsSpan().Clear();
            _cipher.Dispose();
        }
    }
}
