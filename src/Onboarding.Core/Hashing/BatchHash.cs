using System.Security.Cryptography;
using Onboarding.Keys;

namespace Onboarding.Hashing;

/// <summary>SHA-256 and HMAC-SHA-256 over columns of identifiers: the one place where a faster kernel goes. This one is the BCL (FIPS 180-4, RFC 2104).</summary>
internal sealed class BatchHash : IDisposable
{
    private readonly IncrementalHash _hash;
    private readonly byte[] _prefix;

    private BatchHash(IncrementalHash hash, byte[] prefix) => (_hash, _prefix) = (hash, prefix);

    /// <summary>HMAC-SHA-256 under a derived key.</summary>
    public static BatchHash Hmac(KeyMaterial key) => new(IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span), []);

    /// <summary>SHA-256 of a fixed prefix and the value; the prefix of a salted token holds the salt and is zeroed on dispose.</summary>
    public static BatchHash Sha256(byte[] prefix) => new(IncrementalHash.CreateHash(HashAlgorithmName.SHA256), prefix);

    /// <summary>Digests of a whole column, 32 bytes each in order.</summary>
    public void Compute(IdentifierBatch values, Span<byte> digests)
    {
        for (var i = 0; i < values.Count; i++)
        {
            Compute(values[i], digests.Slice(i * Token.Size, Token.Size));
        }
    }

    public void Compute(ReadOnlySpan<byte> value, Span<byte> digest)
    {
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
        CryptographicOperations.ZeroMemory(_prefix);
    }
}
