using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Onboarding.Keys;

namespace Onboarding.Hashing;

/// <summary>SHA-256 and HMAC-SHA-256 over columns of identifiers (FIPS 180-4, RFC 2104): the one place that decides which kernel computes. Not thread-safe.</summary>
internal sealed partial class BatchHash : IDisposable
{
    private readonly HashKernel? _kernel;
    private readonly IncrementalHash _hash;
    private readonly byte[] _prefix;
    private readonly int _hashed;
    private readonly KeyMaterial _initial = new();
    private readonly KeyMaterial? _outer;

    // The states after the first blocks, which all messages share, are made once: a short identifier costs one block, or two with HMAC.
    private BatchHash(HashKernel? kernel, IncrementalHash hash, byte[] prefix, ReadOnlySpan<byte> firstBlocks, ReadOnlySpan<byte> outerBlock)
    {
        _kernel = kernel;
        _hash = hash;
        _prefix = prefix;
        _hashed = firstBlocks.Length;
        Prepare(_initial, firstBlocks);
        if (!outerBlock.IsEmpty)
        {
            _outer = new KeyMaterial();
            Prepare(_outer, outerBlock);
        }
    }

    // Asked only when a column is computed: to compile and test the kernel takes some fifty milliseconds, for which a few single values need not wait.
    private HashKernel Kernel => _kernel ?? HashKernels.Choice.Kernel;

    // What stands in the first block before each value.
    private ReadOnlySpan<byte> BlockPrefix => _prefix.AsSpan(_prefix.Length & ~(Sha256Scalar.BlockLength - 1));

    /// <summary>HMAC-SHA-256 under a derived key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="kernel">What computes columns; by default the kernel of this machine.</param>
    public static BatchHash Hmac(KeyMaterial key, HashKernel? kernel = null)
    {
        Span<byte> inner = stackalloc byte[Sha256Scalar.BlockLength];
        Span<byte> outer = stackalloc byte[Sha256Scalar.BlockLength];
        inner.Fill(0x36);
        outer.Fill(0x5C);
        for (var i = 0; i < KeyMaterial.Size; i++)
        {
            inner[i] ^= key.Span[i];
            outer[i] ^= key.Span[i];
        }

        var result = new BatchHash(kernel, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span), [], inner, outer);
        CryptographicOperations.ZeroMemory(inner);
        CryptographicOperations.ZeroMemory(outer);
        return result;
    }

    /// <summary>SHA-256 of a fixed prefix and the value; the prefix of a salted token holds the salt and is zeroed on dispose.</summary>
    /// <param name="prefix">The prefix; belongs to the hash from then on.</param>
    /// <param name="kernel">What computes columns; by default the kernel of this machine.</param>
    public static BatchHash Sha256(byte[] prefix, HashKernel? kernel = null)
    {
        var firstBlocks = prefix.AsSpan(0, prefix.Length & ~(Sha256Scalar.BlockLength - 1));
        return new BatchHash(kernel, IncrementalHash.CreateHash(HashAlgorithmName.SHA256), prefix, firstBlocks, []);
    }

    /// <summary>Digests of a whole column, 32 bytes each in order.</summary>
    public void Compute(IdentifierBatch values, Span<byte> digests)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digests.Length, values.Count * Token.Size, nameof(digests));
        if (!TryComputeInLanes(values, digests, null, []))
        {
            for (var i = 0; i < values.Count; i++)
            {
                Compute(values[i], digests.Slice(i * Token.Size, Token.Size));
            }
        }
    }

    /// <summary>Digests of a whole column under two keys of HMAC: what both need of the values is done once.</summary>
    public void Compute(IdentifierBatch values, Span<byte> digests, BatchHash other, Span<byte> otherDigests)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digests.Length, values.Count * Token.Size, nameof(digests));
        ArgumentOutOfRangeException.ThrowIfLessThan(otherDigests.Length, values.Count * Token.Size, nameof(otherDigests));
        var together = Kernel == other.Kernel && _outer is not null && other._outer is not null;
        if (!together || !TryComputeInLanes(values, digests, other, otherDigests))
        {
            Compute(values, digests);
            other.Compute(values, otherDigests);
        }
    }

    public void Compute(ReadOnlySpan<byte> value, Span<byte> digest)
    {
        if (_kernel == HashKernel.Scalar)
        {
            ComputeByReference(value, digest);
            return;
        }

        if (_prefix.Length > 0)
        {
            _hash.AppendData(_prefix);
        }

        _hash.AppendData(value);
        _hash.GetHashAndReset(digest);
    }

    public void Dispose()
    {
        _hash.Dispose();
        _initial.Dispose();
        _outer?.Dispose();
        CryptographicOperations.ZeroMemory(_prefix);
    }

    private static void Prepare(KeyMaterial destination, ReadOnlySpan<byte> blocks)
    {
        var state = MemoryMarshal.Cast<byte, uint>(destination.Span);
        Sha256Scalar.InitialState.CopyTo(state);
        for (; !blocks.IsEmpty; blocks = blocks[Sha256Scalar.BlockLength..])
        {
            Sha256Scalar.Compress(state, blocks);
        }
    }

    private void ComputeByReference(ReadOnlySpan<byte> value, Span<byte> digest)
    {
        Span<byte> state = stackalloc byte[KeyMaterial.Size];
        Span<byte> inner = stackalloc byte[Token.Size];
        _initial.Span.CopyTo(state);
        Sha256Scalar.Finish(MemoryMarshal.Cast<byte, uint>(state), _hashed, BlockPrefix, value, inner);
        if (_outer is null)
        {
            inner.CopyTo(digest);
        }
        else
        {
            _outer.Span.CopyTo(state);
            Sha256Scalar.Finish(MemoryMarshal.Cast<byte, uint>(state), Sha256Scalar.BlockLength, [], inner, digest);
        }

        CryptographicOperations.ZeroMemory(state);
        CryptographicOperations.ZeroMemory(inner);
    }
}
