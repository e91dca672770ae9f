using System.Security.Cryptography;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Audiences;

public sealed class WorkingSetTests : IDisposable
{
    private const int FrameLength = 64 * 1024;

    private readonly RunWorld _world = new();
    private readonly KeyCard _key;
    private readonly string _path;

    public WorkingSetTests()
    {
        _key = _world.Card(RunPlan.ShopSuppressionKey);
        _path = _world["sets", "one.workingset"];
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 32)]
    [InlineData(3, FrameLength / 3)]
    [InlineData(7, 32_000)]
    [InlineData(2, (FrameLength / 2) - 4)]
    public void Read_WhatWasWritten_ComesBack(int count, int length)
    {
        var records = Enumerable.Range(0, count).Select(_ => RandomNumberGenerator.GetBytes(length)).ToArray();
        Write(records);

        Assert.Equal(records, Read());
    }

    [Fact]
    public void Write_Records_LeavesNothingReadable()
    {
        Write([.. "a recognizable plain text"u8]);

        Assert.Equal(-1, File.ReadAllBytes(_path).AsSpan().IndexOf("recognizable"u8));
    }

    [Fact]
    [Trait("Refusal", "WORKING_SET_DAMAGED")]
    public void Read_EveryByteFlipped_IsRefused()
    {
        Write(RandomNumberGenerator.GetBytes(100), RandomNumberGenerator.GetBytes(40));
        var good = File.ReadAllBytes(_path);
        for (var i = 0; i < good.Length; i++)
        {
            var bytes = (byte[])good.Clone();
            bytes[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(_path, bytes);

            AssertRefused();
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(FrameLength)]
    [InlineData(FrameLength + 40)]
    [InlineData(FrameLength + 41)]
    public void Read_ByteOfALongSetFlipped_IsRefused(int position)
    {
        Write([.. Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetBytes(30_000))]);
        var good = File.ReadAllBytes(_path);
        for (var bit = 0; bit < 8; bit++)
        {
            var bytes = (byte[])good.Clone();
            bytes[position] ^= (byte)(1 << bit);
            File.WriteAllBytes(_path, bytes);

            AssertRefused();
        }
    }

    [Fact]
    public void Read_EveryCut_IsRefused()
    {
        Write(RandomNumberGenerator.GetBytes(100), RandomNumberGenerator.GetBytes(40));
        var good = File.ReadAllBytes(_path);
        for (var length = 0; length < good.Length; length++)
        {
            File.WriteAllBytes(_path, good[..length]);

            AssertRefused();
        }
    }

    [Fact]
    public void Read_LastFrameCutOff_IsRefused()
    {
        Write([.. Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetBytes(30_000))]);
        File.WriteAllBytes(_path, File.ReadAllBytes(_path)[..(16 + 5 + FrameLength + 16)]);

        AssertRefused();
    }

    [Fact]
    public void Read_SomethingAppended_IsRefused()
    {
        Write(RandomNumberGenerator.GetBytes(100));
        File.AppendAllText(_path, "x");

        AssertRefused();
    }

    [Fact]
    public void Read_FramesExchanged_IsRefused()
    {
        Write([.. Enumerable.Range(0, 7).Select(_ => RandomNumberGenerator.GetBytes(30_000))]);
        var bytes = File.ReadAllBytes(_path);
        const int Frame = FrameLength + 21;
        File.WriteAllBytes(_path, [.. bytes[..16], .. bytes[(16 + Frame)..(16 + (2 * Frame))], .. bytes[16..(16 + Frame)], .. bytes[(16 + (2 * Frame))..]]);

        AssertRefused();
    }

    [Fact]
    public void Read_WrappedKeyDeleted_IsDestroyed()
    {
        Write(RandomNumberGenerator.GetBytes(100));
        File.Delete(_path + WrappedKey.Suffix);

        AssertRefused();
    }

    [Fact]
    public void Read_OtherSetsWrappedKey_IsRefused()
    {
        Write(RandomNumberGenerator.GetBytes(100));
        var other = _world["sets", "other.workingset"];
        using (var writer = new WorkingSet.Writer(other, _key))
        {
            writer.Complete();
        }

        File.Copy(other + WrappedKey.Suffix, _path + WrappedKey.Suffix, overwrite: true);

        AssertRefused();
    }

    [Fact]
    public void Read_OtherSuppressionKey_IsRefused()
    {
        Write(RandomNumberGenerator.GetBytes(100));
        using var other = _world.PaperCard(RunPlan.PaperSuppressionKey);

        AssertRefused(other);
    }

    [Fact]
    public void Read_WrappedKeyDamagedAnywhere_NeverGivesOtherRecords()
    {
        var record = RandomNumberGenerator.GetBytes(100);
        Write(record);
        var good = File.ReadAllBytes(_path + WrappedKey.Suffix);
        for (var i = 0; i < good.Length; i++)
        {
            var bytes = (byte[])good.Clone();
            bytes[i] ^= 0x81;
            File.WriteAllBytes(_path + WrappedKey.Suffix, bytes);
            try
            {
                Assert.Equal([record], Read());
            }
            catch (OnboardingException exception)
            {
                Assert.Equal("WORKING_SET_DAMAGED", exception.Code);
            }
        }
    }

    [Fact]
    public void Dispose_NotCompleted_LeavesNothing()
    {
        using (var writer = new WorkingSet.Writer(_path, _key))
        {
            writer.Add(RandomNumberGenerator.GetBytes(100));
        }

        Assert.Empty(RunFolder.Files(_world["sets"]));
    }

    [Fact]
    public void Write_AnySet_IsReadableForItsOwnerOnly()
    {
        Write(RandomNumberGenerator.GetBytes(100));

        Assert.All(RunFolder.Files(_world["sets"]), RunFolder.AssertOwnerOnly);
    }

    public void Dispose()
    {
        _key.Dispose();
        _world.Dispose();
    }

    private void Write(params byte[][] records)
    {
        using var writer = new WorkingSet.Writer(_path, _key);
        foreach (var record in records)
        {
            writer.Add(record);
        }

        writer.Complete();
    }

    private List<byte[]> Read(KeyCard? key = null)
    {
        using var reader = new WorkingSet.Reader(_path, key ?? _key);
        var records = new List<byte[]>();
        while (reader.MoveNext())
        {
            records.Add(reader.Current.ToArray());
        }

        return records;
    }

    private void AssertRefused(KeyCard? key = null)
    {
        Assert.Equal("WORKING_SET_DAMAGED", Assert.Throws<OnboardingException>(() => Read(key)).Code);
    }
}
