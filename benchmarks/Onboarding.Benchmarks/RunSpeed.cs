using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Onboarding.Cli;
using Onboarding.Csv;

namespace Onboarding.Benchmarks;

/// <summary>
/// <c>run ROWS FOLDER SAMPLE [OPTOUTS]</c>: a whole run over a generated export of ten columns, e-mail and phone, with opt-outs (1,000,000 unless told) of which one in a hundred customers is. SAMPLE is samples/webshop, of which the keys and the
/// dossier are taken. Twice up to 4 million rows: the first run imports the opt-outs. Prints what each stage took on the clock and of all processors, and the most anonymous memory (Linux).
/// </summary>
internal static class RunSpeed
{
    public static async Task RunAsync(long rows, string folder, string sample, int optOuts)
    {
        StageMemory.GiveBackAfterStages();
        Directory.CreateDirectory(folder);
        var customers = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"customers-{rows}.csv"));
        if (!File.Exists(customers))
        {
            GeneratedCustomers.Write(customers, rows, seed: 7);
        }

        var list = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"opt-outs-{rows}-{optOuts}.csv"));
        if (!File.Exists(list))
        {
            await WriteOptOutsAsync(customers, list, optOuts);
        }

        WritePlan(folder, sample, customers, list);
        for (var run = 1; run <= (rows > 4_000_000 ? 1 : 2); run++)
        {
            var home = new OnboardingHome(Path.Combine(folder, "home"), new SqliteStore(Path.Combine(folder, "home", "onboarding.db")));
            var plan = await home.ApproveAsync(Path.Combine(folder, "plan.json"));
            var stages = new List<(string Name, double Seconds, double Processor)>();
            var begun = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
            using var listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Onboarding.Core",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStarted = activity => begun[activity.Id!] = Processor(),
                ActivityStopped = activity => stages.Add((activity.OperationName, activity.Duration.TotalSeconds, Processor() - begun[activity.Id!])),
            };
            ActivitySource.AddActivityListener(listener);
            using var memory = new AnonymousMemory();
            var report = await home.CreateRun(plan, CsvRecords.FromPlan(plan), SuppressionSource.FromPlan(plan), new OnboardingRunOptions { PrivateFolder = Path.Combine(folder, "private") }).WriteToAsync(Outbox.At(Path.Combine(folder, "outbox")));
            var total = report.Duration.TotalSeconds;
            var lists = stages.Where(s => s.Name.EndsWith("opt-outs", StringComparison.Ordinal)).Sum(s => s.Seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run {run}: {rows:N0} rows, {report.Counts.Members:N0} members, {report.Counts.Suppressed:N0} suppressed, {total:F2} s, {rows / total:N0} rows/s; without the reading of opt-outs {total - lists:F2} s, {rows / (total - lists):N0} rows/s; at most {memory.Peak / 1e6:F0} MB anonymous, {memory.Managed / 1e6:F0} of it on the heap"));
            foreach (var stage in stages.GroupBy(s => s.Name))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {stage.Key,-24} {stage.Sum(s => s.Seconds),8:F2} s  {stage.Sum(s => s.Seconds) / rows * 1e9,7:F0} ns a row  {stage.Sum(s => s.Processor) / rows * 1e9,7:F0} ns of processor time"));
            }
        }
    }

    private static double Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static void WritePlan(string folder, string sample, string customers, string list)
    {
        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        foreach (var key in Directory.GetFiles(Path.Combine(sample, "keys")))
        {
            File.Copy(key, Path.Combine(folder, "keys", Path.GetFileName(key)), overwrite: true);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(Path.Combine(folder, "keys", Path.GetFileName(key)), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        File.WriteAllText(Path.Combine(folder, "dossier.json"), File.ReadAllText(Path.Combine(sample, "dossier.json")).Replace("\"external_id\"", "\"phone\"", StringComparison.Ordinal));
        var plan = JsonNode.Parse(File.ReadAllText(Path.Combine(sample, "plan.json")))!.AsObject();
        plan.Remove("$schema");
        plan.Remove("signingKey");
        plan["region"] = "NL";
        plan["fields"] = new JsonArray("email", "phone");
        plan["source"] = JsonNode.Parse($$"""{ "type": "csv", "path": "{{Path.GetFileName(customers)}}", "columns": { "email": "email", "phone": "mobile" }, "malformed": "report" }""");
        plan["suppression"]!["lists"] = JsonNode.Parse($$"""[{ "path": "{{Path.GetFileName(list)}}", "columns": [{ "name": "email", "kind": "email", "form": "clear" }] }]""");
        File.WriteAllText(Path.Combine(folder, "plan.json"), plan.ToJsonString());
    }

    private static async Task WriteOptOutsAsync(string customers, string path, int count)
    {
        await using var writer = new StreamWriter(path);
        await writer.WriteLineAsync("email");
        var written = 0;
        var row = 0L;
        foreach (var line in File.ReadLines(customers).Skip(1))
        {
            if (written < count && row++ % 100 == 0)
            {
                await writer.WriteLineAsync(line.Split(',')[1]);
                written++;
            }
        }

        for (; written < count; written++)
        {
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"no-{written}@example.nl"));
        }
    }

    // What a process can be killed for: pages of files that were read are not among it.
    private sealed class AnonymousMemory : IDisposable
    {
        private readonly Timer _timer;

        public AnonymousMemory() => _timer = new Timer(_ => Look(), null, 0, 50);

        public long Peak { get; private set; }

        /// <summary>What stood on the collector's heap then, garbage too.</summary>
        public long Managed { get; private set; }

        public void Dispose() => _timer.Dispose();

        private void Look()
        {
            var line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("RssAnon:", StringComparison.Ordinal)) : null;
            var now = line is null ? 0 : 1024 * long.Parse(line.AsSpan(8).Trim(" \tkB"), CultureInfo.InvariantCulture);
            if (now > Peak)
            {
                (Peak, Managed) = (now, GC.GetTotalMemory(forceFullCollection: false));
            }
        }
    }
}
