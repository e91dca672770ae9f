"""Writes the known answers of the contracts v1: python3 make_vectors.py DIRECTORY

The expected canonical form or reason code of every case is written here by hand; onboarding.py must agree, or nothing is written.
Tokens, keys, roots and MACs are computed by onboarding.py. The golden audience files come from the writer below, which shares no
code with the reader in onboarding.py. The output depends on nothing but these two files: no clock, no random numbers.
"""
import base64, hashlib, hmac, json, os, sys, tempfile

sys.dont_write_bytecode = True
import onboarding as ob

TEXT = "crm-onboarding published test key "
PARTY = "example-shop/example-publisher/customer-match"
SALT = "example-shop/example-publisher/reach-test"
OBJECTION = "example-shop/suppression/objection"
SIGNING = "example-shop/signing/audience"
LONG = "-".join(["x" * 31, "y" * 32]) + "/" + "0" * 64 + "/" + "z" * 64
CARDS = [("demo-party-1", "party", PARTY),
         ("demo-salt-1", "salt", SALT),
         ("demo-suppression-1", "suppression", OBJECTION),
         ("demo-party-2", "party", "a/b/c"),
         ("demo-party-3", "party", LONG),
         ("demo-party-4", "party", "example-shop/other-publisher/customer-match"),
         ("demo-suppression-2", "suppression", "other-shop/suppression/objection"),
         ("demo-signing-1", "signing", SIGNING),
         ("demo-signing-2", "signing", "other-shop/signing/audience")]
KEYS = {key_id: hashlib.sha256((TEXT + str(n)).encode()).digest() for n, (key_id, _, _) in enumerate(CARDS, 1)}
P1, S1, O1 = KEYS["demo-party-1"], KEYS["demo-salt-1"], KEYS["demo-suppression-1"]


def no(reason):
    return {"rejected": reason}


# ---- identifiers ---------------------------------------------------------------------------------------------------

STRIPPED = [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0xAD, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007,
            0x2008, 0x2009, 0x200A, 0x200B, 0x200C, 0x200D, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF]
NOT_STRIPPED = [0x00, 0x08, 0x0E, 0x1C, 0x1D, 0x1E, 0x1F, 0x21, 0x7F, 0x84, 0x86, 0x9F, 0xA1, 0xAC, 0xAE, 0x034F, 0x061C, 0x115F, 0x167F, 0x1681,
                0x180E, 0x1FFF, 0x200E, 0x200F, 0x2010, 0x2027, 0x202A, 0x202E, 0x2030, 0x205E, 0x2061, 0x2066, 0x2069, 0x2800, 0x2FFF, 0x3001,
                0x3164, 0xFE0F, 0xFEFE, 0xFF00, 0xFFA0, 0xFFFD, 0xFFFE, 0xFFFF, 0xE0020, 0x10FFFF]

BAD_UTF8 = [("overlong two bytes", "C080"),
            ("overlong space", "C0A0"),
            ("overlong slash", "C1BF"),
            ("overlong three bytes", "E08080"),
            ("overlong three bytes, highest", "E09FBF"),
            ("overlong four bytes", "F0808080"),
            ("overlong four bytes, highest", "F08FBFBF"),
            ("first lone surrogate", "EDA080"),
            ("last lone surrogate", "EDBFBF"),
            ("surrogate pair as two times three bytes", "EDA080EDB080"),
            ("above U+10FFFF", "F4908080"),
            ("lead byte F5", "F5808080"),
            ("five bytes", "F888808080"),
            ("six bytes", "FC8480808080"),
            ("FE", "FE"),
            ("FF", "FF"),
            ("continuation alone", "80"),
            ("two continuations alone", "80BF"),
            ("cut after one of two", "C3"),
            ("cut after one of three", "E2"),
            ("cut after two of three", "E282"),
            ("cut after three of four", "F09F98"),
            ("lead byte before ASCII", "C341"),
            ("UTF-16 with BOM", "FFFE4100"),
            ("windows-1252 e acute", "E9")]

L63, L62, D = "a" * 63, "b" * 62, "example.com"
D253 = ".".join(["d" * 63, "e" * 63, "f" * 63, "g" * 49 + "." + D])
assert len(D253) == 253
ALLOWED = "abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+/=?^_`{|}~.-"
U = "123e4567-e89b-12d3-a456-426614174000"

EMAIL = [  # note, raw, expected
    ("plain", "anna.jansen@example.com", "anna.jansen@example.com"),
    ("worked example of the contract", " MAILTO: Anna.Jansen+Shop@Example.COM\r\n", "anna.jansen+shop@example.com"),
    ("dots and tags stay at other hosts", "Piet.de.Vries+news+more@Example.NL", "piet.de.vries+news+more@example.nl"),
    ("upper case everywhere", "SANNE.BAKKER@EXAMPLE.ORG", "sanne.bakker@example.org"),
    ("shortest", "a@b.c", "a@b.c"),
    ("every allowed character", ALLOWED + "@example.com", ALLOWED + "@example.com"),
    ("dot first", ".anna@example.com", ".anna@example.com"),
    ("dot last", "anna.@example.com", "anna.@example.com"),
    ("two dots", "anna..jansen@example.com", "anna..jansen@example.com"),
    ("only dots", "...@example.com", "...@example.com"),
    ("only plus", "+@example.com", "+@example.com"),
    ("only a hyphen", "-@example.com", "-@example.com"),
    ("plus first, other host", "+tag@example.com", "+tag@example.com"),
    ("number as local part", "+31612345678@sms.example.nl", "+31612345678@sms.example.nl"),
    ("signs only: empty suppression local part", "_-_@example.com", "_-_@example.com"),
    ("apostrophe", "o'brien@example.com", "o'brien@example.com"),
    ("sub-domain", "anna@mail.shop.example.com", "anna@mail.shop.example.com"),
    ("digits as domain label", "anna@123.example.com", "anna@123.example.com"),
    ("top label with a digit", "anna@example.c0m", "anna@example.c0m"),
    ("top label digit and hyphen", "anna@example.1-1", "anna@example.1-1"),
    ("two hyphens inside a label", "anna@ex--ample.com", "anna@ex--ample.com"),
    ("xn-- label", "anna@xn--bcher-kva.example.com", "anna@xn--bcher-kva.example.com"),
    ("xn-- in upper case, top label", "anna@Example.XN--P1AI", "anna@example.xn--p1ai"),
    ("xn-- with nothing after a valid end", "anna@xn--a.example.com", "anna@xn--a.example.com"),
    ("hex of 64 digits is not an e-mail", "b" * 64, no("EMAIL_AT")),
    # mailto:
    ("mailto", "mailto:anna@example.com", "anna@example.com"),
    ("MAILTO and a space", "MAILTO: anna@example.com", "anna@example.com"),
    ("MaIlTo", "MaIlTo:Anna@example.com", "anna@example.com"),
    ("space before mailto", "  mailto:anna@example.com", "anna@example.com"),
    ("NBSP and BOM around mailto", "\ufeffmailto:\u00a0\ufeffanna@example.com\u200b", "anna@example.com"),
    ("mailto twice", "mailto:mailto:anna@example.com", no("EMAIL_LOCAL_CHARACTER")),
    ("mailto twice with space", "mailto: mailto:anna@example.com", no("EMAIL_LOCAL_CHARACTER")),
    ("space before the colon", "mailto :anna@example.com", no("INNER_SPACE")),
    ("mailto with slashes is a name with slashes", "mailto://anna@example.com", "//anna@example.com"),
    ("mailto without colon", "mailtoanna@example.com", "mailtoanna@example.com"),
    ("mailto as name", "mailto@example.com", "mailto@example.com"),
    ("mailto with a query", "mailto:anna@example.com?subject=x", no("EMAIL_DOMAIN")),
    ("mailto with percent code", "mailto:anna%40example.com", no("EMAIL_AT")),
    ("mailto alone", "mailto:", no("EMPTY")),
    ("MAILTO and spaces alone", " MAILTO: \t", no("EMPTY")),
    ("long s does not spell smtp or mailto", "ma\u0131lto:anna@example.com", no("EMAIL_LOCAL_NOT_ASCII")),
    ("full-width colon", "mailto\uff1aanna@example.com", no("EMAIL_LOCAL_NOT_ASCII")),
    ("half of mailto", "mailt", no("EMAIL_AT")),
    # gmail
    ("gmail dots", "a.n.n.a.example@gmail.com", "annaexample@gmail.com"),
    ("gmail plus", "annaexample+shop@gmail.com", "annaexample@gmail.com"),
    ("gmail all", "Anna.Example+Shop.One+Two@GMail.Com", "annaexample@gmail.com"),
    ("googlemail", "anna.example@googlemail.com", "annaexample@gmail.com"),
    ("GoogleMail upper case", "ANNA.EXAMPLE+X@GOOGLEMAIL.COM", "annaexample@gmail.com"),
    ("gmail with mailto", "mailto:Anna.Example@gmail.com", "annaexample@gmail.com"),
    ("gmail already canonical", "annaexample@gmail.com", "annaexample@gmail.com"),
    ("gmail other signs stay", "anna_example-x@gmail.com", "anna_example-x@gmail.com"),
    ("gmail dot before plus", "annaexample.+x@gmail.com", "annaexample@gmail.com"),
    ("gmail plus last", "annaexample+@gmail.com", "annaexample@gmail.com"),
    ("gmail empty after plus", "+x@gmail.com", no("EMAIL_LOCAL_EMPTY")),
    ("gmail empty after dots", "...@gmail.com", no("EMAIL_LOCAL_EMPTY")),
    ("gmail dots then plus", "..+anna@googlemail.com", no("EMAIL_LOCAL_EMPTY")),
    ("gmail plus only", "+@GMAIL.COM", no("EMAIL_LOCAL_EMPTY")),
    ("gmail one dot", ".@gmail.com", no("EMAIL_LOCAL_EMPTY")),
    ("gmail local part of 64 before the cut", "annaexample+" + "x" * 52 + "@gmail.com", "annaexample@gmail.com"),
    ("gmail local part of 65 before the cut", "annaexample+" + "x" * 53 + "@gmail.com", no("EMAIL_LOCAL_LENGTH")),
    ("gmail bad character after the plus", "annaexample+\"x@gmail.com", no("EMAIL_LOCAL_CHARACTER")),
    ("sub-domain of gmail.com keeps", "anna.example+x@mail.gmail.com", "anna.example+x@mail.gmail.com"),
    ("longer name keeps", "anna.example+x@notgmail.com.example.org", "anna.example+x@notgmail.com.example.org"),
    ("gmail in another top label keeps", "anna.example+x@gmail.example.nl", "anna.example+x@gmail.example.nl"),
    ("gmail trailing dot", "annaexample@gmail.com.", no("EMAIL_DOMAIN")),
    # empty, inner space, @
    ("empty", "", no("EMPTY")),
    ("space", " ", no("EMPTY")),
    ("tab and newline", "\t\r\n", no("EMPTY")),
    ("all strip characters", "".join(map(chr, STRIPPED)), no("EMPTY")),
    ("space in the name", "anna jansen@example.com", no("INNER_SPACE")),
    ("space before @", "anna @example.com", no("INNER_SPACE")),
    ("space after @", "anna@ example.com", no("INNER_SPACE")),
    ("two addresses", "anna@example.com, piet@example.com", no("INNER_SPACE")),
    ("name and address", "Anna Jansen <anna@example.com>", no("INNER_SPACE")),
    ("inner space comes before @", "anna jansen", no("INNER_SPACE")),
    ("newline inside", "anna@example.com\npiet@example.com", no("INNER_SPACE")),
    ("space comes before non-ASCII", "an na\u00eb@example.com", no("INNER_SPACE")),
    ("no @", "anna.example.com", no("EMAIL_AT")),
    ("two @", "anna@@example.com", no("EMAIL_AT")),
    ("two @ apart", "anna@shop@example.com", no("EMAIL_AT")),
    ("two addresses, semicolon", "anna@example.com;piet@example.com", no("EMAIL_AT")),
    ("quoted @", "\"anna@home\"@example.com", no("EMAIL_AT")),
    ("full-width @", "anna\uff20example.com", no("EMAIL_AT")),
    ("small @", "anna\ufe6bexample.com", no("EMAIL_AT")),
    ("@ comes before non-ASCII", "ann\u00e9", no("EMAIL_AT")),
    ("word", "n/a", no("EMAIL_AT")),
    ("three @", "@@@", no("EMAIL_AT")),
    # not ASCII
    ("e acute", "andr\u00e9@example.com", no("EMAIL_LOCAL_NOT_ASCII")),
    ("e and combining acute", "andre\u0301@example.com", no("EMAIL_LOCAL_NOT_ASCII")),
    ("Turkish dotted I", "\u0130nci@example.com", no("EMAIL_LOCAL_NOT_ASCII")),
    ("Turkish dotless i", "\u0131nci@example.com", no("EMAIL_LOCAL_NOT_ASCII")),
    ("Kelvin sign", "\u212aaren@example.com", no("EMAIL_LOCAL_NOT_ASCII")),
    ("sharp s", "strau\u00df@example.com", no("EMAIL_LOCAL_NOT_ASCII")),
    ("Cyrillic a", "\u0430nna@example.com", no("EMAIL_LOCAL_NOT_ASCII")),
    ("full-width @ beside @", "anna\uff20home@example.com", no("EMAIL_LOCAL_NOT_ASCII")),
    ("emoji", "anna\U0001f600@example.com", no("EMAIL_LOCAL_NOT_ASCII")),
    ("full-width digits", "anna\uff11@example.com", no("EMAIL_LOCAL_NOT_ASCII")),
    ("both parts: local first", "andr\u00e9@b\u00fccher.example.com", no("EMAIL_LOCAL_NOT_ASCII")),
    ("non-ASCII comes before length", "\u00e9" * 65 + "@example.com", no("EMAIL_LOCAL_NOT_ASCII")),
    ("u umlaut domain", "anna@b\u00fccher.example.com", no("EMAIL_DOMAIN_NOT_ASCII")),
    ("ideographic dot", "anna@example\u3002com", no("EMAIL_DOMAIN_NOT_ASCII")),
    ("Turkish dotted I in domain", "anna@\u0130nci.example.com", no("EMAIL_DOMAIN_NOT_ASCII")),
    ("Kelvin sign in domain", "anna@\u212aeys.example.com", no("EMAIL_DOMAIN_NOT_ASCII")),
    ("gmail with full-width o", "anna@g\uff4dail.com", no("EMAIL_DOMAIN_NOT_ASCII")),
    ("domain ASCII comes before empty local part", "@b\u00fccher.example.com", no("EMAIL_DOMAIN_NOT_ASCII")),
    ("domain ASCII comes before local length", "a" * 65 + "@b\u00fccher.example.com", no("EMAIL_DOMAIN_NOT_ASCII")),
    ("domain ASCII comes before local characters", "an(na@b\u00fccher.example.com", no("EMAIL_DOMAIN_NOT_ASCII")),
    # local part
    ("no local part", "@example.com", no("EMAIL_LOCAL_LENGTH")),
    ("@ alone", "@", no("EMAIL_LOCAL_LENGTH")),
    ("no local part at gmail", "@gmail.com", no("EMAIL_LOCAL_LENGTH")),
    ("mailto and no local part", "mailto:@example.com", no("EMAIL_LOCAL_LENGTH")),
    ("local part 64", "a" * 64 + "@example.com", "a" * 64 + "@example.com"),
    ("local part 65", "a" * 65 + "@example.com", no("EMAIL_LOCAL_LENGTH")),
    ("length comes before characters", "(" * 65 + "@example.com", no("EMAIL_LOCAL_LENGTH")),
    ("length comes before domain", "a" * 65 + "@-", no("EMAIL_LOCAL_LENGTH")),
    ("local part 64 in upper case", "A" * 64 + "@Example.com", "a" * 64 + "@example.com"),
    *[("character " + repr(c) + " in the local part", "an" + c + "na@example.com", no("EMAIL_LOCAL_CHARACTER"))
      for c in "\"(),:;<>[\\]\x00\x1b\x1f\x7f"],
    ("angle brackets", "<anna@example.com>", no("EMAIL_LOCAL_CHARACTER")),
    ("quoted local part", "\"anna\"@example.com", no("EMAIL_LOCAL_CHARACTER")),
    ("apostrophes around it", "'anna@example.com'", no("EMAIL_DOMAIN")),
    ("characters come before domain", "an(na@example", no("EMAIL_LOCAL_CHARACTER")),
    ("comma for dot", "anna,jansen@example.com", no("EMAIL_LOCAL_CHARACTER")),
    # domain
    ("no domain", "anna@", no("EMAIL_DOMAIN")),
    ("one label", "anna@localhost", no("EMAIL_DOMAIN")),
    ("trailing dot", "anna@example.com.", no("EMAIL_DOMAIN")),
    ("leading dot", "anna@.example.com", no("EMAIL_DOMAIN")),
    ("two dots in the domain", "anna@example..com", no("EMAIL_DOMAIN")),
    ("dot alone", "anna@.", no("EMAIL_DOMAIN")),
    ("label 63", "anna@" + L63 + ".example.com", "anna@" + L63 + ".example.com"),
    ("label 64", "anna@" + L63 + "a.example.com", no("EMAIL_DOMAIN")),
    ("top label 63", "anna@example." + L63, "anna@example." + L63),
    ("top label 64", "anna@example.a" + L63, no("EMAIL_DOMAIN")),
    ("label 63 with hyphens inside", "anna@a" + "-" * 61 + "a.com", "anna@a" + "-" * 61 + "a.com"),
    ("domain 253", "anna@" + D253, "anna@" + D253),
    ("domain 254", "anna@" + D253.replace("ggg", "gggg", 1), no("EMAIL_DOMAIN")),
    ("local part 64 and domain 253", "a" * 64 + "@" + D253, "a" * 64 + "@" + D253),
    ("hyphen first", "anna@-example.com", no("EMAIL_DOMAIN")),
    ("hyphen last", "anna@example-.com", no("EMAIL_DOMAIN")),
    ("hyphen first in the top label", "anna@example.-com", no("EMAIL_DOMAIN")),
    ("hyphen last in the top label", "anna@example.com-", no("EMAIL_DOMAIN")),
    ("a hyphen as label", "anna@-.example.com", no("EMAIL_DOMAIN")),
    ("xn-- with a hyphen at the end", "anna@xn--.example.com", no("EMAIL_DOMAIN")),
    ("digits as top label", "anna@example.123", no("EMAIL_DOMAIN")),
    ("one digit as top label", "anna@example.1", no("EMAIL_DOMAIN")),
    ("IPv4", "anna@192.0.2.1", no("EMAIL_DOMAIN")),
    ("IPv4 in brackets", "anna@[192.0.2.1]", no("EMAIL_DOMAIN")),
    ("underscore", "anna@ex_ample.com", no("EMAIL_DOMAIN")),
    ("slash", "anna@example.com/x", no("EMAIL_DOMAIN")),
    ("port", "anna@example.com:25", no("EMAIL_DOMAIN")),
    ("comma at the end", "anna@example.com,", no("EMAIL_DOMAIN")),
    ("semicolon at the end", "anna@example.com;", no("EMAIL_DOMAIN")),
    ("plus in the domain", "anna@exa+mple.com", no("EMAIL_DOMAIN")),
    ("NUL in the domain", "anna@exam\x00ple.com", no("EMAIL_DOMAIN")),
    ("DEL at the end", "anna@example.com\x7f", no("EMAIL_DOMAIN")),
    *[("U+%04X inside the local part" % c, "an" + chr(c) + "na@example.com", no("INNER_SPACE")) for c in STRIPPED],
    *[("U+%04X inside the domain" % c, "anna@exam" + chr(c) + "ple.com", no("INNER_SPACE"))
      for c in (0x09, 0x20, 0xA0, 0xAD, 0x200B, 0x2060, 0xFEFF)],
    *[("U+%04X at both ends" % c, chr(c) + "Anna@example.com" + chr(c) * 2, "anna@example.com") for c in STRIPPED],
    *[("U+%04X is not stripped at the start" % c, chr(c) + "anna@example.com",
       "!anna@example.com" if c == 0x21 else no("EMAIL_LOCAL_CHARACTER" if c < 0x80 else "EMAIL_LOCAL_NOT_ASCII")) for c in NOT_STRIPPED],
    *[("U+%04X is not stripped at the end" % c, "anna@example.com" + chr(c), no("EMAIL_DOMAIN" if c < 0x80 else "EMAIL_DOMAIN_NOT_ASCII"))
      for c in (0x1C, 0x180E, 0x200E, 0x200F, 0x202A, 0x2061, 0x2800, 0xFFFD)],
    *[("not UTF-8: " + n, b"anna" + bytes.fromhex(h) + b"@example.com", no("NOT_UTF8")) for n, h in BAD_UTF8],
    ("not UTF-8 comes before all: only a bad byte", b"\xff", no("NOT_UTF8")),
    ("bad byte behind spaces", b"  \xa0", no("NOT_UTF8")),
    ("bad byte at the end of a good value", b"anna@example.com\x85", no("NOT_UTF8")),
    ("bad byte before mailto", b"\xadmailto:anna@example.com", no("NOT_UTF8")),
    ("cut BOM", b"\xef\xbbanna@example.com", no("NOT_UTF8")),
    ("a NBSP of windows-1252 at the end", b"anna@example.com\xa0", no("NOT_UTF8")),
]

MAID = [
    ("lower case with hyphens", U, U),
    ("upper case with hyphens", U.upper(), U),
    ("mixed case", "123E4567-e89B-12d3-A456-426614174000", U),
    ("plain", U.replace("-", ""), U),
    ("plain upper case", U.replace("-", "").upper(), U),
    ("all f", "F" * 32, "ffffffff-ffff-ffff-ffff-ffffffffffff"),
    ("one bit set", "0" * 31 + "1", "00000000-0000-0000-0000-000000000001"),
    ("digits only", "1" * 32, "11111111-1111-1111-1111-111111111111"),
    ("zeros but the first", "10000000-0000-0000-0000-000000000000", "10000000-0000-0000-0000-000000000000"),
    ("any version digit", "123e4567-e89b-f2d3-0456-426614174000", "123e4567-e89b-f2d3-0456-426614174000"),
    ("zeros with hyphens", "00000000-0000-0000-0000-000000000000", no("MAID_ZERO")),
    ("zeros plain", "0" * 32, no("MAID_ZERO")),
    ("zeros in spaces", " " + "0" * 32 + "\n", no("MAID_ZERO")),
    ("empty", "", no("EMPTY")),
    ("spaces", " \t\u00a0", no("EMPTY")),
    ("BOM alone", "\ufeff", no("EMPTY")),
    ("braces", "{" + U + "}", no("MAID_FORMAT")),
    ("parentheses", "(" + U + ")", no("MAID_FORMAT")),
    ("urn", "urn:uuid:" + U, no("MAID_FORMAT")),
    ("mailto is for e-mail only", "mailto:" + U, no("MAID_FORMAT")),
    ("31 digits", "1" * 31, no("MAID_FORMAT")),
    ("33 digits", "1" * 33, no("MAID_FORMAT")),
    ("35 characters", U[:-1], no("MAID_FORMAT")),
    ("37 characters", U + "0", no("MAID_FORMAT")),
    ("g", "g" + U[1:], no("MAID_FORMAT")),
    ("hyphens elsewhere", "123e-4567-e89b-12d3-a456-426614174000", no("MAID_FORMAT")),
    ("one hyphen left out", "123e4567e89b-12d3-a456-426614174000", no("MAID_FORMAT")),
    ("last hyphen left out", "123e4567-e89b-12d3-a456426614174000", no("MAID_FORMAT")),
    ("hyphen first", "-" + U.replace("-", ""), no("MAID_FORMAT")),
    ("hyphens only", "-" * 36, no("MAID_FORMAT")),
    ("underscores", U.replace("-", "_"), no("MAID_FORMAT")),
    ("non-breaking hyphen", U.replace("-", "\u2011"), no("MAID_FORMAT")),
    ("zeros with a hyphen elsewhere", "0000000-00000-0000-0000-000000000000", no("MAID_FORMAT")),
    ("zero and 0x", "0x" + "1" * 30, no("MAID_FORMAT")),
    ("full-width digits", "\uff11" * 32, no("MAID_FORMAT")),
    ("Arabic digits", "\u0661" * 32, no("MAID_FORMAT")),
    ("e-mail", "anna@example.com", no("MAID_FORMAT")),
    ("64 hex digits", "ab" * 32, no("MAID_FORMAT")),
    ("0x-digits", "0x" + "1" * 32, no("MAID_FORMAT")),
    ("NUL at the end", U + "\x00", no("MAID_FORMAT")),
    ("space comes before format", "not an id", no("INNER_SPACE")),
    ("space for hyphen", U.replace("-", " "), no("INNER_SPACE")),
    ("two ids", U + " " + U, no("INNER_SPACE")),
    ("space comes before zero", "0" * 16 + " " + "0" * 16, no("INNER_SPACE")),
    *[("U+%04X inside" % c, U[:8] + chr(c) + U[8:], no("INNER_SPACE")) for c in STRIPPED],
    *[("U+%04X at both ends" % c, chr(c) * 2 + U.upper() + chr(c), U) for c in STRIPPED],
    *[("U+%04X is not stripped" % c, chr(c) + U, no("MAID_FORMAT")) for c in (0x00, 0x1C, 0x1F, 0x180E, 0x200E, 0x2061, 0x2800)],
    *[("not UTF-8: " + n, U[:8].encode() + bytes.fromhex(h) + U[8:].encode(), no("NOT_UTF8")) for n, h in BAD_UTF8[::3]],
    ("bad byte at the end", U.encode() + b"\xc2", no("NOT_UTF8")),
]

E2, E3 = "\u00e9", "\u20ac"
EXTERNAL_ID = [
    ("plain", "C-1001", "C-1001"),
    ("case stays", "CustomerAbC", "CustomerAbC"),
    ("one byte", "7", "7"),
    ("leading zeros stay", "000123", "000123"),
    ("inner spaces stay", "C 10  01", "C 10  01"),
    ("inner tab and newline stay", "a\tb\r\nc", "a\tb\r\nc"),
    ("inner NBSP, soft hyphen, zero width stay", "a\u00a0b\u00adc\u200bd\ufeffe", "a\u00a0b\u00adc\u200bd\ufeffe"),
    ("mailto stays", "mailto:anna@example.com", "mailto:anna@example.com"),
    ("e-mail stays as it is", " Anna.Jansen+X@Example.com", "Anna.Jansen+X@Example.com"),
    ("zeros are an id", "0" * 32, "0" * 32),
    ("64 hex digits are an id like any other", "AB" * 32, "AB" * 32),
    ("NUL stays", "a\x00b", "a\x00b"),
    ("NUL alone", "\x00", "\x00"),
    ("NFC and NFD differ: NFC", "caf\u00e9", "caf\u00e9"),
    ("NFC and NFD differ: NFD", "cafe\u0301", "cafe\u0301"),
    ("Turkish dotted I", "\u0130", "\u0130"),
    ("emoji with joiner inside", "\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
    ("joiner at the end is stripped", "\U0001f468\u200d", "\U0001f468"),
    ("noncharacter", "a\uffffb", "a\uffffb"),
    ("last code point", "\U0010ffff", "\U0010ffff"),
    ("replacement character is UTF-8", "\ufffd", "\ufffd"),
    ("quotes and backslash", "\"a\\b\"", "\"a\\b\""),
    ("256 bytes", "x" * 256, "x" * 256),
    ("257 bytes", "x" * 257, no("EXTERNAL_ID_TOO_LONG")),
    ("256 bytes after stripping", " " * 9 + "x" * 256 + "\u3000", "x" * 256),
    ("257 bytes after stripping", " " + "x" * 257 + " ", no("EXTERNAL_ID_TOO_LONG")),
    ("256 bytes in two-byte characters", E2 * 128, E2 * 128),
    ("257 bytes with two-byte characters", E2 * 128 + "x", no("EXTERNAL_ID_TOO_LONG")),
    ("255 bytes in three-byte characters", E3 * 85, E3 * 85),
    ("258 bytes in three-byte characters", E3 * 86, no("EXTERNAL_ID_TOO_LONG")),
    ("256 bytes in four-byte characters", "\U0001f600" * 64, "\U0001f600" * 64),
    ("260 bytes in four-byte characters", "\U0001f600" * 65, no("EXTERNAL_ID_TOO_LONG")),
    ("129 characters, 258 bytes", E2 * 129, no("EXTERNAL_ID_TOO_LONG")),
    ("spaces inside count", "x" + " " * 255 + "x", no("EXTERNAL_ID_TOO_LONG")),
    ("very long", "x" * 1000, no("EXTERNAL_ID_TOO_LONG")),
    ("empty", "", no("EMPTY")),
    ("spaces", "   ", no("EMPTY")),
    ("CR LF", "\r\n", no("EMPTY")),
    ("all strip characters", "".join(map(chr, STRIPPED)), no("EMPTY")),
    ("300 spaces are empty, not too long", " " * 300, no("EMPTY")),
    *[("U+%04X at both ends" % c, chr(c) + "C-" + chr(c) + "1001" + chr(c), "C-" + chr(c) + "1001") for c in STRIPPED],
    *[("U+%04X is not stripped" % c, chr(c) + "C" + chr(c), chr(c) + "C" + chr(c)) for c in NOT_STRIPPED],
    *[("not UTF-8: " + n, b"C-" + bytes.fromhex(h) + b"1", no("NOT_UTF8")) for n, h in BAD_UTF8],
    ("not UTF-8 comes before too long", b"x" * 300 + b"\xff", no("NOT_UTF8")),
    ("not UTF-8 comes before empty", b" \xff ", no("NOT_UTF8")),
    ("cut inside the last character", b"C-1001\xe2\x82", no("NOT_UTF8")),
]

PHONES = ["+12025550100", "+12025550143", "+12025550199", "+13105550123", "+442079460000", "+442079460958",
          "+442079460123", "+442079460456", "+442079460999", "+61491570006", "+61491570156",
          "+31612345678", "+31201234567", "+35315550123", "+46701740605"]
PHONE = [("E.164", p, p) for p in PHONES] + [("spaces around E.164", "\u00a0" + PHONES[0] + "\r\n", PHONES[0]),
         ("zero-width characters around E.164", "\u200b" + PHONES[6] + "\ufeff", PHONES[6]),
         ("empty", "", no("EMPTY")),
         ("spaces", " \u2007 ", no("EMPTY")), *[("not UTF-8: " + n, b"+12025550100" + bytes.fromhex(h), no("NOT_UTF8")) for n, h in BAD_UTF8[::5]]]


def identifier_row(kind, note, raw, expected):
    raw = raw if isinstance(raw, bytes) else raw.encode()
    value, reason = ob.canonical(kind, raw)
    found = no(reason) if reason else value.decode()
    if found != expected:
        raise SystemExit("%s, %s: expected %r, onboarding.py says %r" % (kind, note, expected, found))
    row = {"kind": kind, "note": note, "input_hex": raw.hex()}
    if kind == "phone":
        row["canonicalOnly"] = True
    if reason:
        return {**row, "rejected": reason}
    if ob.canonical(kind, value) != (value, None):
        raise SystemExit(note + ": the canonical form of a canonical form is not itself")
    forms = ob.forms(kind, raw)
    return {**row, "canonical": value.decode(), "suppressionForm": ob.suppression_form(kind, value).decode(), "forms": [f.decode() for f in forms],
            "keyedToken": ob.token(P1, kind, PARTY, value).hex(), "saltedToken": ob.salted_token(S1, kind, SALT, value).hex(),
            "suppressionToken": ob.suppression_token(O1, kind, OBJECTION, value).hex(),
            "platformHashes": [hashlib.sha256(f).hexdigest() for f in forms],
            "sha256Tokens": [ob.sha256_token(O1, OBJECTION, hashlib.sha256(f).digest()).hex() for f in forms]}


# ---- keys ----------------------------------------------------------------------------------------------------------

def card(key_id, type_, domain):
    key = KEYS[key_id]
    dates = {"notBefore": "2026-01-01"} if type_ == "suppression" else {"notBefore": "2026-01-01", "notAfter": "2035-12-31"}
    return {"version": 1, "keyId": key_id, "type": type_, "domain": domain, "key": key.hex(), "check": ob.check(key, domain).hex(),
            **dates, "demo": True}


def derived(key_id, type_, domain):
    labels = {"party": ["token", "audience-mac", "signal-mac", "check"], "salt": ["audience-mac", "signal-mac", "check"],
              "suppression": ["suppression", "working-set", "check"], "signing": ["check"]}[type_]
    kinds = {"token": list(ob.KINDS.values()), "suppression": [*ob.KINDS.values(), "sha256"]}
    rows = [("crm-onboarding/%s/v1" % label, kind) for label in labels for kind in kinds.get(label, [""])]
    return [{"keyId": key_id, "domain": domain, "label": label, "kind": kind, "K": ob.K(KEYS[key_id], label, kind, domain).hex()}
            for label, kind in rows]


ASCENDING, DESCENDING, STEP, STILL = bytes(range(32)), bytes(range(255, 223, -1)), bytes(i * 7 % 256 for i in range(250, 282)), bytes([0x5A] * 32)
WEAK = [("empty", b""),
        ("31 bytes", P1[:31]),
        ("33 bytes", P1 + b"\0"),
        ("16 bytes", P1[:16]),
        ("64 bytes", P1 + S1),
        ("all zero", bytes(32)),
        ("all the same", STILL),
        ("counting up", ASCENDING),
        ("counting down", DESCENDING),
        ("steps of 7 over the end of a byte", STEP),
        ("counting up over the end of a byte", bytes((i + 240) % 256 for i in range(32))),
        ("8 distinct bytes", P1[:8] * 4),
        ("15 distinct bytes", bytes(P1[i % 15] for i in range(32))),
        ("text", b"correct horse battery staple 123"),
        ("32 hex digits", P1.hex()[:32].encode()),
        ("text with a space and a tilde", b" abcdefghijklmnopqrstuvwxyz0123~")]
STRONG = [("random-looking", P1),
          ("16 distinct bytes", bytes(P1[i % 16] for i in range(32))),
          ("text with one byte outside", b"correct horse battery staple 12\x7f"),
          ("counting up with the last byte changed", ASCENDING[:31] + b"\x20")]
GOOD_DOMAINS = ["a/b/c", PARTY, LONG, OBJECTION, SIGNING, "-/-/-", "0/1/2", "a-/-b/--"]
BAD_DOMAINS = ["", "a/b", "a/b/c/d", "a//c", "/b/c", "a/b/", "A/b/c", " a/b/c", "a/b/c ", "a/b/c\n", "a/b_c/d", "a.b/c/d", "\u00e9/b/c", "a/b/c\x00",
               "a" * 65 + "/b/c", "a/" + "b" * 65 + "/c", "a/b/" + "c" * 65, "a\\b\\c"]
GOOD_IDS = ["a", "0", "demo-party-1", "a.b_c-d", "a..", "x" * 64]
BAD_IDS = ["", "x" * 65, "-a", ".a", "_a", "A", "a/b", "a b", "a\n", "\u00e9", ".", ".."]


def valid(good, bad, member):
    return [{member: v, "valid": True} for v in good] + [{member: v, "valid": False} for v in bad]


def bad_cards():
    """A good card with members changed (None: left out), and what read_card says of it."""
    other = KEYS["demo-party-2"].hex()
    changes = {
        "KEY_CARD_INVALID": [
            {"version": 2}, {"version": "1"}, {"version": None}, {"type": "campaign"}, {"type": "suppression"}, {"keyId": "Demo"}, {"keyId": None},
            {"domain": "a/b"}, {"domain": OBJECTION}, {"key": P1.hex().upper()}, {"key": P1.hex()[:-1]}, {"key": " " + P1.hex()}, {"check": None},
            {"demo": "yes"}, {"notBefore": None}, {"notAfter": None}, {"notBefore": "2026-02-30"}, {"notAfter": "2025-12-31"},
            {"notAfter": "2036-1-1"}, {"note": "unknown member"}],
        "KEY_WEAK": [{"key": P1.hex()[:-2]}, {"key": "00" * 32}, {"key": ""}],
        "KEY_CHECK": [{"key": other}, {"domain": "a/b/c"}, {"check": "0" * 16}, {"check": ob.check(P1, PARTY).hex().upper()}]}
    good = card("demo-party-1", "party", PARTY)
    signing = card("demo-signing-1", "signing", SIGNING)
    order = ob.ORDER.to_bytes(32, "big").hex()
    of_signing = [("KEY_CARD_INVALID", {"type": "party"}), ("KEY_CARD_INVALID", {"domain": "example-shop/signing/advertising"}),
                  ("KEY_CARD_INVALID", {"domain": PARTY}), ("KEY_CARD_INVALID", {"domain": OBJECTION}), ("KEY_CARD_INVALID", {"notAfter": None}),
                  ("KEY_WEAK", {"key": order}), ("KEY_WEAK", {"key": "ffffffff00000000" + order[16:32] + "f" * 32}),
                  ("KEY_CHECK", {"key": KEYS["demo-signing-2"].hex()})]
    return [{"card": {k: v for k, v in {**signing, **change}.items() if v is not None}, "refused": code} for code, change in of_signing] + [{"card": {k: v for k, v in {**good, **change}.items() if v is not None}, "refused": code}
            for code, of_code in changes.items() for change in of_code]


# ---- golden audience files: a writer of its own --------------------------------------------------------------------

def u(size, number):
    return number.to_bytes(size, "little")


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def audience(sections, label, mac_key, leave_out=(), gap=0, behind=b""):
    """sections: (type, flags, bytes); label: an object or a text, the root goes in where it says ROOT. The last three are for wrong files."""
    chunk = 1024 * 1024
    chunk_hashes = []
    for type_, _, body in sections:
        for i in range((len(body) + chunk - 1) // chunk):
            chunk_hashes.append(sha(b"\x00", u(4, type_), u(8, i), body[i * chunk:(i + 1) * chunk]))
    root = sha(b"\x01", *chunk_hashes)
    label = label if isinstance(label, str) else json.dumps(label, separators=(",", ":"))
    label = label.replace("ROOT", "sha256:" + root.hex()).encode("ascii")
    sizes = [(t, f, len(b)) for t, f, b in sections] + [(0x1000, 1, len(label)), (0x1001, 1, 32), (0x1002, 1, 32)]
    sizes = [size for size in sizes if size[0] not in leave_out]
    position = 32 + 24 * len(sizes) + gap
    table = b""
    for type_, flags, size in sizes:
        table += u(4, type_) + u(4, flags) + u(8, position) + u(8, size)
        position += size
    header = bytes.fromhex("894F4E420D0A1A0A") + u(2, 1) + u(2, len(sizes)) + u(4, 0) + u(8, position + len(behind)) + u(8, 0)
    mac = hmac.new(mac_key, header + table + root + label, hashlib.sha256).digest()
    bodies = [(t, b) for t, _, b in sections] + [(0x1000, label), (0x1001, mac)]
    before = header + table + bytes(gap) + b"".join(b for t, b in bodies if t not in leave_out)
    return before + (sha(before) if 0x1002 not in leave_out else b"") + behind, root, mac, sha(before), label


def label_of(key_id, domain, serial, members, counts):
    return {"version": 1, "onb:status": "pseudonymous personal data", "onb:domain": domain, "onb:keyId": key_id, "onb:serial": serial,
            "onb:payload": {"onb:root": "ROOT", "onb:members": members, "onb:tokens": counts},
            "onb:created": "2026-11-02T09:00:00Z", "onb:useBy": "2026-12-02T09:00:00Z", "onb:deleteBy": "2027-01-31T09:00:00Z"}


PEOPLE = {"email": ["anna.jansen+shop@example.com", "piet.de.vries@example.nl", "sanne.bakker@example.org", "annaexample@gmail.com",
                    "o'brien@example.com"],
          "phone": PHONES[:3], "maid": [U, "ffffffff-ffff-ffff-ffff-ffffffffffff"], "external_id": ["C-1001", "caf\u00e9", "000123"]}
TYPES = {"email": 1, "phone": 2, "maid": 3, "external_id": 4}


def golden(name, key_id, domain, serial, kinds, extra=(), **more):
    make = ob.salted_token if "salt" in key_id else ob.token
    tokens = {k: sorted(make(KEYS[key_id], k, domain, v.encode()) for v in PEOPLE[k]) for k in kinds}
    sections = [(TYPES[k], 1, b"".join(tokens[k])) for k in kinds] + list(extra)
    counts = {k: len(tokens[k]) for k in kinds}
    data, facts = golden_facts(name, key_id, domain, sections, label_of(key_id, domain, serial, 5, counts), counts)
    return data, {**facts, "identifiers": {k: PEOPLE[k] for k in kinds}, "tokens": {k: [t.hex() for t in tokens[k]] for k in kinds}, **more}


def golden_facts(name, key_id, domain, sections, label, counts):
    data, root, mac, last, label = audience(sections, label, ob.K(KEYS[key_id], "crm-onboarding/audience-mac/v1", "", domain))
    return data, {"file": name, "keyId": key_id, "domain": domain, "length": len(data), "root": root.hex(), "mac": mac.hex(), "finalHash": last.hex(),
                  "counts": counts, "label": label.decode()}


def crafted():
    """(note, code or None, bytes): right root, MAC and final hash, one rule of the format broken."""
    mac_key = ob.K(P1, "crm-onboarding/audience-mac/v1", "", PARTY)
    a, b, c = (sha(bytes([n])) for n in (3, 1, 2))
    assert a < b < c
    good = label_of("demo-party-1", PARTY, 6, 3, {"email": 3})
    text = json.dumps(good, separators=(",", ":"))
    one = [(1, 1, a + b + c)]

    def payload(**members):
        return {**good, "onb:payload": {k: v for k, v in {**good["onb:payload"], **members}.items() if v is not None}}

    def counts(value):
        return payload(**{"onb:tokens": value})

    def make(sections=one, label=good, **more):
        return audience(sections, label, mac_key, **more)[0]

    return [("nothing wrong", None, make()),
            ("tokens not sorted", "AUDIENCE_FORMAT", make([(1, 1, b + a + c)])),
            ("a token twice", "AUDIENCE_FORMAT", make([(1, 1, a + b + b)])),
            ("95 bytes of tokens", "AUDIENCE_FORMAT", make([(1, 1, (a + b + c)[:-1])])),
            ("97 bytes of tokens", "AUDIENCE_FORMAT", make([(1, 1, a + b + c + b"\x00")])),
            ("no token section", "AUDIENCE_FORMAT", make([(0x0201, 0, a)], counts({}))),
            ("a second section without bytes", "AUDIENCE_FORMAT", make([*one, (2, 1, b"")], counts({"email": 3, "phone": 0}))),
            ("sections in descending order", "AUDIENCE_FORMAT", make([(2, 1, a), *one], counts({"email": 3, "phone": 1}))),
            ("a type twice", "AUDIENCE_FORMAT", make([(1, 1, a), (1, 1, b)], counts({"email": 1}))),
            ("no label", "LABEL_MISSING", make([*one, (2, 1, a)], counts({"email": 3, "phone": 1}), leave_out=[0x1000])),
            ("no MAC", "AUDIENCE_FORMAT", make([*one, (2, 1, a)], counts({"email": 3, "phone": 1}), leave_out=[0x1001])),
            ("no final hash", "AUDIENCE_FORMAT", make([*one, (2, 1, a)], counts({"email": 3, "phone": 1}), leave_out=[0x1002])),
            ("a gap behind the table", "AUDIENCE_FORMAT", make(gap=8)),
            ("bytes behind the last section", "AUDIENCE_FORMAT", make(behind=b"\n")),
            ("65 sections", "AUDIENCE_FORMAT", make(one + [(t, 0, b"x") for t in range(0x101, 0x101 + 61)])),
            ("64 sections, 60 of them unknown", None, make(one + [(t, 0, b"x") for t in range(0x101, 0x101 + 60)])),
            ("unknown token section, not critical", None, make([*one, (5, 0, a)])),
            ("unknown token section, critical", "AUDIENCE_SECTION_UNKNOWN", make([*one, (5, 1, a)])),
            ("label is an array", "LABEL_INVALID", make(label="[" + text + "]")),
            ("label with a member twice", "LABEL_INVALID", make(label=text[:-1] + ',"onb:serial":7}')),
            ("label with a member of the payload twice", "LABEL_INVALID",
             make(label=text.replace('"onb:members":3', '"onb:members":3,"onb:members":9'))),
            ("label with something behind it", "LABEL_INVALID", make(label=text + "x")),
            ("label with NaN", "LABEL_INVALID", make(label=text.replace('"onb:serial":6', '"onb:serial":NaN'))),
            ("label without payload", "LABEL_INVALID", make(label={k: v for k, v in good.items() if k != "onb:payload"})),
            ("label whose payload is a text", "LABEL_INVALID", make(label={**good, "onb:payload": "ROOT"})),
            ("label without counts", "LABEL_INVALID", make(label=counts(None))),
            ("label with a count as text", "LABEL_INVALID", make(label=counts({"email": "3"}))),
            ("label with a count as fraction", "LABEL_INVALID", make(label=counts({"email": 3.0}))),
            ("label without root", "LABEL_INVALID", make(label=payload(**{"onb:root": None}))),
            ("label with version as text", "LABEL_INVALID", make(label={**good, "version": "1"})),
            ("root without sha256:", "LABEL_DIGEST", make(label=payload(**{"onb:root": "0" * 64}))),
            ("root in upper case", "LABEL_DIGEST", make(label=payload(**{"onb:root": "SHA256:" + "0" * 64}))),
            ("count too low", "LABEL_DIGEST", make(label=counts({"email": 2}))),
            ("count of a kind that is not there", "LABEL_DIGEST", make(label=counts({"email": 3, "phone": 1}))),
            ("count 0 of a kind that is not there", "LABEL_DIGEST", make(label=counts({"email": 3, "phone": 0}))),
            ("no count of a kind that is there", "LABEL_DIGEST", make([*one, (2, 1, a)], counts({"email": 3}))),
            ("label with another domain, MAC of the plan's", "OUTSIDE_DOMAIN", make(label={**good, "onb:domain": "a/b/c"}))]


COMPUTED = {"email": 67000, "phone": 32768, "maid": 32769}          # three chunks, exactly one, one and a token


def computed_golden():
    """Too large to keep: the reader's test builds it from the rule in golden.json."""
    bodies = [(TYPES[k], 1, b"".join(sorted(sha(k.encode(), b"\x00", u(8, i)) for i in range(n)))) for k, n in COMPUTED.items()]
    counts = {k: n for k, n in COMPUTED.items()}
    return golden_facts("(computed)", "demo-party-1", PARTY, bodies, label_of("demo-party-1", PARTY, 5, 70000, counts), counts)


def damaged(data):
    """(note, code, offset, new bytes, final hash made new) on golden-small.audience."""
    label, mac = data.index(b'{"version"'), len(data) - 64
    root = data.index(b"sha256:") + 7
    entry = lambda n: 32 + 24 * n
    return [("magic", "AUDIENCE_FORMAT", 0, b"\x88", False),
            ("line ends changed", "AUDIENCE_FORMAT", 4, b"\n", False),
            ("version 2", "AUDIENCE_VERSION", 8, u(2, 2), True),
            ("version 0", "AUDIENCE_VERSION", 8, u(2, 0), True),
            ("3 sections", "AUDIENCE_FORMAT", 10, u(2, 3), True),
            ("65 sections", "AUDIENCE_FORMAT", 10, u(2, 65), True),
            ("one section fewer than there are", "AUDIENCE_FORMAT", 10, u(2, 4), True),
            ("a flag", "AUDIENCE_FORMAT", 12, u(4, 1), True),
            ("length one more", "AUDIENCE_FORMAT", 16, u(8, len(data) + 1), True),
            ("length one less", "AUDIENCE_FORMAT", 16, u(8, len(data) - 1), True),
            ("length 2^64 - 1", "AUDIENCE_FORMAT", 16, b"\xff" * 8, True),
            ("reserved byte", "AUDIENCE_FORMAT", 31, b"\1", True),
            ("type twice", "AUDIENCE_FORMAT", entry(1), u(4, 1), True),
            ("types in descending order", "AUDIENCE_FORMAT", entry(0), u(4, 3), True),
            ("a flag of the table", "AUDIENCE_FORMAT", entry(0) + 4, u(4, 3), True),
            ("tokens not critical", "AUDIENCE_FORMAT", entry(0) + 4, u(4, 0), True),
            ("label not critical", "AUDIENCE_FORMAT", entry(2) + 4, u(4, 0), True),
            ("offset one more", "AUDIENCE_FORMAT", entry(0) + 8, u(8, entry(5) + 1), True),
            ("offset into the table", "AUDIENCE_FORMAT", entry(0) + 8, u(8, 32), True),
            ("length of a section 0", "AUDIENCE_FORMAT", entry(0) + 16, u(8, 0), True),
            ("length of a section 2^64 - 1", "AUDIENCE_FORMAT", entry(0) + 16, b"\xff" * 8, True),
            ("section over the end", "AUDIENCE_FORMAT", entry(1) + 16, u(8, len(data)), True),
            ("type above the last", "AUDIENCE_FORMAT", entry(4), u(4, 0x1003), True),
            ("critical section 0x0005", "AUDIENCE_SECTION_UNKNOWN", entry(1), u(4, 5), True),
            ("critical section 0x0FFF for the label", "AUDIENCE_SECTION_UNKNOWN", entry(2), u(4, 0xFFF), True),
            ("section 0x0FFF, not critical, for the label", "LABEL_MISSING", entry(2), u(4, 0xFFF) + u(4, 0), True),
            ("a token", "AUDIENCE_HASH", entry(5), bytes([data[entry(5)] ^ 1]), False),
            ("a byte of the label", "AUDIENCE_HASH", label + 20, b"X", False),
            ("a byte of the MAC", "AUDIENCE_HASH", mac, bytes([data[mac] ^ 1]), False),
            ("the last byte", "AUDIENCE_HASH", len(data) - 1, bytes([data[-1] ^ 128]), False),
            ("another token, still sorted", "LABEL_DIGEST", entry(5), bytes(32), True),
            ("root in the label", "LABEL_DIGEST", root, b"0" * 64, True),
            ("count in the label", "LABEL_DIGEST", data.index(b'"email":5') + 8, b"4", True),
            ("kind in the label", "LABEL_DIGEST", data.index(b'"email":5') + 1, b"maid_", True),
            ("label is not JSON", "LABEL_INVALID", label, b"[", True),
            ("label is not UTF-8", "LABEL_INVALID", label + 20, b"\xff", True),
            ("label with BOM", "LABEL_INVALID", label, b"\xef\xbb\xbf", True),
            ("label of version 2", "LABEL_INVALID", data.index(b'"version":1') + 10, b"2", True),
            ("a member of the label twice", "LABEL_INVALID", data.index(b'"onb:keyId":"demo-party-1"'), b'"version":1,"x":"aaaaaaaa"', True),
            ("MAC", "AUDIENCE_MAC", mac, bytes(32), True),
            ("another serial in the label", "AUDIENCE_MAC", data.index(b'"onb:serial":1') + 13, b"2", True),
            ("later delete-by in the label", "AUDIENCE_MAC", data.index(b"2027-01-31"), b"2037-01-31", True)]


def refusal(reader, data, *args):
    """The reason code with which a reader of onboarding.py refuses these bytes, or None."""
    handle, path = tempfile.mkstemp()
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        reader(path, *args)
    except ob.Refused as refused:
        return str(refused)
    finally:
        os.remove(path)


def expect(note, code, data, key, domain):
    found = refusal(ob.read_audience, data, key, domain)
    if found != code:
        raise SystemExit("golden %s: expected %s, onboarding.py says %s" % (note, code, found))


# ---- signatures ----------------------------------------------------------------------------------------------------

def nonce(private, digest):
    """k of RFC 6979 section 3.2 for P-256 and SHA-256: the same bytes every time."""
    seed = private.to_bytes(32, "big") + (int.from_bytes(digest, "big") % ob.ORDER).to_bytes(32, "big")
    v, k = b"\x01" * 32, bytes(32)
    for step in (b"\x00", b"\x01"):
        k = hmac.digest(k, v + step + seed, "sha256")
        v = hmac.digest(k, v, "sha256")
    while True:
        v = hmac.digest(k, v, "sha256")
        if 0 < int.from_bytes(v, "big") < ob.ORDER:
            return int.from_bytes(v, "big")
        k = hmac.digest(k, v + b"\x00", "sha256")
        v = hmac.digest(k, v, "sha256")


def sign(private, message):
    digest = sha(message)
    k = nonce(private, digest)
    r = ob.multiply(k, ob.BASE)[0] % ob.ORDER
    s = pow(k, -1, ob.ORDER) * (int.from_bytes(digest, "big") + r * private) % ob.ORDER
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def public_of(key_id):
    """(public key in base64, fingerprint)"""
    info = ob.SPKI + b"".join(c.to_bytes(32, "big") for c in ob.multiply(int.from_bytes(KEYS[key_id], "big"), ob.BASE))
    return base64.b64encode(info).decode(), hashlib.sha256(info).hexdigest()


def signature_of(key_id, message):
    return {"version": 1, "keyId": key_id, "fingerprint": public_of(key_id)[1],
            "signature": base64.b64encode(sign(int.from_bytes(KEYS[key_id], "big"), message)).decode()}


def signatures(final_hash):
    """(note, code or None, bytes of NAME.audience.sig), all for one audience and the sender demo-signing-1."""
    good = signature_of("demo-signing-1", ob.signed_message(final_hash))
    raw = base64.b64decode(good["signature"])
    dump_ = lambda v: json.dumps(v).encode()
    b64 = lambda v: base64.b64encode(v).decode()
    order = ob.ORDER.to_bytes(32, "big")

    def row(note, code, **change):
        return note, code, dump_({k: v for k, v in {**good, **change}.items() if v is not None})

    return [("nothing wrong", None, dump_(good)),
            ("spaces and another order of members", None, b" {\n" + b",\n".join(b"%s : %s" % (dump_(k), dump_(v)) for k, v in reversed(good.items())) + b"}\r\n"),
            row("another key id: the fingerprint decides", None, keyId="renamed"),
            row("s and n - s: both are signatures", None, signature=b64(raw[:32] + (ob.ORDER - int.from_bytes(raw[32:], "big")).to_bytes(32, "big"))),
            ("signed by another sender", "SIGNATURE_KEY", dump_(signature_of("demo-signing-2", ob.signed_message(final_hash)))),
            row("another sender's fingerprint", "SIGNATURE_KEY", fingerprint=public_of("demo-signing-2")[1]),
            row("signed by another sender, claims to be of this one", "SIGNATURE_INVALID",
                signature=signature_of("demo-signing-2", ob.signed_message(final_hash))["signature"]),
            row("signature of another audience", "SIGNATURE_INVALID", signature=signature_of("demo-signing-1", ob.signed_message(sha(b"other")))["signature"]),
            row("signature without the context", "SIGNATURE_INVALID", signature=signature_of("demo-signing-1", final_hash)["signature"]),
            row("a bit of r", "SIGNATURE_INVALID", signature=b64(bytes([raw[0] ^ 1]) + raw[1:])),
            row("a bit of s", "SIGNATURE_INVALID", signature=b64(raw[:63] + bytes([raw[63] ^ 1]))),
            row("r is 0", "SIGNATURE_INVALID", signature=b64(bytes(32) + raw[32:])),
            row("s is 0", "SIGNATURE_INVALID", signature=b64(raw[:32] + bytes(32))),
            row("r and s are 0", "SIGNATURE_INVALID", signature=b64(bytes(64))),
            row("r is n", "SIGNATURE_INVALID", signature=b64(order + raw[32:])),
            row("s is n", "SIGNATURE_INVALID", signature=b64(raw[:32] + order)),
            row("63 bytes", "SIGNATURE_INVALID", signature=b64(raw[:63])),
            row("65 bytes", "SIGNATURE_INVALID", signature=b64(raw + b"\0")),
            row("hex instead of base64", "SIGNATURE_INVALID", signature=raw.hex()),
            row("no signature", "SIGNATURE_INVALID", signature=None),
            row("signature is a number", "SIGNATURE_INVALID", signature=1),
            row("no fingerprint", "SIGNATURE_INVALID", fingerprint=None),
            row("fingerprint too short", "SIGNATURE_INVALID", fingerprint="00"),
            row("no key id", "SIGNATURE_INVALID", keyId=None),
            row("key id with a line feed", "SIGNATURE_INVALID", keyId="a\nb"),
            row("version 2", "SIGNATURE_INVALID", version=2),
            row("version as text", "SIGNATURE_INVALID", version="1"),
            row("unknown member", "SIGNATURE_INVALID", publicKey=public_of("demo-signing-1")[0]),
            ("a member twice", "SIGNATURE_INVALID", dump_(good)[:-1] + b', "version": 1}'),
            ("empty", "SIGNATURE_INVALID", b""),
            ("null", "SIGNATURE_INVALID", b"null"),
            ("an array", "SIGNATURE_INVALID", b"[" + dump_(good) + b"]"),
            ("with BOM", "SIGNATURE_INVALID", b"\xef\xbb\xbf" + dump_(good)),
            ("not UTF-8", "SIGNATURE_INVALID", dump_(good)[:-1] + b"\xff}"),
            ("cut", "SIGNATURE_INVALID", dump_(good)[:-1]),
            ("something behind it", "SIGNATURE_INVALID", dump_(good) + b"{}"),
            ("nested deeply", "SIGNATURE_INVALID", b"[" * 2000 + b"]" * 2000),
            ("4097 bytes", "SIGNATURE_INVALID", dump_(good) + b" " * (4097 - len(dump_(good)))),
            ("4096 bytes", None, dump_(good) + b" " * (4096 - len(dump_(good))))]


def bad_public_keys():
    info = base64.b64decode(public_of("demo-signing-1")[0])
    b64 = lambda v: base64.b64encode(v).decode()
    return [("empty", ""), ("not base64", "MFkw?"), ("hex", info.hex()), ("cut", b64(info[:-1])), ("a byte too many", b64(info + b"\0")),
            ("not on the curve", b64(info[:-1] + bytes([info[-1] ^ 1]))), ("compressed point", b64(info[:26] + b"\x02" + info[27:59])),
            ("coordinate above the field", b64(info[:27] + b"\xff" * 64)), ("point 0, 0", b64(info[:27] + bytes(64))),
            ("curve secp256k1", b64(bytes.fromhex("3056301006072a8648ce3d020106052b8104000a034200") + info[26:])),
            ("the point alone", b64(info[26:])), ("PEM", "-----BEGIN PUBLIC KEY-----\n" + b64(info) + "\n-----END PUBLIC KEY-----")]


def check_signatures(final_hash):
    key, fingerprint = public_of("demo-signing-1")
    for note, code, data in signatures(final_hash):
        found = refusal(lambda path: ob.verify_signature(path, final_hash, key), data)
        if found != code:
            raise SystemExit("signature, %s: expected %s, onboarding.py says %s" % (note, code, found))
    for note, text in bad_public_keys():
        if refusal(lambda _: ob.public_key(text), b"") != "SIGNATURE_KEY":
            raise SystemExit("public key, %s: not refused" % note)
    return {"signatures": [{"note": n, "refused": c, "hex": d.hex()} for n, c, d in signatures(final_hash)],
            "publicKeys": [{"keyId": k, "publicKey": public_of(k)[0], "fingerprint": public_of(k)[1]} for k in ("demo-signing-1", "demo-signing-2")],
            "badPublicKeys": [{"note": n, "text": t} for n, t in bad_public_keys()]}


# ---- all of it -----------------------------------------------------------------------------------------------------

def dump(path, header, lists):
    """JSON with one row of each list on a line."""
    parts = [json.dumps(k) + ": " + json.dumps(v) for k, v in header.items()]
    parts += [json.dumps(k) + ": [\n    " + ",\n    ".join(json.dumps(r) for r in rows) + "\n  ]" for k, rows in lists.items()]
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write("{\n  " + ",\n  ".join(parts) + "\n}\n")


def main(directory):
    os.makedirs(directory, exist_ok=True)
    tables = {"email": EMAIL, "phone": PHONE, "maid": MAID, "external_id": EXTERNAL_ID}
    rows = [identifier_row(kind, *case) for kind, cases in tables.items() for case in cases]
    header = {"version": 1, "profileSet": 2, "demo": True,
              "source": "docs/partner-kit/make_vectors.py: expected canonical forms and reasons written by hand, "
                        "the rest computed by docs/partner-kit/onboarding.py (Python, hashlib and hmac)",
              "keySource": "key n = SHA-256 of the ASCII text '" + TEXT + "n' (n = 1 to %d, in the order of cards); published, for tests only" % len(CARDS),
              "rowKeys": {"keyedToken": "demo-party-1", "saltedToken": "demo-salt-1", 
                          "suppressionToken": "demo-suppression-1", "sha256Tokens": "demo-suppression-1"}}
    key = lambda n, k: {"note": n, "key": k.hex()}
    if not all(ob.weak(k) for _, k in WEAK) or any(ob.weak(k) for _, k in STRONG):
        raise SystemExit("weak keys")
    if not all(map(ob.DOMAIN.fullmatch, GOOD_DOMAINS)) or any(map(ob.DOMAIN.fullmatch, BAD_DOMAINS)):
        raise SystemExit("domains")
    for row in [{"card": card(*c)} for c in CARDS] + bad_cards():
        found = refusal(ob.read_card, json.dumps(row["card"]).encode())
        if found != row.get("refused"):
            raise SystemExit("card %r: onboarding.py says %s" % (row, found))
    dump(os.path.join(directory, "contracts-v1.json"), header, {
        "cards": [card(*c) for c in CARDS], "derivedKeys": [d for c in CARDS for d in derived(*c)],
        "weakKeys": [{**key(*w), "refused": "KEY_WEAK"} for w in WEAK], "strongKeys": [key(*s) for s in STRONG],
        "badCards": bad_cards(), "domains": valid(GOOD_DOMAINS, BAD_DOMAINS, "domain"), "keyIds": valid(GOOD_IDS, BAD_IDS, "keyId"),
        "identifiers": rows})

    codes = bytes(range(1, 6)) * 8
    goldens = [golden("golden-small.audience", "demo-party-1", PARTY, 1, ["email", "phone"]),
               golden("golden-kinds.audience", "demo-party-4", CARDS[5][2], 2, list(TYPES)),
               golden("golden-salted.audience", "demo-salt-1", SALT, 1, ["email"]),
               golden("golden-noncritical.audience", "demo-party-1", PARTY, 3, ["email"], [(0x0105, 0, codes)], unknownSection="0x0105"),
               golden("golden-critical.audience", "demo-party-1", PARTY, 4, ["email"], [(0x0105, 1, codes)], unknownSection="0x0105",
                      refused="AUDIENCE_SECTION_UNKNOWN")]
    types = {c[0]: c for c in CARDS}
    for data, facts in goldens:
        with open(os.path.join(directory, facts["file"]), "wb") as file:
            file.write(data)
        own, domain = KEYS[facts["keyId"]], types[facts["keyId"]][2]
        expect(facts["file"], facts.get("refused"), data, own, domain)
        expect(facts["file"], facts.get("refused"), data, None, None)
        expect(facts["file"], facts.get("refused", "AUDIENCE_MAC"), data, own, "a/b/c")
        expect(facts["file"], facts.get("refused", "AUDIENCE_MAC"), data, KEYS["demo-party-2"], domain)
        for cut in (0, 8, 31, 32, 33, 200, len(data) - 1):
            expect("cut at %d" % cut, "AUDIENCE_FORMAT", data[:cut], own, domain)
        expect("a byte behind the end", "AUDIENCE_FORMAT", data + b"\n", own, domain)
    small, damages = goldens[0][0], []
    for note, code, offset, new, rehash in damaged(small):
        changed = small[:offset] + new + small[offset + len(new):]
        changed = changed[:-32] + sha(changed[:-32]) if rehash else changed
        expect(note, code, changed, P1, PARTY)
        damages.append({"note": note, "offset": offset, "bytes": new.hex(), "newFinalHash": rehash, "refused": code})
    data, computed = computed_golden()
    expect("computed", None, data, P1, PARTY)
    computed.update(members=70000, rule="tokens of a kind = SHA-256(kind in ASCII, 0x00, i as u64 little-endian) for i = 0 to count - 1, sorted; "
                    "sections 0x0001, 0x0002, 0x0003")
    with open(os.path.join(directory, "golden-small.audience.sig"), "wb") as file:
        file.write(json.dumps(signature_of("demo-signing-1", ob.signed_message(small[-32:])), indent=2).encode() + b"\n")
    signed = check_signatures(small[-32:])
    wrong = [{"note": note, "refused": code, "hex": data.hex()} for note, code, data in crafted()]
    for row in wrong:
        expect(row["note"], row["refused"], bytes.fromhex(row["hex"]), P1, PARTY)
    dump(os.path.join(directory, "golden.json"), {
        "version": 1, "demo": True, "source": header["source"] + "; the audience writer is in make_vectors.py",
        "damagedSource": "each row changes golden-small.audience at offset; newFinalHash: the last 32 bytes are then computed anew",
        "craftedSource": "whole files with right root, MAC and final hash that break one rule of the format (refused: the code; null: accepted)",
        "readWith": "key and domain of demo-party-1 for damaged and crafted",
        "signaturesSource": "each is a golden-small.audience.sig, read with the sender demo-signing-1; made with the nonces of RFC 6979"},
        {"files": [facts for _, facts in goldens], "computed": [computed], "damaged": damages, "crafted": wrong, **signed})
    print("%d identifiers, %d derived keys, %d damaged files" % (len(rows), sum(len(derived(*c)) for c in CARDS), len(damages)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make_vectors.py DIRECTORY")
    main(sys.argv[1])
