using System.Text;
using Onboarding.Csv.Tests.Support;
using Onboarding.Records;

namespace Onboarding.Csv.Tests;

public sealed class CsvRecordsTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a,b\n1,2\n3,4")]
    [InlineData("\ufeffa,b\n1,2\n3,4\n")]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n")]
    [InlineData("a,b\r\n1,2\n3,4\r\n")]
    [InlineData("a,b\n\n1,2\n\n\n3,4\n\n")]
    [InlineData("a;b\n1;2\n3;4\n")]
    [InlineData("a\tb\n1\t2\n3\t4\n")]
    [InlineData("a|b\n1|2\n3|4\n")]
    [InlineData("\"a\",\"b\"\n\"1\",2\n3,\"4\"\n")]
    [InlineData(" a ,b\n1,2\n3,4\n")]
    public void ReadAsync_OneTableInManySpellings_GivesTheSameValues(string text)
    {
        using var file = CsvFile.Read(text, "b", "a");

        Assert.Equal([["2", "1"], ["4", "3"]], file.Rows.Select(r => r.Values));
        Assert.Empty(file.Malformed);
    }

    [Fact]
    public void ReadAsync_QuotedBreaksSeparatorsAndQuotes_AreValues()
    {
        using var file = CsvFile.Read("a,b\n\"one\r\ntwo\n\",\"x,\"\"y\"\"\"\n", "a", "b");

        Assert.Equal([["one\r\ntwo\n", "x,\"y\""]], file.Rows.Select(r => r.Values));
    }

    [Fact]
    public void ReadAsync_SpaceAroundValues_StaysForTheCanonicalForm()
    {
        using var file = CsvFile.Read("a,b\n x\t,\" y \"\n", "a", "b");

        Assert.Equal([[" x\t", " y "]], file.Rows.Select(r => r.Values));
    }

    [Fact]
    public void ReadAsync_SingleColumn_IsRead()
    {
        using var file = CsvFile.Read("email\njan@example.com\npiet@example.com\n", "email");

        Assert.Equal([["jan@example.com"], ["piet@example.com"]], file.Rows.Select(r => r.Values));
    }

    [Fact]
    public void ReadAsync_HeaderOnly_GivesNoRows()
    {
        using var file = CsvFile.Read("a,b\n", "a");

        Assert.Empty(file.Rows);
    }

    [Fact]
    public void UnreadColumns_ColumnsThatAreNotMapped_AreListed()
    {
        using var file = CsvFile.Read("a,b,c,d\n1,2,3,4\n", "c", "a");

        Assert.Equal(["b", "d"], file.UnreadColumns);
    }

    [Fact]
    public void ReadAsync_LinesAfterMultiLineFields_KeepTheirNumbers()
    {
        using var file = CsvFile.Read("a,b\n\"x\ny\r\nz\",1\n\n2,2\n3,3,3\n4,4\n", "a");

        Assert.Equal([2, 6, 8], file.Rows.Select(r => r.Line));
        Assert.Equal([(7, MalformedReason.FieldCount)], file.Malformed);
    }

    [Theory]
    [InlineData("1,2,3\n", MalformedReason.FieldCount)]
    [InlineData("\"1\"x,2\n", MalformedReason.Quoting)]
    [InlineData("1,\"2\"\"\"x\n", MalformedReason.Quoting)]
    public void ReadAsync_RowThatIsNoRecord_IsReportedAndTheOthersAreRead(string row, MalformedReason reason)
    {
        using var file = CsvFile.Read("a,b\n5,6\n" + row + "7,8\n", "a");

        Assert.Equal([(3L, reason)], file.Malformed);
        Assert.Equal([["5"], ["7"]], file.Rows.Select(r => r.Values));
    }

    [Theory]
    [InlineData("1,\"2")]
    [InlineData("1,\"2\n")]
    public void ReadAsync_QuoteOpenAtTheEnd_IsOneMalformedRow(string row)
    {
        using var file = CsvFile.Read("a,b\n5,6\n" + row, "a");

        Assert.Equal([(3, MalformedReason.Quoting)], file.Malformed);
        Assert.Single(file.Rows);
    }

    [Fact]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    public void ReadAsync_OpenQuoteThatSwallowsRows_IsRefusedWithItsLine()
    {
        var exception = CsvFile.Refused("a,b\n5,6\n1,\"2\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"jan{i}@example.com,x\n")), "a");

        Assert.Equal("SOURCE_UNREADABLE", exception.Code);
        Assert.Contains("line 3", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("jan", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadAsync_OpenQuoteThatSwallowsRowsUpToTheNextQuote_IsRefusedWithItsLine()
    {
        var exception = CsvFile.Refused("a,b\n5,6\n1,\"2\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"jan{i}@example.com,x\n")) + "7,\"8\"\n", "a");

        Assert.Equal("SOURCE_UNREADABLE", exception.Code);
        Assert.Contains("line 3", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("jan", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\ufeff")]
    [InlineData("\n\r\n\n")]
    [InlineData("\ufeff\n \n")]
    [Trait("Refusal", "SOURCE_EMPTY")]
    public void OpenAsync_NothingInTheFile_IsRefused(string text) => Assert.Equal("SOURCE_EMPTY", CsvFile.Refused(text, "a").Code);

    [Fact]
    public void OpenAsync_ManyBlankLinesAlone_IsRefusedAsEmpty() => Assert.Equal("SOURCE_EMPTY", CsvFile.Refused(new string('\n', 10_000), "a").Code);

    [Fact]
    public void OpenAsync_ManyBlankLinesBeforeTheHeader_IsRead()
    {
        using var file = CsvFile.Read(new string('\n', 10_000) + "a,b\n1,2\n", "a");

        Assert.Equal([(10_002L, "1")], file.Rows.Select(r => (r.Line, r.Values[0])));
    }

    [Fact]
    [Trait("Refusal", "COLUMN_MISSING")]
    public void OpenAsync_ColumnThatIsNotThere_IsRefusedWithTheNamesThatAre()
    {
        var exception = CsvFile.Refused("E-mail,Naam\njan@example.com,Jan\n", "Naam", "email");

        Assert.Equal("COLUMN_MISSING", exception.Code);
        Assert.Contains("\"E-mail\", \"Naam\"", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jan@example.com,Jan,Dorpsstraat 1\npiet@example.com,Piet,Dorpsstraat 2\n")]
    [InlineData("Jan,0612345678,Dorpsstraat 1\nPiet,0612345679,Dorpsstraat 2\n")]
    public void OpenAsync_NoHeaderRow_IsRefusedWithoutQuotingIt(string text)
    {
        var exception = CsvFile.Refused(text, "email");

        Assert.Equal("COLUMN_MISSING", exception.Code);
        Assert.DoesNotMatch("jan@|Jan|Dorpsstraat|0612", exception.Message);
    }

    [Fact]
    [Trait("Refusal", "COLUMN_MISSING")]
    public void OpenAsync_ColumnTwice_IsRefused() => Assert.Equal("COLUMN_MISSING", CsvFile.Refused("a,b,a\n1,2,3\n", "a").Code);

    [Fact]
    public void OpenAsync_OtherColumnTwice_IsRead()
    {
        using var file = CsvFile.Read("a,b,b\n1,2,3\n", "a");

        Assert.Equal([["1"]], file.Rows.Select(r => r.Values));
    }

    [Fact]
    public void OpenAsync_ArchiveOrSpreadsheet_IsRefused()
    {
        Assert.Equal("SOURCE_UNREADABLE", CsvFile.Refused([.. "PK\u0003\u0004"u8, .. Enumerable.Repeat((byte)'x', 100)], "a").Code);
        Assert.Equal("SOURCE_UNREADABLE", CsvFile.Refused([.. "PK\u0003\u0004"u8, 0, 0, 8], "a").Code);
    }

    [Fact]
    public void OpenAsync_BinaryFile_IsRefused() => Assert.Equal("SOURCE_UNREADABLE", CsvFile.Refused([.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 31))], "a").Code);

    [Fact]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    public async Task OpenAsync_NoFile_IsRefused()
    {
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => CsvRecords.FromFile("/there/is/no/customers.csv").OpenAsync(["a"], TestContext.Current.CancellationToken).AsTask());

        Assert.Equal("SOURCE_UNREADABLE", exception.Code);
        Assert.Contains("customers.csv", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_Folder_IsRefused()
    {
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => CsvRecords.FromFile(Path.GetTempPath()).OpenAsync(["a"], TestContext.Current.CancellationToken).AsTask());

        Assert.Equal("SOURCE_UNREADABLE", exception.Code);
    }

    [Theory]
    [InlineData(65_536, 0)]
    [InlineData(65_537, 1)]
    public void ReadAsync_LongValue_IsKeptUpToItsLimit(int length, int malformed)
    {
        using var file = CsvFile.Read("a,b\n" + new string('x', length) + ",1\n2,2\n", "a");

        Assert.Equal(Enumerable.Repeat((2L, MalformedReason.FieldTooLong), malformed), file.Malformed);
        Assert.Equal(2 - malformed, file.Rows.Count);
    }

    [Fact]
    public void ReadAsync_LongValueInAColumnThatIsNotMapped_DoesNotMatter()
    {
        using var file = CsvFile.Read("a,b\n1," + new string('x', 1_000_000) + "\n2,2\n", "a");

        Assert.Equal([["1"], ["2"]], file.Rows.Select(r => r.Values));
    }

    [Fact]
    public void ReadAsync_ManyRows_AreReadOverManyBatchesInOrder()
    {
        using var file = CsvFile.Read("a,b\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => i % 1000 == 999 ? "x,\"y\"z\n" : $"{i},y\n")), "a");

        Assert.Equal(Enumerable.Range(0, 20_000).Where(i => i % 1000 != 999).Select(i => (i + 2L, $"{i}")), file.Rows.Select(r => (r.Line, r.Values[0])));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (1001L + (i * 1000), MalformedReason.Quoting)), file.Malformed);
    }

    [Fact]
    public async Task ReadAsync_SeparatorOfThePlan_IsNotFoundOut()
    {
        using var file = new CsvFile("a;b,c\n1;2,3\n");
        await file.ReadAsync(["b,c"], ';');

        Assert.Equal([["2,3"]], file.Rows.Select(r => r.Values));
    }

    [Fact]
    public async Task OpenAsync_TwiceAfterAChange_ReadsTheFileAsItIs()
    {
        using var file = new CsvFile("a\n1\n");
        await file.ReadAsync(["a"]);
        await File.WriteAllTextAsync(file.Path, "a\n2\n", TestContext.Current.CancellationToken);
        await file.ReadAsync(["a"]);

        Assert.Equal([["1"], ["2"]], file.Rows.Select(r => r.Values));
    }

    private static byte[] FirstValue(string path, string column)
    {
        using var reader = new Closing(CsvRecords.FromFile(path).OpenAsync([column], default).AsTask().GetAwaiter().GetResult());
        var batch = new RecordBatch(1);
        _ = reader.Reader.ReadAsync(batch, default).AsTask().GetAwaiter().GetResult();
        return batch.GetValue(0, 0).ToArray();
    }

    private sealed class Closing(IRecordReader reader) : IDisposable
    {
        public IRecordReader Reader => reader;

        public void Dispose() => reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
