"""Writes the sample data: python3 make_samples.py [FOLDER]     (default: the folder of this file)

Standard library only, Python 3.9 or newer. The output depends on nothing but this file: no clock, and of random.Random only random(),
whose sequence Python guarantees for a seed. All people are fictional, all keys are published and protect nobody.
"""
import datetime, hashlib, hmac, json, os, random, sys

SEED = 20260101
PEOPLE = 3600                       # customers with a row of their own; further rows of the same people come on top
USER_ROWS = 9000
SHARED = 0.35                       # of the customers, how many are users of the newspaper too
TODAY = datetime.date(2026, 1, 15)  # the fictional day of the exports
PHONE = "0600"                      # the Dutch numbering plan issues no number that begins with 06 00

FIRST = """Aad Aisha Amber Anna Annelies Anouk Ans Arie Bart Bas Bram Britt Cas Chantal Corrie Daan Daphne Dirk Eline Els Emma Esmée Eva Fatima Femke
    Floor Floris Frank Gerrit Gijs Hanna Hans Henk Ilse Imane Ingrid Jaap Jan Jasper Jeroen Jesse Johan Joost Julia Kees Kim Koen Lars Laura Levi Lieke
    Lisa Lotte Luuk Maaike Maarten Maria Mark Marieke Mees Mehmet Merel Mila Mohamed Monique Noah Nora Noor Olga Pieter Priya René Renée Rik Robin Roos
    Ruben Ruud Saar Samira Sander Sanne Sem Sjoerd Sofie Sophie Stijn Tess Thijs Tim Tom Vera Willem Wouter Yara Youssef Zoë""".split()
LAST = """Jansen|Bakker|Visser|Smit|Meijer|Mulder|Bos|Vos|Peters|Hendriks|Dekker|Brouwer|Dijkstra|Smits|Koster|Willems|Kok|Jacobs|Hermans|Maas|Kuipers
    |Postma|Veenstra|Kramer|Scholten|Prins|Huisman|Peeters|Çelik|Yılmaz|Müller|Böhm|El Amrani|Bouzid|Nguyen|Singh|O'Brien|de;Vries|de;Boer|de;Groot
    |de;Wit|de;Graaf|de;Haan|de;Jong|den;Hartog|ter;Horst|te;Velde|van;Dijk|van;Leeuwen|van;Vliet|van;Beek|van den;Berg|van den;Bosch|van der;Meer
    |van der;Linden|van der;Heijden|van 't;Hof|in 't;Veld""".replace("\n    ", "").split("|")
STREETS = "Dorpsstraat Kerkstraat Schoolstraat Molenweg Stationsweg Julianalaan Wilhelminastraat Beukenlaan Eikenlaan Dijkweg Marktplein Nieuwstraat".split()
PLACES = "Voorbeeldstad Fictiedam Testerbroek Nergenshuizen Sint-Proefkerke Monsterdrecht Ooit-aan-Zee".split()
HOSTS = ("example.com example.com example.nl example.nl example.nl example.org mail.example.nl thuis.example.nl post.example.com mail.example.org "
         "familie.example.net").split()
GMAIL = ("gmail.com", "googlemail.com")
FOLD = str.maketrans("áàäâçéèëêïíöóøüúıñş", "aaaaceeeeiiooouuins")
NOTES = ["Belt liever na 18:00", "Vaste klant, altijd vriendelijk", "Factuur naar \"Afdeling Inkoop\"", "Pakket bij de buren\r\n(huisnummer 12)",
         "Retour ontvangen;\nbedrag teruggestort", "Wil geen \"cadeau, strik of kaartje\"", "Bezorgen: maandag, woensdag of vrijdag", "\"spoed\"",
         "Adres gewijzigd\r\n\r\nzie vorige bestelling", "Tel. 's avonds", "Let op: 2e adres, zie \"notitie 2\"\nen 'bel' eerst", "-"]
PADS = [" %s", "%s ", "  %s", "%s   ", "\t%s", "%s\t", "\u00a0%s", "%s\u00a0", "\u200b%s", "%s\u200b", "\ufeff%s", " \u00a0%s\u200b "]
CARDS = [("webshop", "demo-webshop-dagblad", "party", "webshop/dagblad/advertising"),
         ("publisher", "demo-webshop-dagblad", "party", "webshop/dagblad/advertising"),
         ("webshop", "demo-webshop-signing", "signing", "webshop/signing/audience"),
         ("webshop", "demo-webshop-suppression", "suppression", "webshop/suppression/objection"),
         ("publisher", "demo-dagblad-suppression", "suppression", "dagblad/suppression/objection")]
PHRASE = "crm-onboarding published sample key "              # followed by the key id; its SHA-256 is the key


class Dice:
    def __init__(self, seed):
        self._next = random.Random(seed).random

    def chance(self, probability):
        return self._next() < probability

    def number(self, low, high):
        return low + int(self._next() * (high - low + 1))

    def pick(self, items):
        return items[self.number(0, len(items) - 1)]

    def some(self, items, count):
        """A random choice without repeats, in random order."""
        items = list(items)
        for i in range(count):
            j = self.number(i, len(items) - 1)
            items[i], items[j] = items[j], items[i]
        return items[:count]

    def shuffled(self, items):
        return self.some(items, len(items))

    def day(self, years):
        return TODAY - datetime.timedelta(days=self.number(1, years * 365))


# ---- people --------------------------------------------------------------------------------------------------------

class Person:
    def __init__(self, first, infix, last):
        self.first, self.infix, self.last = first, infix, last
        self.mail = self.card = self.shown = None            # shown: the e-mail as the customer file spells it, where that is not self.mail


class World:
    """Makes people, and sees to it that no two of them have the same mailbox, card or telephone number."""

    def __init__(self, dice):
        self.dice, self.mailboxes, self.cards, self.phones = dice, set(), set(), 0

    def person(self, has_mail=True, has_card=True):
        infix, _, last = self.dice.pick(LAST).rpartition(";")
        person = Person(self.dice.pick(FIRST), infix, last)
        person.mail = self.mailbox(person) if has_mail else None
        person.card = self.card() if has_card else None
        person.phone = "%s%06d" % (PHONE, self.phones)
        self.phones += 1
        person.address = [self.dice.pick(STREETS), "%d%s" % (self.dice.number(1, 240), self.dice.pick(["", "", "", "", " A", "-2", " bis"])),
                          "0%d %s%s" % (self.dice.number(100, 999), self.dice.pick("ABCDEGHJKLNPRSTVXZ"), self.dice.pick("ABCDEGHJKLNPRSTVXZ")),
                          self.dice.pick(PLACES), self.dice.pick(["Nederland"] * 12 + ["België", "NL"])]
        return person

    def mailbox(self, person):
        first, last = slug(person.first), slug(person.infix + person.last)
        host = self.dice.pick(GMAIL[:1] * 4 + GMAIL[1:]) if self.dice.chance(0.2) else self.dice.pick(HOSTS)
        number = None
        while True:
            if host in GMAIL:
                local = "fictief.%s.%s.%04d" % (first, last, self.dice.number(0, 9999))
            else:
                local = self.dice.pick(["{0}.{1}", "{0}.{1}", "{0}{1}", "{2}.{1}", "{0}_{1}", "{1}-{0}"]).format(first, last, first[0])
                local += "" if number is None else str(number)
            key = letters(local) + "@" + host.replace("googlemail", "gmail")
            if key not in self.mailboxes:
                self.mailboxes.add(key)
                return local + "@" + host
            number = self.dice.number(1, 9999)

    def card(self):
        while True:
            card = "SP%08d" % self.dice.number(10000000, 99999999)
            if card not in self.cards:
                self.cards.add(card)
                return card


def slug(name):
    return "".join(c for c in name.lower().translate(FOLD) if c in "abcdefghijklmnopqrstuvwxyz")


def letters(local):
    return "".join(c for c in local if c in "abcdefghijklmnopqrstuvwxyz0123456789")


# ---- spellings -----------------------------------------------------------------------------------------------------

def pad(dice, text):
    return dice.pick(PADS) % text


def redot(dice, local):
    """Dots in other places; the word that shows a Gmail address to be fictional stays readable."""
    text = letters(local)
    last = len(text) - 1
    return "".join(c + ("." if 5 < i < last and dice.chance(0.15) else "") for i, c in enumerate(text))


def same(dice, mail):
    """Another spelling of the same mailbox, with the same canonical form."""
    local, host = mail.split("@")
    if host in GMAIL and dice.chance(0.75):
        local = dice.pick([redot(dice, local), letters(local), local + dice.pick(["+webshop", "+spaarpas", "+krant.nl", "+a+b"])])
        host = dice.pick(GMAIL)
        return dice.pick(["%s@%s" % (local, host), "%s@%s" % (local.capitalize(), host), "%s@%s" % (local, host.capitalize())])
    ways = [mail.upper(), mail.title(), local + "@" + host.upper(), local.capitalize() + "@" + host, "mailto:" + mail, "MailTo: " + mail, pad(dice, mail)]
    return dice.pick(ways)


def similar(dice, mail):
    """A spelling that only the comparison with opt-outs takes for the same mailbox: a tag, or other punctuation."""
    local, host = mail.split("@")
    punctuation = "".join(dice.pick("._-") if c in "._-" else c for c in local)
    mail = dice.pick([local + dice.pick(["+nee", "+afmelden", "+webshop"]), letters(local), punctuation, redot(dice, local)]) + "@" + host
    return dice.pick([mail, mail, mail.upper(), "mailto:" + mail])


def broken(dice, person, mail):
    """What stands where an e-mail address should: no canonical form, but for a rare repair."""
    local, host = mail.split("@")
    name = "%s %s" % (person.first, person.last)
    ways = [local + host, local + host, local + " at " + host, local + "@@" + host, local + "@shop@" + host, mail + ";" + local + "@example.org",
            local + "@" + host.replace(".", ",", 1), local + "@" + host.replace(".", ",", 1), local.replace(".", ",", 1) + ",x@" + host,
            local + " @" + host, local + "@ " + host, local[:3] + "\u00a0" + local[3:] + "@" + host, "%s <%s>" % (name, mail),
            "m\u00fcller." + mail, "jos\u00e9." + mail, local + "@b\u00fccher.example.com", local + "@" + host + ".", local + "@example", local + "@-" + host,
            "@" + host, local + "(werk)@" + host, "n.v.t.", "n.v.t.", "N.V.T.", "geen", "onbekend", "-", "n.v.t. ", "+aanbieding@gmail.com"]
    return dice.pick(ways)


def phone(dice, number):
    rest = number[2:]
    return dice.pick(["06-" + rest, number, "06 %s %s %s %s" % (rest[:2], rest[2:4], rest[4:6], rest[6:]), "+316" + rest, "+31 6 " + rest,
                      "0031 6 " + rest, "+31 (0)6-" + rest, "(06) " + rest])


# ---- files ---------------------------------------------------------------------------------------------------------

def quote(text, needed):
    return '"%s"' % text.replace('"', '""') if any(c in text for c in needed) else text


def line(fields, separator=","):
    return separator.join(quote(f, separator + '",;\r\n' if separator == ";" else ',"\r\n') for f in fields)


def write(folder, name, lines, end):
    path = os.path.join(folder, *name.split("/"))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write("".join(text + end for text in lines).encode("utf-8"))


# ---- the web shop --------------------------------------------------------------------------------------------------

CUSTOMER_COLUMNS = ["Klantnummer", "Voornaam", "Tussenvoegsel", "Achternaam", "E-mailadres", "Telefoon", "Straat", "Huisnummer", "Postcode", "Plaats",
                    "Land", "Spaarpas", "Nieuwsbrief", "Laatste bestelling", "Notitie"]


def customer(dice, person, mail, card):
    """A row without its customer number."""
    return [person.first, person.infix, person.last, mail or "", phone(dice, person.phone) if dice.chance(0.8) else "", *person.address, card or "",
            dice.pick(["ja", "nee", "nee", ""]), dice.day(6).strftime("%d-%m-%Y"), dice.pick(NOTES) if dice.chance(0.12) else ""]


def make_customers(dice, world):
    people, rows = [], []
    for _ in range(PEOPLE):
        person = world.person(has_mail=dice.chance(0.965), has_card=dice.chance(0.71))
        mail, card = person.mail, person.card
        if mail is None and card is None and dice.chance(0.6):
            card = person.card = world.card()
        if mail is not None and dice.chance(0.03):
            mail = person.shown = broken(dice, person, mail)
        elif mail is not None and dice.chance(0.12):
            mail = same(dice, mail)
        if mail is not None and dice.chance(0.03):
            mail = pad(dice, mail)
        elif mail is None and dice.chance(0.3):
            mail = dice.pick([" ", "\u00a0", "n.v.t.", "n.v.t."])
        people.append(person)
        rows.append(customer(dice, person, mail, pad(dice, card) if card and dice.chance(0.01) else card))

    with_mail = dice.shuffled([p for p in people if p.mail and not p.shown])
    take = iter(with_mail)
    for _ in range(120):                                     # the same customer twice, letter for letter
        person = next(take)
        rows.append(customer(dice, person, person.mail, person.card))
    for _ in range(150):                                     # the same customer, spelled in another way
        person = next(take)
        rows.append(customer(dice, person, same(dice, person.mail), person.card))
    for _ in range(60):                                      # a second account of the same mailbox, without the loyalty card
        person = next(take)
        rows.append(customer(dice, person, same(dice, person.mail), None))
    for _ in range(30):                                      # two people of one household with one mailbox
        person, partner = next(take), world.person(has_mail=False)
        partner.address, partner.mail = person.address, person.mail
        rows.append(customer(dice, partner, person.mail, partner.card))
    for _ in range(20):                                      # a family with one card
        person = next(p for p in take if p.card)
        child = world.person(has_card=False)
        child.address, child.last, child.infix = person.address, person.last, person.infix
        rows.append(customer(dice, child, child.mail, person.card))
    for _ in range(8):                                       # the card that the till uses for those who left theirs at home
        person = world.person(has_card=False)
        people.append(person)
        rows.append(customer(dice, person, person.mail, "SP00000000"))

    texts, number = [], 100000
    for row in dice.shuffled(rows):
        number += dice.number(1, 9)
        texts.append(line(["K%d" % number] + row))
    for at, spoil in ((700, miss_field), (1900, add_comma), (3100, go_on_after_quote)):
        number += 1
        person = world.person()
        texts.insert(at, spoil(["K%d" % number] + customer(dice, person, person.mail, person.card)))
    return people, [line(CUSTOMER_COLUMNS)] + texts


def miss_field(row):
    return line(row[:10] + row[11:])


def add_comma(row):
    return line(row[:-1]) + ",Bellen na 18 uur, liefst op maandag"


def go_on_after_quote(row):
    return line(row[:-1]) + ',"Graag bellen" voor levering'


def make_opt_outs(dice, world, people):
    """The shop's own list: addresses as people type them into a form."""
    known = dice.shuffled([p for p in people if p.mail and not p.shown])
    take, rows = iter(known), []
    for i in range(112):
        person = next(take)
        mail = person.mail if i < 20 else same(dice, person.mail) if i < 70 else similar(dice, person.mail)
        rows.append([mail, person.card or "" if dice.chance(0.15) else ""])
    for _ in range(24):
        rows.append(["", next(p for p in take if p.card).card])
    for _ in range(34):                                      # people who are no customers
        person = world.person()
        rows.append([dice.pick([person.mail, same(dice, person.mail)]), ""])
    for _ in range(6):
        rows.append(["", world.card()])
    rows += [["geen reclame meer aub", ""], ["kees.example.nl", ""]]
    rows += dice.some(rows[:60], 3)                          # who objected twice
    out = [row + [day.isoformat()] for row, day in zip(dice.shuffled(rows), sorted(dice.day(3) for _ in rows))]
    return list(take), [line(r) for r in [["email", "pas", "datum"]] + out]


def make_partner_opt_outs(dice, world, others):
    """A list that a partner hashed: SHA-256 of the trimmed, lower-cased address, at Gmail with the dots left in."""
    at_gmail = [p for p in others if p.mail.endswith(GMAIL)]
    elsewhere = [p for p in others if not p.mail.endswith(GMAIL)]
    mails = [p.mail for p in dice.some(at_gmail, 8)] + [letters(m[0]) + "@gmail.com" for m in (p.mail.split("@") for p in dice.some(at_gmail, 4))]
    mails += [p.mail for p in dice.some(elsewhere, 14)] + [world.person().mail for _ in range(14)]
    hashes = [hashlib.sha256(mail.strip().lower().encode("utf-8")).hexdigest() for mail in mails]
    hashes[0], hashes[13] = hashes[0].upper(), hashes[13].upper()
    return ["email_sha256"] + dice.shuffled(hashes)


# ---- the publisher -------------------------------------------------------------------------------------------------

AWKWARD_IDS = ['00012345', '0000007', 'u-0001,2345', 'u,00000042', 'u-"0099"', '"abonnee" 12', 'u;00000077', '000,"1"', "o'u-00000003", 'u-00000018,']


def make_users(dice, world, people):
    shared = dice.some([p for p in people if p.card or not p.shown and p.mail], int(len(people) * SHARED))
    users = []                                               # lists of person, e-mail, card
    for person in shared:
        by = dice.pick("mmmmmmmmmccccbbbbbbb")
        if person.shown or not person.mail:
            by = "c"
        elif not person.card:
            by = "m"
        if by == "c":                                        # another mailbox, or none at all
            mail = world.mailbox(person) if dice.chance(0.9) else ""
        else:
            mail = person.mail.lower() if dice.chance(0.7) else same(dice, person.mail)
            if by == "b" and dice.chance(0.05):
                mail = similar(dice, person.mail)
        card = "" if by == "m" else pad(dice, person.card) if dice.chance(0.03) else person.card.lower() if by == "b" and dice.chance(0.03) else person.card
        users.append([person, mail, card])
    pairs = 40                                               # users with two rows
    while len(users) + pairs < USER_ROWS:
        person = world.person(has_card=dice.chance(0.3))
        mail = person.mail if dice.chance(0.93) else same(dice, person.mail) if dice.chance(0.8) else "" if person.card else broken(dice, person, person.mail)
        users.append([person, mail, person.card or ""])

    numbers = dice.some(range(1, 99999), len(users))
    ids = ["u-%08d" % n for n in numbers]
    matching, strangers = users[:len(shared)], users[len(shared):]
    for i, awkward in enumerate(AWKWARD_IDS):                # most of them customers, so that they stand in the result
        ids[i if i < 7 else len(shared) + i] = awkward
    second = dice.some(range(20, len(shared)), 30) + dice.some(range(len(shared) + 20, len(users)), 10)
    rows = [[ids[i], user[1], user[2], dice.day(9).isoformat()] for i, user in enumerate(users)]
    extra = [[ids[i], world.mailbox(users[i][0]), "", dice.day(2).isoformat()] for i in second]
    texts = [quote_id(row) for row in dice.shuffled(rows + extra)]

    objected = [user[1] for user in dice.some(matching[:7] + matching[20:], 90) if "@" in user[1]][:56]
    objected += [row[1] for row in extra[:8]] + [user[0].mail for user in dice.some(strangers, 44)]
    spelled = [dice.pick([m, m, similar(dice, clean(m)), same(dice, clean(m))]) for m in objected] + [world.person().mail for _ in range(12)]
    return ["user_id;email;loyalty_card;created"] + texts, [line([m]) for m in ["email"] + dice.shuffled(spelled)]


def quote_id(row):
    awkward = '"%s"' % row[0].replace('"', '""') if row[0] in AWKWARD_IDS else row[0]
    return awkward + ";" + line(row[1:], ";")


def clean(mail):
    mail = "".join(c for c in mail.lower() if c.isascii() and c not in " \t")
    local, host = (mail[7:] if mail.startswith("mailto:") else mail).split("@")
    return local.split("+")[0] + "@" + host


# ---- key cards -----------------------------------------------------------------------------------------------------

def check_value(key, domain):
    prk = hmac.new(bytes(32), key, hashlib.sha256).digest()                             # HKDF-SHA256, RFC 5869, empty salt
    return hmac.new(prk, b"crm-onboarding/check/v1\0\0" + domain.encode("ascii") + b"\1", hashlib.sha256).digest()[:8].hex()


def make_card(key_id, kind, domain):
    key = hashlib.sha256((PHRASE + key_id).encode("ascii")).digest()
    card = {"version": 1, "keyId": key_id, "type": kind, "domain": domain, "key": key.hex(), "check": check_value(key, domain), "notBefore": "2026-01-01"}
    if kind != "suppression":
        card["notAfter"] = "2099-12-31"
    card["demo"] = True
    return key, json.dumps(card, indent=2)


def main(folder):
    world = World(Dice(SEED))
    people, customers = make_customers(Dice(SEED + 1), world)
    others, opt_outs = make_opt_outs(Dice(SEED + 2), world, people)
    write(folder, "webshop/customers.csv", customers, "\r\n")
    write(folder, "webshop/opt-outs.csv", opt_outs, "\r\n")
    write(folder, "webshop/opt-outs-partner.csv", make_partner_opt_outs(Dice(SEED + 3), world, others), "\n")
    users, own_opt_outs = make_users(Dice(SEED + 4), world, people)
    write(folder, "publisher/users.csv", users, "\n")
    write(folder, "publisher/opt-outs.csv", own_opt_outs, "\n")
    digests = {}
    for party, key_id, kind, domain in CARDS:
        key, text = make_card(key_id, kind, domain)
        write(folder, "%s/keys/%s.card.json" % (party, key_id), [text], "\n")
        digests[key_id] = hashlib.sha256(key).hexdigest()
    for key_id, digest in digests.items():
        print(key_id, digest)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
