using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;

namespace Onboarding.Core.Tests.Delivery;

/// <summary>A writer that is killed at any instant: this assembly itself, started with an environment variable, which says each entry that the ledger acknowledged.</summary>
public sealed class FileLedgerCrashTests : IDisposable
{
    private const string Switch = "ONBOARDING_TESTS_LEDGER_WRITER";

    private readonly RunFolder _folder = new();

    [Fact]
    public async Task AppendAsync_WriterKilledAgainAndAgain_LosesNoAcknowledgedEntry()
    {
        var path = _folder["ledger.jsonl"];
        var acknowledged = new List<long>();
        for (var round = 0; round < 6; round++)
        {
            acknowledged.AddRange(await WriteAndKillAsync(path, round * 100_000L, 3 + (round * 7)));
        }

        var serials = new List<long>();
        await foreach (var entry in new FileLedger(path).ReadAsync(TestContext.Current.CancellationToken))
        {
            serials.Add(entry.Serial);
        }

        Assert.NotEmpty(acknowledged);
        Assert.Empty(acknowledged.Except(serials));
        Assert.Equal(serials.Distinct(), serials);
    }

    public void Dispose() => _folder.Dispose();

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "The child process must write before the test runner begins.")]
    internal static void WriteWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(Switch) is not { } arguments)
        {
            return;
        }

        var (serial, path) = (long.Parse(arguments.Split('|')[0], CultureInfo.InvariantCulture), arguments.Split('|')[1]);
        var ledger = new FileLedger(path);
        using var output = Console.OpenStandardOutput();
        while (true)
        {
            ledger.AppendAsync(new LedgerEntry { Event = LedgerEvent.Failed, Time = RunWorld.Start, Domain = "a/b/c", Serial = ++serial }, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            output.Write(System.Text.Encoding.ASCII.GetBytes(serial.ToString(CultureInfo.InvariantCulture) + "\n"));
        }
    }

    private static async Task<List<long>> WriteAndKillAsync(string path, long first, int lines)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(FileLedgerCrashTests).Assembly.Location);
        start.Environment[Switch] = first.ToString(CultureInfo.InvariantCulture) + "|" + path;
        using var process = Process.Start(start)!;
        var acknowledged = new List<long>();
        try
        {
            while (acknowledged.Count < lines && await process.StandardOutput.ReadLineAsync() is { } line)
            {
                acknowledged.Add(long.Parse(line, CultureInfo.InvariantCulture));
            }
        }
        finally
        {
            process.Kill();
        }

        // What it said before it died counts too; a line that was cut off in the pipe does not.
        var rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        acknowledged.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => long.Parse(l, CultureInfo.InvariantCulture)));
        return acknowledged;
    }
}
