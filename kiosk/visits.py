"""Visits: each row is one act at the gate. Rows are only ever added; a mistake is undone by a further row."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kiosk.declarations import Holding
from kiosk.people import Person


class Act(StrEnum):
    """What a row records."""

    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    REVERSAL = "reversal"  # takes an earlier row back; nothing is erased


class Via(StrEnum):
    """How somebody was recognised."""

    CITIZEN_CARD = "citizen_card"  # CCCD, căn cước
    INSURANCE_CARD = "insurance_card"  # BHYT
    PERSONAL_QR = "personal_qr"  # VNeID, PC-Covid (QĐ 1405)
    KBYT = "kbyt"
    HEALTH_CERTIFICATE = "health_certificate"
    TYPED_NUMBER = "typed_number"  # a bare citizen or insurance number
    CITIZEN_CODE = "citizen_code"  # issued by our own centre
    PHONE = "phone"  # chosen from those declared on a number, after a one-time code
    PHONE_ATTESTED = "phone_attested"  # the same on a member of staff's word: no code was checked
    DECLARED = "declared"  # declared here just now, with no card
    PROXY = "proxy"  # a member of staff declared for them
    DESK = "desk"  # by the staff's hand, from the list
    CLOSING = "closing"  # checked out by rule when the place closed


@dataclass(frozen=True, slots=True)
class Visit:
    """One act at the gate.

    ``id`` is a UUIDv7 made on the kiosk and the idempotency key for ever; ``sequence`` counts 1, 2, 3 … without
    a gap over everything this device sends, so that the centre can prove that nothing is missing.
    ``at`` is aware UTC. ``follows`` names the row that this one closes (a check-out its check-in) or takes back
    (a reversal); None where there is none, as for somebody who leaves without having been seen to arrive. The first
    row of a stay that was recorded anew follows the one it stands for.
    ``staff`` did it by hand, for ``reason`` (kiosk/desk/rows.py: WhyAnnulled, and a note).
    """

    id: UUID
    device: UUID
    sequence: int
    person: Person
    act: Act
    at: datetime
    via: Via
    gate: str
    follows: UUID | None = None
    verified: bool = False  # card codes are unsigned: read, not verified
    staff: UUID | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What this kiosk knows, before deciding, of whoever holds up a card. ``last`` is their latest row that stands."""

    person: Person | None
    last: Visit | None
    inside_now: int
    declaration: Holding | None = None

    @property
    def inside(self) -> Visit | None:
        """The open check-in, if the person is inside."""
        return self.last if self.last is not None and self.last.act is Act.CHECK_IN else None
