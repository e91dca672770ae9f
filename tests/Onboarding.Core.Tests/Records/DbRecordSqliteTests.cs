using System.Data.Common;
using Microsoft.Data.Sqlite;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

/// <summary>Queries of SQLite, whose values have a type each, in memory and from a file.</summary>
public sealed class DbRecordSqliteTests : IDisposable
{
    private static readonly string[] s_email = ["email"];

    private readonly string _folder = Directory.CreateTempSubdirectory("onboarding-").FullName;

    private string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder, "crm.db"), Pooling = false }.ToString();

    [Fact]
    public async Task FromQuery_File_ReadsTheMappedColumns()
    {
        Execute("create table customers(name text, email text, card integer, born date); insert into customers values ('Jan', 'jan@example.nl', 31612345678, '1980-05-01'), ('Ann', null, null, null)");

        var read = await DbRecordReading.ReadAsync(FromQuery("select * from customers order by rowid"), "email", "card", "born");

        Assert.Equal(["jan@example.nl|31612345678|1980-05-01", "||"], read.Rows);
        Assert.Equal(["name"], read.UnreadColumns);
    }

    [Fact]
    public async Task FromQuery_WithParameters_PassesThem()
    {
        Execute("create table customers(email text, country text); insert into customers values ('jan@example.nl', 'NL'), ('ann@example.org', 'BE')");
        var source = FromQuery("select email from customers where country = $country", c => ((SqliteCommand)c).Parameters.AddWithValue("$country", "BE"));

        Assert.Equal(["ann@example.org"], (await DbRecordReading.ReadAsync(source, s_email)).Rows);
    }

    [Fact]
    public async Task FromQuery_ValuesOfSeveralTypesInOneColumn_AreEachRead()
    {
        var source = FromQuery("select 'text' as id union all select 42 union all select null union all select 31612345678.0 union all select 1e30");

        Assert.Equal(["text", "42", "", "31612345678", "1E+30"], (await DbRecordReading.ReadAsync(source, "id")).Rows);
    }

    [Fact]
    [Trait("Refusal", "COLUMN_TYPE")]
    public async Task FromQuery_BytesInOneRow_AreRefusedWithTheirRow()
    {
        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(FromQuery("select 'a' as id union all select x'6A616E'"), "id"));

        Assert.Equal("COLUMN_TYPE", refusal.Code);
        Assert.Contains("System.Byte[] in row 2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FromQuery_TextThatIsNotUtf8_ArrivesAsItsBytes()
    {
        Assert.Equal("4BFF80", Convert.ToHexString(await DbRecordReading.ReadFirstAsync(FromQuery("select cast(x'4BFF80' as text) as id"), "id")));
        Assert.Equal("4BEFBFBD", Convert.ToHexString(await DbRecordReading.ReadFirstAsync(FromQuery("select cast(x'4BEFBFBD' as text) as id"), "id")));
    }

    [Fact]
    public async Task FromReader_MemoryDatabase_IsReadOnItsConnectionAndStaysOpen()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Execute(connection, "create table customers(email text); insert into customers values ('jan@example.nl')");
        DbCommand command = connection.CreateCommand();
        command.CommandText = "select email from customers";
        var source = DbRecords.FromReader(command.ExecuteReaderAsync);

        Assert.Equal(["jan@example.nl"], (await DbRecordReading.ReadAsync(source, s_email)).Rows);
        Execute(connection, "insert into customers values ('ann@example.nl')");
        Assert.Equal(["jan@example.nl", "ann@example.nl"], (await DbRecordReading.ReadAsync(source, s_email)).Rows);
    }

    [Fact]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    public async Task FromQuery_ErrorInTheMiddle_IsSaidWithPlaceAndWithoutValues()
    {
        Execute("create table customers(email text, extra text); insert into customers values ('jan@example.nl', '{}'), ('ann@example.nl', '{secret')");

        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(FromQuery("select email, json_extract(extra, '$.a') as card from customers order by rowid"), "email", "card"));

        Assert.Equal("SOURCE_UNREADABLE", refusal.Code);
        Assert.Contains("the query failed after 1 rows: Microsoft.Data.Sqlite.SqliteException", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("JSON", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    [InlineData("select email from nowhere where email = 'jan@example.nl'")]
    [InlineData("selec 'jan@example.nl'")]
    public async Task FromQuery_WrongQuery_IsRefusedWithoutQuotingIt(string sql)
    {
        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(FromQuery(sql), s_email));

        Assert.Equal("SOURCE_UNREADABLE", refusal.Code);
        Assert.Contains("the query cannot be run: Microsoft.Data.Sqlite.SqliteException", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("jan@", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Refusal", "COLUMN_MISSING")]
    public async Task FromQuery_NoQuery_SaysThatThereAreNoColumns()
    {
        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(FromQuery("create table customers(email text)"), s_email));

        Assert.Equal("COLUMN_MISSING", refusal.Code);
        Assert.Contains("it has none", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    public async Task FromQuery_SeveralResults_AreRefused()
    {
        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(FromQuery("select 'a' as email; select 'b' as email"), s_email));

        Assert.Contains("several results", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FromQuery_NotReadToItsEnd_ReleasesTheFile()
    {
        Execute("create table customers(email text); insert into customers values ('jan@example.nl')");
        await using (var reader = await FromQuery("with recursive n(i) as (select 1 union all select i + 1 from n) select email from customers, n").OpenAsync(s_email, TestContext.Current.CancellationToken))
        {
            var batch = new RecordBatch(1);
            Assert.True(await reader.ReadAsync(batch, TestContext.Current.CancellationToken));
            Assert.True(batch.IsFull);
        }

        // A lock that were left behind would let this fail.
        Execute("pragma busy_timeout = 0; drop table customers");
    }

    [Fact]
    public async Task FromQuery_CancelledInTheMiddle_Stops()
    {
        using var stop = new CancellationTokenSource();
        await using var reader = await FromQuery("with recursive n(i) as (select 1 union all select i + 1 from n) select i as email from n").OpenAsync(s_email, TestContext.Current.CancellationToken);
        var batch = new RecordBatch(1);
        Assert.True(await reader.ReadAsync(batch, stop.Token));
        batch.Clear();
        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.ReadAsync(batch, stop.Token));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        Execute(connection, sql);
    }

    private IRecordSource FromQuery(string sql, Action<DbCommand>? prepare = null) => DbRecords.FromQuery(SqliteFactory.Instance.CreateDataSource(ConnectionString), sql, prepare);
}
