using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Onboarding.Hashing;
using Onboarding.Keys;

namespace Onboarding.Suppression;

/// <summary>The opt-outs of a store at one change number, in a file of our own that is mapped into memory: what it holds costs no memory of the process. Immutable.</summary>
/// <remarks>Derived from the store: a file that does not verify is deleted and built anew, never repaired.</remarks>
internal sealed partial class SnapshotFile : IDisposable
{
    private readonly SnapshotFacts _facts;
    private readonly SnapshotSection[] _sections;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private bool _disposed;

    private SnapshotFile(string path, SnapshotFacts facts, FileStream stream)
    {
        Path = path;
        Id = facts.ComputeId();
        _facts = facts;
        _map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _sections = Map(_view, facts.Sections);
    }

    public string Path { get; }

    /// <summary>The first 16 bytes of a SHA-256 over the content, in hex: equal for equal content.</summary>
    public string Id { get; }

    public string KeyId => _facts.KeyId;

    /// <summary>The last change of the store that is in it.</summary>
    public long Change => _facts.Change;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt => _facts.CreatedAt;

    /// <summary>See <see cref="SnapshotFacts.LowestProfileSet"/>.</summary>
    public int LowestProfileSet => _facts.LowestProfileSet;

    /// <summary>Whether rows must be compared by the hashes of their forms too.</summary>
    public bool HasHashOnly => _facts.HasHashOnly;

    /// <summary>Whether every opt-out is known with the hashes of all forms that profiles make.</summary>
    public bool CoversForms => !_facts.HasHashOnly && !_facts.HasTokenOnly && _facts.LowestProfileSet is 0 or >= Profiles.ProfileSet.Version;

    /// <summary>How many tokens there are, in all scopes.</summary>
    public long Count => _facts.Sections.Sum(s => s.Count);

    internal IReadOnlyList<SnapshotSection> Sections => _sections;

    internal SnapshotFacts Facts => _facts;

    /// <summary>Verifies a file and maps it.</summary>
    /// <exception cref="InvalidDataException">It is not what was written; the message says where it differs.</exception>
    /// <exception cref="FileNotFoundException">It is gone.</exception>
    public static SnapshotFile Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        try
        {
            return new SnapshotFile(path, Verify(stream.SafeFileHandle, stream.Length), stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Everybody whose opt-out keeps them out of an output of a domain.</summary>
    public SnapshotFilter For(Domain domain) => new(this, [.. _sections.Where(s => s.Scope.Covers(domain))]);

    /// <summary>Those of one scope alone.</summary>
    public SnapshotFilter For(OptOutScope scope) => new(this, [.. _sections.Where(s => s.Scope.Equals(scope))]);

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _map.Dispose();
        }
    }

    internal static void ReadExactly(SafeFileHandle handle, Span<byte> destination, long offset)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(handle, destination, offset);
            if (read == 0)
            {
                throw new InvalidDataException("the file is cut");
            }

            destination = destination[read..];
            offset += read;
        }
    }

    private static SnapshotFacts Verify(SafeFileHandle handle, long length)
    {
        Span<byte> header = stackalloc byte[SnapshotLayout.HeaderLength];
        ReadExactly(handle, header, 0);
        if (!header.StartsWith(SnapshotLayout.Magic))
        {
            throw new InvalidDataException("the file is none of this library");
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (version != SnapshotLayout.Version)
        {
            throw new InvalidDataException($"the file has version {version}");
        }

        var described = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        if (BinaryPrimitives.ReadInt64LittleEndian(header[16..]) != length || described < 0 || described > Math.Min(SnapshotLayout.MaxDescriptionLength, length - header.Length) || header[24..32].ContainsAnyExcept((byte)0))
        {
            throw new InvalidDataException("the lengths in the header are others than those of the file");
        }

        var description = new byte[described];
        ReadExactly(handle, description, length - described);
        if (!SHA256.HashData(description).AsSpan().SequenceEqual(header[32..]))
        {
            throw new InvalidDataException("the description is not the one that was written");
        }

        var facts = SnapshotFacts.Read(description);
        var offset = (long)header.Length;
        foreach (var section in facts.Sections.OrderBy(s => s.Offset))
        {
            if (section.Offset != offset || !ComputeHash(handle, offset, GetLength(section)).AsSpan().SequenceEqual(section.Hash))
            {
                throw new InvalidDataException("a section is not the one that was written");
            }

            offset += GetLength(section);
        }

        return offset == length - described ? facts : throw new InvalidDataException("the sections do not fill the file");
    }

    private static long GetLength(SnapshotFacts.Section section) => (section.Count * Token.Size) + SnapshotLayout.GetIndexLength(section.Count);

    private static byte[] ComputeHash(SafeFileHandle handle, long offset, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = GC.AllocateUninitializedArray<byte>(SnapshotLayout.BlockLength);
        for (var end = offset + length; offset < end;)
        {
            var read = block.AsSpan(0, (int)Math.Min(block.Length, end - offset));
            ReadExactly(handle, read, offset);
            hash.AppendData(read);
            offset += read.Length;
        }

        return hash.GetHashAndReset();
    }
}
