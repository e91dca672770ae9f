using BenchmarkDotNet.Attributes;
using Onboarding.Identifiers;

namespace Onboarding.Benchmarks;

/// <summary>Canonical form of phone numbers by spelling, one thread.</summary>
[MemoryDiagnoser]
public class PhoneNumberBenchmarks
{
    private const int Count = 10_000;

    private readonly byte[] _destination = new byte[CanonicalForm.MaxLength];
    private byte[][] _numbers = null!;
    private PhoneRegion _region;

    [ParamsSource(nameof(Spellings))]
    public string Spelling { get; set; } = "";

    public static IEnumerable<string> Spellings => SampleIdentifiers.PhoneSpellings;

    [GlobalSetup]
    public void Setup()
    {
        if (!PhoneRegion.TryParse("NL"u8, out _region))
        {
            throw new InvalidOperationException("The region of the benchmark is not known.");
        }

        _numbers = SampleIdentifiers.Phones(Spelling, Count);
        if (Spelling != "mixed" && Normalize() != Count * 12)
        {
            throw new InvalidOperationException("A number of the benchmark is not valid.");
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Normalize()
    {
        var total = 0;
        foreach (var number in _numbers)
        {
            CanonicalForm.TryNormalize(IdentifierKind.Phone, number, _region, _destination, out var written);
            total += written;
        }

        return total;
    }
}
