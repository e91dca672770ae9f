using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Support;

/// <summary>Digests of whole columns by a named kernel.</summary>
internal static class KernelColumn
{
    public static TheoryData<string> Names => [.. HashKernels.Supported.Select(k => k.ToString())];

    public static HashKernel Parse(string name) => Enum.Parse<HashKernel>(name);

    public static IdentifierBatch Create(IEnumerable<byte[]> messages)
    {
        var batch = new IdentifierBatch();
        foreach (var message in messages)
        {
            batch.Add(message);
        }

        return batch;
    }

    public static byte[][] Sha256(HashKernel kernel, byte[] prefix, IReadOnlyCollection<byte[]> messages)
    {
        using var hash = BatchHash.Sha256([.. prefix], kernel);
        var digests = new byte[messages.Count * Token.Size];
        hash.Compute(Create(messages), digests);
        return [.. digests.Chunk(Token.Size)];
    }

    /// <summary>HMAC under a key of any length: a longer one than a block is hashed, a shorter one filled with zeros (RFC 2104, section 2). None may have 33 to 64 bytes.</summary>
    public static byte[][] Hmac(HashKernel kernel, byte[] key, IReadOnlyCollection<byte[]> messages)
    {
        using var material = CreateKey(key);
        using var hash = BatchHash.Hmac(material, kernel);
        var digests = new byte[messages.Count * Token.Size];
        hash.Compute(Create(messages), digests);
        return [.. digests.Chunk(Token.Size)];
    }

    /// <summary>HMAC under two keys in one pass.</summary>
    public static (byte[][] First, byte[][] Second) Hmac(HashKernel kernel, byte[] firstKey, byte[] secondKey, IReadOnlyCollection<byte[]> messages)
    {
        using var firstMaterial = CreateKey(firstKey);
        using var secondMaterial = CreateKey(secondKey);
        using var first = BatchHash.Hmac(firstMaterial, kernel);
        using var second = BatchHash.Hmac(secondMaterial, kernel);
        var firstDigests = new byte[messages.Count * Token.Size];
        var secondDigests = new byte[messages.Count * Token.Size];
        first.Compute(Create(messages), firstDigests, second, secondDigests);
        return ([.. firstDigests.Chunk(Token.Size)], [.. secondDigests.Chunk(Token.Size)]);
    }

    public static string[] Hex(IEnumerable<byte[]> digests) => [.. digests.Select(Convert.ToHexStringLower)];

    public static byte[] RandomBytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static KeyMaterial CreateKey(byte[] key)
    {
        var material = new KeyMaterial();
        (key.Length > 64 ? SHA256.HashData(key) : key).CopyTo(material.Span);
        return material;
    }
}
