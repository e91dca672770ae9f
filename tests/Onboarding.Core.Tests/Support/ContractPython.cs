using System.Diagnostics;

namespace Onboarding.Core.Tests.Support;

/// <summary>Runs docs/partner-kit/onboarding.py, the independent program.</summary>
internal static class ContractPython
{
    private static readonly Lazy<bool> s_present = new(FindPython);

    public static void SkipWhereMissing() => Assert.SkipUnless(s_present.Value, "python3 (3.9 or newer) is not installed");

    /// <summary>Standard output, line by line; the exit code must be the one that is wanted.</summary>
    public static async Task<string[]> RunAsync(IEnumerable<string> input, int exitCode, params string[] arguments)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(ContractFolder.Repository, "docs", "partner-kit", "onboarding.py"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await using (var writer = process.StandardInput)
        {
            foreach (var line in input)
            {
                await writer.WriteAsync(line);
                await writer.WriteAsync('\n');
            }
        }

        var lines = await output;
        var said = await errors;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == exitCode, $"exit code {process.ExitCode}: {said}");
        return exitCode == 0 ? lines.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [said.Trim()];
    }

    private static bool FindPython()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", "-c \"import sys; sys.exit(sys.version_info < (3, 9))\""))!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
