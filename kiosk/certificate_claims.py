"""What a health certificate says, as values. Who signed it and whether it counts are other modules' matters."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.people import PartialDate


class EntryKind(StrEnum):
    """What an entry tells of."""

    VACCINATION = "vaccination"
    TEST = "test"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One entry. Codes are the value sets' own. ``at`` is the date of the dose, or the first positive test's.

    ``sampled`` is the moment of a test, ``resulted`` that of its result (both aware UTC). ``doses``/``of`` are given
    for vaccinations. ``result`` is a test's result as coded, ``negative`` what that means, None for an unknown code.
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
    result: str = ""
    resulted: datetime | None = None

    def __repr__(self) -> str:
        return f"Entry({self.kind})"


@dataclass(frozen=True, slots=True, repr=False)
class Certificate:
    """A certificate that was read. ``name`` is family name and given name(s) as printed, in Vietnamese order.

    ``name_transliterated`` is the same in the letters of a passport's machine-readable zone. ``issuer`` is the CWT's
    (a country), times are aware UTC; ``not_before`` is the CWT's, which few have. ``signed`` is the whole COSE_Sign1,
    which is what a check needs.
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
    not_before: datetime | None = None

    def __repr__(self) -> str:
        return f"Certificate({len(self.entries)} entries)"
