using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Onboarding.Keys;

namespace Onboarding.Hashing;

/// <summary>SHA-256 and HMAC-SHA-256 over columns of identifiers (FIPS 180-4, RFC 2104): the one place where a kernel is chosen. Not thread-safe.</summary>
internal sealed unsafe class BatchHash : IDisposable
{
    private readonly HashKernel _kernel;
    private readonly IncrementalHash _hash;
    private readonly byte[] _prefix;
    private readonly KeyMaterial _initial = new();
    private readonly KeyMaterial? _outer;
    private readonly int _hashed;

    private BatchHash(HashKernel kernel, IncrementalHash hash, byte[] prefix, ReadOnlySpan<byte> hashed, ReadOnlySpan<byte> outer)
    {
        _kernel = kernel;
        _hash = hash;
        _prefix = prefix;
        _hashed = hashed.Length;
        Start(_initial, hashed);
        if (!outer.IsEmpty)
        {
            _outer = new KeyMaterial();
            Start(_outer, outer);
        }
    }

    /// <summary>HMAC-SHA-256 under a derived key.</summary>
    public static BatchHash Hmac(KeyMaterial key) => Hmac(key, HashKernels.Chosen.Kernel);

    public static BatchHash Hmac(KeyMaterial key, HashKernel kernel)
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
    public static BatchHash Sha256(byte[] prefix) => Sha256(prefix, HashKernels.Chosen.Kernel);

    public static BatchHash Sha256(byte[] prefix, HashKernel kernel)
    {
        return new BatchHash(kernel, IncrementalHash.CreateHash(HashAlgorithmName.SHA256), prefix, prefix.AsSpan(0, prefix.Length & ~(Sha256Scalar.BlockLength - 1)), []);
    }

    /// <summary>Digests of a whole column, 32 bytes each in order.</summary>
    public void Compute(IdentifierBatch values, Span<byte> digests) => Compute(values, digests, null, []);

    /// <summary>Digests of a column under this key and under another: what both need of the values is done once.</summary>
    public void Compute(IdentifierBatch values, Span<byte> digests, BatchHash? other, Span<byte> otherDigests)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digests.Length, values.Count * Token.Size, nameof(digests));
        if (other is not null)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(otherDigests.Length, values.Count * Token.Size, nameof(otherDigests));
            if (other._kernel != _kernel || _outer is null || other._outer is null)
            {
                other.Compute(values, otherDigests);
                other = null;
            }
        }

        if (_kernel is HashKernel.Avx512 or HashKernel.Avx2)
        {
            if (ComputeInLanes(values, digests, other, otherDigests) == 0)
            {
                return;
            }
        }

        for (var i = 0; i < values.Count; i++)
        {
            Compute(values[i], digests.Slice(i * Token.Size, Token.Size));
            other?.Compute(values[i], otherDigests.Slice(i * Token.Size, Token.Size));
        }
    }

    public void Compute(ReadOnlySpan<byte> value, Span<byte> digest)
    {
        if (_kernel == HashKernel.Scalar)
        {
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

    private static void Start(KeyMaterial destination, ReadOnlySpan<byte> hashed)
    {
        var state = MemoryMarshal.Cast<byte, uint>(destination.Span);
        Sha256Scalar.InitialState.CopyTo(state);
        for (; !hashed.IsEmpty; hashed = hashed[Sha256Scalar.BlockLength..])
        {
            Sha256Scalar.Compress(state, hashed);
        }
    }

    private int ComputeInLanes(IdentifierBatch values, Span<byte> digests, BatchHash? other, Span<byte> otherDigests)
    {
        var prefix = stackalloc uint[32];
        var rest = _prefix.AsSpan(_prefix.Length & ~(Sha256Scalar.BlockLength - 1));
        var bytes = new Span<byte>(prefix, 128);
        bytes.Clear();
        rest.CopyTo(bytes);
        bytes.Slice(64, rest.Length).Fill(0xFF);
        var words = new Span<uint>(prefix, 32);
        BinaryPrimitives.ReverseEndianness(words, words);
        fixed (byte* buffer = values.Buffer, to = digests, otherTo = otherDigests, initial = _initial.Span, outer = _outer is null ? default : _outer.Span)
        fixed (byte* otherInitial = other is null ? default : other._initial.Span, otherOuter = other is null ? default : other._outer!.Span)
        fixed (int* bounds = values.Bounds)
        {
            var column = new LaneColumn { Buffer = buffer, Bounds = bounds, Count = values.Count, Hashed = _hashed, PrefixLength = rest.Length, Prefix = prefix, Padding = PaddingTable.Origin };
            return _kernel == HashKernel.Avx512
                ? Sha256Lanes<Lanes512, System.Runtime.Intrinsics.Vector512<uint>>.Hash(column, new LaneState { Initial = (uint*)initial, Outer = (uint*)outer }, to, new LaneState { Initial = (uint*)otherInitial, Outer = (uint*)otherOuter }, other is null ? null : otherTo)
                : Sha256Lanes<Lanes256, System.Runtime.Intrinsics.Vector256<uint>>.Hash(column, new LaneState { Initial = (uint*)initial, Outer = (uint*)outer }, to, new LaneState { Initial = (uint*)otherInitial, Outer = (uint*)otherOuter }, other is null ? null : otherTo);
        }
    }
}
