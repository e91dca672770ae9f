using System.Security.Cryptography;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;

namespace Onboarding.Core.Tests.Audiences;

public sealed class SpillTests : IDisposable
{
    private readonly RunFolder _folder = new();

    [Fact]
    public void ReadSorted_NoRecords_GivesNone()
    {
        using var spill = new Spill(_folder.Path);
        using var reader = spill.ReadSorted((_, _) => false);

        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void ReadSorted_LongestRecords_GivesThemBack()
    {
        var records = Enumerable.Range(0, 20).Select(i => Record((byte)i, Spill.MaxRecordLength)).ToArray();

        Assert.Equal(records, Sorted(Fill(records)));
    }

    [Fact]
    public void ReadSorted_WithoutFolder_GivesTheSameAndWritesNothing()
    {
        var records = Enumerable.Range(0, 3_000).Select(i => Record((byte)(i * 7), 400 + i)).ToArray();
        using var memory = new Spill(null);
        foreach (var record in records)
        {
            memory.Add(record);
        }

        Assert.Equal(Sorted(Fill(records)), Sorted(memory));
        Assert.False(memory.IsFull);
    }

    [Theory]
    [InlineData(Token.Size - 1)]
    [InlineData(Spill.MaxRecordLength + 1)]
    public void Add_LengthOutOfBounds_Throws(int length)
    {
        using var spill = new Spill(_folder.Path);

        Assert.Throws<ArgumentOutOfRangeException>(() => spill.Add(new byte[length]));
    }

    [Fact]
    public void ReadSorted_HotKeyThatMerges_StaysOneRecord()
    {
        using var spill = new Spill(_folder.Path);
        var record = Record(7, 40);
        for (var i = 0; i < 100_000; i++)
        {
            spill.Add(record);
        }

        Assert.Equal([record], Sorted(spill, (_, _) => true, budget: 10_000));
    }

    [Fact]
    public void ReadSorted_HotKeyThatNeverMerges_GivesAllInTimeThatGrowsLinearly()
    {
        const int Count = 60_000;
        var comparisons = 0L;
        using var spill = new Spill(_folder.Path);
        var key = new byte[Token.Size];
        for (var i = 0; i < Count; i++)
        {
            spill.Add([.. key, .. BitConverter.GetBytes(i)]);
        }

        var sorted = Sorted(spill, (_, _) => { comparisons++; return false; }, budget: 20_000);

        Assert.Equal(Count, sorted.Count);
        Assert.InRange(comparisons, Count, 40L * Count);
    }

    [Fact]
    public void ReadSorted_KeysThatShareTheirFirstBytes_AreSplitFurtherAndStaySorted()
    {
        var records = Enumerable.Range(0, 5000).Select(i =>
        {
            var record = Record(1, 40);
            record.AsSpan(0, 6).Fill(9);
            record[6] = (byte)(i * 7);
            record[7] = (byte)(i / 251);
            return record;
        }).ToArray();

        Assert.Equal(records.Order(ByteOrder.Instance), Sorted(Fill(records), (_, _) => false, budget: 2_000));
    }

    [Fact]
    public void ReadSorted_EvenKeysBeyondTheBudget_AreSplitAndMergedAsOthersAre()
    {
        var records = Enumerable.Range(0, 20_000).Select(i => SHA256.HashData(BitConverter.GetBytes(i % 12_000))).ToList();
        using var spill = new Spill(_folder.Path);
        records.ForEach(r => spill.Add(r));
        var merged = 0;
        using var sorted = spill.ReadSorted(Merge, budget: 1_000, ahead: 2);
        var read = new List<string>();
        while (sorted.MoveNext())
        {
            read.Add(Convert.ToHexString(sorted.Current));
        }

        Assert.Equal(records.Select(Convert.ToHexString).Distinct().Order(StringComparer.Ordinal), read);
        Assert.Equal(8_000, merged);

        bool Merge(Span<byte> kept, ReadOnlySpan<byte> next)
        {
            Interlocked.Increment(ref merged);
            return true;
        }
    }

    [Fact]
    public void ForEach_Twice_GivesTheSameRecordsEachTime()
    {
        var records = Enumerable.Range(0, 3000).Select(i => Record((byte)(i % 5), 60)).ToArray();
        using var spill = Fill(records);
        var first = Visit(spill);
        var second = Visit(spill);

        Assert.Equal(records.Order(ByteOrder.Instance), first.Order(ByteOrder.Instance));
        Assert.Equal(first, second);
    }

    [Fact]
    public void ReadSorted_AfterForEach_StillGivesAll()
    {
        var records = Enumerable.Range(0, 2000).Select(i => Record((byte)i, 50)).ToArray();
        using var spill = Fill(records);
        Visit(spill);

        Assert.Equal(records.Order(ByteOrder.Instance), Sorted(spill));
    }

    [Fact]
    public void Add_ManyRecords_LeavesNoPlainTextOnTheDisk()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /proc/self/fd to read a file that has no name.");
        using var spill = new Spill(_folder.Path);
        for (var i = 0; i < 20_000; i++)
        {
            spill.Add([.. SHA256.HashData(BitConverter.GetBytes(i % 3)), .. "a recognizable plain text"u8]);
        }

        var written = OpenFiles().ToArray();

        Assert.NotEmpty(written);
        Assert.All(written, bytes => Assert.Equal((-1, -1), (bytes.AsSpan().IndexOf("recognizable"u8), bytes.AsSpan().IndexOf(SHA256.HashData(BitConverter.GetBytes(1))))));
    }

    [Fact]
    public void Add_ManyRecords_LeavesNoNameInTheFolder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a system that can unlink an open file.");
        using var spill = Fill(Enumerable.Range(0, 20_000).Select(i => Record((byte)i, 100)));

        Assert.Empty(RunFolder.Files(_folder.Path));
    }

    [Fact]
    public void Dispose_AfterSplitting_LeavesNoFileOpen()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /proc/self/fd to see open files.");
        var spill = Fill(Enumerable.Range(0, 5000).Select(_ => Record(3, 100)));
        using (var reader = spill.ReadSorted((_, _) => false, budget: 10_000))
        {
            reader.MoveNext();
        }

        spill.Dispose();

        Assert.Empty(OpenFiles());
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Record(byte first, int length)
    {
        var record = RandomNumberGenerator.GetBytes(length);
        record[0] = first;
        return record;
    }

    private static List<byte[]> Visit(Spill spill)
    {
        var records = new List<byte[]>();
        spill.ForEach(record => records.Add(record.ToArray()));
        return records;
    }

    private static List<byte[]> Sorted(Spill spill, SpillMerge? merge = null, int budget = 64 * 1024 * 1024)
    {
        using var reader = spill.ReadSorted(merge ?? ((_, _) => false), budget);
        var records = new List<byte[]>();
        while (reader.MoveNext())
        {
            records.Add(reader.Current.ToArray());
        }

        return records;
    }

    private Spill Fill(IEnumerable<byte[]> records)
    {
        var spill = new Spill(_folder.Path);
        foreach (var record in records)
        {
            spill.Add(record);
        }

        return spill;
    }

    // The bytes of this test's files that are open, whether they have a name or not.
    // Other tests open and close files meanwhile: a descriptor that is gone is not this test's.
    private List<byte[]> OpenFiles()
    {
        var files = new List<byte[]>();
        foreach (var descriptor in Directory.GetFiles("/proc/self/fd"))
        {
            try
            {
                if (File.ResolveLinkTarget(descriptor, false)?.FullName.StartsWith(_folder.Path, StringComparison.Ordinal) == true)
                {
                    using var stream = new FileStream(descriptor, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    var bytes = new byte[stream.Length];
                    stream.ReadExactly(bytes);
                    files.Add(bytes);
                }
            }
            catch (FileNotFoundException)
            {
            }
        }

        return files;
    }
}
