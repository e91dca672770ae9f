using System.Globalization;
using Onboarding.Faults;

// dotnet run -c Release --project benchmarks/Onboarding.Faults -- [--rounds N] [--seed N] [--two] [--clock] [--minutes N] [--postgresql CONNECTION]
// Kills importers, opt-outs, runs and exports at random instants and checks after each what was acknowledged (docs/reliability.md). Prints the first fault and the folder, and exits with 1.
if (args is ["worker", var mode, var folder, var workerSeed, var clock, .. var server])
{
    return await Worker.RunAsync(mode, folder, int.Parse(workerSeed, CultureInfo.InvariantCulture), TimeSpan.FromMinutes(int.Parse(clock, CultureInfo.InvariantCulture)), server.FirstOrDefault());
}

if (args is ["full", var small])
{
    var left = await FullDisk.RunAsync(small);
    Console.WriteLine(left ?? "every promise held");
    return left is null ? 0 : 1;
}

var options = new FaultOptions
{
    Rounds = Number("--rounds", 1000),
    Seed = Number("--seed", 1),
    Limit = TimeSpan.FromMinutes(Number("--minutes", 24 * 60)),
    TwoAtOnce = args.Contains("--two"),
    MovesClock = args.Contains("--clock"),
    PostgreSql = Value("--postgresql"),
};
Console.WriteLine($"seed {options.Seed}, up to {options.Rounds} rounds");
var report = await new FaultHarness(options, Console.WriteLine).RunAsync();
Console.WriteLine(report);
return report.Fault is null ? 0 : 1;

string? Value(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

int Number(string name, int otherwise) => Value(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
