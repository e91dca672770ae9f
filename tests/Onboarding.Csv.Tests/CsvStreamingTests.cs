using System.Text;
using Onboarding.Csv.Tests.Support;
using Onboarding.Records;

namespace Onboarding.Csv.Tests;

/// <summary>Bounded memory, cancellation, standard input, and files that change while they are read.</summary>
public sealed class CsvStreamingTests : IDisposable
{
    private readonly CsvFolder _folder = new();

    [Theory]
    [InlineData("")]
    [InlineData("a,b\n1,")]
    [InlineData("a,b\n1,\"")]
    public void ReadAsync_LineWithoutEnd_IsRefusedInBoundedMemory(string start)
    {
        var stream = new GeneratedStream(Encoding.UTF8.GetBytes(start), "x"u8.ToArray(), 2L << 30);

        var refusal = Assert.Throws<OnboardingException>(() => CsvContent.Read(Standard(stream), "a"));

        Assert.Equal("SOURCE_UNREADABLE", refusal.Code);
        Assert.Contains($"line {(start.Length == 0 ? 1 : 2)}:", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(stream.BytesRead, 0, 20 << 20);
    }

    [Fact]
    public async Task ReadAsync_ManyRows_StreamInConstantMemory()
    {
        var stream = new GeneratedStream("email,x\n"u8.ToArray(), "jan.jansen@example.nl,0123456789\n"u8.ToArray(), 8 + (33 * 2_000_000));
        await using var reader = await Standard(stream).OpenAsync(["email"], TestContext.Current.CancellationToken);
        var batch = new RecordBatch(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var rows = 0L;
        for (var more = true; more;)
        {
            more = await reader.ReadAsync(batch, TestContext.Current.CancellationToken);
            rows += batch.Count;
            batch.Clear();
        }

        // The stream never waits, so that all of it happens on this thread; nothing is allocated per record.
        Assert.Equal(2_000_000, rows);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Fact]
    public async Task ReadAsync_BlankLinesWithoutEnd_CanBeCancelled()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var stream = new GeneratedStream("a,b\n"u8.ToArray(), "\n"u8.ToArray(), long.MaxValue);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CsvContent.ReadAsync(Standard(stream), ["a"], cancellationToken: cancel.Token));
    }

    [Fact]
    public async Task ReadAsync_CancelledBetweenBatches_Stops()
    {
        using var cancel = new CancellationTokenSource();
        _folder.Write("x.csv", Rows(200_000));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CsvContent.ReadAsync(_folder.Source(["x.csv"], new CsvFileOptions()), ["a"], cancel.Cancel, cancel.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [Trait("Refusal", "SOURCE_CHANGED")]
    public async Task ReadAsync_FileThatGrows_IsRefused(int batches)
    {
        _folder.Write("x.csv", Rows(batches * 100_000));

        await AssertChangedAsync("x.csv", () => File.AppendAllText(_folder["x.csv"], "new,row\n"));
    }

    [Fact]
    public async Task ReadAsync_FileThatShrinks_IsRefused()
    {
        _folder.Write("x.csv", Rows(200_000));

        await AssertChangedAsync("x.csv", () =>
        {
            using var file = new FileStream(_folder["x.csv"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(1_000_000);
        });
    }

    [Fact]
    public async Task ReadAsync_FileThatIsWrittenOver_IsRefused()
    {
        _folder.Write("x.csv", Rows(100_000));

        await AssertChangedAsync("x.csv", () => File.SetLastWriteTimeUtc(_folder["x.csv"], new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
    }

    [Fact]
    public async Task ReadAsync_FileThatIsReplacedByName_IsReadAsItWas()
    {
        _folder.Write("x.csv", Rows(100_000)).Write("new", "a,b\n1,2\n");
        var first = true;

        var content = await CsvContent.ReadAsync(_folder.Source(["x.csv"], new CsvFileOptions()), ["a"], () =>
        {
            if (first)
            {
                File.Move(_folder["new"], _folder["x.csv"], overwrite: true);
            }

            first = false;
        }, TestContext.Current.CancellationToken);

        Assert.Equal(100_000, content.Rows.Count);
    }

    [Fact]
    public async Task ReadAsync_LaterFileThatChanges_IsRefused()
    {
        _folder.Write("a.csv", Rows(100_000)).Write("b.csv", Rows(10));

        await AssertChangedAsync("*.csv", () => File.AppendAllText(_folder["b.csv"], "new,row\n"));
    }

    [Fact]
    public async Task ReadAsync_FileThatComesToAPattern_IsRefused()
    {
        _folder.Write("a.csv", Rows(100_000)).Write("b.csv", Rows(10));

        await AssertChangedAsync("*.csv", () => _folder.Write("c.csv", Rows(1)));
    }

    [Fact]
    public void StandardInput_Gzip_IsRead()
    {
        var content = CsvContent.Read(Standard(new MemoryStream(CsvFolder.Gzip("a;b\n1;2\n"u8.ToArray()))), "a");

        Assert.Equal(["1"], content.First);
        Assert.Equal("standard input: utf-8, separator ;, gzip", Assert.Single(content.Notes));
    }

    [Fact]
    public void StandardInput_ASecondTime_IsRefused()
    {
        var source = Standard(new MemoryStream("a\n1\n"u8.ToArray()));
        CsvContent.Read(source, "a");

        Assert.Equal("SOURCE_UNREADABLE", Assert.Throws<OnboardingException>(() => CsvContent.Read(source, "a")).Code);
    }

    [Fact]
    public void StandardInput_Zip_IsRefused()
    {
        _folder.WriteZip("x.zip", ("a.csv", "a\n1\n"));

        Assert.Equal("SOURCE_UNREADABLE", Assert.Throws<OnboardingException>(() => CsvContent.Read(Standard(new MemoryStream(File.ReadAllBytes(_folder["x.zip"]))), "a")).Code);
    }

    public void Dispose() => _folder.Dispose();

    private static CsvRecordSource Standard(Stream stream) => new(new CsvInput(["-"], new CsvFileOptions(), stream));

    private static byte[] Rows(int count) => Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"jan.jansen{i}@example.nl,value\n")));

    private async Task AssertChangedAsync(string name, Action change)
    {
        var changed = false;
        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => CsvContent.ReadAsync(_folder.Source([name], new CsvFileOptions()), ["a"], () =>
        {
            if (!changed)
            {
                change();
            }

            changed = true;
        }));

        Assert.Equal("SOURCE_CHANGED", refusal.Code);
    }
}
