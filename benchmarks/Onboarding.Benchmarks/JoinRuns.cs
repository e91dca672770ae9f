using System.Diagnostics;
using System.Globalization;
using Onboarding.Hashing;
using Onboarding.Matching;

namespace Onboarding.Benchmarks;

/// <summary>The join of two sides of which each shares half of its tokens with the other, beside other ways to do it, in turns: <c>join [ROWS] [--threads N] [--rounds N] [--duckdb FOLDER] [--no-sets]</c>; <c>join memory ROWS BUDGET [--threads N]</c> alone, with its memory.</summary>
internal static class JoinRuns
{
    public static int Run(string[] args)
    {
        var threads = (int)Option(args, "--threads", 1);
        if (args is ["memory", var count, var budget, ..])
        {
            JoinMemory.Run(Parse(count), Parse(budget), threads);
            return 0;
        }

        var rows = (int)(args is [var first, ..] && char.IsAsciiDigit(first[0]) ? Parse(first) : 10_000_000);
        Compare(rows, threads, (int)Option(args, "--rounds", 5), !args.Contains("--no-sets"), Array.IndexOf(args, "--duckdb") is >= 0 and var at ? args[at + 1] : null);
        return 0;
    }

    private static void Compare(int rows, int threads, int rounds, bool sets, string? duckdb)
    {
        var left = Create(0, rows);
        var right = Create(rows / 2, rows);
        var (sortedLeft, sortedRight) = (Sort(left), Sort(right));
        var folder = Directory.CreateTempSubdirectory("onboarding-join-");
        var variants = new List<JoinVariant>
        {
            new("join, unsorted", () => Join(new TokenArray(left, false), new TokenArray(right, false), folder.FullName, threads)),
            new("join, sorted", () => Join(new TokenArray(sortedLeft, true), new TokenArray(sortedRight, true), folder.FullName, threads)),
        };
        if (sets)
        {
            variants.Add(new("HashSet of 32-byte structs", () => Count(left, right)));
            variants.Add(new("HashSet of 32-byte structs, sized", () => Count(left, right, rows)));
            var (leftHex, rightHex) = (Hex(left), Hex(right));
            variants.Add(new("HashSet of hex strings", () => Count(leftHex, rightHex)));
        }

        using var database = duckdb is null ? null : new DuckDb(duckdb, left, right, threads);
        if (database is not null)
        {
            variants.Add(new("DuckDB, BLOB", () => database.Ask("blob"), () => database.Used));
            variants.Add(new("DuckDB, hex", () => database.Ask("hex"), () => database.Used));
        }

        for (var round = 0; round <= rounds; round++)
        {
            foreach (var variant in variants)
            {
                variant.Measure(isWarmUp: round == 0, expected: rows - (rows / 2));
            }
        }

        Console.WriteLine($"{rows:N0} x {rows:N0} tokens, {threads} threads, {rounds} rounds, medians");
        Console.WriteLine("| | wall | tokens/s | times the first | processor | tokens/s of it | times the first |");
        foreach (var variant in variants)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {variant.Name} | {variant.Wall:0.000} s | {2L * rows / variant.Wall / 1_000_000:0.0} M | {variant.Wall / variants[0].Wall:0.00} | {variant.Used:0.000} s | {2L * rows / variant.Used / 1_000_000:0.0} M | {variant.Used / variants[0].Used:0.00} |"));
        }

        folder.Delete(recursive: true);
    }

    private static long Join(TokenArray audience, TokenArray own, string folder, int threads)
    {
        var count = 0L;
        new TokenJoin(folder, threads: threads).Join(audience, own, found => count += found.Length, CancellationToken.None);
        return count;
    }

    private static long Count<T>(T[] left, T[] right, int capacity = 0)
    {
        var set = new HashSet<T>(capacity);
        foreach (var value in left)
        {
            set.Add(value);
        }

        var count = 0L;
        foreach (var value in right)
        {
            count += set.Contains(value) ? 1 : 0;
        }

        return count;
    }

    private static Token[] Create(long first, int count)
    {
        var tokens = new Token[count];
        for (var i = 0; i < count; i++)
        {
            tokens[i] = GeneratedTokens.Of(first + i);
        }

        // In the order of their numbers the shared half would stand in one piece.
        new Random(20261122).Shuffle(tokens);
        return tokens;
    }

    private static Token[] Sort(Token[] tokens)
    {
        var sorted = tokens.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    private static string[] Hex(Token[] tokens)
    {
        var bytes = new byte[Token.Size];
        return Array.ConvertAll(tokens, token =>
        {
            token.CopyTo(bytes);
            return Convert.ToHexStringLower(bytes);
        });
    }

    private static long Option(string[] args, string name, long otherwise) => Array.IndexOf(args, name) is >= 0 and var at ? Parse(args[at + 1]) : otherwise;

    private static long Parse(string count) => long.Parse(count, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private sealed class JoinVariant(string name, Func<long> run, Func<TimeSpan>? processor = null)
    {
        private readonly List<double> _wall = [];
        private readonly List<double> _used = [];

        public string Name => name;

        public double Wall => _wall.Order().ElementAt(_wall.Count / 2);

        public double Used => _used.Order().ElementAt(_used.Count / 2);

        public void Measure(bool isWarmUp, long expected)
        {
            GC.Collect();
            var before = GetUsed();
            var started = Stopwatch.GetTimestamp();
            var found = run();
            var elapsed = Stopwatch.GetElapsedTime(started);
            var after = GetUsed();
            if (found != expected)
            {
                throw new InvalidOperationException($"{name} found {found:N0} tokens, not {expected:N0}.");
            }

            if (!isWarmUp)
            {
                _wall.Add(elapsed.TotalSeconds);
                _used.Add((after - before).TotalSeconds);
            }
        }

        private TimeSpan GetUsed() => processor?.Invoke() ?? Environment.CpuUsage.TotalTime;
    }
}
