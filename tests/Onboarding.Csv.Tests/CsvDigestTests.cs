using System.Text;
using Onboarding.Csv.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Records;
using Onboarding.Suppression;

namespace Onboarding.Csv.Tests;

/// <summary>The digest of a source: equal for the same bytes read in the same way, and for nothing else.</summary>
public sealed class CsvDigestTests : IDisposable
{
    private static readonly DateTime s_time = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly CsvFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ComputeDigestAsync_SameFilesAtAnotherTime_IsTheSame()
    {
        _folder.Write("a.csv", "email\njan@example.com\n");
        var before = await DigestAsync(["a.csv"]);
        File.SetLastWriteTimeUtc(_folder["a.csv"], s_time);

        Assert.Equal(64, before.Length);
        Assert.Equal(before, await DigestAsync(["a.csv"]));
    }

    [Fact]
    public async Task ComputeDigestAsync_OtherContentOfTheSameLengthAndTime_IsAnother()
    {
        Write("jan@example.com");
        var (stamp, digest) = (_folder.Source(["a.csv"], new CsvFileOptions()).ComputeStamp(), await DigestAsync(["a.csv"]));
        Write("jap@example.com");

        Assert.Equal(stamp, _folder.Source(["a.csv"], new CsvFileOptions()).ComputeStamp());
        Assert.NotEqual(digest, await DigestAsync(["a.csv"]));

        void Write(string email)
        {
            _folder.Write("a.csv", "email\n" + email + "\n");
            File.SetLastWriteTimeUtc(_folder["a.csv"], s_time);
        }
    }

    [Fact]
    public async Task ComputeDigestAsync_OtherNamesOrderBoundariesOrOptions_AreOthers()
    {
        _folder.Write("a.csv", "x\n1\n").Write("b.csv", "x\n2\n").Write("c.csv", "x\n1\n").Write("d.csv", "x\n1\nx\n2\n").Write("e.csv", "").Write("a.csv.gz", CsvFolder.Gzip(Encoding.UTF8.GetBytes("x\n1\n")));
        string[] digests =
        [
            await DigestAsync(["a.csv"]),
            await DigestAsync(["b.csv"]),
            await DigestAsync(["c.csv"]),
            await DigestAsync(["a.csv", "b.csv"]),
            await DigestAsync(["b.csv", "a.csv"]),
            await DigestAsync(["d.csv"]),
            await DigestAsync(["d.csv", "e.csv"]),
            await DigestAsync(["a.csv.gz"]),
            await DigestAsync(["a.csv"], new CsvFileOptions { Separator = ';' }),
            await DigestAsync(["a.csv"], new CsvFileOptions { Encoding = "windows-1252" }),
            await DigestAsync(["a.csv"], new CsvFileOptions { Members = ["a"] }),
            await DigestAsync(["a.csv"], new CsvFileOptions { Members = ["a", "b"] }),
        ];

        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Fact]
    public async Task ComputeDigestAsync_PatternThatFindsAnotherFile_IsAnother()
    {
        _folder.Write("x-1.csv", "x\n1\n");
        var before = await DigestAsync(["x-*.csv"]);
        _folder.Write("x-2.csv", "x\n2\n");

        Assert.NotEqual(before, await DigestAsync(["x-*.csv"]));
    }

    [Fact]
    public async Task ComputeDigestAsync_MoreThanOneBlock_CoversTheLastByte()
    {
        var bytes = new byte[(5 << 19) + 1];
        var before = await ComputeAsync(_folder.Write("a.csv", bytes).Source(["a.csv"], new CsvFileOptions()), Cancellation);
        bytes[^1] = 1;

        Assert.NotEqual(before, await ComputeAsync(_folder.Write("a.csv", bytes).Source(["a.csv"], new CsvFileOptions()), Cancellation));
    }

    [Fact]
    public async Task ComputeDigestAsync_StandardInput_IsNotTouched()
    {
        using var stream = new MemoryStream("x\n1\n"u8.ToArray());
        var source = new CsvRecordSource(new CsvInput([CsvInput.StandardInputPath], new CsvFileOptions(), stream));

        Assert.Null(await source.ComputeDigestAsync(Cancellation));
        Assert.Equal(0, stream.Position);
    }

    [Fact]
    public async Task ComputeDigestAsync_NoFile_IsRefusedByItsName()
    {
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => DigestAsync(["gone.csv"]));

        Assert.Equal("SOURCE_UNREADABLE", exception.Code);
        Assert.Contains("gone.csv", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ComputeDigestAsync_Cancelled_Stops()
    {
        _folder.Write("a.csv", "x\n1\n");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await ComputeAsync(_folder.Source(["a.csv"], new CsvFileOptions()), new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task ImportAsync_FileReplacedByOneOfTheSameLengthAndTime_IsRead()
    {
        var home = new OnboardingHome(_folder["home"], new SqliteStore(_folder["home/onboarding.db"]));
        ((Keys.FileKeyStore)home.Keys).Create("own", Keys.KeyType.Suppression, Keys.Domain.Suppression("shop"), new DateOnly(2026, 1, 1), null).Dispose();
        using var optOuts = await home.OpenOptOutsAsync("own", Cancellation);
        var reports = new List<OptOutImportReport>();
        foreach (var email in (string[])["jan@example.com", "jan@example.com", "jap@example.com"])
        {
            _folder.Write("list.csv", "email\n" + email + "\nno address\n" + string.Concat(Enumerable.Range(0, 20).Select(i => FormattableString.Invariant($"p{i}@example.com\n"))));
            File.SetLastWriteTimeUtc(_folder["list.csv"], s_time);
            reports.Add(await optOuts.ImportAsync(SuppressionList.FromCsv(_folder["list.csv"], new SuppressionColumn("email", IdentifierKind.Email, SuppressionValueForm.Clear)), cancellationToken: Cancellation));
        }

        Assert.Equal([(21L, 0L), (0L, 21L), (1L, 20L)], reports.Select(r => (r.Added, r.Known)));
        Assert.All(reports, r => Assert.Equal([("list.csv", 3L, "INNER_SPACE")], r.RejectedLines));
        Assert.NotEmpty(reports[0].Notes);
        Assert.All(reports, r => Assert.Equal(reports[0].Notes, r.Notes));
    }

    public void Dispose() => _folder.Dispose();

    private Task<string> DigestAsync(string[] names, CsvFileOptions? options = null) => ComputeAsync(_folder.Source(names, options ?? new CsvFileOptions()), Cancellation);

    private static async Task<string> ComputeAsync(IRecordSource source, CancellationToken cancellationToken) => (await ((IRecordSourceDigest)source).ComputeDigestAsync(cancellationToken))!;
}
