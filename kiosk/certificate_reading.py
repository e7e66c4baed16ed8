"""The signed bytes of a health certificate, and the Certificate they are.

Sources: Electronic Health Certificate Specification 1.0.5 and later (ehn-dcc-development/eu-dcc-hcert-spec), DCC JSON
schema 1.3.0 (ehn-dcc-development/eu-dcc-schema), Value Sets for EU Digital COVID Certificates.
"""

from kiosk import cose, strict_cbor
from kiosk.certificate_claims import Certificate, Entry, EntryKind
from kiosk.certificate_fields import DATE_TAGS, count, day, moment, numeric_date, text

NOT_DETECTED, DETECTED = "260415000", "260373001"
"""A test's result, in SNOMED CT."""

_ISS, _EXP, _NBF, _IAT, _HCERT = 1, 4, 5, 6, -260
_EU_DCC = 1
_MOST_ENTRIES = 16


class CertificateError(ValueError):
    """The bytes are no health certificate; the message says why."""


def read(signed: bytes) -> Certificate:
    """Read what stands in a COSE_Sign1. Nothing of it is checked. Raises CertificateError."""
    try:
        sign1 = cose.parse(signed)
        claims = strict_cbor.decode(sign1.payload, DATE_TAGS)
    except (cose.CoseError, strict_cbor.CborError) as fault:
        raise CertificateError(str(fault)) from fault
    health = claims.get(_HCERT) if isinstance(claims, dict) else None
    said = health.get(_EU_DCC) if isinstance(health, dict) else None
    if not isinstance(claims, dict) or not isinstance(said, dict):
        raise CertificateError("no certificate among the claims")
    times = {key: numeric_date(claims[key]) for key in (_EXP, _NBF, _IAT) if claims.get(key) is not None}
    if None in times.values():
        raise CertificateError("a time that is none")  # it must not pass for a certificate without an end
    names = said.get("nam")
    printed, plain = _names(names if isinstance(names, dict) else {})
    return Certificate(
        name=printed or plain,
        name_transliterated=plain,
        birth=day(said.get("dob")),
        issuer=text(claims.get(_ISS)) or None,
        issued=times.get(_IAT),
        expires=times.get(_EXP),
        entries=_entries(said),
        version=text(said.get("ver")) or None,
        kid=sign1.kid,
        signed=signed,
        not_before=times.get(_NBF),
    )


def _names(nam: dict[object, object]) -> tuple[str | None, str | None]:
    printed = " ".join(part for part in (text(nam.get("fn")), text(nam.get("gn"))) if part)
    plain = " ".join(text(nam.get(key)).replace("<", " ") for key in ("fnt", "gnt"))
    return printed or None, " ".join(plain.split()) or None


def _entries(said: dict[object, object]) -> tuple[Entry, ...]:
    items = [
        (read_one, item)
        for key, read_one in (("v", _vaccination), ("t", _test), ("r", _recovery))
        for item in _items(said.get(key))
    ]
    if len(items) > _MOST_ENTRIES:
        raise CertificateError("more entries than any certificate has")
    return tuple(read_one(item) for read_one, item in items)


def _items(group: object) -> list[dict[object, object]]:
    return [item for item in group if isinstance(item, dict)] if isinstance(group, list) else []


def _vaccination(item: dict[object, object]) -> Entry:
    return Entry(
        EntryKind.VACCINATION,
        disease=text(item.get("tg")),
        vaccine=text(item.get("vp")),
        product=text(item.get("mp")),
        manufacturer=text(item.get("ma")),
        doses=count(item.get("dn")),
        of=count(item.get("sd")),
        at=day(item.get("dt")),
        country=text(item.get("co")),
        issuer=text(item.get("is")),
        id=text(item.get("ci")),
    )


def _test(item: dict[object, object]) -> Entry:
    result = text(item.get("tr"))
    return Entry(
        EntryKind.TEST,
        disease=text(item.get("tg")),
        test_type=text(item.get("tt")),
        test_name=text(item.get("nm")),
        test_device=text(item.get("ma")),
        sampled=moment(item.get("sc")),
        resulted=moment(item.get("dr")),
        result=result,
        negative={NOT_DETECTED: True, DETECTED: False}.get(result),
        centre=text(item.get("tc")),
        country=text(item.get("co")),
        issuer=text(item.get("is")),
        id=text(item.get("ci")),
    )


def _recovery(item: dict[object, object]) -> Entry:
    return Entry(
        EntryKind.RECOVERY,
        disease=text(item.get("tg")),
        at=day(item.get("fr")),
        valid_from=day(item.get("df")),
        valid_until=day(item.get("du")),
        country=text(item.get("co")),
        issuer=text(item.get("is")),
        id=text(item.get("ci")),
    )
