"""Writes the smaller samples: python3 make_small_samples.py [FOLDER]     (default: the folder of this file)

The same rules as make_samples.py, from which it takes its people: standard library only, the same bytes every time, everybody fictional, all keys published.
"""
import hashlib, os, sys

from make_samples import SEED, Dice, World, line, make_card, write

CARDS = [("google", "demo-webshop-google", "party", "webshop/google/advertising"),
         ("google", "demo-webshop-suppression", "suppression", "webshop/suppression/objection"),
         ("municipality", "demo-gemeente-onderzoek", "party", "gemeente/onderzoek/survey"),
         ("municipality", "demo-gemeente-suppression", "suppression", "gemeente/suppression/objection"),
         ("municipality/agency", "demo-gemeente-onderzoek", "party", "gemeente/onderzoek/survey"),
         ("municipality/agency", "demo-onderzoek-suppression", "suppression", "onderzoek/suppression/objection"),
         ("provider/fietsen", "demo-fietsen-dagblad", "party", "fietsen/dagblad/advertising"),
         ("provider/fietsen", "demo-fietsen-suppression", "suppression", "fietsen/suppression/objection"),
         ("provider/boeken", "demo-boeken-dagblad", "party", "boeken/dagblad/advertising"),
         ("provider/boeken", "demo-boeken-suppression", "suppression", "boeken/suppression/objection")]


AREAS = "202 212 305 312 404 503 617".split()      # 555-0100 to 555-0199 are kept for fiction in every area of the North American plan


def day(dice, years):
    return dice.day(years).strftime("%d-%m-%Y")


def postcode(number):
    """No Dutch postal code begins with 0. Some are written without the space, some are missing."""
    return "" if number % 9 == 4 else "0%03d%s%s" % (number, "" if number % 5 == 2 else " ", ("AB", "CD", "XZ")[number % 3])


def make_google(dice, world):
    """Customers with a consent of their own, in every state that a consent can have."""
    rows = []
    for number in range(640):
        person = world.person(has_mail=dice.chance(0.97))
        state = dice.pick(["ja"] * 14 + ["nee"] * 3 + ["", "", "onbekend"])
        given = day(dice, 2) if state == "ja" and dice.chance(0.97) else ""
        purposes = dice.pick(["audience-matching"] * 9 + ["upload:google"] * 4 + ["email-marketing"] * 3 + ["email-marketing, audience-matching"] * 2) if state == "ja" else ""
        withdrawn = day(dice, 1) if state == "ja" and dice.chance(0.04) else ""
        born = "%02d-%02d-%d" % (dice.number(1, 28), dice.number(1, 12), dice.pick([dice.number(1945, 2004)] * 30 + [dice.number(2010, 2014)]))
        rows.append(["K%05d" % (20000 + number), person.first, person.infix, person.last, person.mail or "", "+1%s55501%02d" % (AREAS[number // 100], number % 100) if dice.chance(0.6) else "",
                     state, given, purposes, withdrawn, born if dice.chance(0.9) else "", postcode(number), "" if number % 13 == 7 else "NL" if number % 3 else "Nederland"])
    opt_outs = [row[4] for row in dice.some([r for r in rows if r[4]], 18)]
    head = ["Klantnummer", "Voornaam", "Tussenvoegsel", "Achternaam", "E-mail", "Mobiel", "Toestemming", "Toestemming op", "Toestemming voor", "Ingetrokken op", "Geboortedatum", "Postcode", "Land"]
    return [line(head)] + [line(r) for r in rows], ["email"] + opt_outs


def make_municipality(dice, world):
    """Residents who gave an address for surveys of the municipality, and the agency's panel."""
    residents, panel = [], []
    for number in range(420):
        person = world.person(has_mail=dice.chance(0.95))
        residents.append(["R%05d" % (1000 + number), person.first, person.infix, person.last, person.mail or "", dice.pick(["Noord", "Zuid", "Centrum"]), "inwonerspanel"])
        if person.mail and dice.chance(0.5):
            panel.append(["P%04d" % (len(panel) + 1), person.mail.upper() if dice.chance(0.2) else person.mail])
    panel += [["P%04d" % (len(panel) + i + 1), world.person().mail] for i in range(120)]
    opt_outs = [r[4] for r in dice.some([r for r in residents if r[4]], 15)]
    own = [p[1] for p in dice.some(panel, 6)]
    head = ["Bewonersnummer", "Voornaam", "Tussenvoegsel", "Achternaam", "E-mailadres", "Wijk", "Herkomst"]
    return [line(head, ";")] + [line(r, ";") for r in residents], ["email"] + opt_outs, [line(["panelist", "email"])] + [line(p) for p in panel], ["email"] + own


def make_clients(dice, world):
    """Two clients of one provider, with 90 people in common. One of them said no to one client only."""
    shared = [world.person() for _ in range(90)]
    clients = []
    for name, count in (("fietsen", 260), ("boeken", 310)):
        people = [world.person() for _ in range(count)] + shared
        rows = [line(["klant", "email", "telefoon", "sinds"])] + [line(["%s%04d" % (name[0].upper(), i), p.mail, p.phone if dice.chance(0.5) else "", day(dice, 6)]) for i, p in enumerate(dice.shuffled(people))]
        objectors = [p.mail for p in dice.some(people[:count], 11)] + ([shared[0].mail] if name == "fietsen" else [])
        clients.append((name, rows, ["email"] + objectors))
    return clients


def main(folder):
    world = World(Dice(SEED + 100))
    customers, opt_outs = make_google(Dice(SEED + 101), world)
    write(folder, "google/customers.csv", customers, "\r\n")
    write(folder, "google/opt-outs.csv", opt_outs, "\r\n")
    residents, residents_out, panel, panel_out = make_municipality(Dice(SEED + 102), world)
    write(folder, "municipality/residents.csv", residents, "\r\n")
    write(folder, "municipality/opt-outs.csv", residents_out, "\r\n")
    write(folder, "municipality/agency/panel.csv", panel, "\n")
    write(folder, "municipality/agency/opt-outs.csv", panel_out, "\n")
    for name, rows, objectors in make_clients(Dice(SEED + 103), world):
        write(folder, "provider/%s/customers.csv" % name, rows, "\n")
        write(folder, "provider/%s/opt-outs.csv" % name, objectors, "\n")
    for party, key_id, kind, domain in CARDS:
        key, text = make_card(key_id, kind, domain)
        write(folder, "%s/keys/%s.card.json" % (party, key_id), [text], "\n")
        print(key_id, hashlib.sha256(key).hexdigest())


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
