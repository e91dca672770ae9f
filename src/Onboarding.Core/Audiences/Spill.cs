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
/// <remarks>Memory: 256 open blocks, and one partition when reading. A partition above the budget is spilled again by the key's next byte.</remarks>
internal sealed class Spill : IDisposable
{
    /// <summary>The longest record in bytes.</summary>
    public const int MaxRecordLength = BlockLength - LengthPrefix;

    private const int Partitions = 256;
    private const int BlockLength = 32 * 1024;
    private const int LengthPrefix = 4;
    private const int TagLength = 16;
    private const int MaxDepth = 8;

    private readonly string _folder;
    private readonly int _depth;
    private readonly byte[]?[] _open = new byte[]?[Partitions];
    private readonly int[] _used = new int[Partitions];
    private readonly List<(long Offset, int Length, int Number)>[] _blocks = new List<(long, int, int)>[Partitions];
    private readonly AesGcm _cipher;
    private FileStream? _file;
    private byte[] _scratch = [];
    private int _blockCount;

    public Spill(string folder)
        : this(folder, 0)
    {
    }

    private Spill(string folder, int depth)
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

    public void Add(ReadOnlySpan<byte> record)
    {
        if (record.Length is < Token.Size or > MaxRecordLength)
        {
            throw new ArgumentOutOfRangeException(nameof(record), $"A record is {Token.Size} to {MaxRecordLength} bytes long, this one {record.Length}.");
        }

        var partition = (int)record[_depth];
        var block = _open[partition] ??= GC.AllocateUninitializedArray<byte>(BlockLength);
        if (BlockLength - _used[partition] < LengthPrefix + record.Length)
        {
            Flush(partition);
        }

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
        foreach (var block in _open)
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
        _file ??= OpenTemporary();
        var length = _used[partition];
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

    // Unlinked while open where the system allows it: after a crash there is nothing to find.
    private FileStream OpenTemporary()
    {
        DurableFile.CreatePrivateFolder(_folder);
        var path = Path.Combine(_folder, ".spill-" + Path.GetRandomFileName());
        var stream = DurableFile.CreatePrivate(path, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        return stream;
    }

    /// <summary>Pulls the records of a spill in order. The current record is valid until the next move.</summary>
    internal sealed class SortedReader : IDisposable
    {
        private readonly SpillMerge _merge;
        private readonly int _budget;
        private readonly Stack<(Spill Spill, int Next)> _frames = new();
        private readonly Spill _root;
        private byte[] _arena = GC.AllocateUninitializedArray<byte>(256 * 1024);
        private int _arenaUsed;
        private (int Start, int Length)[] _index = new (int, int)[1024];
        private int _count;
        private int _position = -1;

        public SortedReader(Spill root, SpillMerge merge, int budget)
        {
            _root = root;
            _merge = merge;
            _budget = budget;
            _frames.Push((root, 0));
        }

        public ReadOnlySpan<byte> Current => _arena.AsSpan(_index[_position].Start, _index[_position].Length);

        public bool MoveNext()
        {
            _position++;
            while (_position >= _count)
            {
                if (_frames.Count == 0)
                {
                    return false;
                }

                var (spill, next) = _frames.Pop();
                if (next == Partitions)
                {
                    Release(spill);
                    continue;
                }

                _frames.Push((spill, next + 1));
                Load(spill, next);
                _position = 0;
            }

            return true;
        }

        public void Dispose()
        {
            while (_frames.TryPop(out var frame))
            {
                Release(frame.Spill);
            }

            _arena.AsSpan().Clear();
        }

        private void Release(Spill spill)
        {
            if (spill != _root)
            {
                spill.Dispose();
            }
        }

        private void Load(Spill spill, int partition)
        {
            _arenaUsed = 0;
            _count = 0;
            Spill? child = null;
            var limit = (long)_budget;
            spill.ForEach(partition, record =>
            {
                if (child is not null)
                {
                    child.Add(record);
                    return;
                }

                Append(record);
                if (_arenaUsed > limit)
                {
                    SortAndMerge();
                    if (_arenaUsed > _budget / 2 && spill._depth + 1 < MaxDepth)
                    {
                        child = Split(spill);
                    }

                    // One key whose records do not merge can be split no further; sorting again only at twice the size keeps that linear.
                    limit = Math.Max(_budget, 2L * _arenaUsed);
                }
            });
            if (child is null)
            {
                SortAndMerge();
            }
            else
            {
                _frames.Push((child, 0));
            }
        }

        private Spill Split(Spill parent)
        {
            var child = new Spill(parent._folder, parent._depth + 1);
            for (var i = 0; i < _count; i++)
            {
                child.Add(_arena.AsSpan(_index[i].Start, _index[i].Length));
            }

            _arenaUsed = 0;
            _count = 0;
            return child;
        }

        private void Append(ReadOnlySpan<byte> record)
        {
            if (_arena.Length - _arenaUsed < record.Length)
            {
                var larger = GC.AllocateUninitializedArray<byte>(_arena.Length * 2);
                _arena.AsSpan(0, _arenaUsed).CopyTo(larger);
                _arena.AsSpan().Clear();
                _arena = larger;
            }

            if (_count == _index.Length)
            {
                Array.Resize(ref _index, _count * 2);
            }

            record.CopyTo(_arena.AsSpan(_arenaUsed));
            _index[_count++] = (_arenaUsed, record.Length);
            _arenaUsed += record.Length;
        }

        private void SortAndMerge()
        {
            var arena = _arena;
            var index = _index.AsSpan(0, _count);
            index.Sort((a, b) => arena.AsSpan(a.Start, a.Length).SequenceCompareTo(arena.AsSpan(b.Start, b.Length)));
            var kept = 0;
            for (var i = 0; i < index.Length; i++)
            {
                if (kept > 0)
                {
                    var last = arena.AsSpan(index[kept - 1].Start, index[kept - 1].Length);
                    var next = arena.AsSpan(index[i].Start, index[i].Length);
                    if (last[..Token.Size].SequenceEqual(next[..Token.Size]) && _merge(last, next))
                    {
                        continue;
                    }
                }

                index[kept++] = index[i];
            }

            if (kept < _count)
            {
                Compact(kept);
            }
        }

        // What was merged away leaves holes; closing them is what makes a hot key cheap.
        private void Compact(int kept)
        {
            var total = 0;
            for (var i = 0; i < kept; i++)
            {
                total += _index[i].Length;
            }

            var compacted = GC.AllocateUninitializedArray<byte>(Math.Max(total, 256 * 1024));
            var used = 0;
            for (var i = 0; i < kept; i++)
            {
                _arena.AsSpan(_index[i].Start, _index[i].Length).CopyTo(compacted.AsSpan(used));
                _index[i] = (used, _index[i].Length);
                used += _index[i].Length;
            }

            _arena.AsSpan().Clear();
            _arena = compacted;
            _arenaUsed = used;
            _count = kept;
        }
    }
}
