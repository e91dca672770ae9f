using System.Globalization;
using System.Text;

namespace Onboarding.Benchmarks;

/// <summary>Fictional e-mail addresses from a seeded generator, with the share of mess that CRM exports have.</summary>
internal static class SampleIdentifiers
{
    private static readonly string[] s_hosts = ["example.com", "example.nl", "mail.example.org", "gmail.com", "shop.example.nl"];

    /// <summary>The spellings of phone numbers; <c>mixed</c> is what a column of an export holds.</summary>
    public static readonly string[] PhoneSpellings = ["E.164", "national", "national grouped", "international with (0)", "mixed"];

    public static byte[][] Emails(int count, bool clean = false)
    {
        var random = new Random(20261121);
        var result = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            var local = $"fictief{(random.Next(4) == 0 ? "." : "")}{random.Next(1_000_000)}{(random.Next(10) == 0 ? "+shop" : "")}";
            var email = local + "@" + s_hosts[random.Next(s_hosts.Length)];
            if (clean)
            {
                result[i] = Encoding.UTF8.GetBytes(email);
                continue;
            }

            email = random.Next(8) == 0 ? email.ToUpperInvariant() : email;
            email = random.Next(20) == 0 ? " " + email + " " : email;
            email = random.Next(50) == 0 ? email.Replace('@', ' ') : email;
            result[i] = Encoding.UTF8.GetBytes(email);
        }

        return result;
    }

    /// <summary>Dutch mobile numbers in one spelling; the mix also has other countries, and cells that hold no number.</summary>
    public static byte[][] Phones(string spelling, int count)
    {
        var random = new Random(20261121);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var digits = random.Next(1, 6).ToString(CultureInfo.InvariantCulture) + random.Next(1_000_000, 9_999_999).ToString(CultureInfo.InvariantCulture);
            return Encoding.ASCII.GetBytes(Spell(spelling == "mixed" ? Pick(random) : spelling, digits));
        })];
    }

    private static string Pick(Random random) => random.Next(100) switch
    {
        < 35 => "E.164",
        < 65 => "national",
        < 80 => "national grouped",
        < 85 => "international with (0)",
        < 88 => "spaces around",
        < 93 => "Belgium",
        < 97 => "North America",
        < 99 => "00",
        _ => "none",
    };

    private static string Spell(string spelling, string digits) => spelling switch
    {
        "E.164" => "+316" + digits,
        "national" => "06" + digits,
        "national grouped" => $"06-{digits[..2]} {digits[2..4]} {digits[4..6]} {digits[6..]}",
        "international with (0)" => $"+31 (0)6 {digits}",
        "spaces around" => $" 06{digits} ",
        "Belgium" => $"+32 47{digits[0]} {digits[1..3]} {digits[3..5]} {digits[5..7]}",
        "North America" => $"+1 (415) 555-01{digits[..2]}",
        "00" => "00316" + digits,
        _ => "onbekend",
    };
}
