using System.Text;
using Onboarding.Profiles;

namespace Onboarding.Core.Tests.Profiles;

public class SimpleLowerCaseTests
{
    // Letters of Unicode 14 to 17, which a runtime or its ICU may not know yet.
    private static readonly int[] s_recent = [0x1C89, .. Range(0x2C2F, 0x2C2F), .. Range(0xA7C0, 0xA7DC), .. Range(0x10570, 0x10595), .. Range(0x10D50, 0x10D65), .. Range(0x16EA0, 0x16EB8)];

    [Fact]
    public void Of_EveryCharacter_IsTheInvariantLowerCaseOfTheRuntime()
    {
        var differing = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(scalar => new Rune(scalar))
            .Where(rune => SimpleLowerCase.Of(rune) != Rune.ToLowerInvariant(rune) && !(s_recent.Contains(rune.Value) && Rune.ToLowerInvariant(rune) == rune));
        Assert.Empty(differing.Select(rune => $"U+{rune.Value:X4}"));
    }

    [Theory]
    [InlineData('A', 'a')]
    [InlineData('É', 'é')]
    [InlineData('Σ', 'σ')]
    [InlineData('ẞ', 'ß')]
    [InlineData('ß', 'ß')]
    [InlineData('\u0130', '\u0130')]
    [InlineData('I', 'i')]
    [InlineData('×', '×')]
    [InlineData('\u212A', 'k')]
    public void Of_Character_IsThePinnedLowerCase(char character, char expected) => Assert.Equal(new Rune(expected), SimpleLowerCase.Of(new Rune(character)));

    [Fact]
    public void Of_LowerCase_StaysAsItIs()
    {
        Assert.DoesNotContain(Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(s => SimpleLowerCase.Of(new Rune(s))), r => SimpleLowerCase.Of(r) != r);
    }

    // A form must fit where the value fitted twice.
    [Fact]
    public void Of_EveryCharacter_TakesAtMostOneByteMore()
    {
        Assert.DoesNotContain(Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(s => new Rune(s)), r => SimpleLowerCase.Of(r).Utf8SequenceLength > r.Utf8SequenceLength + 1 || (r.IsAscii && !SimpleLowerCase.Of(r).IsAscii));
    }

    private static IEnumerable<int> Range(int first, int last) => Enumerable.Range(first, last - first + 1);
}
