using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Onboarding.Core.Tests.Support;
using Onboarding.Suppression;

namespace Onboarding.Sqlite.Tests;

/// <summary>The file of a store: when it is made, who can read it, how it is copied, and who shares it.</summary>
public sealed class SqliteStoreFileTests : IDisposable
{
    private readonly RunFolder _folder = new();
    private readonly string _path;

    public SqliteStoreFileTests() => _path = _folder["home", "onboarding.db"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Constructor_NewPath_CreatesNothing()
    {
        using var store = new SqliteStore(_path);

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task FirstUse_NewFolder_IsReadableForItsOwnerOnly()
    {
        using var store = new SqliteStore(_path);
        await AddAsync(store, 1);

        var files = RunFolder.Files(_folder.Path);
        Assert.Equal(["onboarding.db", "onboarding.db-shm", "onboarding.db-wal"], files.Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.All(files, RunFolder.AssertOwnerOnly);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["home"]));
        }
    }

    [Fact]
    public async Task FirstUse_EightAtOnce_MakesOneFile()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            async () =>
            {
                using var store = new SqliteStore(_path);
                await AddAsync(store, i);
            },
            Token)));

        using var reader = new SqliteStore(_path);
        Assert.Equal(8, (await reader.CountAsync(Token)).Active);
        Assert.DoesNotContain(RunFolder.Files(_folder.Path), f => f.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dispose_Idle_FoldsTheLogIntoTheFile()
    {
        using (var store = new SqliteStore(_path))
        {
            await AddAsync(store, 1);
        }

        Assert.Equal([_path], RunFolder.Files(_folder.Path));
    }

    [Fact]
    public async Task Backup_FileAlone_Reopens()
    {
        using (var store = new SqliteStore(_path))
        {
            await AddAsync(store, 1);
        }

        await AssertCopyReopensAsync();
    }

    [Fact]
    public async Task Backup_FileWithItsLog_Reopens()
    {
        using var store = new SqliteStore(_path);
        await AddAsync(store, 1);
        Assert.True(new FileInfo(_path + "-wal").Length > 0);

        await AssertCopyReopensAsync();
    }

    [Fact]
    public async Task Call_WhileAnotherProcessWrites_Waits()
    {
        using var store = new SqliteStore(_path);
        await AddAsync(store, 1);
        using var other = Process.Start(new ProcessStartInfo("python3") { ArgumentList = { "-c", Holder, _path }, RedirectStandardOutput = true, RedirectStandardInput = true })!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync(Token));

        var adding = Task.Run(async () => await AddAsync(store, 2), Token);
        Assert.Equal(1, (await store.CountAsync(Token)).Active);
        await other.StandardInput.WriteLineAsync("go on");
        await adding;
        await other.WaitForExitAsync(Token);

        Assert.Equal(0, other.ExitCode);
        Assert.Equal(["added", "list"], (await store.ReadChangesAsync(0, Token).ToListAsync(Token)).Select(o => o.OptOut.Origin).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Settings_OfTheFile_AreLogAndVersion()
    {
        using var store = new SqliteStore(_path);
        await AddAsync(store, 1);
        using var connection = new SqliteConnection($"Data Source={_path};Pooling=False");
        connection.Open();

        Assert.Equal(["wal", 2L, 0x4F6E6253L, "ok"], ((string[])["journal_mode", "user_version", "application_id", "integrity_check"]).Select(p => Pragma(connection, p)));
    }

    [Fact]
    public async Task AnyCall_FileOfVersion1_GetsWhatItLacksAndLosesNothing()
    {
        using (var store = new SqliteStore(_path))
        {
            await AddAsync(store, 1);
            await store.RecordImportAsync(new ListImport { List = "list", Values = 3, ReadAt = DateTimeOffset.UnixEpoch }, Token);
        }

        using (var connection = new SqliteConnection($"Data Source={_path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "alter table imports drop column outcome; pragma user_version = 1";
            command.ExecuteNonQuery();
        }

        using var newer = new SqliteStore(_path);
        var import = (await newer.FindImportAsync("list", Token))!;
        Assert.Equal((3L, 0, 1L), (import.Values, import.Outcome.Length, (await newer.CountAsync(Token)).Active));
        await newer.RecordImportAsync(new ListImport { List = "list", Values = 3, ReadAt = DateTimeOffset.UnixEpoch, Outcome = new byte[] { 1, 2 } }, Token);
        Assert.Equal([1, 2], (await newer.FindImportAsync("list", Token))!.Outcome.ToArray());
    }

    [Fact]
    public async Task UseSqlite_Home_RegistersAStoreInItsFolder()
    {
        var services = new ServiceCollection();
        services.AddOnboarding(_folder["home"]).UseSqlite().UseSqlite();
        using var provider = services.BuildServiceProvider();

        await AddAsync(Assert.IsType<SqliteStore>(Assert.Single(provider.GetServices<IOnboardingStore>())), 1);

        Assert.True(File.Exists(_path));
    }

    public void Dispose() => _folder.Dispose();

    private const string Holder = """
        import sqlite3, sys
        connection = sqlite3.connect(sys.argv[1], isolation_level=None)
        connection.execute("begin immediate")
        print("held", flush=True)
        sys.stdin.readline()
        connection.execute("update opt_outs set origin = 'added'")
        connection.execute("commit")
        """;

    private static async Task AddAsync(SqliteStore store, int i)
    {
        byte[] token = [1, .. System.Security.Cryptography.SHA256.HashData([(byte)i])];
        await store.AddAsync([new OptOut { Tokens = token, KeyId = "k", Scope = OptOutScope.All, Origin = "list", ProfileSet = 1, Effective = DateTimeOffset.UnixEpoch }], null, Token);
    }

    private static object? Pragma(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"pragma {name}");
        return command.ExecuteScalar();
    }

    private async Task AssertCopyReopensAsync()
    {
        Directory.CreateDirectory(_folder["copy"]);
        foreach (var file in RunFolder.Files(_folder["home"]).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.Copy(file, _folder["copy", Path.GetFileName(file)]);
        }

        using var copy = new SqliteStore(_folder["copy", "onboarding.db"]);
        Assert.Equal(1, (await copy.CountAsync(Token)).Active);
        await AddAsync(copy, 2);
        Assert.Equal(2, await copy.GetLastChangeAsync(Token));
    }
}
