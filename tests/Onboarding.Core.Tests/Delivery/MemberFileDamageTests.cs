using Onboarding.Core.Tests.Support;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Delivery;

/// <summary>A member file that was changed in any way gives nothing but a refusal.</summary>
public sealed class MemberFileDamageTests : IDisposable
{
    private const int Frame = 65_536 + 16;
    private const int Header = 16;

    private readonly RunMemberFiles _files = new();
    private readonly byte[] _good;

    public MemberFileDamageTests()
    {
        // Two frames of members, two of the index, and the last one.
        _files.Write("one", Enumerable.Range(0, 3100).Select(i => i < 1700 ? [RunPart.As(1, i, i)] : new[] { RunPart.NotSent(1, i) }));
        _files.Write("other", Enumerable.Range(0, 3100).Select(i => i < 1700 ? [RunPart.As(1, i, i)] : new[] { RunPart.NotSent(1, i) }));
        _good = File.ReadAllBytes(_files["one"]);
    }

    [Fact]
    [Trait("Refusal", "MEMBERS_DAMAGED")]
    public void Read_ByteFlipped_IsRefused()
    {
        Assert.InRange(_good.Length, Header + (5 * Frame) + 17, Header + (6 * Frame) - 1);
        var places = Enumerable.Range(0, Header)
            .Concat(Enumerable.Range(0, 6).SelectMany(f => new[] { 0, 1, 40_000, Frame - 17, Frame - 16, Frame - 1 }.Select(at => Header + (f * Frame) + at)))
            .Concat(Enumerable.Range(Header + (5 * Frame), _good.Length - Header - (5 * Frame)))
            .Where(at => at < _good.Length)
            .Distinct();
        foreach (var place in places)
        {
            var bytes = (byte[])_good.Clone();
            bytes[place] ^= (byte)(1 << (place % 8));

            AssertRefused(bytes);
        }
    }

    [Fact]
    public void Read_Cut_IsRefused()
    {
        var lengths = new[] { 0, 1, 15, 16, 17, 32, 33, 72 }.Concat(Enumerable.Range(1, 4).SelectMany(f => new[] { -1, 0, 1, 15, 16, 17, 56, 57 }.Select(at => Header + (f * Frame) + at))).Append(_good.Length - 1);
        Assert.All(lengths.Where(length => length < _good.Length), length => AssertRefused(_good[..length]));
    }

    [Fact]
    public void Read_SomethingAppended_IsRefused()
    {
        AssertRefused([.. _good, 0]);
        AssertRefused([.. _good, .. _good[Header..]]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(0, 3)]
    public void Read_FramesExchanged_IsRefused(int first, int second)
    {
        var bytes = (byte[])_good.Clone();
        At(_good, first).CopyTo(At(bytes, second));
        At(_good, second).CopyTo(At(bytes, first));

        AssertRefused(bytes);
    }

    [Fact]
    public void Read_FrameLeftOut_IsRefused() => AssertRefused([.. _good[..(Header + Frame)], .. _good[(Header + (2 * Frame))..]]);

    [Fact]
    public void Read_FrameOfAnotherFile_IsRefused()
    {
        var bytes = (byte[])_good.Clone();
        At(File.ReadAllBytes(_files["other"]), 1).CopyTo(At(bytes, 1));

        AssertRefused(bytes);
    }

    [Fact]
    public void Read_AnotherFileUnderItsName_IsRefused() => AssertRefused(File.ReadAllBytes(_files["other"]));

    [Fact]
    public void Read_AnotherFileAndItsKeyUnderItsName_IsRefused()
    {
        File.Copy(_files["other"] + WrappedKey.Suffix, _files["one"] + WrappedKey.Suffix, overwrite: true);

        AssertRefused(File.ReadAllBytes(_files["other"]));
    }

    [Fact]
    public void Read_OtherSuppressionKey_IsRefused()
    {
        using var other = RunMemberFiles.CreateKey([.. RunMemberFiles.KeyBytes.Reverse()]);

        AssertRefused(_good, other);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"version\":2}")]
    [InlineData("null")]
    public void Read_WrappedKeyOverwritten_IsRefused(string content)
    {
        File.WriteAllText(_files["one"] + WrappedKey.Suffix, content);

        AssertRefused(_good);
    }

    [Fact]
    public void Read_WrappedKeyDeleted_IsDestroyed()
    {
        File.Delete(_files["one"] + WrappedKey.Suffix);

        AssertRefused(_good);
    }

    [Fact]
    public void Read_FileDeleted_IsRefused()
    {
        File.Delete(_files["one"]);

        Assert.Equal("MEMBERS_DAMAGED", Assert.Throws<OnboardingException>(() => _files.Open("one").Dispose()).Code);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData((1700 * 67) + (1400 * 35))]
    [InlineData(long.MaxValue)]
    public void ReadMember_PositionOutside_IsRefused(long position)
    {
        using var reader = _files.Open("one");

        Assert.Equal("MEMBERS_DAMAGED", Assert.Throws<OnboardingException>(() => reader.ReadMember(position).Count).Code);
    }

    public void Dispose() => _files.Dispose();

    private static Span<byte> At(byte[] file, int frame) => file.AsSpan(Header + (frame * Frame), Frame);

    private void AssertRefused(byte[] bytes, KeyCard? key = null)
    {
        File.WriteAllBytes(_files["one"], bytes);
        Assert.Equal("MEMBERS_DAMAGED", Assert.Throws<OnboardingException>(ReadEverything).Code);

        void ReadEverything()
        {
            using var reader = _files.Open("one", key);
            using var other = _files.Open("other");
            reader.ReadAll(_ => { });
            reader.Difference(other, (_, _) => { });
        }
    }
}
