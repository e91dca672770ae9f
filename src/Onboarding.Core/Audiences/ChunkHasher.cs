using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Onboarding.Audiences;

/// <summary>Chunk hashes of data sections in order, and their root (docs/audience-format.md).</summary>
internal sealed class ChunkHasher : IDisposable
{
    private readonly IncrementalHash _chunk = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<byte[]> _hashes = [];
    private uint _type;
    private ulong _index;
    private int _filled;

    /// <summary>The hash of one chunk.</summary>
    public static byte[] Hash(uint type, ulong index, ReadOnlySpan<byte> chunk)
    {
        using var hasher = new ChunkHasher { _type = type, _index = index };
        hasher.Append(chunk);
        hasher.EndChunk();
        return hasher._hashes[0];
    }

    public void BeginSection(uint type)
    {
        EndChunk();
        _type = type;
        _index = 0;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Span<byte> prefix = stackalloc byte[13];
        prefix[0] = 0;
        while (!bytes.IsEmpty)
        {
            if (_filled == 0)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(prefix[1..], _type);
                BinaryPrimitives.WriteUInt64LittleEndian(prefix[5..], _index++);
                _chunk.AppendData(prefix);
            }

            var part = Math.Min(bytes.Length, AudienceLayout.ChunkLength - _filled);
            _chunk.AppendData(bytes[..part]);
            _filled += part;
            bytes = bytes[part..];
            if (_filled == AudienceLayout.ChunkLength)
            {
                EndChunk();
            }
        }
    }

    /// <summary>All chunk hashes so far, in the order of sections and chunks.</summary>
    public IReadOnlyList<byte[]> Complete(out byte[] root)
    {
        EndChunk();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([1]);
        foreach (var chunk in _hashes)
        {
            hash.AppendData(chunk);
        }

        root = hash.GetHashAndReset();
        return _hashes;
    }

    public void Dispose() => _chunk.Dispose();

    private void EndChunk()
    {
        if (_filled > 0)
        {
            _hashes.Add(_chunk.GetHashAndReset());
            _filled = 0;
        }
    }
}
