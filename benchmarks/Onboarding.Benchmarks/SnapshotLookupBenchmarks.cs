using BenchmarkDotNet.Attributes;
using Onboarding.Hashing;
using Onboarding.Suppression;

namespace Onboarding.Benchmarks;

/// <summary>Look-ups among 10 million opt-outs, half of them hits, in random order, one thread: a snapshot file against a set of 32-byte structs in memory.</summary>
[MemoryDiagnoser]
public class SnapshotLookupBenchmarks
{
    private const int Entries = 10_000_000;
    private const int Count = 1_000_000;
    private const int Batch = 4096;

    private readonly string _folder = Directory.CreateTempSubdirectory("onboarding-snapshot-").FullName;
    private readonly bool[] _found = new bool[Batch];
    private Token[] _tokens = [];
    private HashSet<Token> _set = [];
    private SnapshotFile _file = null!;
    private SnapshotFilter _filter = null!;

    [GlobalSetup]
    public void Setup()
    {
        _file = SnapshotFile.Open(GeneratedTokens.WriteFile(_folder, Entries));
        _filter = _file.For(OptOutScope.All);
        _set = new HashSet<Token>(Entries);
        for (var i = 0L; i < Entries; i++)
        {
            _set.Add(_file.Sections[0][i]);
        }

        var random = new Random(20261122);
        _tokens = [.. Enumerable.Range(0, Count).Select(i => random.Next(2) == 0 ? _file.Sections[0][random.NextInt64(Entries)] : GeneratedTokens.Of(-1 - i))];
        var hits = Set();
        if (hits is < (Count / 2) - 5000 or > (Count / 2) + 5000 || Single() != hits || InBatches() != hits)
        {
            throw new InvalidOperationException("The variants find different tokens.");
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _file.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int Set()
    {
        var hits = 0;
        foreach (var token in _tokens)
        {
            hits += _set.Contains(token) ? 1 : 0;
        }

        return hits;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Single()
    {
        var hits = 0;
        foreach (var token in _tokens)
        {
            hits += _filter.Contains(token) ? 1 : 0;
        }

        return hits;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int InBatches()
    {
        var hits = 0;
        for (var i = 0; i < Count; i += Batch)
        {
            var tokens = _tokens.AsSpan(i, Math.Min(Batch, Count - i));
            _filter.Contains(tokens, _found);
            hits += _found.AsSpan(0, tokens.Length).Count(true);
        }

        return hits;
    }
}
