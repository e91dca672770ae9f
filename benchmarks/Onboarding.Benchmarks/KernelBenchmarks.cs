using BenchmarkDotNet.Attributes;
using Onboarding.Hashing;
using Onboarding.Keys;

namespace Onboarding.Benchmarks;

/// <summary>HMAC-SHA-256 by every kernel of this machine, one thread: a million values of one length, in batches of a size. Time is per value.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    private const int Total = 1_000_000;

    private readonly byte[] _key = new byte[KeyMaterial.Size];
    private readonly Dictionary<HashKernel, BatchHash> _hashes = [];
    private IdentifierBatch _batch = null!;
    private byte[] _digests = null!;

    [Params(8, 20, 40, 64, 120, 1024)]
    public int Length { get; set; }

    [Params(1, 16, 1_000, 1_000_000)]
    public int Batch { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(20261122);
        random.NextBytes(_key);
        _batch = new IdentifierBatch();
        _batch.Reserve(Batch * Length);
        for (var i = 0; i < Batch; i++)
        {
            random.NextBytes(_batch.Reserve(Length));
            _batch.Commit(Length);
        }

        _digests = new byte[Batch * Token.Size];
        using var key = new KeyMaterial(_key);
        var expected = new byte[_digests.Length];
        foreach (var kernel in HashKernels.Supported)
        {
            _hashes[kernel] = BatchHash.Hmac(key, kernel);
            _hashes[kernel].Compute(_batch, _digests);
            if (kernel == HashKernels.Supported[0])
            {
                _digests.CopyTo(expected, 0);
            }
            else if (!_digests.AsSpan().SequenceEqual(expected))
            {
                throw new InvalidOperationException($"{kernel} computes other digests than {HashKernels.Supported[0]}.");
            }
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (var hash in _hashes.Values)
        {
            hash.Dispose();
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Total)]
    public void Scalar() => Compute(HashKernel.Scalar);

    [Benchmark(OperationsPerInvoke = Total)]
    public void Bcl() => Compute(HashKernel.Bcl);

    [Benchmark(OperationsPerInvoke = Total)]
    public void Ssse3() => Compute(HashKernel.Ssse3);

    [Benchmark(OperationsPerInvoke = Total)]
    public void Avx2() => Compute(HashKernel.Avx2);

    [Benchmark(OperationsPerInvoke = Total)]
    public void Avx512() => Compute(HashKernel.Avx512);

    // A kernel that this machine has not is missing among the hashes; its row then shows no result.
    private void Compute(HashKernel kernel)
    {
        var hash = _hashes[kernel];
        for (var done = 0; done < Total; done += Batch)
        {
            hash.Compute(_batch, _digests);
        }
    }
}
