using BenchmarkDotNet.Attributes;
using Onboarding.Identifiers;

namespace Onboarding.Benchmarks;

/// <summary>Canonical form of e-mail addresses as CRM exports have them, one thread.</summary>
[MemoryDiagnoser]
public class CanonicalFormBenchmarks
{
    private const int Count = 10_000;

    private readonly byte[] _destination = new byte[CanonicalForm.MaxLength];
    private byte[][] _emails = null!;

    [GlobalSetup]
    public void Setup() => _emails = SampleIdentifiers.Emails(Count);

    [Benchmark(OperationsPerInvoke = Count)]
    public int Email()
    {
        var total = 0;
        foreach (var email in _emails)
        {
            CanonicalForm.TryNormalize(IdentifierKind.Email, email, _destination, out var written);
            total += written;
        }

        return total;
    }
}
