using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Onboarding.Core.Tests.Support;
using Onboarding.Faults;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Sqlite.Tests;

/// <summary>Whatever a process is killed at, nothing that was acknowledged is lost: a short loop of <c>benchmarks/Onboarding.Faults</c> (docs/reliability.md).</summary>
public sealed class FaultTests : IDisposable
{
    // Rights of the own user name space where there are any, and a file system that goes with the process.
    private const string SmallFileSystem = """mount -t tmpfs -o size=16m onboarding "$0" || exit 77; exec dotnet "$1" full "$0" """;

    private readonly RunFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(9, false)]
    [InlineData(6, true)]
    public async Task Kill_AtRandomInstants_LosesNothingThatWasAcknowledged(int rounds, bool isHard)
    {
        var report = await new FaultHarness(new FaultOptions { Rounds = rounds, Seed = 5, TwoAtOnce = isHard, MovesClock = isHard }, _ => { }).RunAsync();

        Assert.Null(report.Fault);
        Assert.Equal(rounds, report.Rounds);
    }

    /// <summary>The harness sees what it looks for.</summary>
    [Theory]
    [InlineData("delete from opt_outs where number = 7", "opt-out 7 was acknowledged and is gone")]
    [InlineData("update opt_outs set tokens = substr(tokens, 1, 33) where number = 7", "tokens that it has not")]
    [InlineData("delete from opt_out_tokens where number = 7", "not found by one of its tokens")]
    [InlineData("delete from ledger where event = 'Exported'", "a ledger entry was acknowledged and is gone")]
    [InlineData("delete from ledger where event = 'Intended'", "a ledger entry was acknowledged and is gone")]
    [InlineData("delete from removals", "a removal was acknowledged and is gone")]
    public async Task Check_RowThatIsGone_IsFound(string sql, string fault)
    {
        var said = await WorkAsync();
        Assert.Null(await new HomeCheck(_folder.Path, null, said).RunAsync());
        using (var connection = new SqliteConnection($"Data Source={_folder["home", "onboarding.db"]};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.NotEqual(0, command.ExecuteNonQuery());
        }

        var found = await new HomeCheck(_folder.Path, null, said).RunAsync();

        Assert.Contains(fault, found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_MemberFileThatIsGone_IsFound()
    {
        var said = await WorkAsync();
        File.Delete(Directory.GetFiles(_folder["home", "members"], "*.members")[0]);

        Assert.NotNull(await new HomeCheck(_folder.Path, null, said).RunAsync());
    }

    [Fact]
    public async Task Work_DiskFull_FailsAndLosesNothingThatWasAcknowledged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: a file system of a few megabytes");
        string[] rights = Environment.IsPrivilegedProcess ? ["-m"] : ["-r", "-m"];
        using var process = Process.Start(new ProcessStartInfo("unshare", [.. rights, "sh", "-c", SmallFileSystem, _folder.Path, typeof(FaultHarness).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.SkipWhen(process.ExitCode == 77 || error.StartsWith("unshare:", StringComparison.Ordinal), "needs the right to mount a file system of its own (root, or user name spaces)");

        Assert.Equal("every promise held", (await output + error).Trim());
    }

    /// <summary>Store, members, working sets and keys in another folder are the same party.</summary>
    [Fact]
    public async Task Backup_FoldersInAnotherPlace_FindsTheSameRecipientsAndWritesAgain()
    {
        await WorkAsync();
        var before = await CheckAsync(_folder.Path);
        using var copy = new RunFolder();
        FaultWorld.CopyFolder(_folder.Path, copy.Path);
        Directory.Delete(_folder["home"], recursive: true);

        Assert.Equal(before, await CheckAsync(copy.Path));
        await using var world = FaultWorld.Open(copy.Path);
        var report = await world.WriteAgainAsync(before.Split(' ')[1]);
        Assert.True(report.Counts.Members > 0);
        Assert.NotEmpty(await world.Home.Removals.ExportAsync(world.RemovalsFolder, cancellationToken: Token));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> CheckAsync(string folder)
    {
        await using var world = FaultWorld.Open(folder);
        using var optOuts = await world.OpenOptOutsAsync();
        var recipient = Assert.Single((await optOuts.CheckAsync(IdentifierKind.Email, Encoding.UTF8.GetBytes(Population.Email(3)), cancellationToken: Token)).Recipients);
        return recipient.Name.Replace(' ', '-') + " " + string.Join(' ', recipient.Outputs.Select(o => o.Id)) + " " + recipient.Removal;
    }

    /// <summary>A run, an opt-out after it, and its removal.</summary>
    private async Task<Acknowledged> WorkAsync()
    {
        FaultWorld.Create(_folder.Path);
        using var said = new MemoryStream();
        await using var output = new StreamWriter(said, new UTF8Encoding(false));
        await using (var world = FaultWorld.Open(_folder.Path, acknowledgements: output))
        {
            await world.RunAsync();
            using var optOuts = await world.OpenOptOutsAsync();
            await optOuts.AddAsync(IdentifierKind.Email, Encoding.UTF8.GetBytes(Population.Email(3)), OptOutScope.All, cancellationToken: Token);
        }

        said.Position = 0;
        using var reader = new StreamReader(said, leaveOpen: true);
        var acknowledged = new Acknowledged();
        await acknowledged.ReadAsync(reader, 0, new TaskCompletionSource());
        return acknowledged;
    }
}
