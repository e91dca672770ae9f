using System.Buffers.Binary;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Suppression;

public sealed class TokenSetTests
{
    [Fact]
    public void Contains_WhatWasAdded_AndNothingElse()
    {
        var cases =
            from count in Gen.Frequency((3, Gen.Choose(0, 50)), (1, Gen.Choose(0, 20_000)))
            from times in Gen.Choose(1, 3)
            from seed in Gen.Choose(0, int.MaxValue)
            select (count, times, seed);
        Prop.ForAll(cases.ToArbitrary(), test =>
        {
            var expected = Enumerable.Range(0, test.count).Select(i => Prefix(test.seed, i)).Order().ToArray();
            var set = new TokenSet();
            for (var time = 0; time < test.times; time++)
            {
                Array.ForEach(expected, set.Add);
            }

            set.Seal();
            return set.Count == expected.Length
                && set.Prefixes.SequenceEqual(expected)
                && expected.Index().All(e => set.Contains(e.Item) && set.IndexOf(e.Item) == e.Index)
                && Enumerable.Range(test.count, 1000).All(i => !set.Contains(Prefix(test.seed, i)));
        }).Check(ContractGenerators.Runs(60, 62));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Seal_Tokens_AllocatesAFewTimesTheirSixteenBytesHoweverOftenTheyAreAdded(int times)
    {
        const int Count = 200_000;
        var tokens = Enumerable.Range(0, Count).Select(i => Prefix(2, i)).ToArray();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var set = new TokenSet();
        for (var time = 0; time < times; time++)
        {
            Array.ForEach(tokens, set.Add);
        }

        var filled = GC.GetAllocatedBytesForCurrentThread();
        set.Seal();
        var sealing = GC.GetAllocatedBytesForCurrentThread() - filled;
        var found = tokens.Count(set.Contains);
        var asking = GC.GetAllocatedBytesForCurrentThread() - filled - sealing;

        Assert.Equal((Count, Count), (set.Count, found));
        Assert.InRange((filled - before) / (double)Count, 16, 100);
        Assert.InRange(sealing / (double)Count, 16, 22);
        Assert.InRange(asking, 0, 256);
    }

    [Fact]
    public void MayHold_OtherTokens_PassesFewerThanOneInFifty()
    {
        const int Count = 65_536;
        var filter = new HeadFilter(Count);
        for (var i = 0; i < Count; i++)
        {
            filter.Add((ulong)(Prefix(3, i) >> 64));
        }

        Assert.All(Enumerable.Range(0, Count), i => Assert.True(filter.MayHold((ulong)(Prefix(3, i) >> 64))));
        Assert.InRange(Enumerable.Range(Count, Count).Count(i => filter.MayHold((ulong)(Prefix(3, i) >> 64))), 0, Count / 50);
    }

    private static UInt128 Prefix(int seed, int number)
    {
        Span<byte> bytes = stackalloc byte[32];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, seed);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], number);
        SHA256.HashData(bytes[..8], bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
