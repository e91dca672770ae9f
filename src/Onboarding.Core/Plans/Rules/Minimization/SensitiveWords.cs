using System.Text.RegularExpressions;

namespace Onboarding.Plans.Rules;

/// <summary>Words in the names of columns and segments that speak of data which this library does not take (GDPR 9, 10; national numbers). English, Dutch, German.</summary>
internal static partial class SensitiveWords
{
    private static readonly string[] s_special =
    [
        "ethnic", "etnic", "etnisch", "ethnisch", "race", "ras", "rasse", "huidskleur", "skin colour", "skin color",
        "politic", "politiek", "politisch", "partei", "politieke partij",
        "religion", "religie", "geloof", "godsdienst", "kerk", "konfession", "levensovertuiging", "belief",
        "trade union", "union membership", "vakbond", "vakbondslid", "gewerkschaft",
        "genetic", "genetisch", "dna", "biometric", "biometrisch", "fingerprint", "vingerafdruk",
        "health", "gezondheid", "gesundheit", "medical", "medisch", "diagnos", "disease", "ziekte", "krankheit", "diabetes", "disability", "handicap", "behinderung", "medicatie", "medication", "zwanger", "pregnan", "schwanger", "patient", "hiv", "aids", "cancer", "kanker", "krebs",
        "sexual", "seksuele", "seksualiteit", "sexuell", "orientation", "geaardheid", "lgbt",
    ];

    private static readonly string[] s_criminal = ["criminal", "conviction", "offence", "offense", "strafblad", "strafrecht", "veroordeling", "delict", "vorstrafe", "vog"];

    private static readonly string[] s_national = ["bsn", "burgerservicenummer", "sofinummer", "sofi nummer", "ssn", "social security", "national id", "national number", "rijksregisternummer", "steuer id", "steueridentifikationsnummer", "personnummer", "codice fiscale", "nino", "passport", "paspoort", "reisepass"];

    private static readonly string[] s_secret =
    [
        "password", "passwort", "kennwort", "wachtwoord", "passwd", "rp token", "reset token", "iban", "bank account", "bankrekening", "rekeningnummer", "kontonummer", "bankkonto",
        "credit card", "creditcard", "creditkaart", "kreditkarte", "payment card", "cvv", "cvc", "bsn", "burgerservicenummer", "sofinummer",
    ];

    public static bool IsSpecialCategory(string name) => Contains(name, s_special);

    public static bool IsCriminal(string name) => Contains(name, s_criminal);

    public static bool IsNationalNumber(string name) => Contains(name, s_national);

    /// <summary>Whether a column's name speaks of what no onboarding may read: secrets, accounts, payment cards, Dutch national numbers.</summary>
    public static bool IsSecret(string name) => Contains(name, s_secret);

    // Short words must stand alone ("ras" in "adres" is none); long ones may begin a longer word, as they do in Dutch and German.
    private static bool Contains(string name, string[] words)
    {
        var parts = SplitCamelCase().Replace(string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? c : ' ')), " ").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var text = $" {string.Join(' ', parts)} ";
        return words.Any(word => text.Contains(word.Length <= 5 ? $" {word} " : $" {word}", StringComparison.Ordinal));
    }

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex SplitCamelCase();
}
