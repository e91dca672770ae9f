using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Onboarding.PeerBenchmarks;

/// <summary>
/// Hashes the e-mail column of a CSV and counts the digests that differ, with several programs on one thread each. They
/// take turns; the first turn of each is not measured, and has to give the digests of all others.
/// </summary>
internal static class ColumnPeers
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNameCaseInsensitive = true };

    public static async Task<int> RunAsync(string file, string scripts, int rounds)
    {
        var key = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var hex = Convert.ToHexStringLower(key);
        (string Name, Func<Task<ColumnFigures>> Run)[] keyed =
        [
            ("CsvHelper, HMACSHA256.HashData, HashSet<string>", () => Task.FromResult(StraightforwardColumn.Hash(file, key))),
            ("Node.js, createHmac, Set", () => RunScriptAsync(Path.Combine(scripts, "crypto.mjs"), file, hex)),
            ("Onboarding.Core", () => LibraryColumn.HashAsync(file, key)),
        ];
        (string Name, Func<Task<ColumnFigures>> Run)[] plain =
        [
            ("CsvHelper, SHA256.HashData, HashSet<string>", () => Task.FromResult(StraightforwardColumn.Hash(file, null))),
            ("Node.js, createHash, Set", () => RunScriptAsync(Path.Combine(scripts, "crypto.mjs"), file, "sha256")),
            ("DuckDB, sha256(lower(trim(email)))", () => RunScriptAsync(Path.Combine(scripts, "duckdb.mjs"), file)),
            ("Onboarding.Core", () => LibraryColumn.HashAsync(file, null)),
        ];
        var keyedSeconds = keyed.Select(_ => new List<double>()).ToArray();
        var plainSeconds = plain.Select(_ => new List<double>()).ToArray();
        var first = await WarmUpAsync(keyed);
        var firstPlain = await WarmUpAsync(plain);
        for (var round = 0; round < rounds; round++)
        {
            await MeasureAsync(keyed, keyedSeconds);
            await MeasureAsync(plain, plainSeconds);
        }

        Print("HMAC-SHA-256", keyed, first, keyedSeconds);
        Print("SHA-256", plain, firstPlain, plainSeconds);
        return 0;
    }

    private static async Task<ColumnFigures[]> WarmUpAsync((string Name, Func<Task<ColumnFigures>> Run)[] variants)
    {
        var figures = new ColumnFigures[variants.Length];
        for (var i = 0; i < variants.Length; i++)
        {
            figures[i] = await variants[i].Run();
            if (!figures[i].Agrees(figures[0]))
            {
                throw new InvalidOperationException($"{variants[i].Name} computes other digests than {variants[0].Name}.");
            }
        }

        return figures;
    }

    private static async Task MeasureAsync((string Name, Func<Task<ColumnFigures>> Run)[] variants, List<double>[] seconds)
    {
        for (var i = 0; i < variants.Length; i++)
        {
            GC.Collect();
            seconds[i].Add((await variants[i].Run()).Seconds);
        }
    }

    private static async Task<ColumnFigures> RunScriptAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true }) ?? throw new InvalidOperationException("node does not start.");
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && JsonSerializer.Deserialize<ColumnFigures>(text, s_json) is { } figures
            ? figures
            : throw new InvalidOperationException($"{Path.GetFileName(arguments[0])} ended with {process.ExitCode}.");
    }

    private static void Print(string title, (string Name, Func<Task<ColumnFigures>> Run)[] variants, ColumnFigures[] figures, List<double>[] seconds)
    {
        double Median(int i) => seconds[i].Order().ElementAt(seconds[i].Count / 2);

        // Ratios of turns that followed one another: what disturbed one disturbed the other.
        double Ratio(int i) => seconds[i].Zip(seconds[0], (own, other) => other / own).Order().ElementAt(seconds[i].Count / 2);

        Console.WriteLine($"| {title} of the e-mail column, {figures[0].Rows:N0} rows, {figures[0].Distinct:N0} digests | version | seconds, median | best | times the first, median |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        for (var i = 0; i < variants.Length; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {variants[i].Name} | {figures[i].Version} | {Median(i):0.000} | {seconds[i].Min():0.000} | {Ratio(i):0.0} |"));
        }

        Console.WriteLine();
    }
}
