"""A code that was read while the list stands: whose line is it?"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kiosk import cards, certificates, citizen_code
from kiosk.admission import Rules, via
from kiosk.cards.card import Card, CardKind
from kiosk.certificates import Trust
from kiosk.citizen_code import CodeStanding
from kiosk.desk.rows import RowKey
from kiosk.desk.tools import DeskTools
from kiosk.errors import KioskError
from kiosk.scans import Scan


class Unfound(StrEnum):
    """Why a code leads to nobody's line."""

    UNREADABLE = "unreadable"
    NOT_OURS = "not_ours"  # opens no gate, or its signature does not count
    NOBODY = "nobody"  # nobody with this card is known here, or came
    FAILED = "failed"  # the store could not be asked


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """Somebody's newest stay."""

    key: RowKey

    def __repr__(self) -> str:
        return "Found()"


@dataclass(frozen=True, slots=True, repr=False)
class Number:
    """The code is a phone number (E.164): to be looked up, and confirmed."""

    phone: str

    def __repr__(self) -> str:
        return "Number()"


@dataclass(frozen=True, slots=True)
class Nowhere:
    """Nobody's line. ``person`` is who it is, where that is known."""

    why: Unfound
    person: UUID | None = None


Whose = Found | Number | Nowhere


def understood(scan: Scan, rules: Rules) -> tuple[Card, UUID | None] | Number | Nowhere:
    """The card, and whom a citizen code that counts is about; or why nobody need be looked for."""
    card = cards.parse(scan.text, scan.symbology)
    if card.kind is CardKind.UNREADABLE:
        return Nowhere(Unfound.UNREADABLE)
    if card.kind is CardKind.CITIZEN_CODE and card.code is not None:
        checked = citizen_code.check(card.code, rules.trust, rules.now)
        # One that has run out still says who it is, and this opens no gate.
        known = checked.standing in (CodeStanding.GENUINE, CodeStanding.EXPIRED) and checked.code is not None
        return (card, checked.code.person) if known and checked.code else Nowhere(Unfound.NOT_OURS)
    if card.kind is CardKind.PHONE and card.phone is not None:
        return Number(card.phone)
    forged = card.certificate and certificates.check(card.certificate, rules.signers, rules.now) is Trust.FORGED
    return Nowhere(Unfound.NOT_OURS) if via(card) is None or forged else (card, None)


def find(scan: Scan, tools: DeskTools, then: Callable[[Whose], None]) -> None:
    """Find whose line it is; ``then`` is called with it, on the UI thread."""
    read = understood(scan, tools.rules())
    if not isinstance(read, tuple):
        then(read)
        return
    card, person = read

    def work() -> Whose:
        known = tools.visits.standing(card, person).person
        if known is None:
            return Nowhere(Unfound.NOBODY)
        key = tools.people.stay_of(known.id)
        return Nowhere(Unfound.NOBODY, known.id) if key is None else Found(key)

    def failed(_fault: KioskError) -> None:
        then(Nowhere(Unfound.FAILED))

    tools.lanes.list.run(work, then, failed)
