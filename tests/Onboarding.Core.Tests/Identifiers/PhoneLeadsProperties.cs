using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Identifiers;

/// <summary>The numbers that are settled by their first digits, against those that the plans are asked about digit by digit.</summary>
public class PhoneLeadsProperties
{
    private static readonly string[] s_separators = ["", "", "", "", " ", "-", ".", "/", "(", ")", "*", "[", "]", "+", "a", ",", "\u00a0", "  "];

    [Fact]
    public void TryNormalize_EveryLeadBehindAPlusSign_EqualsTheLongWay()
    {
        var random = new Random(41);
        for (var lead = 0; lead < 1_000_000; lead++)
        {
            AssertSame(Encoding.ASCII.GetBytes($"+{lead:d6}{Digits(random, lead % 11)}"), PhoneRegion.None);
        }
    }

    [Fact]
    public void TryNormalize_AnyDigitsInEveryRegion_EqualsTheLongWay()
    {
        var random = new Random(43);
        for (var region = 0; region < PhoneRegion.Count; region++)
        {
            for (var i = 0; i < 3_000; i++)
            {
                AssertSame(Encoding.ASCII.GetBytes((i % 2 == 0 ? "0" : "") + Digits(random, 4 + (i % 13))), PhoneRegion.FromIndex(region));
            }
        }
    }

    [Theory]
    [InlineData("NL")]
    [InlineData("DE")]
    [InlineData("GB")]
    [InlineData("US")]
    [InlineData("IT")]
    [InlineData("AR")]
    [InlineData("BY")]
    public void TryNormalize_EveryNationalLead_EqualsTheLongWay(string code)
    {
        Assert.True(PhoneRegion.TryParse(Encoding.ASCII.GetBytes(code), out var region));
        var random = new Random(47);
        for (var lead = 0; lead < 100_000; lead++)
        {
            AssertSame(Encoding.ASCII.GetBytes($"{lead:d5}{Digits(random, 3 + (lead % 7))}"), region);
        }
    }

    [Fact]
    public void TryNormalize_DigitsWithAnythingBetween_EqualsTheLongWay()
    {
        var cases = from start in Gen.Elements("+", "+", "", "0", "00", " +", "-+", "++", "+31", "+31 (0)", "+1 (", "(0")
                    from digits in Gen.Choose(0, 9).ArrayOf()
                    from separators in Gen.Elements(s_separators).ArrayOf(40)
                    from region in Gen.Choose(-1, PhoneRegion.Count - 1)
                    select (start + string.Concat(digits.Take(20).Select((d, i) => $"{d}{separators[i]}")), region);
        Prop.ForAll(cases.ToArbitrary(), c => IsSame(Encoding.UTF8.GetBytes(c.Item1), c.region < 0 ? PhoneRegion.None : PhoneRegion.FromIndex(c.region)))
            .Check(ContractGenerators.Runs(100_000, 37));
    }

    [Fact]
    public void TryNormalize_EveryByteInEveryPlace_EqualsTheLongWay()
    {
        Assert.True(PhoneRegion.TryParse("NL"u8, out var region));
        foreach (var sample in new[] { "+31612345678", "0612345678", " 06-12 34 56 78", "+31 (0)6 12345678", "+1 (415) 555-0123", "06 12345678 of 010 1234567", "0031 6 12345678 -----------------" })
        {
            var value = Encoding.ASCII.GetBytes(sample);
            for (var place = 0; place < value.Length; place++)
            {
                var kept = value[place];
                for (var b = 0; b < 256; b++)
                {
                    value[place] = (byte)b;
                    AssertSame(value, region);
                }

                value[place] = kept;
            }
        }
    }

    private static string Digits(Random random, int count) => random.NextInt64(100_000_000_000_000_000).ToString("d17", System.Globalization.CultureInfo.InvariantCulture)[..count];

    private static void AssertSame(byte[] value, PhoneRegion region)
    {
        if (!IsSame(value, region))
        {
            Assert.Fail($"{Convert.ToHexStringLower(value)} in {region}");
        }
    }

    private static bool IsSame(byte[] value, PhoneRegion region)
    {
        Span<byte> expected = stackalloc byte[PhoneNumber.MaxLength];
        Span<byte> actual = stackalloc byte[PhoneNumber.MaxLength];
        var reason = PhoneNumber.TryNormalizeUnusual(value, region, expected, out var length, out var used);
        return PhoneNumber.TryNormalize(value, region, actual, out var written, out var usedToo) == reason
            && used == usedToo && actual[..written].SequenceEqual(expected[..length]);
    }
}
