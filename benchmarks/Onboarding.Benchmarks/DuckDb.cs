using System.Diagnostics;
using System.Globalization;
using Onboarding.Hashing;

namespace Onboarding.Benchmarks;

/// <summary>DuckDB in Node, holding the same tokens in memory, and answering when it is asked: <c>benchmarks/duckdb</c>.</summary>
internal sealed class DuckDb : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("onboarding-duckdb-");
    private readonly Process _process;

    public DuckDb(string scripts, Token[] left, Token[] right, int threads)
    {
        var files = new[] { left, right }.Select((tokens, i) => Write(Path.Combine(_folder.FullName, $"{i}.csv"), tokens)).ToArray();
        var start = new ProcessStartInfo("node", [Path.Combine(scripts, "semi-join.mjs"), .. files, threads.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        Console.WriteLine(_process.StandardOutput.ReadLine());
    }

    /// <summary>The processor time that its process has used.</summary>
    public TimeSpan Used
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long Ask(string column)
    {
        _process.StandardInput.WriteLine(column);
        return long.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Write(string path, Token[] tokens)
    {
        using var writer = new StreamWriter(path);
        var bytes = new byte[Token.Size];
        foreach (var token in tokens)
        {
            token.CopyTo(bytes);
            writer.WriteLine(Convert.ToHexStringLower(bytes));
        }

        return path;
    }
}
