using System.Buffers.Binary;
using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Internal;

namespace Onboarding.Suppression;

/// <summary>Writes a snapshot file, a section after the other, in constant memory. It is not there before it is whole.</summary>
internal sealed class SnapshotWriter : IDisposable
{
    private readonly string _folder;
    private readonly string _temporary;
    private readonly CancellationToken _cancellationToken;
    private readonly FileStream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<SnapshotFacts.Section> _sections = [];
    private readonly byte[] _block = GC.AllocateUninitializedArray<byte>(SnapshotLayout.BlockLength);
    private int _used;
    private long _written = SnapshotLayout.HeaderLength;
    private long _start;
    private long _count;
    private Token _last;

    public SnapshotWriter(string folder, CancellationToken cancellationToken)
    {
        DurableFile.CreatePrivateFolder(folder);
        _folder = folder;
        _temporary = DurableFile.TemporaryName(Path.Combine(folder, "snapshot"));
        _cancellationToken = cancellationToken;
        _stream = DurableFile.CreatePrivate(_temporary);
    }

    public void BeginSection()
    {
        _start = _written;
        _count = 0;
    }

    /// <summary>Adds a token to the section: in ascending order, each once.</summary>
    public void Add(Token token)
    {
        if (_count > 0 && _last.CompareTo(token) >= 0)
        {
            throw new InvalidOperationException("Tokens of a section come in ascending order, each once.");
        }

        if (_count == SnapshotLayout.MaxTokens)
        {
            throw new InvalidOperationException($"A section holds at most {SnapshotLayout.MaxTokens} tokens.");
        }

        _last = token;
        _count++;
        token.CopyTo(Take(Token.Size));
    }

    /// <summary>Ends the section; one without tokens is left out, so that equal content gives equal files.</summary>
    public void EndSection(OptOutScope scope)
    {
        if (_count == 0)
        {
            return;
        }

        Flush();
        WriteIndex();
        Flush();
        _sections.Add(new SnapshotFacts.Section(scope, _start, _count, _hash.GetHashAndReset()));
    }

    /// <summary>Writes description and header, and gives the file its name: change number, id.</summary>
    public string Publish(SnapshotFacts facts)
    {
        facts = facts with { Sections = [.. _sections.OrderBy(s => s.Scope.ToString(), StringComparer.Ordinal)] };
        var description = facts.Write();
        Span<byte> header = stackalloc byte[SnapshotLayout.HeaderLength];
        header.Clear();
        SnapshotLayout.Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], SnapshotLayout.Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], description.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], _written + description.Length);
        SHA256.HashData(description, header[32..]);
        RandomAccess.Write(_stream.SafeFileHandle, description, _written);
        RandomAccess.Write(_stream.SafeFileHandle, header, 0);
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        var path = Path.Combine(_folder, FormattableString.Invariant($"{facts.Change:D19}-{facts.ComputeId()}{SnapshotLayout.Suffix}"));
        try
        {
            DurableFile.Publish(_temporary, path);
        }
        catch (UnauthorizedAccessException) when (OperatingSystem.IsWindows() && File.Exists(path))
        {
            // Another process has made and opened the same file; Dispose deletes this one.
        }

        return path;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _hash.Dispose();
        File.Delete(_temporary);
    }

    // From the tokens on the disk: their number, and with it the number of buckets, is known only now.
    private void WriteIndex()
    {
        var bits = SnapshotLayout.GetBucketBits(_count);
        var tokens = GC.AllocateUninitializedArray<byte>(SnapshotLayout.BlockLength);
        var (bucket, first, filter) = (0u, 0L, 0u);
        for (var position = 0L; position < _count;)
        {
            var read = tokens.AsSpan(0, (int)Math.Min(tokens.Length, (_count - position) * Token.Size));
            SnapshotFile.ReadExactly(_stream.SafeFileHandle, read, _start + (position * Token.Size));
            for (; !read.IsEmpty; read = read[Token.Size..], position++)
            {
                var prefix = BinaryPrimitives.ReadUInt64BigEndian(read);
                for (var own = SnapshotLayout.GetBucket(prefix, bits); bucket < own; bucket++)
                {
                    BinaryPrimitives.WriteUInt64LittleEndian(Take(SnapshotLayout.EntryLength), SnapshotLayout.CreateEntry(first, filter));
                    (first, filter) = (position, 0);
                }

                filter |= SnapshotLayout.GetFilter(prefix);
            }
        }

        for (; bucket <= 1L << bits; bucket++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(Take(SnapshotLayout.EntryLength), SnapshotLayout.CreateEntry(first, filter));
            (first, filter) = (_count, 0);
        }

        var end = _start + (_count * Token.Size) + SnapshotLayout.GetIndexLength(_count);
        Take((int)(end - _written - _used)).Clear();
    }

    private Span<byte> Take(int length)
    {
        if (_block.Length - _used < length)
        {
            Flush();
        }

        var result = _block.AsSpan(_used, length);
        _used += length;
        return result;
    }

    private void Flush()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var block = _block.AsSpan(0, _used);
        RandomAccess.Write(_stream.SafeFileHandle, block, _written);
        _hash.AppendData(block);
        _written += _used;
        _used = 0;
    }
}
