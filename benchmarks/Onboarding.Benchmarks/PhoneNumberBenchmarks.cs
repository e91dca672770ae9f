using System.Globalization;
using System.Text;
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

    [Params("E.164", "national", "national grouped", "international with (0)")]
    public string Spelling { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        if (!PhoneRegion.TryParse("NL"u8, out _region))
        {
            throw new InvalidOperationException("The region of the benchmark is not known.");
        }

        var random = new Random(20261121);
        _numbers = [.. Enumerable.Range(0, Count).Select(_ => Encoding.ASCII.GetBytes(Spell(random.Next(1, 6).ToString(CultureInfo.InvariantCulture) + random.Next(1_000_000, 9_999_999).ToString(CultureInfo.InvariantCulture))))];
        if (Normalize() != Count * 12)
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

    private string Spell(string digits) => Spelling switch
    {
        "E.164" => "+316" + digits,
        "national" => "06" + digits,
        "national grouped" => $"06-{digits[..2]} {digits[2..4]} {digits[4..6]} {digits[6..]}",
        _ => $"+31 (0)6 {digits}",
    };
}
