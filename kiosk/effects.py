"""What the flow asks to be done, as commands. The conductor carries them out and answers with events."""

from dataclasses import dataclass
from uuid import UUID

from kiosk.cards.card import Card
from kiosk.errand_effects import ErrandEffect
from kiosk.events import Due
from kiosk.ports import Sound
from kiosk.screens import Referral
from kiosk.visits import Act, Via


@dataclass(frozen=True, slots=True)
class LookUp:
    """Ask the store about the holder of ``card``; answered by LookedUp. ``person`` as in kiosk.ports.Crossing."""

    turn: int
    card: Card
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Write a row; answered by Recorded."""

    turn: int
    card: Card
    act: Act
    follows: UUID | None
    person: UUID | None = None
    via: Via | None = None  # None: as the card says
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Refer:
    """Tell the staff; answered by Referred."""

    turn: int
    reason: Referral
    person: UUID | None


@dataclass(frozen=True, slots=True)
class RefuseScan:
    """Remember that a scan was turned down: what it was and why, not what it said. No answer."""

    kind: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class CallStaff:
    """Somebody pressed *Gọi nhân viên*. No answer."""


@dataclass(frozen=True, slots=True)
class TryStore:
    """See whether the store can be written again; answered by StoreCameBack or StoreFailed."""


@dataclass(frozen=True, slots=True)
class Play:
    """Make a sound."""

    sound: Sound


@dataclass(frozen=True, slots=True)
class Wake:
    """Let ``event`` happen in ``seconds``; its ``at`` is set when it happens."""

    seconds: float
    event: Due


Effect = LookUp | Record | Refer | RefuseScan | CallStaff | TryStore | Play | Wake | ErrandEffect
