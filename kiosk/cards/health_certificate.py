"""The vaccine passport: an EU digital COVID certificate, which Vietnam issues too.

``HC1:`` and then base45( zlib( COSE_Sign1( CBOR claims ) ) ): who somebody is, and one or more vaccinations, tests or
recoveries, each with an id. What it says is read here; what that is worth is seen only where the signers' keys are
(kiosk/certificates.py). A text that begins so and cannot be read to the end is a damaged certificate, of which
nothing is believed.
Sources: Quyết định 5772/QĐ-BYT of 20 December 2021; Electronic Health Certificate Specification (the public
repositories ehn-dcc-development/eu-dcc-hcert-spec and eu-dcc-schema); RFC 9285 for base45, RFC 1950 for zlib.
"""

import re
import zlib
from datetime import date

import base45  # type: ignore[import-untyped]

from kiosk.cards import births, printed
from kiosk.cards.card import Card, CardKind
from kiosk.cards.cleaning import MAX_LENGTH
from kiosk.cards.dates import DateFault
from kiosk.cards.warnings import CardWarning as W
from kiosk.certificate_reading import CertificateError, read
from kiosk.certificates import Certificate
from kiosk.people import Identifier, IdentifierKind
from kiosk.strict_cbor import MAX_BYTES

PREFIX = "HC1:"
_URN = re.compile(r"(?:URN:)?UVCI:", re.IGNORECASE)
_CHECK_CHARACTER = re.compile(r"#.?$")
_SHORTEST_ID = 8
"""What is shorter names nobody; two people's certificates could share it."""


def parse(text: str, today: date | None = None) -> Card | None:
    """Read a certificate; one that cannot be read to the end is damaged and says nothing.

    A scanner's blanks at the end were taken off before, which is safe: base45 cannot end in one.

    >>> [str(warning) for warning in parse("HC1:QED8WEX0").warnings], parse("HC2:QED8")
    (['certificate_damaged'], None)
    """
    if text[: len(PREFIX)].upper() != PREFIX:
        return None
    certificate = _read(text)
    if certificate is None:
        return Card(CardKind.HEALTH_CERTIFICATE, warnings=(W.CERTIFICATE_DAMAGED,))
    name = printed.name(certificate.name or "")
    birth, birth_warnings = births.birth(certificate.birth or DateFault.MISSING, today)
    nothing_said = () if certificate.entries else (W.CERTIFICATE_EMPTY,)
    return Card(
        CardKind.HEALTH_CERTIFICATE,
        name=name.text,
        birth=birth,
        warnings=(*name.warnings, *birth_warnings, *nothing_said),
        identifiers=_identifiers(certificate),
        certificate=certificate,
    )


def _read(text: str) -> Certificate | None:
    if not text.startswith(PREFIX) or len(text) > MAX_LENGTH:
        return None
    try:
        return read(inflated(base45.b45decode(text[len(PREFIX) :])))
    except (ValueError, CertificateError, zlib.error):
        return None


def inflated(data: bytes) -> bytes:
    """Undo the compression, which the specification demands. Raises ValueError or zlib.error.

    Never more than ``MAX_BYTES`` are made of it, and nothing may follow it.
    """
    inflater = zlib.decompressobj()
    whole = inflater.decompress(data, MAX_BYTES)
    if not inflater.eof or inflater.unused_data:
        raise ValueError("cut off, too large, or followed by something")
    return whole


def _identifiers(certificate: Certificate) -> frozenset[Identifier]:
    ids = {uvci(entry.id) for entry in certificate.entries}
    return frozenset(Identifier(IdentifierKind.HEALTH_CERTIFICATE, one) for one in ids if len(one) >= _SHORTEST_ID)


def uvci(text: str) -> str:
    """The id of an entry as it is compared: upper case, without what only some issuers write around it.

    >>> uvci("urn:uvci:01:VN:synthetic0001#W"), uvci("01:VN:SYNTHETIC0001")
    ('01:VN:SYNTHETIC0001', '01:VN:SYNTHETIC0001')
    """
    plain = _URN.sub("", "".join(text.upper().split()), count=1)
    return _CHECK_CHARACTER.sub("", plain)
