using System.Data;
using System.Data.Common;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

/// <summary>Queries of a driver that the base library has: the reader of a table in memory.</summary>
public sealed class DbRecordTests
{
    private static readonly string[] s_email = ["email"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_EveryType_IsInvariantText()
    {
        using var table = new DataTable();
        object[] values =
        [
            "jan@example.nl", 'x', (sbyte)-1, (byte)2, (short)-3, (ushort)4, -5, 6u, -7L, 8UL, 9.10m, 0.5d, 0.25f, true, Guid.Parse("6F9619FF-8B86-D011-B42D-00CF4FC964FF"),
            new DateOnly(1980, 5, 1), new DateTime(1980, 5, 1), new DateTimeOffset(1980, 5, 1, 1, 2, 3, TimeSpan.Zero), DBNull.Value,
        ];
        var names = values.Select((v, i) => table.Columns.Add("c" + i, v is DBNull ? typeof(int) : v.GetType()).ColumnName).ToArray();
        table.Rows.Add(values);

        var read = await DbRecordReading.ReadAsync(Source(table), names);

        Assert.Equal("jan@example.nl|x|-1|2|-3|4|-5|6|-7|8|9.10|0.5|0.25|true|6f9619ff-8b86-d011-b42d-00cf4fc964ff|1980-05-01|1980-05-01|1980-05-01T01:02:03+00:00|", Assert.Single(read.Rows));
    }

    [Fact]
    public async Task ReadAsync_WantedOrder_ReadsOnlyThoseAndListsTheOthers()
    {
        using var table = Table(["name", "email", "card", "notes"], ["Jan", "jan@example.nl", "K1", "ill"], ["Ann", "ann@example.nl", "K2", ""]);

        var read = await DbRecordReading.ReadAsync(Source(table), "card", "email", "card");

        Assert.Equal(["K1|jan@example.nl|K1", "K2|ann@example.nl|K2"], read.Rows);
        Assert.Equal([1L, 2L], read.Positions);
        Assert.Equal(["name", "notes"], read.UnreadColumns);
    }

    [Fact]
    public async Task ReadAsync_MoreThanABatch_KeepsOrderAndPositions()
    {
        using var table = Table(["email"], [.. Enumerable.Range(1, 10_000).Select(i => new[] { $"p{i}@example.nl" })]);

        var read = await DbRecordReading.ReadAsync(Source(table), s_email);

        Assert.Equal(Enumerable.Range(1, 10_000).Select(i => $"p{i}@example.nl"), read.Rows);
        Assert.Equal(Enumerable.Range(1, 10_000).Select(i => (long)i), read.Positions);
    }

    [Fact]
    public async Task ReadAsync_LoneSurrogate_IsInvalidUtf8()
    {
        using var table = Table(["email"], ["jan\uD800@example.nl"]);

        Assert.Equal("6A616EEDA080406578616D706C652E6E6C", Convert.ToHexString(await DbRecordReading.ReadFirstAsync(Source(table), "email")));
    }

    [Fact]
    public async Task ReadAsync_ReplacementCharacterOfTheData_IsKept()
    {
        using var table = Table(["card"], ["K\uFFFD"], ["L\uFFFD"]);

        Assert.Equal(["K\uFFFD", "L\uFFFD"], (await DbRecordReading.ReadAsync(Source(table), "card")).Rows);
    }

    [Fact]
    public async Task ReadAsync_ValueTooLong_IsMalformedAndTheRestGoesOn()
    {
        using var table = Table(["email"], ["a"], [new string('x', RecordBatch.MaxValueLength + 1)], ["b"]);

        var read = await DbRecordReading.ReadAsync(Source(table), s_email);

        Assert.Equal(["a", "b"], read.Rows);
        Assert.Equal([(2L, MalformedReason.FieldTooLong)], read.Malformed);
    }

    [Theory]
    [Trait("Refusal", "COLUMN_MISSING")]
    [InlineData("mail", "no column \"mail\"; its columns are \"name\", \"email\"")]
    [InlineData("Email", "no column \"Email\"")]
    public async Task OpenAsync_NoSuchColumn_IsRefused(string wanted, string seen)
    {
        using var table = Table(["name", "email"], ["Jan", "jan@example.nl"]);

        var refusal = await Assert.ThrowsAsync<OnboardingException>(async () => await Source(table).OpenAsync([wanted], Token));

        Assert.Equal("COLUMN_MISSING", refusal.Code);
        Assert.Contains(seen, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Refusal", "COLUMN_MISSING")]
    public void Find_NameTwice_IsRefusedOnlyWhereItIsWanted()
    {
        string[] names = ["email", "id", "email", "id "];

        var refusal = Assert.Throws<OnboardingException>(() => ColumnMap.Find(names, ["id"], "the query's result"));

        Assert.Contains("several columns \"id\"", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([0], ColumnMap.Find(["a", "x", "x"], ["a"], "the query's result").Wanted);
    }

    [Fact]
    [Trait("Refusal", "COLUMN_MISSING")]
    public void Find_NamesLikeData_AreNotListed()
    {
        var refusal = Assert.Throws<OnboardingException>(() => ColumnMap.Find(["'jan@example.nl'"], s_email, "the query's result"));

        Assert.DoesNotContain("jan@", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Refusal", "COLUMN_TYPE")]
    public async Task ReadAsync_Bytes_AreRefused()
    {
        using var table = new DataTable();
        table.Columns.Add("photo", typeof(byte[]));
        table.Rows.Add([null]);
        table.Rows.Add([new byte[] { 0x6A, 0x61, 0x6E }]);

        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(Source(table), "photo"));

        Assert.Equal("COLUMN_TYPE", refusal.Code);
        Assert.Contains("column \"photo\" of the query is of type System.Byte[] in row 2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    public async Task ReadAsync_SeveralResults_AreRefused()
    {
        using var first = Table(["email"], ["jan@example.nl"]);
        using var second = Table(["email"], ["ann@example.nl"]);
        var source = DbRecords.FromReader(_ => Task.FromResult<DbDataReader>(new DataTableReader([first, second])));

        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(source, s_email));

        Assert.Equal("SOURCE_UNREADABLE", refusal.Code);
        Assert.Contains("several results", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    public async Task OpenAsync_DelegateThrows_IsSaidWithoutItsMessage()
    {
        var source = DbRecords.FromReader(_ => throw new InvalidOperationException("Password=geheim", new TimeoutException("jan@example.nl")));

        var refusal = await Assert.ThrowsAsync<OnboardingException>(async () => await source.OpenAsync(s_email, Token));

        Assert.Equal("SOURCE_UNREADABLE", refusal.Code);
        Assert.Contains("System.InvalidOperationException, because of System.TimeoutException", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("jan@", refusal.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(OpenAsync_DelegateThrows_IsSaidWithoutItsMessage), refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_Twice_RunsTheQueryAnew()
    {
        using var table = Table(["email"], ["jan@example.nl"]);
        var openings = 0;
        var source = DbRecords.FromReader(_ => Task.FromResult<DbDataReader>(Count(table.CreateDataReader())));

        var first = await DbRecordReading.ReadAsync(source, s_email);
        var second = await DbRecordReading.ReadAsync(source, s_email);

        Assert.Equal(first.Rows, second.Rows);
        Assert.Equal(2, openings);

        DataTableReader Count(DataTableReader reader)
        {
            openings++;
            return reader;
        }
    }

    [Fact]
    public async Task DisposeAsync_AfterReadingAndAfterErrors_ClosesTheReader()
    {
        using var table = Table(["email"], ["jan@example.nl"]);
        var readers = new List<DataTableReader>();
        var source = DbRecords.FromReader(_ =>
        {
            readers.Add(table.CreateDataReader());
            return Task.FromResult<DbDataReader>(readers[^1]);
        });

        await DbRecordReading.ReadAsync(source, s_email);
        await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(source, "missing"));

        Assert.Equal(2, readers.Count);
        Assert.All(readers, r => Assert.True(r.IsClosed));
    }

    [Fact]
    public async Task ReadAsync_CancelledWithinABatch_StopsThere()
    {
        using var table = Table(["email"], ["a"], ["b"], ["c"]);
        using var stop = new CancellationTokenSource();
        await using var reader = await Source(table).OpenAsync(s_email, Token);
        var batch = new RecordBatch(1);
        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.ReadAsync(batch, stop.Token));

        Assert.Equal(0, batch.Count);
    }

    [Fact]
    public void Origin_OfCode_IsCode() => Assert.Equal("code", DbRecords.FromReader(_ => throw new InvalidOperationException()).Origin);

    private static IRecordSource Source(DataTable table) => DbRecords.FromReader(_ => Task.FromResult<DbDataReader>(table.CreateDataReader()));

    private static DataTable Table(string[] columns, params string[][] rows)
    {
        var table = new DataTable();
        table.Columns.AddRange([.. columns.Select(c => new DataColumn(c, typeof(string)))]);
        foreach (var row in rows)
        {
            table.Rows.Add([.. row]);
        }

        return table;
    }
}
