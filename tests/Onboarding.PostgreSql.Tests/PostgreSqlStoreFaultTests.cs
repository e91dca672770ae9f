using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Onboarding.Delivery;
using Onboarding.PostgreSqlServers;
using Onboarding.Suppression;

namespace Onboarding.PostgreSql.Tests;

/// <summary>Tables that are not ours are refused and left as they are; a server that goes away is an error that may pass, and nothing is lost or stored twice.</summary>
public sealed class PostgreSqlStoreFaultTests(PostgreSqlServer server)
{
    private readonly string _schema = "f" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAsync_ServerStoppedBetweenBatches_FailsAndSucceedsWhenRepeated()
    {
        await using var own = new PostgreSqlServer();
        var store = new PostgreSqlStore(await own.OpenAsync());
        await store.AddAsync(OptOuts(0, 100), null, Token);
        await own.StopAsync();

        await Assert.ThrowsAsync<IOException>(async () => await store.AddAsync(OptOuts(50, 100), null, Token));
        await Assert.ThrowsAsync<IOException>(async () => await store.ReadChangesAsync(0, Token).ToListAsync(Token));
        await own.StartAsync();

        Assert.Equal(50, (await RepeatAsync(() => store.AddAsync(OptOuts(50, 100), null, Token))).Count(r => r.IsNew));
        await AssertEachOnceAsync(store, 150);
    }

    [Fact]
    public async Task AddAsync_ServerStoppedInMidImport_LosesNothingThatWasAcknowledged()
    {
        await using var own = new PostgreSqlServer();
        var store = new PostgreSqlStore(await own.OpenAsync());
        await store.AddAsync(OptOuts(0, 1), null, Token);
        var acknowledged = 0;
        var importing = Task.Run(
            async () =>
            {
                for (var batch = 0; batch < 60; batch++)
                {
                    await RepeatAsync(() => store.AddAsync(OptOuts(batch * 200, 200), null, Token));
                    Interlocked.Exchange(ref acknowledged, (batch + 1) * 200);
                }
            },
            Token);
        for (var stop = 0; stop < 3 && !importing.IsCompleted; stop++)
        {
            await Task.Delay(150, Token);
            await own.StopAsync();
            var before = Volatile.Read(ref acknowledged);
            await own.StartAsync();
            Assert.True((await RepeatAsync(() => store.CountAsync(Token))).Active >= before);
        }

        await importing;
        await AssertEachOnceAsync(store, 12_000);
    }

    [Fact]
    public async Task AnyCall_NoServer_IsAnInputOutputError()
    {
        await using var store = new PostgreSqlStore("Host=127.0.0.1;Port=1;Username=nobody;Database=none");

        await Assert.ThrowsAsync<IOException>(async () => await store.CountAsync(Token));
    }

    [Theory]
    [InlineData("create table customers (email text)")]
    [InlineData("create table store (id integer)")]
    [InlineData("create table store (product text, version integer)")]
    [InlineData("create table store (product text, version integer); insert into store values ('Another', 1)")]
    [InlineData("create table store (product text, version text); insert into store values ('Onboarding.Core', 'x')")]
    [Trait("Refusal", "STORE_DAMAGED")]
    public async Task AnyCall_SchemaOfAnotherApplication_RefusesAndLeavesIt(string sql)
    {
        await ExecuteAsync($"create schema {_schema}; set search_path = {_schema}; {sql}; reset search_path");
        var store = await OpenAsync();

        Assert.Equal("STORE_DAMAGED", (await Assert.ThrowsAsync<OnboardingException>(async () => await store.AddAsync(OptOuts(0, 1), null, Token))).Code);
        Assert.Equal("1", await ScalarAsync($"select count(*)::text from pg_class where relnamespace = '{_schema}'::regnamespace and relkind = 'r'"));
    }

    [Fact]
    public async Task AnyCall_SchemaOfVersion1_GetsWhatItLacksAndLosesNothing()
    {
        var store = await CreateAsync();
        await store.RecordImportAsync(new ListImport { List = "list", Values = 3, ReadAt = DateTimeOffset.UnixEpoch }, Token);
        await ExecuteAsync($"alter table {_schema}.imports drop column outcome; update {_schema}.store set version = 1");

        var newer = await OpenAsync();
        var import = (await newer.FindImportAsync("list", Token))!;
        Assert.Equal((3L, 0, 1L), (import.Values, import.Outcome.Length, (await newer.CountAsync(Token)).Active));
        await newer.RecordImportAsync(new ListImport { List = "list", Values = 3, ReadAt = DateTimeOffset.UnixEpoch, Outcome = new byte[] { 1, 2 } }, Token);
        Assert.Equal([1, 2], (await newer.FindImportAsync("list", Token))!.Outcome.ToArray());
    }

    [Fact]
    [Trait("Refusal", "STORE_VERSION")]
    public async Task AnyCall_NewerVersion_Refuses()
    {
        var store = await CreateAsync();
        await ExecuteAsync($"update {_schema}.store set version = 3");

        Assert.Equal("STORE_VERSION", (await Assert.ThrowsAsync<OnboardingException>(async () => await store.AddAsync(OptOuts(0, 1), null, Token))).Code);
        Assert.Equal("STORE_VERSION", (await Assert.ThrowsAsync<OnboardingException>(async () => await (await OpenAsync()).CountAsync(Token))).Code);
    }

    [Theory]
    [InlineData("drop table S.opt_outs")]
    [InlineData("drop schema S cascade")]
    [InlineData("alter table S.opt_outs rename column tokens to other")]
    [InlineData("alter table S.opt_outs alter column number type text")]
    [InlineData("update S.opt_outs set tokens = '\\x0102'")]
    [InlineData("update S.opt_outs set scope = 'nobody'")]
    [InlineData("update S.opt_outs set effective = -1")]
    public async Task ReadChangesAsync_ChangedContent_Refuses(string sql)
    {
        var store = await CreateAsync();
        await ExecuteAsync(sql.Replace("S.", _schema + ".", StringComparison.Ordinal).Replace(" S ", $" {_schema} ", StringComparison.Ordinal));

        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await store.ReadChangesAsync(0, Token).ToListAsync(Token));

        Assert.Equal("STORE_DAMAGED", exception.Code);
    }

    [Fact]
    public async Task ReadAsync_ChangedEntry_RefusesByItsPlace()
    {
        var store = await CreateAsync();
        await store.AppendAsync(Entry, Token);
        await ExecuteAsync($"update {_schema}.ledger set entry = 'x'");

        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await store.ReadAsync(Token).ToListAsync(Token));

        Assert.StartsWith("LEDGER_DAMAGED: entry 1 ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAsync_ServerThatOnlyReads_IsAnInputOutputError()
    {
        await CreateAsync();
        await using var store = new PostgreSqlStore(await ConnectionStringAsync("-c default_transaction_read_only=on"), _schema);

        var exception = await Assert.ThrowsAsync<IOException>(async () => await store.AddAsync(OptOuts(5, 1), null, Token));

        Assert.Contains("25006", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await store.CountAsync(Token)).Active);
    }

    /// <summary>Acknowledged is on the disk, whatever the role, the database or the connection string say.</summary>
    [Theory]
    [InlineData("off", "on")]
    [InlineData("on", "on")]
    [InlineData("remote_apply", "remote_apply")]
    public async Task AppendAsync_CommitSetting_IsRaisedAndNeverLowered(string setting, string expected)
    {
        await CreateAsync();
        await ExecuteAsync($"""
            create schema {_schema}_seen; create table {_schema}_seen.seen (setting text);
            create function {_schema}_seen.see() returns trigger language plpgsql as 'begin insert into {_schema}_seen.seen select current_setting(''synchronous_commit''); return new; end';
            create trigger see before insert on {_schema}.ledger for each row execute function {_schema}_seen.see();
            """);
        await using var store = new PostgreSqlStore(await ConnectionStringAsync($"-c synchronous_commit={setting}"), _schema);

        await store.AppendAsync(Entry, Token);

        Assert.Equal(expected, await ScalarAsync($"select setting from {_schema}_seen.seen"));
    }

    [Fact]
    public async Task FirstUse_EightAtOnce_MakesTheTablesOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () => await (await OpenAsync()).AddAsync(OptOuts(i, 1), null, Token), Token)));

        await AssertEachOnceAsync(await OpenAsync(), 8);
    }

    [Fact]
    public async Task FirstUse_EmptySchema_MakesTheTables()
    {
        await ExecuteAsync($"create schema {_schema}");

        await AssertEachOnceAsync(await CreateAsync(), 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("Onboarding")]
    [InlineData("a\"b")]
    [InlineData("a-b")]
    public void Constructor_SchemaOfAnotherForm_Throws(string schema) => Assert.Throws<ArgumentException>(() => new PostgreSqlStore("Host=127.0.0.1", schema));

    [Fact]
    public async Task UsePostgreSql_ConnectionString_RegistersAStore()
    {
        var services = new ServiceCollection();
        services.AddOnboarding("onboarding").UsePostgreSql(await ConnectionStringAsync(""), _schema);
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(0, await Assert.IsType<PostgreSqlStore>(provider.GetRequiredService<IOnboardingStore>()).GetLastChangeAsync(Token));
    }

    private static LedgerEntry Entry => new() { Event = LedgerEvent.Intended, Time = default, Domain = "a/b/advertising", Serial = 1 };

    private static OptOut[] OptOuts(int first, int count)
    {
        return [.. Enumerable.Range(first, count).Select(i => new OptOut
        {
            Tokens = (byte[])[1, .. SHA256.HashData(BitConverter.GetBytes(i)), 32, .. SHA256.HashData(BitConverter.GetBytes(-1 - i))],
            KeyId = "k",
            Scope = OptOutScope.All,
            Origin = "list",
            ProfileSet = 1,
            Effective = DateTimeOffset.UnixEpoch,
        })];
    }

    /// <summary>As a caller does: the same call again until the server is back.</summary>
    private static async Task<T> RepeatAsync<T>(Func<ValueTask<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (IOException)
            {
                await Task.Delay(50, Token);
            }
        }
    }

    private static async Task AssertEachOnceAsync(PostgreSqlStore store, int count)
    {
        var all = await store.ReadChangesAsync(0, Token).ToListAsync(Token);
        Assert.Equal(count, all.Count);
        Assert.Equal(Enumerable.Range(1, count).Select(i => (long)i), all.Select(o => o.Number));
        Assert.Equal(count, all.Select(o => Convert.ToHexString(o.OptOut.Tokens.Span)).Distinct().Count());
    }

    private async Task<PostgreSqlStore> OpenAsync() => new(await server.OpenAsync(), _schema);

    private async Task<PostgreSqlStore> CreateAsync()
    {
        var store = await OpenAsync();
        await store.AddAsync(OptOuts(0, 1), null, Token);
        return store;
    }

    private async Task<string> ConnectionStringAsync(string options)
    {
        await server.OpenAsync();
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Options = options }.ToString();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = (await server.OpenAsync()).CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    private async Task<string?> ScalarAsync(string sql)
    {
        await using var command = (await server.OpenAsync()).CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync(Token);
    }
}
