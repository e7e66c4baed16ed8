"""Health certificates (EU DCC, as Vietnam issues them too): what they say, who signed them, whether they count.

``HC1:`` base45( zlib( COSE_Sign1( CWT ) ) ); see kiosk/cards/health_certificate.py for reading one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kiosk.people import PartialDate


class Trust(StrEnum):
    """What can be said of a certificate's signature."""

    TRUSTED = "trusted"
    NO_KEY = "no_key"  # well formed, and no key here to check it with
    EXPIRED = "expired"  # genuine, and over
    NOT_YET = "not_yet"
    FORGED = "forged"  # the key is here, the signature is not its


class EntryKind(StrEnum):
    """What an entry tells of."""

    VACCINATION = "vaccination"
    TEST = "test"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One entry. Codes are the value sets' own. ``at`` is the date of the dose, or the first positive test's.

    ``sampled`` is the moment of a test (aware). ``doses``/``of`` are given for vaccinations.
    """

    kind: EntryKind
    disease: str = ""
    country: str = ""
    issuer: str = ""
    id: str = ""
    at: PartialDate | None = None
    product: str = ""
    vaccine: str = ""
    manufacturer: str = ""
    doses: int | None = None
    of: int | None = None
    test_type: str = ""
    test_name: str = ""
    test_device: str = ""
    centre: str = ""
    negative: bool | None = None
    sampled: datetime | None = None
    valid_from: PartialDate | None = None
    valid_until: PartialDate | None = None

    def __repr__(self) -> str:
        return f"Entry({self.kind})"


@dataclass(frozen=True, slots=True, repr=False)
class Certificate:
    """A certificate that was read. ``name`` is given name(s) and family name as printed, Vietnamese order.

    ``issuer`` is the CWT's (a country), times are aware UTC. ``signed`` is what a check needs: see ``verify``.
    """

    name: str | None
    name_transliterated: str | None
    birth: PartialDate | None
    issuer: str | None
    issued: datetime | None
    expires: datetime | None
    entries: tuple[Entry, ...]
    version: str | None
    kid: bytes | None
    signed: bytes = b""

    def __repr__(self) -> str:
        return f"Certificate({len(self.entries)} entries)"


@dataclass(frozen=True, slots=True)
class TrustList:
    """The signers' certificates or public keys that are trusted, as PEM blocks read from a file, by their kid."""

    signers: Sequence[object] = field(default_factory=tuple)
