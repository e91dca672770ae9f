using System.Text;

namespace Onboarding.Records;

/// <summary>Names that columns have in exports in English, Dutch and German. docs/headers.md holds the same table, with where each name was seen.</summary>
/// <remarks>
/// Compared without letter case, quotes, accents and invisible characters; <c>_ - . / : ( )</c> and white space count as one space. A name with a suffix in brackets is looked up whole, then without it.
/// Nothing here depends on culture or ICU.
/// </remarks>
internal static class HeaderSynonyms
{
    private static readonly (HeaderMeaning Meaning, string[] Names)[] s_table =
    [
        (HeaderMeaning.Email,
        [
            "email", "e-mail", "email address", "e mail 1 value", "user email", "primary email",
            "e-mailadres", "emailadres", "mailadres",
            "e-mail-adresse", "emailadresse",
        ]),
        (HeaderMeaning.Phone,
        [
            "mobile", "mobile phone", "mobile phone number", "cell", "mobilephone", "phone", "phone number", "telephone", "business phone", "home phone", "billing phone", "default address phone",
            "mobiel", "mobiele telefoon", "telefoonnummer mobiel", "06-nummer", "gsm", "telefoon", "telefoonnummer", "tel",
            "mobil", "mobiltelefon", "mobilnummer", "handy", "telefon", "telefonnummer", "telefon (geschäftlich)", "telefon (privat)", "rufnummer",
        ]),
        (HeaderMeaning.ExternalId,
        [
            "customer id", "contact id", "record id", "external id",
            "klantnummer", "relatiecode", "debiteurnummer",
            "kundennummer", "debitorennummer",
        ]),
        (HeaderMeaning.Country,
        [
            "country", "country code", "country/region", "mailing country", "billing country", "default address country code",
            "land", "landcode",
            "länderkennzeichen",
        ]),
        (HeaderMeaning.FirstName,
        [
            "first name", "firstname", "fname", "fn", "given name",
            "voornaam", "roepnaam",
            "vorname",
        ]),
        (HeaderMeaning.Initials, ["initials", "initialen", "voorletters"]),
        (HeaderMeaning.NamePrefix, ["tussenvoegsel", "voorvoegsel", "voorvoegsels", "namenszusatz"]),
        (HeaderMeaning.LastName,
        [
            "last name", "lastname", "lname", "surname", "family name",
            "achternaam", "familienaam",
            "nachname", "familienname",
        ]),
        (HeaderMeaning.FullName,
        [
            "name", "full name", "contact name", "display name",
            "naam", "volledige naam", "contactpersoon",
            "vollständiger name", "ansprechpartner",
        ]),
        (HeaderMeaning.Street,
        [
            "street", "address", "address 1", "address1", "mailing street", "billing address 1", "street address",
            "straat", "straatnaam", "adres", "adresregel 1",
            "straße", "strasse", "str.", "anschrift", "adresse",
        ]),
        (HeaderMeaning.HouseNumber,
        [
            "house number", "number",
            "huisnummer", "huisnr", "nr",
            "hausnummer", "hausnr",
        ]),
        (HeaderMeaning.HouseNumberAddition,
        [
            "toevoeging", "huisnummertoevoeging", "huisletter", "bus",
            "zusatz", "adresszusatz",
        ]),
        (HeaderMeaning.PostalCode,
        [
            "zip", "zip code", "postal code", "postcode", "zip/postal code", "mailing zip", "mailing zip/postal code",
            "plz", "postleitzahl",
        ]),
        (HeaderMeaning.City,
        [
            "city", "town", "mailing city",
            "plaats", "woonplaats", "gemeente",
            "ort", "stadt", "wohnort",
        ]),
        (HeaderMeaning.BirthDate,
        [
            "date of birth", "dob", "birthday", "birthdate",
            "geboortedatum",
            "geburtsdatum", "geburtstag",
        ]),
        (HeaderMeaning.LastActivity,
        [
            "last active", "last activity", "last activity date", "last order date", "last purchase date",
            "laatst actief", "laatste activiteit", "laatste bestelling", "laatste aankoop",
            "letzte aktivität", "letzte bestellung", "letzter kauf",
        ]),
        (HeaderMeaning.Grants,
        [
            "opt in", "opted in", "consent",
            "opt-in", "toestemming",
            "einwilligung",
        ]),
        (HeaderMeaning.GrantsMarketing,
        [
            "accepts marketing", "accepts email marketing", "email marketing consent", "newsletter", "subscribed", "allow email", "allow emails",
            "nieuwsbrief", "aangemeld", "akkoord marketing",
            "anmeldung", "werbeeinwilligung",
        ]),
        (HeaderMeaning.Denies,
        [
            "opt out", "opted out", "unsubscribed", "do not email", "do not call", "do not mail", "do not contact", "do not allow", "suppressed", "blacklisted", "bounced", "complained", "has opted out",
            "email opt out", "hasoptedoutofemail", "unsubscribed from all email", "do not allow emails", "do not allow bulk emails",
            "afgemeld", "uitgeschreven", "opt-out", "niet mailen", "niet bellen", "geblokkeerd", "bel-me-niet",
            "abgemeldet", "werbesperre", "widerruf", "kein newsletter", "gesperrt", "robinson",
        ]),
        (HeaderMeaning.DeniedAt, ["unsub time", "unsubscribed time", "unsubscribed from emails at"]),
    ];

    private static readonly Dictionary<string, HeaderMeaning> s_meanings = s_table
        .SelectMany(row => row.Names.Select(name => (Name: Fold(name), row.Meaning)))
        .DistinctBy(pair => pair.Name)
        .ToDictionary(pair => pair.Name, pair => pair.Meaning, StringComparer.Ordinal);

    /// <summary>The names of each meaning, for the documentation.</summary>
    public static IReadOnlyList<(HeaderMeaning Meaning, string[] Names)> Table => s_table;

    /// <summary>What the name of a column says.</summary>
    public static HeaderMeaning Find(string header)
    {
        if (s_meanings.TryGetValue(Fold(header), out var meaning))
        {
            return meaning;
        }

        var trimmed = header.TrimEnd();
        var bracket = trimmed.EndsWith(')') ? trimmed.IndexOf('(', StringComparison.Ordinal) : -1;
        return bracket > 0 ? s_meanings.GetValueOrDefault(Fold(trimmed[..bracket])) : HeaderMeaning.Unknown;
    }

    /// <summary>The name as names are compared.</summary>
    public static string Fold(string header)
    {
        var folded = new StringBuilder(header.Length);
        foreach (var character in header)
        {
            // Full-width letters of East Asian spreadsheets stand at a fixed distance from those of ASCII.
            var c = char.ToLowerInvariant(character is >= '\uFF01' and <= '\uFF5E' ? (char)(character - 0xFEE0) : character);
            if (c is '_' or '-' or '.' or '/' or ':' or '(' or ')' || char.IsWhiteSpace(c))
            {
                folded.Append(folded.Length > 0 && folded[^1] != ' ' ? " " : "");
            }
            else if (c is not ('"' or '\'' or '\u2018' or '\u2019' or '\u201C' or '\u201D' or '\uFEFF' or '\u00AD' or (>= '\u0300' and <= '\u036F') or (>= '\u200B' and <= '\u200D') or '\u2060'))
            {
                folded.Append(c switch { 'ä' => 'a', 'ö' => 'o', 'ü' => 'u', 'é' or 'ë' => 'e', _ => c });
            }
        }

        return folded.ToString().TrimEnd(' ');
    }
}
