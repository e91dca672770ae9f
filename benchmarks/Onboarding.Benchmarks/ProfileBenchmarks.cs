using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Onboarding.Profiles;

namespace Onboarding.Benchmarks;

/// <summary>The form of each field of each platform, ASCII and not, one thread.</summary>
[MemoryDiagnoser]
public class ProfileBenchmarks
{
    private const int Count = 10_000;

    private readonly byte[] _destination = new byte[PlatformProfile.MaxLength];
    private FieldProfile _field = null!;
    private byte[][] _values = null!;

    /// <summary>Profile and field.</summary>
    [ParamsSource(nameof(Forms))]
    public string Form { get; set; } = "";

    /// <summary>Names and addresses with letters beyond ASCII; other fields have none.</summary>
    [Params(true, false)]
    public bool IsAscii { get; set; }

    public static IEnumerable<string> Forms => PlatformProfiles.All.SelectMany(p => p.Fields.Select(f => $"{p.Id} {ProfileFields.GetName(f.Field)}"));

    [GlobalSetup]
    public void Setup()
    {
        var names = Form.Split(' ');
        _ = ProfileFields.TryParse(names[1], out var field);
        _field = PlatformProfiles.Find(names[0])!.Find(field)!;
        _values = field == ProfileField.Email && IsAscii ? SampleIdentifiers.Emails(Count) : Make(field, new Random(20261121));
        if (_values.Count(v => _field.TryWrite(v, new FormContext { Device = DeviceKind.Aaid }, _destination, out _) == Identifiers.RejectionReason.None) < Count / 2 && (IsAscii || field != ProfileField.Email))
        {
            throw new InvalidOperationException("Most values of the benchmark are rejected.");
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Write()
    {
        var total = 0;
        foreach (var value in _values)
        {
            _field.TryWrite(value, new FormContext { Device = DeviceKind.Aaid }, _destination, out var written);
            total += written;
        }

        return total;
    }

    private byte[][] Make(ProfileField field, Random random) => [.. Enumerable.Range(0, Count).Select(_ => Encoding.UTF8.GetBytes(Make(field, random.Next(1_000_000, 9_999_999))))];

    private string Make(ProfileField field, int number) => field switch
    {
        ProfileField.Email => $"J\u00E9r\u00F4me.{number}@example.com",
        ProfileField.Phone => string.Create(CultureInfo.InvariantCulture, $"+316{number}0"),
        ProfileField.Maid => string.Create(CultureInfo.InvariantCulture, $"EA7583CD-A667-48BC-B806-42ECB{number}"),
        ProfileField.ExternalId => string.Create(CultureInfo.InvariantCulture, $"Klant-{number}"),
        ProfileField.PostalCode => string.Create(CultureInfo.InvariantCulture, $"{number % 9000 + 1000} AB"),
        ProfileField.Country => "NL",
        ProfileField.DateOfBirth => string.Create(CultureInfo.InvariantCulture, $"1990-{number % 12 + 1:00}-{number % 28 + 1:00}"),
        ProfileField.BirthYear => "1990",
        ProfileField.BirthMonth or ProfileField.BirthDay => "07",
        ProfileField.Gender => "f",
        _ => IsAscii ? string.Create(CultureInfo.InvariantCulture, $"O'Brien-de Vries {number}") : string.Create(CultureInfo.InvariantCulture, $"M\u00DCller \u2019s-\u00C9t\u00E9 {number}"),
    };
}
