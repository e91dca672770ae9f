using Onboarding.PostgreSqlServers;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

/// <summary>Queries of a real PostgreSQL server.</summary>
public sealed class DbRecordPostgresTests(PostgreSqlServer server)
{
    private const string Endless = "select 'p' || generate_series(1, 2000000000) || '@example.nl' as email";

    private static readonly string[] s_email = ["email"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FromQuery_EveryType_IsInvariantText()
    {
        var source = await QueryAsync("""
            select 'Jan@Example.nl '::text as t, 'ab'::char(4) as c, 'x'::"char" as i, 7::smallint as s, -5 as n, 31612345678 as b, 9.10::numeric as d, 0.5::float8 as f, true as y,
                   '6F9619FF-8B86-D011-B42D-00CF4FC964FF'::uuid as u, date '1980-05-01' as born, timestamp '1980-05-01 13:04:05' as at, timestamptz '1980-05-01 13:04:05+00' as tz, null::text as z, 'é😀' as e
            """);

        var read = await DbRecordReading.ReadAsync(source, "t", "c", "i", "s", "n", "b", "d", "f", "y", "u", "born", "at", "tz", "z", "e");

        Assert.Equal("Jan@Example.nl |ab  |x|7|-5|31612345678|9.10|0.5|true|6f9619ff-8b86-d011-b42d-00cf4fc964ff|1980-05-01|1980-05-01T13:04:05|1980-05-01T13:04:05Z||é😀", Assert.Single(read.Rows));
    }

    [Fact]
    public async Task FromQuery_WithParameters_PassesThem()
    {
        var dataSource = await server.OpenAsync();
        var source = DbRecords.FromQuery(dataSource, "select email from (values ('jan@example.nl', 'NL'), ('ann@example.org', 'BE')) c(email, country) where country = $1", c =>
        {
            var country = c.CreateParameter();
            country.Value = "BE";
            c.Parameters.Add(country);
        });

        Assert.Equal(["ann@example.org"], (await DbRecordReading.ReadAsync(source, s_email)).Rows);
    }

    [Fact]
    public async Task FromReader_CommandOfTheDataSource_IsReadAndCloses()
    {
        var dataSource = await server.OpenAsync();
        var source = DbRecords.FromReader(async ct => await dataSource.CreateCommand("select 'jan@example.nl' as email").ExecuteReaderAsync(ct));

        for (var i = 0; i < 150; i++)
        {
            Assert.Equal(["jan@example.nl"], (await DbRecordReading.ReadAsync(source, s_email)).Rows);
        }
    }

    [Theory]
    [Trait("Refusal", "COLUMN_TYPE")]
    [InlineData("select '\\x6a616e'::bytea as email", "System.Byte[]")]
    [InlineData("select array['a', 'b'] as email", "Array")]
    [InlineData("select interval '1 day' as email", "System.TimeSpan")]
    public async Task FromQuery_TypeWithoutText_IsRefused(string sql, string type)
    {
        var source = await QueryAsync(sql);

        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(source, s_email));

        Assert.Equal("COLUMN_TYPE", refusal.Code);
        Assert.Contains(type, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Refusal", "COLUMN_MISSING")]
    public async Task FromQuery_SameNameTwice_IsRefused()
    {
        var source = await QueryAsync("select 'a' as email, 'b' as email");

        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(source, s_email));

        Assert.Equal("COLUMN_MISSING", refusal.Code);
    }

    [Fact]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    public async Task FromQuery_ErrorInTheMiddle_SaysPlaceAndSqlStateAndNoValue()
    {
        var source = await QueryAsync("select case when i = 9000 then ('secret' || i)::int::text else 'p' || i end as email from (select generate_series(1, 20000) as i) s");

        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(source, s_email));

        Assert.Equal("SOURCE_UNREADABLE", refusal.Code);
        Assert.Matches("the query failed after [0-9]+ rows: Npgsql.PostgresException, SQL state 22P02", refusal.Message);
        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    public async Task FromQuery_NoSuchTable_SaysSqlState()
    {
        var source = await QueryAsync("select email from customers");

        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(source, s_email));

        Assert.Contains("the query cannot be run: Npgsql.PostgresException, SQL state 42P01", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    public async Task FromQuery_ServerClosesTheConnection_SaysWhatFailed()
    {
        var source = await QueryAsync("select case when i = 9000 then pg_terminate_backend(pg_backend_pid())::text else 'p' || i end as email from (select generate_series(1, 20000) as i) s");

        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => DbRecordReading.ReadAsync(source, s_email));

        Assert.Equal("SOURCE_UNREADABLE", refusal.Code);
        Assert.Contains("Npgsql.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_CancelledWhileTheServerWorks_StopsSoon()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var source = await QueryAsync("select case when i = 3 then pg_sleep(300)::text else 'p' || i end as email from (select generate_series(1, 20000) as i) s");
        var started = TimeProvider.System.GetTimestamp();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await using var reader = await source.OpenAsync(s_email, stop.Token);
            await reader.ReadAsync(new RecordBatch(1), stop.Token);
        });

        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task DisposeAsync_NotReadToItsEnd_CancelsTheQuery()
    {
        var source = await QueryAsync(Endless);
        var started = TimeProvider.System.GetTimestamp();
        await using (var reader = await source.OpenAsync(s_email, Token))
        {
            Assert.True(await reader.ReadAsync(new RecordBatch(1), Token));
        }

        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(60));
        Assert.Equal(["0"], (await DbRecordReading.ReadAsync(await QueryAsync("select count(*) as n from pg_stat_activity where state = 'active' and query like 'select ''p'' || generate_series%'"), "n")).Rows);
    }

    private async Task<IRecordSource> QueryAsync(string sql) => DbRecords.FromQuery(await server.OpenAsync(), sql);
}
