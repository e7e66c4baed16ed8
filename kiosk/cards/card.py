"""A card or code as the gate understands it, whichever format it came in."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.certificates import Certificate
from kiosk.people import Identifier, PartialDate, Sex


class CardKind(StrEnum):
    """What was held up."""

    CCCD = "cccd"  # citizen card of 2021, 7 fields
    CAN_CUOC = "can_cuoc"  # citizen card of 2024, 11 fields
    BHYT = "bhyt"
    PERSONAL_QR = "personal_qr"
    KBYT = "kbyt"
    CITIZEN_CODE = "citizen_code"
    HEALTH_CERTIFICATE = "health_certificate"
    PHONE = "phone"
    DECLARED = "declared"  # no card: somebody who declared, or was chosen from those who did
    CITIZEN_ID = "citizen_id"
    INSURANCE_NUMBER = "insurance_number"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"


class Family(StrEnum):
    """What a code is that opens no gate but is recognised all the same."""

    PAYMENT = "payment"
    WIFI = "wifi"
    VCARD = "vcard"
    URL = "url"
    POSTER = "poster"  # a checkpoint's own poster: for the visitor's phone, not for the kiosk
    GOODS = "goods"
    HEALTH_CERTIFICATE = "health_certificate"  # says who was vaccinated, not who is standing here
    UNKNOWN = "unknown"  # an application this kiosk does not know


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """What a code says. Card codes are unsigned: everything here is read, not verified.

    ``phone`` is E.164. ``name`` and ``address`` are as printed, NFC. ``warnings`` are snake_case words for
    contradictions and damage, in reading order; a card with warnings is still a card. For ``UNREADABLE`` the
    first warning is the reason. ``identifiers`` are what the card can be linked by. ``certificate`` is what a health
    certificate says, ``code`` the signed part of a citizen code: both are checked only where keys and a clock are.
    """

    kind: CardKind
    name: str | None = None
    birth: PartialDate | None = None
    sex: Sex | None = None
    citizen_id: str | None = None
    insurance_number: str | None = None
    phone: str | None = None
    address: str | None = None
    family: Family | None = None
    warnings: tuple[str, ...] = ()
    identifiers: frozenset[Identifier] = frozenset()
    certificate: Certificate | None = None
    code: bytes | None = None

    def __repr__(self) -> str:
        return f"Card({self.kind}{', ' + self.family if self.family else ''}, {len(self.warnings)} warnings)"
