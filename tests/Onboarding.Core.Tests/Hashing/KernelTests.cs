using System.Security.Cryptography;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Keys;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Onboarding.Core.Tests.Hashing;

/// <summary>Every kernel equals the reference, the BCL and a third implementation, at every length, count and misalignment.</summary>
public class KernelTests
{
    private const int Longest = 300;

    private static readonly byte[] s_key = KernelColumn.RandomBytes(KeyMaterial.Size, 5);
    private static readonly byte[] s_otherKey = KernelColumn.RandomBytes(KeyMaterial.Size, 6);

    // For each length 18 values, more than any kernel takes at a time: whole groups of one length, and shorter ones left over.
    private static readonly byte[][] s_everyLength = [.. Enumerable.Range(0, Longest + 1).SelectMany(length => Enumerable.Range(0, 18).Select(i => KernelColumn.RandomBytes(length, (100 * length) + i)))];
    private static readonly Lazy<string[]> s_digests = new(() => KernelColumn.Hex(KernelColumn.Sha256(HashKernel.Scalar, [], s_everyLength)));
    private static readonly Lazy<string[]> s_codes = new(() => KernelColumn.Hex(KernelColumn.Hmac(HashKernel.Scalar, s_key, s_everyLength)));
    private static readonly Lazy<string[]> s_otherCodes = new(() => KernelColumn.Hex(KernelColumn.Hmac(HashKernel.Scalar, s_otherKey, s_everyLength)));

    public static TheoryData<string> Kernels => KernelColumn.Names;

    [Fact]
    public void Scalar_EveryLength_EqualsTheBcl()
    {
        Assert.Equal(KernelColumn.Hex(s_everyLength.Select(SHA256.HashData)), s_digests.Value);
        Assert.Equal(KernelColumn.Hex(s_everyLength.Select(m => HMACSHA256.HashData(s_key, m))), s_codes.Value);
    }

    [Fact]
    public void Scalar_EveryLength_EqualsBouncyCastle()
    {
        var mac = new HMac(new Sha256Digest());
        mac.Init(new KeyParameter(s_key));
        Assert.Equal(KernelColumn.Hex(s_everyLength.Select(m => Finish(new Sha256Digest(), m))), s_digests.Value);
        Assert.Equal(KernelColumn.Hex(s_everyLength.Select(m => Finish(mac, m))), s_codes.Value);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compute_EveryLength_EqualsScalar(string kernel)
    {
        Assert.Equal(s_digests.Value, KernelColumn.Hex(KernelColumn.Sha256(KernelColumn.Parse(kernel), [], s_everyLength)));
        Assert.Equal(s_codes.Value, KernelColumn.Hex(KernelColumn.Hmac(KernelColumn.Parse(kernel), s_key, s_everyLength)));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compute_TwoKeys_EqualsScalarUnderEach(string kernel)
    {
        var (first, second) = KernelColumn.Hmac(KernelColumn.Parse(kernel), s_key, s_otherKey, s_everyLength);
        Assert.Equal(s_codes.Value, KernelColumn.Hex(first));
        Assert.Equal(s_otherCodes.Value, KernelColumn.Hex(second));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compute_EveryPrefixLength_EqualsTheBcl(string kernel)
    {
        byte[][] messages = [.. Enumerable.Range(0, 64).Select(i => KernelColumn.RandomBytes(3 * i, i))];
        Assert.All(Enumerable.Range(0, 140), length =>
        {
            var prefix = KernelColumn.RandomBytes(length, 7);
            Assert.Equal(KernelColumn.Hex(messages.Select(m => SHA256.HashData([.. prefix, .. m]))), KernelColumn.Hex(KernelColumn.Sha256(KernelColumn.Parse(kernel), prefix, messages)));
        });
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compute_EveryCount_EqualsTheBcl(string kernel)
    {
        var alike = Enumerable.Range(0, 64).Select(i => KernelColumn.RandomBytes(12 + (i % 29), i)).ToArray();
        var mixed = Enumerable.Range(0, 64).Select(i => KernelColumn.RandomBytes((i * 37) % 260, i)).ToArray();
        Assert.All(Enumerable.Range(0, 65), count =>
        {
            Assert.Equal(KernelColumn.Hex(alike.Take(count).Select(m => HMACSHA256.HashData(s_key, m))), KernelColumn.Hex(KernelColumn.Hmac(KernelColumn.Parse(kernel), s_key, alike[..count])));
            Assert.Equal(KernelColumn.Hex(mixed.Take(count).Select(m => HMACSHA256.HashData(s_key, m))), KernelColumn.Hex(KernelColumn.Hmac(KernelColumn.Parse(kernel), s_key, mixed[..count])));
        });
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compute_EveryMisalignment_EqualsTheBcl(string kernel)
    {
        Assert.All(Enumerable.Range(0, 64), shift =>
        {
            byte[][] messages = [KernelColumn.RandomBytes(shift, 1), .. Enumerable.Range(0, 17).Select(i => KernelColumn.RandomBytes(64, i)), .. Enumerable.Range(0, 17).Select(i => KernelColumn.RandomBytes(32, i))];
            Assert.Equal(KernelColumn.Hex(messages.Select(SHA256.HashData)), KernelColumn.Hex(KernelColumn.Sha256(KernelColumn.Parse(kernel), [], messages)));
        });
    }

    /// <summary>Digests go to their own places only: what stands behind them stays.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compute_DestinationIsLonger_LeavesTheRest(string kernel)
    {
        using var hash = BatchHash.Sha256([], KernelColumn.Parse(kernel));
        var digests = new byte[(19 * Token.Size) + 64];
        digests.AsSpan().Fill(0xEE);
        hash.Compute(KernelColumn.Create(s_everyLength[360..379]), digests);
        Assert.Equal(-1, digests.AsSpan(19 * Token.Size).IndexOfAnyExcept((byte)0xEE));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compute_DestinationTooShort_Throws(string kernel)
    {
        using var hash = BatchHash.Sha256([], KernelColumn.Parse(kernel));
        Assert.Throws<ArgumentOutOfRangeException>(() => hash.Compute(KernelColumn.Create([[1], [2]]), new byte[63]));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compute_Disposed_Throws(string kernel)
    {
        var hash = BatchHash.Sha256([1, 2, 3], KernelColumn.Parse(kernel));
        hash.Dispose();
        Assert.Throws<ObjectDisposedException>(() => hash.Compute(KernelColumn.Create([[1], [2]]), new byte[64]));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compute_Columns_AllocatesNothing(string kernel)
    {
        using var key = new KeyMaterial(s_key);
        using var otherKey = new KeyMaterial(s_otherKey);
        using var keyed = BatchHash.Hmac(key, KernelColumn.Parse(kernel));
        using var otherKeyed = BatchHash.Hmac(otherKey, KernelColumn.Parse(kernel));
        using var salted = BatchHash.Sha256(KernelColumn.RandomBytes(85, 3), KernelColumn.Parse(kernel));
        var column = KernelColumn.Create(s_everyLength[..1000]);
        var digests = new byte[1000 * Token.Size];
        var otherDigests = new byte[1000 * Token.Size];
        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            keyed.Compute(column, digests);
            keyed.Compute(column, digests, otherKeyed, otherDigests);
            salted.Compute(column, digests);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // A collection in the middle can count what other threads made: one clean pass proves it.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated()));
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
}
