"""A card as other programs read it."""

import json
import re
from datetime import UTC, datetime

from kiosk.cards.card import Card, CardKind
from kiosk.certificates import Certificate, Entry, EntryKind, Trust
from kiosk.people import PartialDate

_LINE_ENDS = re.compile("[\x7f-\x9f\u2028\u2029]")
"""What JSON leaves as it is, and some programs take for the end of a line."""

_ALL_ENTRIES = {"disease": "tg", "country": "co", "issuer": "is", "id": "ci"}
ENTRY_KEYS: dict[EntryKind, dict[str, str]] = {
    EntryKind.VACCINATION: _ALL_ENTRIES
    | {"vaccine": "vp", "product": "mp", "manufacturer": "ma", "doses": "dn", "of": "sd", "at": "dt"},
    EntryKind.TEST: _ALL_ENTRIES
    | {"test_type": "tt", "test_name": "nm", "test_device": "ma", "sampled": "sc", "resulted": "dr"}
    | {"result": "tr", "negative": "tr", "centre": "tc"},
    EntryKind.RECOVERY: _ALL_ENTRIES | {"at": "fr", "valid_from": "df", "valid_until": "du"},
}
"""The keys of an entry besides its ``kind``, and the key of the DCC JSON schema that each is read from.

Codes are left as they are (SNOMED CT, ATC, LOINC, EU value sets); ``negative`` says what the code of the result means.
"""


def one_line(value: object) -> str:
    """Write a value as JSON on one line, whatever reads it; Vietnamese letters stay letters.

    >>> print(one_line({"text": "Thử\\u2028 \\x85"}))
    {"text": "Thử\\u2028 \\u0085"}
    """
    text = json.dumps(value, ensure_ascii=False)
    return _LINE_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def as_json(card: Card, trust: Trust = Trust.NO_KEY) -> dict[str, object]:
    """Give the ten keys of a card, always all of them and in this order; what a card does not say is None.

    A health certificate has more: see ``certificate_as_json``. ``trust`` is what a check has found.

    >>> from kiosk.cards.card import CardKind
    >>> as_json(Card(CardKind.PHONE, phone="+84900000001"))["phone"]
    '+84900000001'
    """
    form: dict[str, object] = {
        "kind": str(card.kind),
        "name": card.name,
        "birth": None if card.birth is None else str(card.birth),
        "sex": None if card.sex is None else str(card.sex),
        "citizen_id": card.citizen_id,
        "insurance_number": card.insurance_number,
        "phone": card.phone,
        "address": card.address,
        "family": None if card.family is None else str(card.family),
        "warnings": [str(warning) for warning in card.warnings],
    }
    if card.kind is CardKind.HEALTH_CERTIFICATE:
        form |= certificate_as_json(card.certificate, trust)
    return form


def certificate_as_json(certificate: Certificate | None, trust: Trust) -> dict[str, object]:
    """Give what only a health certificate says. Of a damaged one nothing is known, not even its signature.

    >>> certificate_as_json(None, Trust.NO_KEY)["trust"], certificate_as_json(None, Trust.NO_KEY)["entries"]
    (None, [])
    """
    if certificate is None:
        keys = ("name_transliterated", "issuer", "issued", "expires", "version", "trust")
        return {"entries": []} | dict.fromkeys(keys)
    return {
        "entries": [_entry(entry) for entry in certificate.entries],
        "name_transliterated": certificate.name_transliterated,
        "issuer": certificate.issuer,
        "issued": _plain(certificate.issued),
        "expires": _plain(certificate.expires),
        "version": certificate.version,
        "trust": str(trust),
    }


def _entry(entry: Entry) -> dict[str, object]:
    return {"kind": str(entry.kind)} | {key: _plain(getattr(entry, key)) for key in ENTRY_KEYS[entry.kind]}


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case PartialDate():
            return str(value)
        case "":
            return None
    return value
