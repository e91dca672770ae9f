using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Hashing;

/// <summary>Every kernel on columns of random length and mix.</summary>
public class KernelProperties
{
    // Mostly short, as identifiers are; around the block boundaries; some longer than a kernel takes.
    private static readonly Gen<byte[]> s_message =
        from length in Gen.Frequency((12, Gen.Choose(5, 45)), (3, Gen.Elements(0, 55, 56, 63, 64, 119, 120, 127, 128)), (2, Gen.Choose(0, 700)))
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select KernelColumn.RandomBytes(length, seed);

    private static readonly Gen<byte[][]> s_column =
        from count in Gen.Choose(0, 150)
        from messages in s_message.ArrayOf(count)
        from longer in Gen.Frequency((15, Gen.Constant(0)), (1, Gen.Choose(1900, 2200)))
        select longer == 0 ? messages : [.. messages, KernelColumn.RandomBytes(longer, longer)];

    private static readonly Gen<(int Seed, int PrefixLength, byte[][] Messages)> s_case =
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from prefixLength in Gen.Choose(0, 200)
        from messages in s_column
        select (seed, prefixLength, messages);

    public static TheoryData<string> Kernels => KernelColumn.Names;

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Compute_AnyColumn_EqualsTheBcl(string kernel)
    {
        Prop.ForAll(s_case.ToArbitrary(), c =>
        {
            var key = KernelColumn.RandomBytes(KeyMaterial.Size, c.Seed);
            var otherKey = KernelColumn.RandomBytes(KeyMaterial.Size, c.Seed ^ 1);
            var prefix = KernelColumn.RandomBytes(c.PrefixLength, c.Seed ^ 2);
            var codes = KernelColumn.Hex(KernelColumn.Hmac(HashKernel.Bcl, key, c.Messages));
            var (first, second) = KernelColumn.Hmac(KernelColumn.Parse(kernel), key, otherKey, c.Messages);
            return codes.SequenceEqual(KernelColumn.Hex(KernelColumn.Hmac(KernelColumn.Parse(kernel), key, c.Messages)))
                && codes.SequenceEqual(KernelColumn.Hex(first))
                && KernelColumn.Hex(second).SequenceEqual(c.Messages.Select(m => Convert.ToHexStringLower(HMACSHA256.HashData(otherKey, m))))
                && KernelColumn.Hex(KernelColumn.Sha256(KernelColumn.Parse(kernel), prefix, c.Messages)).SequenceEqual(c.Messages.Select(m => Convert.ToHexStringLower(SHA256.HashData([.. prefix, .. m]))));
        }).Check(ContractGenerators.Runs(120, 59));
    }

    /// <summary>What lets a kernel read whole blocks: enough of the buffer stands before and after every value.</summary>
    [Fact]
    public void Batch_AnyUse_KeepsSlackAroundItsValues()
    {
        Prop.ForAll(Gen.Choose(0, 40_000).Two().ListOf().ToArbitrary(), steps =>
        {
            var batch = new IdentifierBatch();
            foreach (var (reserved, committed) in steps)
            {
                batch.Reserve(reserved);
                if (committed % 50 == 0)
                {
                    batch.Clear();
                }
                else
                {
                    batch.Commit(Math.Min(reserved, committed));
                }

                if (batch.Bounds[0] < IdentifierBatch.Slack || batch.Buffer.Length - batch.Bounds[^1] < IdentifierBatch.Slack)
                {
                    return false;
                }
            }

            return true;
        }).Check(ContractGenerators.Runs(200, 61));
    }
}
