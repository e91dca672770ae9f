using System.Text;
using Microsoft.Data.Sqlite;
using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;
using Onboarding.Suppression;

namespace Onboarding.Sqlite.Tests;

/// <summary>What is no store, or a damaged one, is refused and left as it is; what cannot be reached is an error that may pass.</summary>
public sealed class SqliteStoreFaultTests : IDisposable
{
    private static readonly byte[] s_token = [1, .. Enumerable.Repeat((byte)0xAB, 32)];

    private readonly RunFolder _folder = new();
    private readonly string _path;

    public SqliteStoreFaultTests() => _path = _folder["onboarding.db"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Garbage { get; } = ["", "x", "email\njan@example.nl\n", "SQLite format 3\0 and then something else", new string('\0', 8192), new string('z', 100_000)];

    [Theory]
    [MemberData(nameof(Garbage))]
    [Trait("Refusal", "STORE_DAMAGED")]
    public async Task AnyCall_FileThatIsNoDatabase_RefusesAndLeavesIt(string content)
    {
        File.WriteAllText(_path, content);

        await AssertRefusedAsync("STORE_DAMAGED", Encoding.UTF8.GetBytes(content));
    }

    [Theory]
    [InlineData("create table customers (email text)")]
    [InlineData("pragma journal_mode = wal; create table customers (email text)")]
    [InlineData("pragma application_id = 77; create table opt_outs (number integer)")]
    [InlineData("pragma user_version = 1; create table opt_outs (number integer)")]
    public async Task AnyCall_DatabaseOfAnotherApplication_RefusesAndLeavesIt(string sql)
    {
        Execute(sql);

        await AssertRefusedAsync("STORE_DAMAGED", File.ReadAllBytes(_path));
    }

    [Theory]
    [InlineData("pragma user_version = 3")]
    [InlineData("pragma user_version = 2147483647")]
    [Trait("Refusal", "STORE_VERSION")]
    public async Task AnyCall_NewerVersion_RefusesAndLeavesIt(string sql)
    {
        await CreateAsync();
        Execute(sql);

        await AssertRefusedAsync("STORE_VERSION", File.ReadAllBytes(_path));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(4096)]
    [InlineData(5000)]
    [InlineData(20480)]
    public async Task AnyCall_TruncatedFile_RefusesAndLeavesIt(int length)
    {
        await CreateAsync();
        File.WriteAllBytes(_path, File.ReadAllBytes(_path)[..length]);

        await AssertRefusedAsync("STORE_DAMAGED", File.ReadAllBytes(_path));
    }

    [Fact]
    public async Task ReadChangesAsync_OverwrittenPages_Refuses()
    {
        await CreateAsync();
        var content = File.ReadAllBytes(_path);
        content.AsSpan(4096).Fill(0x5A);
        File.WriteAllBytes(_path, content);

        await AssertRefusedAsync("STORE_DAMAGED", content);
    }

    [Theory]
    [InlineData("drop table opt_outs")]
    [InlineData("alter table opt_outs rename column tokens to other")]
    [InlineData("update opt_outs set tokens = x'0102'")]
    [InlineData("update opt_outs set tokens = x''")]
    [InlineData("update opt_outs set scope = 'nobody'")]
    [InlineData("update opt_outs set effective = -1")]
    [InlineData("update opt_outs set profile_set = 5000000000")]
    public async Task ReadChangesAsync_ChangedContent_Refuses(string sql)
    {
        await CreateAsync();
        Execute(sql);
        using var store = new SqliteStore(_path);

        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await store.ReadChangesAsync(0, Token).ToListAsync(Token));

        Assert.Equal("STORE_DAMAGED", exception.Code);
        Assert.DoesNotContain("ABAB", exception.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait("Refusal", "LEDGER_DAMAGED")]
    public async Task ReadAsync_ChangedEntry_RefusesByItsPlace()
    {
        await CreateAsync();
        Execute("update ledger set entry = '{\"version\":2}'");
        using var store = new SqliteStore(_path);

        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await store.ReadAsync(Token).ToListAsync(Token));

        Assert.StartsWith("LEDGER_DAMAGED: entry 1 ", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The log of a file that is gone would be taken for that of a new one.</summary>
    [Fact]
    public async Task AnyCall_LogWithoutItsFile_Refuses()
    {
        await CreateAsync();
        File.Move(_path, _path + "-wal");

        var exception = await RefusalAsync();

        Assert.Equal("STORE_DAMAGED", exception.Code);
        Assert.False(File.Exists(_path));
    }

    [Fact]
    public async Task AnyCall_StoreThatVanished_FailsAndMakesNoOther()
    {
        using var store = new SqliteStore(_path);
        await store.AddAsync([OptOut()], null, Token);
        store.Dispose();
        File.Delete(_path);

        await Assert.ThrowsAsync<IOException>(async () => await store.AddAsync([OptOut()], null, Token));
        Assert.False(File.Exists(_path));
    }

    [Fact]
    public async Task AnyCall_FolderInItsPlace_IsAnInputOutputError()
    {
        using var store = new SqliteStore(_folder.Path);

        await Assert.ThrowsAsync<IOException>(async () => await store.CountAsync(Token));
    }

    [Fact]
    public async Task AnyCall_FileInPlaceOfItsFolder_IsAnInputOutputError()
    {
        File.WriteAllText(_path, "x");
        using var store = new SqliteStore(Path.Combine(_path, "onboarding.db"));

        await Assert.ThrowsAsync<IOException>(async () => await store.CountAsync(Token));
    }

    /// <summary>A folder that nobody can write, whoever runs the test.</summary>
    [Fact]
    public async Task AnyCall_FolderThatCannotBeWritten_IsAnInputOutputError()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: no folder of other systems is closed to everybody");
        using var store = new SqliteStore("/proc/onboarding.db");

        await Assert.ThrowsAnyAsync<IOException>(async () => await store.AddAsync([OptOut()], null, Token));
    }

    [Theory]
    [InlineData(13, "full")]
    [InlineData(8, "read-only")]
    [InlineData(3, "read-only")]
    [InlineData(14, "opened")]
    [InlineData(5, "another process")]
    [InlineData(10, "SQLite error 10")]
    public void Translate_ErrorsThatMayPass_AreInputOutputErrors(int code, string word)
    {
        var translated = SqliteErrors.Translate(new SqliteException("", code), _path);

        Assert.Contains(word, Assert.IsType<IOException>(translated).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static OptOut OptOut() => new() { Tokens = s_token, KeyId = "k", Scope = OptOutScope.All, Origin = "command", ProfileSet = 1, Effective = DateTimeOffset.UnixEpoch };

    private async Task CreateAsync()
    {
        using var store = new SqliteStore(_path);
        await store.AddAsync([OptOut()], null, Token);
        await store.AppendAsync(new LedgerEntry { Event = LedgerEvent.Intended, Time = default, Domain = "a/b/advertising", Serial = 1 }, Token);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task<OnboardingException> RefusalAsync()
    {
        using var store = new SqliteStore(_path);
        return await Assert.ThrowsAsync<OnboardingException>(async () => await store.ReadChangesAsync(0, Token).ToListAsync(Token));
    }

    private async Task AssertRefusedAsync(string code, byte[] content)
    {
        Assert.Equal(code, (await RefusalAsync()).Code);
        using (var store = new SqliteStore(_path))
        {
            Assert.Equal(code, (await Assert.ThrowsAsync<OnboardingException>(async () => await store.AddAsync([OptOut()], null, Token))).Code);
        }

        Assert.Equal(content, File.ReadAllBytes(_path));

        // SQLite opens a log of nothing to look at a database in this mode.
        Assert.All(RunFolder.Files(_folder.Path), f => Assert.True(f == _path || f == _path + "-shm" || (f == _path + "-wal" && new FileInfo(f).Length == 0), f));
    }
}
