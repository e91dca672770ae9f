using System.Diagnostics;
using System.Globalization;

namespace Onboarding.Faults;

/// <summary>
/// Starts workers on a home, kills them (SIGKILL) at random instants, and checks after each kill that everything is there which they said was done.
/// A home lives for some rounds; at its end everything is done once more without a kill and compared with a home on which nobody was killed.
/// </summary>
internal sealed class FaultHarness(FaultOptions options, Action<string> say)
{
    // In milliseconds.
    private const int LongestStart = 600;
    private const int LongestDelay = 120;

    private const int MinutesOfDay = 24 * 60;

    private readonly FaultReport _report = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public async Task<FaultReport> RunAsync()
    {
        var root = Directory.CreateTempSubdirectory("onboarding-faults-").FullName;
        for (var home = 0; _report.Fault is null && GoesOn; home++)
        {
            var folder = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"h{home}-{Path.GetRandomFileName()[..8]}"));
            _report.Fault = await LiveAsync(folder, home);
            if (_report.Fault is null)
            {
                Directory.Delete(folder, recursive: true);
                say(string.Create(CultureInfo.InvariantCulture, $"{_clock.Elapsed.TotalMinutes:0.0} min: {_report}"));
            }
            else
            {
                say($"left as it is: {folder}");
            }
        }

        if (_report.Fault is null)
        {
            Directory.Delete(root, recursive: true);
        }

        return _report;
    }

    private bool GoesOn => _report.Rounds < options.Rounds && _clock.Elapsed < options.Limit;

    private async Task<string?> LiveAsync(string folder, int home)
    {
        FaultWorld.Create(folder);
        var said = new Acknowledged();
        var check = new HomeCheck(folder, options.PostgreSql, said);
        for (var round = 0; round < options.RoundsPerHome && GoesOn; round++)
        {
            var random = new Random(unchecked((options.Seed * 1_000_003) + (home * 1009) + round));
            await RoundAsync(folder, said, random);
            _report.Rounds++;
            if (await check.RunAsync() is { } fault)
            {
                return string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed}, home {home}, round {round}: {fault}");
            }
        }

        if (await check.FinishAsync() is { } atEnd)
        {
            return string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed}, home {home}, at its end: {atEnd}");
        }

        _report.OptOuts += said.OptOuts.Count;
        _report.Entries += said.Entries.Count;
        _report.Removals += said.Removals.Count;
        _report.Imports += said.Lists.Count;
        _report.Outputs += check.Outputs;
        _report.UnknownOutputs += check.UnknownOutputs;
        return null;
    }

    private async Task RoundAsync(string folder, Acknowledged said, Random random)
    {
        var killing = new List<Task>();
        for (var i = 0; i < (options.TwoAtOnce ? 2 : 1); i++)
        {
            var mode = Worker.Modes[random.Next(Worker.Modes.Length)];
            var clock = options.MovesClock ? random.Next(-MinutesOfDay, MinutesOfDay) : 0;

            // A third within the first moments, the others in the middle of the work: some time after some call.
            var lines = random.Next(3) == 0 ? 1 : random.Next(2, 20);
            killing.Add(KillAsync(mode, folder, said, random.Next(), clock, (lines, random.Next(lines == 1 ? LongestStart : LongestDelay))));
            _report.KillsByWork[mode] = _report.KillsByWork.GetValueOrDefault(mode) + 1;
            _report.Kills++;
        }

        await Task.WhenAll(killing);
    }

    private async Task KillAsync(string mode, string folder, Acknowledged said, int seed, int clock, (int Lines, int Delay) end)
    {
        string[] arguments = [typeof(FaultHarness).Assembly.Location, "worker", mode, folder, seed.ToString(CultureInfo.InvariantCulture), clock.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo("dotnet", options.PostgreSql is null ? arguments : [.. arguments, options.PostgreSql]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = said.ReadAsync(process.StandardOutput, end.Lines, reached);
        var error = process.StandardError.ReadToEndAsync();
        await reached.Task;
        await Task.Delay(end.Delay);
        if (process.HasExited)
        {
            said.Faults.Add($"{mode} ended by itself: {(await error).Split('\n')[0]}");
        }

        process.Kill();
        await process.WaitForExitAsync();
        await reading;
    }
}
