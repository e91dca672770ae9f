using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Onboarding.Core.Tests.Support;

/// <summary>Runs tests/JsonLd/expand.mjs; its packages are installed from the lock file when a test first needs them.</summary>
internal static class JsonLdProcessor
{
    private static readonly string s_folder = Path.Combine(ContractFolder.Repository, "tests", "JsonLd");
    private static readonly Lazy<bool> s_present = new(Install);

    public static void SkipWhereMissing() => Assert.SkipUnless(s_present.Value, "node (18 or newer) and npm are not installed, or npm reaches no registry");

    /// <summary>What is wrong with the labels; empty when nothing is.</summary>
    public static async Task<string[]> FaultsAsync(IEnumerable<(string Name, byte[] Json)> labels)
    {
        var input = new JsonArray([.. labels.Select(l => new JsonObject { ["name"] = l.Name, ["label"] = JsonNode.Parse(l.Json) })]);
        using var process = Start("node", "expand.mjs");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await using (var writer = process.StandardInput)
        {
            await writer.WriteAsync(input.ToJsonString());
        }

        var faults = await output;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return JsonSerializer.Deserialize<string[]>(faults)!;
    }

    private static bool Install()
    {
        try
        {
            return Succeeds("node", "--eval", "process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)")
                && (File.Exists(Path.Combine(s_folder, "node_modules", ".package-lock.json")) || Succeeds(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = s_folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8 };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
