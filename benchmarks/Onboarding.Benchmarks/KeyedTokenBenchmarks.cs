using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;

namespace Onboarding.Benchmarks;

/// <summary>Keyed tokens of short e-mail addresses, one thread: the BCL's one-shot against the seam that the run uses.</summary>
[MemoryDiagnoser]
public class KeyedTokenBenchmarks
{
    private const int Count = 10_000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _tokens = new byte[Count * 32];
    private IdentifierBatch _batch = null!;
    private BatchHash _hash = null!;

    [GlobalSetup]
    public void Setup()
    {
        _batch = new IdentifierBatch();
        var canonical = new byte[CanonicalForm.MaxLength];
        foreach (var email in SampleIdentifiers.Emails(Count * 2))
        {
            if (_batch.Count < Count && CanonicalForm.TryNormalize(IdentifierKind.Email, email, canonical, out var length) == RejectionReason.None)
            {
                _batch.Add(canonical.AsSpan(0, length));
            }
        }

        using var key = new KeyMaterial(_key);
        _hash = BatchHash.Hmac(key);
        OneShot();
        var expected = _tokens.ToArray();
        Batch();
        if (!expected.AsSpan().SequenceEqual(_tokens))
        {
            throw new InvalidOperationException("The variants give different tokens.");
        }
    }

    [GlobalCleanup]
    public void Cleanup() => _hash.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public void OneShot()
    {
        for (var i = 0; i < _batch.Count; i++)
        {
            HMACSHA256.HashData(_key, _batch[i], _tokens.AsSpan(i * 32, 32));
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Batch() => _hash.Compute(_batch, _tokens);
}
