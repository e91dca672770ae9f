namespace Onboarding.Records;

/// <summary>Addresses that are well-formed and seldom find a person. Reported and never corrected: the slip may be somebody's own host. docs/diagnose.md lists the words.</summary>
internal static class MailSigns
{
    /// <summary>Names of functions: those of RFC 2142, and what shops in English, Dutch and German use.</summary>
    public static IReadOnlyList<string> Roles { get; } =
    [
        "info", "marketing", "sales", "support", "abuse", "noc", "security", "postmaster", "hostmaster", "webmaster", "www", "ftp", "news",
        "admin", "administrator", "accounts", "accounting", "billing", "bookings", "contact", "customerservice", "enquiries", "feedback", "finance", "hello", "help", "helpdesk", "hr", "invoice", "invoices",
        "it", "jobs", "mail", "mailbox", "newsletter", "office", "orders", "payments", "press", "privacy", "reception", "reservations", "service", "shop", "staff", "team", "webshop",
        "administratie", "bestellingen", "boekhouding", "directie", "facturen", "inkoop", "kantoor", "klantenservice", "planning", "receptie", "redactie", "secretariaat", "verkoop",
        "bestellung", "bewerbung", "buchhaltung", "buero", "datenschutz", "einkauf", "empfang", "kontakt", "kundenservice", "rechnung", "sekretariat", "verkauf", "vertrieb",
    ];

    /// <summary>Large mail hosts that people mistype.</summary>
    public static IReadOnlyList<string> Hosts { get; } =
    [
        "gmail.com", "googlemail.com", "hotmail.com", "hotmail.nl", "hotmail.de", "outlook.com", "outlook.de", "yahoo.com", "yahoo.de", "icloud.com", "protonmail.com",
        "ziggo.nl", "kpnmail.nl", "hetnet.nl", "xs4all.nl", "telenet.be", "t-online.de", "freenet.de",
    ];

    /// <summary>Hosts of their own that are one letter away from one of <see cref="Hosts"/>.</summary>
    public static IReadOnlyList<string> LookAlikes { get; } = ["mail.com", "email.com", "ymail.com", "cloud.com", "gmail.co"];

    /// <summary>What people type for <c>com</c>.</summary>
    public static IReadOnlyList<string> MistypedCom { get; } = ["con", "cmo", "ocm", "comm", "ccom", "coom", "vom", "xom", "cpm", "cim", "om", "cm", "c0m"];

    /// <summary>Hosts without mailboxes (RFC 2606): examples and tests.</summary>
    public static IReadOnlyList<string> ReservedHosts { get; } = ["example.com", "example.net", "example.org"];

    /// <summary>Last labels without mailboxes (RFC 2606).</summary>
    public static IReadOnlyList<string> ReservedLabels { get; } = ["example", "test", "invalid", "localhost"];

    private static readonly ShortWords s_roles = new(Roles);
    private static readonly ShortWords s_reservedHosts = new(ReservedHosts);
    private static readonly ShortWords s_reservedLabels = new(ReservedLabels);
    private static readonly ShortWords s_mistypedCom = new(MistypedCom);
    private static readonly ShortWords s_real = new(Hosts.Concat(LookAlikes));
    private static readonly byte[][] s_comNames = [.. Hosts.Where(h => h.EndsWith(".com", StringComparison.Ordinal)).Select(h => System.Text.Encoding.ASCII.GetBytes(h[..^4]))];
    private static readonly (byte[] Host, int Dot)[] s_hosts = [.. Hosts.Select(h => (System.Text.Encoding.ASCII.GetBytes(h), h.LastIndexOf('.')))];

    public static bool IsRole(ReadOnlySpan<byte> local) => s_roles.Contains(local);

    public static bool IsReserved(ReadOnlySpan<byte> host)
    {
        return s_reservedHosts.Contains(host) || s_reservedLabels.Contains(host[(host.LastIndexOf((byte)'.') + 1)..]);
    }

    /// <summary>Whether a host is a large one as it is written.</summary>
    public static bool IsLarge(ReadOnlySpan<byte> host) => s_real.Contains(host);

    /// <summary>Whether a host that is not <see cref="IsLarge"/> is a large one with one letter too many, too few, wrong, or two of them swapped, before its last label; or with a mistyped <c>com</c>.</summary>
    public static bool IsMisspelt(ReadOnlySpan<byte> host)
    {
        var dot = host.LastIndexOf((byte)'.');
        var name = host[..dot];
        var label = host[dot..];
        foreach (var (known, knownDot) in s_hosts)
        {
            if (Math.Abs(knownDot - dot) <= 1 && label.SequenceEqual(known.AsSpan(knownDot)) && IsOneSlipAway(name, known.AsSpan(0, knownDot)))
            {
                return true;
            }
        }

        if (!s_mistypedCom.Contains(label[1..]))
        {
            return false;
        }

        foreach (var known in s_comNames)
        {
            if (name.SequenceEqual(known))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOneSlipAway(ReadOnlySpan<byte> text, ReadOnlySpan<byte> known)
    {
        var same = text.CommonPrefixLength(known);
        text = text[same..];
        known = known[same..];
        if (text.Length != known.Length)
        {
            return text.Length > known.Length ? text[1..].SequenceEqual(known) : known[1..].SequenceEqual(text);
        }

        return !text.IsEmpty
            && (text[1..].SequenceEqual(known[1..]) || (text.Length > 1 && text[0] == known[1] && text[1] == known[0] && text[2..].SequenceEqual(known[2..])));
    }
}
