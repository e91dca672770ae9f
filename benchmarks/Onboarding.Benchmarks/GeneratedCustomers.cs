using System.Globalization;
using System.Text;

namespace Onboarding.Benchmarks;

/// <summary>Writes a CRM export of any size from a seed: ten columns, fictional people on example.com, with Dutch mobile numbers that are counted through the numbering plan.</summary>
/// <remarks>
/// The same rows and seed give the same bytes. About 1 in 20 rows repeats an earlier customer in another spelling, 1 in 10 has no number. A number is valid, or the phone library would not
/// do its work; it belongs to a customer number and says nothing about whoever may have it. Up to 60 million customers have different ones.
/// </remarks>
internal static class GeneratedCustomers
{
    private static readonly string[] s_first = ["Sanne", "Daan", "Emma", "Lucas", "Noor", "Levi", "Julia", "Finn", "Mila", "Sem", "Tess", "Bram"];

    private static readonly string[] s_last = ["de Vries", "Jansen", "van den Berg", "Bakker", "Visser", "Smit", "Meijer", "de Boer", "Mulder", "de Groot", "Bos", "Vos"];

    public static void Write(string path, long rows, ulong seed)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        file.Write("id,email,mobile,first_name,last_name,street,postcode,city,country,last_order\r\n"u8);
        Span<byte> line = stackalloc byte[256];
        for (long row = 0; row < rows; row++)
        {
            var random = Mix(seed + (ulong)row);
            var customer = random % 20 == 0 && row > 0 ? (long)(Mix(random) % (ulong)row) : row;
            var person = Mix(seed ^ (0x9E3779B97F4A7C15UL * (ulong)(customer + 1)));
            var first = s_first[person % 12];
            var last = s_last[person / 12 % 12];
            var mail = string.Create(CultureInfo.InvariantCulture, $"{first}.{last.Replace(" ", "", StringComparison.Ordinal)}{customer}@example.com");
            var mobile = person % 10 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{(random % 3 == 0 ? "+31 6" : "06")}{CreateNumber(customer):00000000}");
            var text = string.Create(CultureInfo.InvariantCulture, $"{row},{(random % 4 == 0 ? mail.ToLowerInvariant() : mail)},{mobile},{first},{last},Dorpsstraat {person % 200 + 1},0{person % 1000:000} AB,Voorbeeldstad,NL,2026-{person % 12 + 1:00}-{person % 28 + 1:00}\r\n");
            file.Write(line[..Encoding.UTF8.GetBytes(text, line)]);
        }
    }

    // Every number of 61 to 65 and 68 once, in an order that jumps.
    private static long CreateNumber(long customer)
    {
        const long Numbers = 60_000_000;
        var number = customer % Numbers * 7_368_787 % Numbers;
        return number < 50_000_000 ? 10_000_000 + number : 30_000_000 + number;
    }

    // SplitMix64, by Sebastiano Vigna (public domain): https://prng.di.unimi.it/splitmix64.c
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
