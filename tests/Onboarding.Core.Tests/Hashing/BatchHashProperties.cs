using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Keys;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Onboarding.Core.Tests.Hashing;

/// <summary>The seam where a faster kernel goes, against two other implementations.</summary>
public class BatchHashProperties
{
    private static readonly Gen<byte[]> s_key = Gen.Choose(0, 255).Select(i => (byte)i).ArrayOf(KeyMaterial.Size);

    // Around the block lengths of SHA-256 (55/56, 63/64, 119/120, 127/128) as well as anywhere up to the longest canonical form.
    private static readonly Gen<byte[]> s_message =
        from length in Gen.OneOf(Gen.Choose(0, 320), Gen.Elements(0, 1, 55, 56, 63, 64, 65, 118, 119, 120, 127, 128, 129))
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select RandomBytes(length, seed);

    private static readonly Gen<(byte[] Key, byte[][] Messages)> s_column = from key in s_key from messages in s_message.ArrayOf() select (key, messages);

    [Fact]
    public void Hmac_AnyColumn_EqualsTheOneShot()
    {
        Prop.ForAll(s_column.ToArbitrary(), c => Hmac(c.Key, c.Messages).SequenceEqual(c.Messages.Select(m => Convert.ToHexStringLower(HMACSHA256.HashData(c.Key, m))))).Check(ContractGenerators.Runs(300, 37));
    }

    [Fact]
    public void Hmac_AnyColumn_EqualsBouncyCastle()
    {
        Prop.ForAll(s_column.ToArbitrary(), c =>
        {
            var mac = new HMac(new Sha256Digest());
            mac.Init(new KeyParameter(c.Key));
            return Hmac(c.Key, c.Messages).SequenceEqual(c.Messages.Select(m => Convert.ToHexStringLower(Finish(mac, m))));
        }).Check(ContractGenerators.Runs(300, 41));
    }

    [Fact]
    public void Sha256_AnyPrefixAndColumn_EqualsTheOneShot()
    {
        Prop.ForAll(s_column.ToArbitrary(), c => Sha256(c.Key, c.Messages).SequenceEqual(c.Messages.Select(m => Convert.ToHexStringLower(SHA256.HashData([.. c.Key, .. m]))))).Check(ContractGenerators.Runs(300, 43));
    }

    [Fact]
    public void Sha256_AnyPrefixAndColumn_EqualsBouncyCastle()
    {
        Prop.ForAll(s_column.ToArbitrary(), c => Sha256(c.Key, c.Messages).SequenceEqual(c.Messages.Select(m => Convert.ToHexStringLower(Finish(new Sha256Digest(), [.. c.Key, .. m]))))).Check(ContractGenerators.Runs(300, 47));
    }

    [Fact]
    public void Compute_AnyColumn_EqualsOneByOne()
    {
        Prop.ForAll(s_column.ToArbitrary(), c =>
        {
            using var key = new KeyMaterial(c.Key);
            using var hash = BatchHash.Hmac(key);
            var digest = new byte[Token.Size];
            var single = c.Messages.Select(m =>
            {
                hash.Compute(m, digest);
                return Convert.ToHexStringLower(digest);
            });
            return Hmac(c.Key, c.Messages).SequenceEqual(single);
        }).Check(ContractGenerators.Runs(200, 53));
    }

    [Fact]
    public void Compute_ColumnLargerThanItsFirstBuffers_EqualsTheOneShot()
    {
        var key = RandomBytes(KeyMaterial.Size, 1);
        var messages = Enumerable.Range(0, 5_000).Select(i => RandomBytes(i % 320, i)).ToArray();
        Assert.Equal(messages.Select(m => Convert.ToHexStringLower(HMACSHA256.HashData(key, m))), Hmac(key, messages));
    }

    [Fact]
    public void Dispose_Sha256Prefix_IsZeroed()
    {
        var prefix = RandomBytes(48, 2);
        BatchHash.Sha256(prefix).Dispose();
        Assert.False(prefix.AsSpan().ContainsAnyExcept((byte)0));
    }

    private static List<string> Hmac(byte[] keyBytes, byte[][] messages)
    {
        using var key = new KeyMaterial(keyBytes);
        using var hash = BatchHash.Hmac(key);
        return Column(hash, messages);
    }

    private static List<string> Sha256(byte[] prefix, byte[][] messages)
    {
        using var hash = BatchHash.Sha256([.. prefix]);
        return Column(hash, messages);
    }

    private static List<string> Column(BatchHash hash, byte[][] messages)
    {
        var batch = new IdentifierBatch();
        foreach (var message in messages)
        {
            batch.Add(message);
        }

        var digests = new byte[messages.Length * Token.Size];
        hash.Compute(batch, digests);
        return [.. digests.Chunk(Token.Size).Select(Convert.ToHexStringLower)];
    }

    private static byte[] Finish(HMac mac, byte[] message)
    {
        mac.BlockUpdate(message, 0, message.Length);
        var result = new byte[Token.Size];
        mac.DoFinal(result, 0);
        return result;
    }

    private static byte[] Finish(Sha256Digest digest, byte[] message)
    {
        digest.BlockUpdate(message, 0, message.Length);
        var result = new byte[Token.Size];
        digest.DoFinal(result, 0);
        return result;
    }

    private static byte[] RandomBytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
