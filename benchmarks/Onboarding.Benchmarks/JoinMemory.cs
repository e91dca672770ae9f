using System.Diagnostics;
using System.Globalization;
using Onboarding.Hashing;
using Onboarding.Matching;

namespace Onboarding.Benchmarks;

/// <summary>One join of generated tokens within a budget, with the highest anonymous memory of the process.</summary>
internal static class JoinMemory
{
    public static void Run(long rows, long budget, int threads)
    {
        var folder = Directory.CreateTempSubdirectory("onboarding-join-");
        using var stop = new CancellationTokenSource();
        var peak = 0L;
        var watching = Task.Run(() =>
        {
            for (; !stop.IsCancellationRequested; Thread.Sleep(20))
            {
                peak = Math.Max(peak, Anonymous());
            }
        });
        var before = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var count = 0L;
        new TokenJoin(folder.FullName, budget, threads).Join(new Generated(0, rows), new Generated(rows / 2, rows), found => count += found.Length, CancellationToken.None);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var used = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        stop.Cancel();
        watching.Wait();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} x {rows:N0}, budget {budget:N0}, {threads} threads: {elapsed:0.0} s, {2 * rows / elapsed / 1_000_000:0.0} M tokens/s; processor {used:0.0} s, {2 * rows / used / 1_000_000:0.0} M tokens/s of it; found {count:N0}, RssAnon at most {peak / 1024:N0} MiB"));
        folder.Delete(recursive: true);
        if (count != rows - (rows / 2))
        {
            throw new InvalidOperationException("Wrong.");
        }
    }

    // In KiB.
    private static long Anonymous()
    {
        return OperatingSystem.IsLinux() ? long.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith("RssAnon", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) : 0;
    }

    private sealed class Generated(long first, long count) : ITokenSource
    {
        private long _next;

        public long Count => count;

        public bool IsSorted => false;

        public int Read(Span<Token> tokens, Span<uint> numbers)
        {
            var read = (int)Math.Min(tokens.Length, count - _next);
            for (var i = 0; i < read; i++)
            {
                tokens[i] = GeneratedTokens.Of(first + _next);
                numbers[i] = (uint)_next++;
            }

            return read;
        }
    }
}
