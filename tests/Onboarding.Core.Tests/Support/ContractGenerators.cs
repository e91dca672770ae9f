using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Onboarding.Core.Tests.Support;

/// <summary>Values for properties: arbitrary bytes, and bytes that look like what a customer export holds.</summary>
internal static class ContractGenerators
{
    /// <summary>The 31 strip characters of contracts-v1, written out once more so that a slip in the code shows.</summary>
    public static readonly string[] StripCharacters =
    [
        .. new[]
        {
            0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0xAD, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009,
            0x200A, 0x200B, 0x200C, 0x200D, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF,
        }.Select(char.ConvertFromUtf32),
    ];

    private static readonly string[] s_hosts =
        ["example.com", "Example.NL", "gmail.com", "GMAIL.com", "googlemail.com", "GoogleMail.Com", "mail.gmail.com", "xn--bcher-kva.example", "localhost", "192.0.2.1", "a-.example", "example.com.", "b\u00FCcher.example"];

    private static readonly byte[][] s_pieces =
    [
        .. new[]
        {
            "a", "B", "z", "0", "9", ".", "..", "+", "-", "_", "'", "`", "!", "@", "@", "gmail.com", "googlemail.com", "mailto:", "MAILTO:", "MailTo:", "example", ".com", "xn--", "\0", "\u001F",
            "\u0130", "\u0131", "\u212A", "\u00E9", "e\u0301", "\uFF20", "\u180E", "\u200E", "\u202A", "\uFFFF", "\U0001F600", new string('x', 60), new string('y', 250),
        }.Concat(StripCharacters).Select(Encoding.UTF8.GetBytes),
        [0x80], [0xC0, 0xAF], [0xE2, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF],
    ];

    public static Gen<byte[]> Bytes { get; } = Gen.Choose(0, 255).Select(i => (byte)i).ArrayOf();

    /// <summary>An e-mail address in one of its spellings; most have a canonical form.</summary>
    public static Gen<byte[]> Email { get; } =
        from before in Strips()
        from scheme in Gen.Elements("", "", "", "mailto:", "MAILTO:", "mailto: ")
        from local in Local()
        from host in Gen.Elements(s_hosts)
        from after in Strips()
        select Encoding.UTF8.GetBytes(before + scheme + local + "@" + host + after);

    public static Gen<byte[]> Soup { get; } = Gen.Elements(s_pieces).ArrayOf().Select(pieces => pieces.SelectMany(p => p).ToArray());

    public static Gen<byte[]> Maid { get; } =
        from digits in Gen.Elements("0123456789abcdefABCDEF".ToCharArray()).ArrayOf(32)
        from zero in Gen.Choose(0, 9)
        from hyphens in Gen.Choose(0, 2)
        from before in Strips()
        select Encoding.UTF8.GetBytes(before + Hyphenate(zero == 0 ? new string('0', 32) : new string(digits), hyphens));

    public static Gen<byte[]> Phone { get; } =
        from digits in Gen.Choose(0, 9).ArrayOf()
        from plus in Gen.Elements("+", "+", "+", "", "00", "\uFF0B")
        from after in Strips()
        select Encoding.UTF8.GetBytes(plus + string.Concat(digits.Take(18)) + after);

    /// <summary>Any of the above.</summary>
    public static Gen<byte[]> Value { get; } = Gen.Frequency((3, Email), (3, Soup), (2, Bytes), (1, Maid), (1, Phone));

    public static Config Runs(int count, ulong seed) => Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(seed, seed | 1);

    private static Gen<string> Strips() => Gen.Frequency((3, Gen.Constant("")), (1, Gen.Elements(StripCharacters).ArrayOf().Select(string.Concat)));

    private static Gen<string> Local() => Gen.Elements("a", "B", "x", "1", ".", "+", "-", "_", "o'b", "jan", "Jansen", "\u00E9", "").NonEmptyListOf().Select(string.Concat);

    private static string Hyphenate(string digits, int hyphens) => hyphens switch
    {
        0 => digits,
        1 => $"{digits[..8]}-{digits[8..12]}-{digits[12..16]}-{digits[16..20]}-{digits[20..]}",
        _ => $"{digits[..9]}-{digits[9..12]}-{digits[12..16]}-{digits[16..20]}-{digits[20..]}",
    };
}
