using System.Buffers.Binary;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;

namespace Onboarding.Core.Tests.Audiences;

public sealed class SpillSortedTokensTests : IDisposable
{
    private readonly RunFolder _folder = new();

    [Theory]
    [InlineData(0, 100, 32)]
    [InlineData(1, 100, 32)]
    [InlineData(1000, 100_000, 32)]
    [InlineData(50_000, 100_000, 32)]
    [InlineData(50_000, 64, 32)]
    [InlineData(5000, 10, 1)]
    [InlineData(5000, 10, 0)]
    public void ReadSortedTokens_AnyTokens_GivesAllInOrderWithTheirNumbers(int count, int budget, int randomBytes)
    {
        var random = new Random(count + budget + randomBytes);
        using var spill = new Spill(_folder.Path);
        var expected = new List<(string Token, uint Number)>();
        for (var i = 0u; i < count; i++)
        {
            // The first bytes are the same for all: what a partition cannot be parted by.
            var bytes = new byte[Token.Size];
            random.NextBytes(bytes.AsSpan(Token.Size - randomBytes));
            spill.Add(new Token(bytes), i);
            expected.Add((Convert.ToHexString(bytes), i));
        }

        Assert.Equal(expected.OrderBy(e => e.Token, StringComparer.Ordinal).ThenBy(e => e.Number), Read(spill, budget).OrderBy(e => e.Token, StringComparer.Ordinal).ThenBy(e => e.Number));
        Assert.Equal(expected.Select(e => e.Token).Order(StringComparer.Ordinal), Read(spill, budget).Select(e => e.Token));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(16)]
    public void ReadSortedTokens_LongSharedPrefix_GivesAllInOrder(int prefix)
    {
        using var spill = new Spill(_folder.Path);
        for (var i = 0u; i < 3000; i++)
        {
            var bytes = new byte[Token.Size];
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(prefix), (i * 7919) % 3000);
            spill.Add(new Token(bytes), i);
        }

        var read = Read(spill, 100);
        Assert.Equal(3000, read.Count);
        Assert.Equal(read.Select(r => r.Token).Order(StringComparer.Ordinal), read.Select(r => r.Token));
    }

    public void Dispose() => _folder.Dispose();

    private static List<(string Token, uint Number)> Read(Spill spill, int budget)
    {
        using var reader = spill.ReadSortedTokens(budget);
        var result = new List<(string, uint)>();
        var tokens = new Token[77];
        var numbers = new uint[77];
        var bytes = new byte[Token.Size];
        for (int count; (count = reader.Read(tokens, numbers)) > 0;)
        {
            for (var i = 0; i < count; i++)
            {
                tokens[i].CopyTo(bytes);
                result.Add((Convert.ToHexString(bytes), numbers[i]));
            }
        }

        return result;
    }
}
