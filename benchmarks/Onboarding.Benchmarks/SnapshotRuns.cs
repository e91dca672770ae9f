using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Suppression;

namespace Onboarding.Benchmarks;

/// <summary>Whole jobs of the bulk filter, each once, with wall time and anonymous memory: <c>snapshot build|memory|csv|import</c>.</summary>
internal static class SnapshotRuns
{
    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["build", var count]:
                await BuildAsync(Parse(count));
                return 0;
            case ["memory", var count]:
                LookUp(Parse(count));
                return 0;
            case ["csv", var path, var count]:
                WriteCsv(path, Parse(count));
                return 0;
            case ["import", var path]:
                await ImportAsync(path, "a store that keeps nothing", new GeneratedOptOuts(0));
                return 0;
            case ["import", var path, var database]:
                using (var store = new SqliteStore(database))
                {
                    await ImportAsync(path, "a SQLite store", store);
                    await ImportAsync(path, "the same store once more", store);
                }

                return 0;
            default:
                Console.Error.WriteLine("snapshot build COUNT | snapshot memory COUNT | snapshot csv FILE COUNT | snapshot import FILE [DATABASE]");
                return 2;
        }
    }

    private static async Task BuildAsync(long count)
    {
        using var folder = new Folder();
        var store = new GeneratedOptOuts(count);
        var snapshots = new SnapshotFolder(folder.Path, TimeProvider.System, NullLogger.Instance);
        await TimeAsync($"build of {count:N0}", async () => (await snapshots.RefreshAsync(store, GeneratedTokens.KeyId, default)).Dispose());
        store.Count += 10_000;
        await TimeAsync("refresh with 10,000 changes", async () => (await snapshots.RefreshAsync(store, GeneratedTokens.KeyId, default)).Dispose());
        await TimeAsync("refresh with none", async () => (await snapshots.RefreshAsync(store, GeneratedTokens.KeyId, default)).Dispose());
    }

    private static void LookUp(long count)
    {
        using var folder = new Folder();
        var path = "";
        Time($"file of {count:N0} tokens written", () => path = GeneratedTokens.WriteFile(folder.Path, count));
        SnapshotFile file = null!;
        Time("verified and mapped", () => file = SnapshotFile.Open(path));
        using (file)
        {
            var random = new Random(20261122);
            var tokens = new Token[1_000_000];
            var found = new bool[tokens.Length];
            for (var i = 0; i < tokens.Length; i++)
            {
                tokens[i] = i % 2 == 0 ? file.Sections[0][random.NextInt64(count)] : GeneratedTokens.Of(-1 - i);
            }

            var filter = file.For(OptOutScope.All);
            Time("40 rounds of 1,000,000 look-ups, half of them hits, in batches of 4096", () => LookUp(filter, tokens, found, 40));
            Console.WriteLine($"found {found.AsSpan().Count(true):N0}");
        }
    }

    private static void LookUp(SnapshotFilter filter, ReadOnlySpan<Token> tokens, Span<bool> found, int rounds)
    {
        const int Batch = 4096;
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < tokens.Length; i += Batch)
            {
                filter.Contains(tokens[i..Math.Min(i + Batch, tokens.Length)], found[i..]);
            }

            var used = Environment.CpuUsage.TotalTime - before;
            best = used < best ? used : best;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"best round: {tokens.Length / best.TotalSeconds / 1_000_000:0.0} M look-ups a second of processor time"));
    }

    private static void WriteCsv(string path, long count)
    {
        using var writer = new StreamWriter(path);
        writer.WriteLine("email");
        for (var i = 0L; i < count; i++)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fictief.{i * 7919 % 1_000_003}.{i}@{(i % 5 == 0 ? "gmail.com" : "example.com")}"));
        }
    }

    private static async Task ImportAsync(string path, string where, ISuppressionStore store)
    {
        using var folder = new Folder();
        using var material = new KeyMaterial(SHA256.HashData("no secret"u8));
        using var card = new KeyCard(GeneratedTokens.KeyId, KeyType.Suppression, Domain.Suppression("shop"), material, DateOnly.MinValue, null, isDemo: true);
        var list = new SuppressionList("benchmark", CsvRecords.FromFile(path), [new SuppressionColumn("email", IdentifierKind.Email, SuppressionValueForm.Clear)]);
        var import = new OptOutImport(store, new SnapshotFolder(folder.Path, TimeProvider.System, NullLogger.Instance), card, TimeProvider.System);
        OptOutImportReport report = null!;
        await TimeAsync("import into " + where, async () => report = await import.ReadAsync(list, default));
        Console.WriteLine($"{report.Added:N0} added, {report.Known:N0} known");
    }

    private static long Parse(string count) => long.Parse(count, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static void Time(string what, Action action) => TimeAsync(what, () => { action(); return Task.CompletedTask; }).GetAwaiter().GetResult();

    private static async Task TimeAsync(string what, Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {watch.Elapsed.TotalSeconds:0.000} s; {Memory()}"));
    }

    private static string Memory()
    {
        return OperatingSystem.IsLinux()
            ? string.Join(", ", File.ReadLines("/proc/self/status").Where(l => l.StartsWith("Rss", StringComparison.Ordinal) || l.StartsWith("VmHWM", StringComparison.Ordinal)).Select(l => string.Join(' ', l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))
            : "";
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("onboarding-snapshot-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
