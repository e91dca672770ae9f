"""Onboarding contracts, version 1, for partners. Standard library only, Python 3.9 or newer.

The rules are in ../contracts-v1.md, the file format in ../audience-format.md. Identifiers are bytes, keys are 32 bytes.
The kit does not check the period of a card and does not accept a phone number in national spelling.
"""
import base64, collections, datetime, hashlib, hmac, json, re, struct, sys

STRIP = "".join(map(chr, [*range(0x09, 0x0E), 0x20, 0x85, 0xA0, 0xAD, 0x1680, *range(0x2000, 0x200E),
                          0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF]))
KINDS = {1: "email", 2: "phone", 3: "maid", 4: "external_id"}                # the numbers are section types
DOMAIN = re.compile(r"[a-z0-9-]{1,64}/[a-z0-9-]{1,64}/[a-z0-9-]{1,64}")
RESERVED = {"suppression": "objection", "signing": "audience"}               # recipient ids that are card types, with their one purpose
CARD = {"version", "keyId", "type", "domain", "key", "check", "notBefore", "notAfter", "demo"}
LOCAL = re.compile(rb"[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
LABEL = re.compile(rb"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
MAID = re.compile(rb"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Refused(Exception):
    """A refusal; its text is the reason code."""


# ---- canonical form ------------------------------------------------------------------------------------------------

def canonical(kind, raw):
    """(canonical form, None), or (None, reason code). Never an exception, whatever the bytes."""
    value, reason = trimmed(kind, raw)
    last_step = {"email": _email, "phone": _phone, "maid": _maid, "external_id": _external_id}[kind]
    return (None, reason) if reason else last_step(value)


def trimmed(kind, raw):
    """The part that all kinds share: UTF-8, both ends, mailto:, empty, a space inside. E-mail in ASCII lower case."""
    try:
        text = raw.decode("utf-8").strip(STRIP)             # strict: no overlong form, no surrogate, nothing above U+10FFFF
    except UnicodeDecodeError:
        return None, "NOT_UTF8"
    if kind == "email" and text.encode()[:7].lower() == b"mailto:":
        text = text[7:].strip(STRIP)
    if not text:
        return None, "EMPTY"
    if kind in ("email", "maid") and any(c in STRIP for c in text):
        return None, "INNER_SPACE"
    return (text.encode().lower() if kind == "email" else text.encode()), None          # bytes.lower changes A-Z only


def _email(value):
    if value.count(b"@") != 1:
        return None, "EMAIL_AT"
    local, domain = value.split(b"@")
    labels = domain.split(b".")
    if not local.isascii():
        return None, "EMAIL_LOCAL_NOT_ASCII"
    if not domain.isascii():
        return None, "EMAIL_DOMAIN_NOT_ASCII"
    if not 1 <= len(local) <= 64:
        return None, "EMAIL_LOCAL_LENGTH"
    if not LOCAL.fullmatch(local):
        return None, "EMAIL_LOCAL_CHARACTER"
    if not 3 <= len(domain) <= 253 or len(labels) < 2 or not all(map(LABEL.fullmatch, labels)) or labels[-1].isdigit():
        return None, "EMAIL_DOMAIN"
    if domain in (b"gmail.com", b"googlemail.com"):
        local, domain = local.split(b"+")[0].replace(b".", b""), b"gmail.com"
        if not local:
            return None, "EMAIL_LOCAL_EMPTY"
    return local + b"@" + domain, None


def _phone(value):           # Only a value that is E.164 already, by its shape. The library also asks whether the number is valid.
    return (value, None) if re.fullmatch(rb"\+[1-9][0-9]{6,14}", value) else (None, "PHONE_NOT_VALID")


def _maid(value):
    if not MAID.fullmatch(value.lower()):
        return None, "MAID_FORMAT"
    digits = value.lower().replace(b"-", b"")
    if digits == b"0" * 32:
        return None, "MAID_ZERO"
    return b"-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])), None


def _external_id(value):
    return (value, None) if len(value) <= 256 else (None, "EXTERNAL_ID_TOO_LONG")


def forms(kind, raw):
    """Profile set 2: the distinct platform forms of a clear value, canonical form first. None without a canonical form."""
    value = canonical(kind, raw)[0]
    if value is None:
        return []
    made = [value]
    for given in ([value, trimmed(kind, raw)[0]] if kind == "email" else [value]):
        made += {"email": _address_forms, "phone": lambda v: [v, v[1:]], "maid": lambda v: [v, v.upper()], "external_id": lambda v: [v]}[kind](given)
    return list(dict.fromkeys(made))


def _address_forms(address):
    local, domain = address.split(b"@")
    cut = local.split(b"+")[0]
    google = cut.replace(b".", b"") if domain in (b"gmail.com", b"googlemail.com") else local
    uid2 = cut.replace(b".", b"") if domain == b"gmail.com" else local
    amazon, reddit = re.sub(rb"[^a-z0-9.-]", b"", local), re.sub(rb"[^a-z0-9]", b"", cut)
    return [part + b"@" + domain for part in (google, local, amazon, reddit, uid2) if part]


def suppression_form(kind, value):
    """The coarse form of a canonical value, for the comparison with opt-outs."""
    if kind != "email":
        return value
    local, domain = value.split(b"@")
    return re.sub(rb"[^a-z0-9]", b"", local.split(b"+")[0]) + b"@" + domain


# ---- keys and tokens -----------------------------------------------------------------------------------------------

def K(ikm, label, kind, domain):
    """HKDF-SHA256 (RFC 5869), empty salt, 32 bytes: one round of extract, one of expand."""
    prk = hmac.digest(bytes(32), ikm, "sha256")
    return hmac.digest(prk, b"\0".join(s.encode("ascii") for s in (label, kind, domain)) + b"\1", "sha256")


def check(ikm, domain):
    return K(ikm, "crm-onboarding/check/v1", "", domain)[:8]


def token(party_key, kind, domain, value):
    return hmac.digest(K(party_key, "crm-onboarding/token/v1", kind, domain), value, "sha256")


def salted_token(salt, kind, domain, value):
    return hashlib.sha256(salt + kind.encode("ascii") + b"\0" + domain.encode("ascii") + b"\0" + value).digest()


def suppression_token(suppression_key, kind, domain, value):
    """value: a canonical form."""
    return hmac.digest(K(suppression_key, "crm-onboarding/suppression/v1", kind, domain), suppression_form(kind, value), "sha256")


def sha256_token(suppression_key, domain, form_hash):
    """form_hash: the 32 raw bytes of SHA-256(form), computed here or read from a list that came hashed."""
    return hmac.digest(K(suppression_key, "crm-onboarding/suppression/v1", "sha256", domain), form_hash, "sha256")


def weak(key):
    steps = {(b - a) % 256 for a, b in zip(key, key[1:])}
    return len(key) != 32 or len(set(key)) < 16 or all(0x20 <= b <= 0x7E for b in key) or len(steps) == 1


def read_card(path):
    """A key card as a dict, its key as bytes under "ikm"."""
    with open(path, "rb") as file:
        card = _json_object(file.read(65537), "KEY_CARD_INVALID")
    _need(_version_1(card) and CARD - {"notAfter"} <= card.keys() <= CARD, "KEY_CARD_INVALID")
    _need(all(isinstance(card[m], str) for m in ("keyId", "type", "domain", "key", "check")), "KEY_CARD_INVALID")
    _need(card["type"] in ("party", "salt", *RESERVED) and isinstance(card["demo"], bool), "KEY_CARD_INVALID")
    _need(re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", card["keyId"]) and DOMAIN.fullmatch(card["domain"]), "KEY_CARD_INVALID")
    _need("notAfter" in card or card["type"] == "suppression", "KEY_CARD_INVALID")
    _, recipient, purpose = card["domain"].split("/")
    _need({card["type"], recipient}.isdisjoint(RESERVED) or (card["type"] == recipient and purpose == RESERVED[recipient]), "KEY_CARD_INVALID")
    _need(re.fullmatch(r"([0-9a-f]{2})*", card["key"]), "KEY_CARD_INVALID")
    dates = [card["notBefore"], card.get("notAfter", card["notBefore"])]
    _need(all(map(_is_date, dates)) and dates[0] <= dates[1], "KEY_CARD_INVALID")
    card["ikm"] = bytes.fromhex(card["key"])
    _need(not weak(card["ikm"]), "KEY_WEAK")
    _need(card["type"] != "signing" or 0 < int.from_bytes(card["ikm"], "big") < ORDER, "KEY_WEAK")
    _need(check(card["ikm"], card["domain"]).hex() == card["check"], "KEY_CHECK")
    return card


# ---- signatures: ECDSA on P-256 with SHA-256 (FIPS 186-5); the numbers are those of SP 800-186, 3.2.1.3 -------------

FIELD = 2**256 - 2**224 + 2**192 + 2**96 - 1
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
CURVE_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
BASE = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
        0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")        # before the two coordinates of the point
SIGNATURE = {"version", "keyId", "fingerprint", "signature"}


def add(p, q):
    """The sum of two points; None is the point at infinity."""
    if p is None or q is None:
        return p or q
    (x1, y1), (x2, y2) = p, q
    if x1 == x2 and (y1 + y2) % FIELD == 0:
        return None
    slope = ((3 * x1 * x1 - 3) * pow(2 * y1, -1, FIELD) if p == q else (y2 - y1) * pow(x2 - x1, -1, FIELD)) % FIELD
    x3 = (slope * slope - x1 - x2) % FIELD
    return x3, (slope * (x1 - x3) - y1) % FIELD


def multiply(n, p):
    """n times a point. For public numbers: its time depends on n."""
    total = None
    for bit in bin(n)[2:]:
        total = add(total, total)
        total = add(total, p) if bit == "1" else total
    return total


def signed_message(final_hash):
    return b"crm-onboarding/audience-signature/v1\0" + final_hash


def public_key(text):
    """(point, fingerprint) of a public key in base64, or Refused."""
    try:
        info = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused("SIGNATURE_KEY") from None
    _need(len(info) == len(SPKI) + 64 and info.startswith(SPKI), "SIGNATURE_KEY")
    x, y = int.from_bytes(info[-64:-32], "big"), int.from_bytes(info[-32:], "big")
    _need(max(x, y) < FIELD and (y * y - x * x * x + 3 * x - CURVE_B) % FIELD == 0, "SIGNATURE_KEY")
    return (x, y), hashlib.sha256(info).hexdigest()


def read_signature(path):
    """(fingerprint, r, s) of a signature file."""
    try:
        with open(path, "rb") as file:
            raw = file.read(4097)
    except FileNotFoundError:
        raise Refused("SIGNATURE_MISSING") from None
    _need(len(raw) <= 4096, "SIGNATURE_INVALID")
    found = _json_object(raw, "SIGNATURE_INVALID")
    _need(_version_1(found) and found.keys() == SIGNATURE and isinstance(found["keyId"], str), "SIGNATURE_INVALID")
    _need(re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", found["keyId"]), "SIGNATURE_INVALID")
    _need(isinstance(found["fingerprint"], str) and re.fullmatch(r"[0-9a-f]{64}", found["fingerprint"]), "SIGNATURE_INVALID")
    _need(isinstance(found["signature"], str) and re.fullmatch(r"[A-Za-z0-9+/]{86}==", found["signature"]), "SIGNATURE_INVALID")
    raw = base64.b64decode(found["signature"])
    return found["fingerprint"], int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")


def verify_signature(path, final_hash, sender):
    """Refused unless the file at path holds the sender's signature of this audience. sender: a public key that YOU know to be the sender's."""
    point, fingerprint = public_key(sender)
    claimed, r, s = read_signature(path)
    _need(claimed == fingerprint, "SIGNATURE_KEY")
    _need(0 < r < ORDER and 0 < s < ORDER, "SIGNATURE_INVALID")
    e, w = int.from_bytes(hashlib.sha256(signed_message(final_hash)).digest(), "big"), pow(s, -1, ORDER)
    found = add(multiply(e * w % ORDER, BASE), multiply(r * w % ORDER, point))
    _need(found is not None and found[0] % ORDER == r, "SIGNATURE_INVALID")


def signature_der(path):
    """The signature as openssl reads it: SEQUENCE of two INTEGERs."""
    numbers = [n.to_bytes(n.bit_length() // 8 + 1, "big") for n in read_signature(path)[1:]]
    body = b"".join(b"\x02" + bytes([len(n)]) + n for n in numbers)
    return b"\x30" + bytes([len(body)]) + body


# ---- the audience file ---------------------------------------------------------------------------------------------

Audience = collections.namedtuple("Audience", "label tokens root final_hash origin_verified")    # tokens: kind -> list of 32-byte tokens
CHUNK, LABEL_TYPE, MAC_TYPE, HASH_TYPE = 1 << 20, 0x1000, 0x1001, 0x1002


def read_audience(path, key=None, domain=None):
    """Verify a whole file and return it, or raise Refused. key: the party key or salt; domain: of YOUR plan, not of the label.

    What depends on today and on earlier files stays with the caller: key id, serial number, useBy, deleteBy.
    """
    if (key is None) != (domain is None):
        raise ValueError("key and domain go together")
    with open(path, "rb") as file:
        data = file.read()
    _need(len(data) >= 32 and data[:8] == b"\x89ONB\r\n\x1a\n")
    version, count, flags, length, reserved = struct.unpack_from("<HHIQQ", data, 8)
    _need(version == 1, "AUDIENCE_VERSION")
    _need(flags == 0 and reserved == 0 and length == len(data) and 4 <= count <= 64 and 32 + 24 * count <= length)

    table, sections, previous, end = data[32:32 + 24 * count], {}, -1, 32 + 24 * count
    for type_, flag, offset, size in struct.iter_unpack("<IIQQ", table):
        known = type_ in KINDS or LABEL_TYPE <= type_ <= HASH_TYPE
        _need(previous < type_ <= HASH_TYPE and flag <= 1 and offset == end and 0 < size <= length - end)
        _need(known or flag == 0, "AUDIENCE_SECTION_UNKNOWN")
        _need(flag == 1 or not known)
        sections[type_], previous, end = data[offset:offset + size], type_, offset + size
    _need(end == length and any(t in KINDS for t in sections))
    _need(LABEL_TYPE in sections, "LABEL_MISSING")
    _need(all(len(sections.get(t, b"")) == 32 for t in (MAC_TYPE, HASH_TYPE)))
    _need(hashlib.sha256(data[:-32]).digest() == sections[HASH_TYPE], "AUDIENCE_HASH")

    hashes, tokens = [], {}
    for type_, body in sections.items():
        if type_ < LABEL_TYPE:
            for index, start in enumerate(range(0, len(body), CHUNK)):
                hashes.append(hashlib.sha256(b"\0" + struct.pack("<IQ", type_, index) + body[start:start + CHUNK]).digest())
        if type_ in KINDS:
            rows = tokens[KINDS[type_]] = [body[i:i + 32] for i in range(0, len(body), 32)]
            _need(len(body) % 32 == 0 and all(a < b for a, b in zip(rows, rows[1:])))
    root = hashlib.sha256(b"\1" + b"".join(hashes)).digest()

    label = _json_object(sections[LABEL_TYPE], "LABEL_INVALID")
    payload = label.get("onb:payload")
    _need(_version_1(label) and len(sections[LABEL_TYPE]) <= CHUNK and isinstance(payload, dict), "LABEL_INVALID")
    named = payload.get("onb:tokens")
    _need(isinstance(payload.get("onb:root"), str) and isinstance(named, dict), "LABEL_INVALID")
    _need(all(type(count) is int for count in named.values()), "LABEL_INVALID")
    _need(payload.get("onb:root") == "sha256:" + root.hex() and named == {k: len(v) for k, v in tokens.items()}, "LABEL_DIGEST")

    if key is not None:
        message = data[:32] + table + root + sections[LABEL_TYPE]
        mac = hmac.digest(K(key, "crm-onboarding/audience-mac/v1", "", domain), message, "sha256")
        _need(hmac.compare_digest(mac, sections[MAC_TYPE]), "AUDIENCE_MAC")
        _need(label.get("onb:domain") == domain, "OUTSIDE_DOMAIN")
    return Audience(label, tokens, root, sections[HASH_TYPE], key is not None)


def _need(condition, code="AUDIENCE_FORMAT"):
    if not condition:
        raise Refused(code)


def _is_date(value):
    try:
        return isinstance(value, str) and datetime.datetime.strptime(value, "%Y-%m-%d").strftime("%Y-%m-%d") == value
    except ValueError:
        return False


def _version_1(value):
    return type(value.get("version")) is int and value["version"] == 1                  # True == 1 and 1.0 == 1 in Python


def _json_object(raw, code):
    def unique(pairs):
        _need(len({name for name, _ in pairs}) == len(pairs), code)                     # a name twice would be read in two ways
        return dict(pairs)
    try:
        value = json.loads(raw.decode("utf-8"), object_pairs_hook=unique, parse_constant=lambda _: _need(False, code))
    except (ValueError, RecursionError):                                                # not UTF-8, not JSON, a BOM, or too deep
        raise Refused(code) from None
    _need(isinstance(value, dict), code)
    return value


# ---- command line --------------------------------------------------------------------------------------------------

USAGE = """usage: onboarding.py canonical KIND < lines            {"normalized":...} or {"rejected":REASON} for each line
       onboarding.py token CARD KIND < lines           {"token":...} or {"rejected":REASON}; the card says which token
       onboarding.py canonical-hex KIND < hex lines    ok CANONICAL SUPPRESSION-FORM (both hex), or: no REASON
       onboarding.py tokens-hex KIND CARD < hex lines  ok TOKEN..., or: no REASON; a suppression card adds the sha256 tokens
       onboarding.py verify FILE [CARD [SENDER]]       SENDER: the sender's public key in base64; FILE.sig must be its signature
       onboarding.py signature-der FILE.sig            the signature in DER, for openssl"""


def card_tokens(card, kind, raw, value):
    ikm, domain = card["ikm"], card["domain"]
    if card["type"] == "suppression":
        hashes = [hashlib.sha256(form).digest() for form in forms(kind, raw)]
        return [suppression_token(ikm, kind, domain, value), *(sha256_token(ikm, domain, h) for h in hashes)]
    return [(token if card["type"] == "party" else salted_token)(ikm, kind, domain, value)]


def answer(command, kind, card, raw):
    value, reason = canonical(kind, raw)
    if command.endswith("-hex") and reason:
        return "no " + reason
    if command.endswith("-hex"):
        out = card_tokens(card, kind, raw, value) if card else [value, suppression_form(kind, value)]
        return " ".join(["ok", *(o.hex() for o in out)])
    if reason:
        result = {"rejected": reason}
    else:
        result = {"token": card_tokens(card, kind, raw, value)[0].hex()} if card else {"normalized": value.decode()}
    return json.dumps(result, separators=(",", ":"))


def main(args):
    sizes = {"canonical": (2,), "canonical-hex": (2,), "token": (3,), "tokens-hex": (3,), "verify": (2, 3, 4), "signature-der": (2,)}
    if not args or len(args) not in sizes.get(args[0], ()):
        print(USAGE, file=sys.stderr)
        return 2
    if args[0] == "verify":
        card = read_card(args[2]) if len(args) > 2 else None
        found = read_audience(args[1], card and card["ikm"], card and card["domain"])
        _need(card is None or found.label.get("onb:keyId") == card["keyId"], "KEY_MISMATCH")
        says = "from one of the two key holders" if found.origin_verified else "undamaged, origin not verified"
        if len(args) == 4:
            verify_signature(args[1] + ".sig", found.final_hash, args[3])
            says += ", signed by the sender"
        counts = {k: len(v) for k, v in found.tokens.items()}
        print(json.dumps({"verified": says, "root": "sha256:" + found.root.hex(), "tokens": counts}))
        return 0
    if args[0] == "signature-der":
        sys.stdout.buffer.write(signature_der(args[1]))
        return 0
    kind = args[2] if args[0] == "token" else args[1]
    if kind not in KINDS.values():
        print(USAGE, file=sys.stderr)
        return 2
    card = read_card(args[1] if args[0] == "token" else args[2]) if len(args) == 3 else None
    if card and card["type"] == "signing":                                              # it makes signatures, no tokens
        print(USAGE, file=sys.stderr)
        return 2
    for line in sys.stdin.buffer:
        raw = line[:-1] if line.endswith(b"\n") else line
        print(answer(args[0], kind, card, bytes.fromhex(raw.decode("ascii")) if args[0].endswith("-hex") else raw))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(3)
