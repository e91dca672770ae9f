using System.Text;

namespace Onboarding.Benchmarks;

/// <summary>Fictional e-mail addresses from a seeded generator, with the share of mess that CRM exports have.</summary>
internal static class SampleIdentifiers
{
    private static readonly string[] s_hosts = ["example.com", "example.nl", "mail.example.org", "gmail.com", "shop.example.nl"];

    public static byte[][] Emails(int count)
    {
        var random = new Random(20261121);
        var result = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            var local = $"fictief{(random.Next(4) == 0 ? "." : "")}{random.Next(1_000_000)}{(random.Next(10) == 0 ? "+shop" : "")}";
            var email = local + "@" + s_hosts[random.Next(s_hosts.Length)];
            email = random.Next(8) == 0 ? email.ToUpperInvariant() : email;
            email = random.Next(20) == 0 ? " " + email + " " : email;
            email = random.Next(50) == 0 ? email.Replace('@', ' ') : email;
            result[i] = Encoding.UTF8.GetBytes(email);
        }

        return result;
    }
}
