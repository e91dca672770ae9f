using System.Buffers.Binary;
using Onboarding.Core.Tests.Support;
using Onboarding.Keys;
using Onboarding.Matching;
using Onboarding.Matching.Indexes;

namespace Onboarding.Core.Tests.Matching.Indexes;

/// <summary>The file of an index: what is not whole, not of this key or not of this version is never read as one.</summary>
public sealed class IndexFileTests : IDisposable
{
    private readonly IndexWorld _world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Refusal", "INDEX_DAMAGED")]
    public async Task Match_CutIndex_IsRefused()
    {
        var bytes = await BuildAsync();
        foreach (var length in (int[])[0, 1, 63, 64, 65, 200, bytes.Length / 2, bytes.Length - 17, bytes.Length - 16, bytes.Length - 1])
        {
            await File.WriteAllBytesAsync(_world.IndexPath, bytes[..length], Cancellation);
            await AssertRefusedAsync("INDEX_DAMAGED");
        }
    }

    [Fact]
    [Trait("Refusal", "INDEX_DAMAGED")]
    public async Task Match_LongerIndex_IsRefused()
    {
        await File.WriteAllBytesAsync(_world.IndexPath, [.. await BuildAsync(), 0], Cancellation);

        await AssertRefusedAsync("INDEX_DAMAGED");
    }

    [Fact]
    [Trait("Refusal", "INDEX_DAMAGED")]
    public async Task Match_AnyFlippedByte_IsRefusedOrBelongsToAnotherKeyOrVersion()
    {
        var bytes = await BuildAsync();
        for (var at = 0; at < bytes.Length; at += at < IndexLayout.HeaderLength ? 1 : Math.Max(1, bytes.Length / 60))
        {
            var changed = bytes.ToArray();
            changed[at] ^= 0x10;
            await File.WriteAllBytesAsync(_world.IndexPath, changed, Cancellation);
            var refusal = await Record.ExceptionAsync(() => ReadAllAsync());

            Assert.True(refusal is OnboardingException { Code: "INDEX_DAMAGED" or "INDEX_OUTDATED" or "KEY_MISMATCH" }, $"byte {at}: {refusal?.GetType().Name}");
        }
    }

    [Fact]
    [Trait("Refusal", "INDEX_DAMAGED")]
    public async Task Match_BlocksOfEqualLengthSwapped_IsRefused()
    {
        var rows = Enumerable.Range(0, 9000).Select(i => new[] { $"u{i}", $"member-{i}@example.com", "" }).ToArray();
        await _world.BuildAsync(RunWorld.Own(rows));
        var bytes = await File.ReadAllBytesAsync(_world.IndexPath, Cancellation);
        const int Stored = IndexLayout.BlockLength + 16;
        var (first, second) = (bytes[64..(64 + Stored)], bytes[(64 + Stored)..(64 + (2 * Stored))]);
        second.CopyTo(bytes, 64);
        first.CopyTo(bytes, 64 + Stored);
        await File.WriteAllBytesAsync(_world.IndexPath, bytes, Cancellation);

        Assert.Equal("INDEX_DAMAGED", (await Assert.ThrowsAsync<OnboardingException>(() => _world.MatchAsync(RunWorld.Own(rows)))).Code);
    }

    [Fact]
    [Trait("Refusal", "INDEX_OUTDATED")]
    public async Task Match_IndexOfAnotherVersion_ReadsTheSourceAndReadingTheIndexIsRefused()
    {
        var bytes = await BuildAsync();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), IndexLayout.Version + 1);
        await File.WriteAllBytesAsync(_world.IndexPath, bytes, Cancellation);
        var (report, ids) = await _world.MatchAsync(Own());

        Assert.Equal((1L, "\"user id\"\nu1\n"), (report.Matched, ids));
        Assert.Contains(report.Notes, n => n.StartsWith("INDEX_OUTDATED", StringComparison.Ordinal));
        Assert.Equal("INDEX_OUTDATED", (await Assert.ThrowsAsync<OnboardingException>(() => _world.ReadAsync(Own()).AsTask())).Code);
        Assert.False((await _world.UpdateAsync(Own())).IsUnchanged);
    }

    [Fact]
    [Trait("Refusal", "KEY_MISMATCH")]
    public async Task Match_IndexOfAnotherKeyUnderItsName_IsRefused()
    {
        await BuildAsync();
        using var other = new IndexWorld();
        await other.BuildAsync(Own());
        File.Copy(other.IndexPath, _world.IndexPath, overwrite: true);

        await AssertRefusedAsync("KEY_MISMATCH");
    }

    [Fact]
    public async Task Match_DamagedIndexThatIsNotAskedFor_ReadsTheSource()
    {
        await File.WriteAllBytesAsync(_world.IndexPath, (await BuildAsync())[..100], Cancellation);

        Assert.Equal(1, (await _world.MatchAsync(Own(), useIndex: false)).Report.Matched);
    }

    [Fact]
    public async Task UpdateIndexAsync_DamagedIndex_BuildsItAgain()
    {
        await File.WriteAllBytesAsync(_world.IndexPath, (await BuildAsync())[..100], Cancellation);

        Assert.False((await _world.UpdateAsync(Own())).IsUnchanged);
        Assert.True(IndexWorld.UsedIndex((await _world.MatchAsync(Own())).Report));
    }

    [Fact]
    public async Task ReadIndexesAsync_DamagedIndex_SaysSo()
    {
        await File.WriteAllBytesAsync(_world.IndexPath, (await BuildAsync())[..100], Cancellation);

        Assert.StartsWith("INDEX_DAMAGED", Assert.Single(await _world.World.Paper.ReadIndexesAsync(Cancellation)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadIndexAsync_IndexAndNone_SaysWhatIsThere()
    {
        Assert.Null(await _world.ReadAsync(Own()));
        await BuildAsync();

        Assert.Equal((1L, null), (await _world.ReadAsync(Own()) is { } report ? (report.Rows, report.Problem) : default));
        Assert.Null(Assert.Single(await _world.World.Paper.ReadIndexesAsync(Cancellation)).Problem);
    }

    [Fact]
    public async Task Open_TwiceBuilt_HasOtherBytesAndTheSameContent()
    {
        var first = await BuildAsync();
        var second = await BuildAsync();

        Assert.NotEqual(first[64..], second[64..]);
        Assert.Equal(first.Length, second.Length);
    }

    [Fact]
    public void Writer_DiskThatCannotBeWritten_LeavesNothing()
    {
        using var folder = new RunFolder();
        using var card = _world.World.Card();
        File.WriteAllText(folder["no-folder"], "");

        Assert.ThrowsAny<IOException>(() => new IndexWriter(folder["no-folder", "one.index"], card, RunWorld.Start, Cancellation));
        Assert.Equal([folder["no-folder"]], RunFolder.Files(folder.Path));
    }

    [Fact]
    public void Writer_GivenUp_LeavesNothing()
    {
        using var folder = new RunFolder();
        using var card = _world.World.Card();
        using (var writer = new IndexWriter(folder["one.index"], card, RunWorld.Start, Cancellation))
        {
            writer.BeginSection(IndexLayout.Repeats);
            writer.Add(new byte[IndexLayout.BlockLength + 8]);
        }

        Assert.Empty(RunFolder.Files(folder.Path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(IndexLayout.BlockLength - 1)]
    [InlineData(IndexLayout.BlockLength)]
    [InlineData(IndexLayout.BlockLength + 1)]
    [InlineData((2 * IndexLayout.BlockLength) + 7)]
    public void Sections_AnyLength_AreReadAsTheyWereWritten(int length)
    {
        using var folder = new RunFolder();
        using var card = _world.World.Card();
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using (var writer = new IndexWriter(folder["one.index"], card, RunWorld.Start, Cancellation))
        {
            writer.BeginSection(IndexLayout.Kept);
            writer.Add(bytes.AsSpan(0, length / 3));
            writer.Add(bytes.AsSpan(length / 3));
            writer.EndSection();
            writer.BeginSection(IndexLayout.Repeats);
            writer.Add(bytes);
            writer.EndSection();
            writer.Publish(Facts(card));
        }

        using var index = IndexFile.Open(folder["one.index"], card);
        foreach (var number in (int[])[IndexLayout.Kept, IndexLayout.Repeats])
        {
            using var section = index.OpenSection(number);
            var read = new List<byte>();
            while (section.MoveNext())
            {
                read.AddRange(section.Current);
            }

            Assert.Equal(bytes, read);
        }
    }

    public void Dispose() => _world.Dispose();

    private static RunRecords Own() => RunWorld.Own([["u1", "member-1@example.com", ""]]);

    private static IndexFacts Facts(KeyCard card) => new()
    {
        KeyId = card.Id,
        SuppressionKeyId = "s",
        Forms = IndexFacts.CurrentForms,
        PlanDigest = "",
        Origin = "code",
        Stamp = "",
        Day = "",
        BuiltAt = RunWorld.Start,
        DeleteBy = RunWorld.Start,
        Rows = 0,
        OwnUsers = 0,
        IdsDigest = new byte[SourceDigest.Length],
        ContentDigest = new byte[SourceDigest.Length],
        Counts = new OwnUserCounts(),
    };

    private async Task<byte[]> BuildAsync()
    {
        await _world.BuildAsync(Own());
        return await File.ReadAllBytesAsync(_world.IndexPath, Cancellation);
    }

    private async Task AssertRefusedAsync(string code)
    {
        Assert.Equal(code, (await Assert.ThrowsAsync<OnboardingException>(() => _world.MatchAsync(Own()))).Code);
        Assert.Empty(RunFolder.Files(_world.World["matched"]));
    }

    // Every section, whether a match would need it or not.
    private Task ReadAllAsync()
    {
        using var card = _world.World.PaperCard(RunPlan.PartyKey);
        using var index = IndexFile.Open(_world.IndexPath, card);
        foreach (var (number, _) in index.Facts.Sections)
        {
            using var section = index.OpenSection(number);
            while (section.MoveNext())
            {
            }
        }

        return Task.CompletedTask;
    }
}
