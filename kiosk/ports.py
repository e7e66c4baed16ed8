"""What the core asks of the world. Adapters elsewhere fit these shapes; nobody inherits from them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID

from kiosk.cards.card import Card
from kiosk.errors import KioskError
from kiosk.events import Choice
from kiosk.scans import Picture, Scan, SourceEvent
from kiosk.screens import Language, Referral, Screen, Status
from kiosk.visits import Act, Standing, Via, Visit

T = TypeVar("T")


class Clock(Protocol):
    """Time as the kiosk sees it."""

    def now(self) -> datetime:
        """The wall clock, aware UTC. May jump."""

    def monotonic(self) -> float:
        """Seconds that never go back, since some start."""


class Source(Protocol):
    """A reading device, or the half of one that is listened to on its own thread."""

    address: str

    def events(self) -> Iterator[SourceEvent]:
        """Block, and yield what happens, until ``close`` is called. Never raises ``DeviceError``: yields SourceLost."""

    def close(self) -> None:
        """Make ``events`` end soon; may be called from any thread, more than once."""


class Cancellable(Protocol):
    """A timer that can still be stopped."""

    def cancel(self) -> None:
        """Stop it; nothing happens if it has run already."""


class Background(Protocol):
    """The one door off the UI thread. ``then``, ``failed`` and ``each`` are called on the UI thread."""

    def run(self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[KioskError], None]) -> None:
        """Do ``work`` elsewhere, in the order asked. An exception that is no KioskError is a bug."""

    def listen(self, source: Source, each: Callable[[SourceEvent], None]) -> None:
        """Call ``each`` for what ``source`` yields. Pictures may be dropped for newer ones; nothing else may."""

    def after(self, seconds: float, call: Callable[[], None]) -> Cancellable:
        """Call ``call`` once, ``seconds`` from now."""


class Sound(StrEnum):
    """What the kiosk can say without words. ``SEE_STAFF`` also stands for stop: nobody hears a health result."""

    READ = "read"
    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    ALREADY_IN = "already_in"
    NEEDS_DECLARATION = "needs_declaration"
    SEE_STAFF = "see_staff"
    UNREADABLE = "unreadable"
    UNKNOWN_CODE = "unknown_code"
    STILL_THERE = "still_there"


class Sounds(Protocol):
    """The loudspeaker. Never blocks and never fails: a kiosk without sound is a kiosk."""

    def play(self, sound: Sound, language: Language) -> None:
        """Start a sound; a new one cuts the old."""


class View(Protocol):
    """The display."""

    def show(self, screen: Screen, limit: float | None) -> None:
        """Replace what the visitor sees; ``limit`` is the seconds it will stay, None for no limit."""

    def renew(self, screen: Screen) -> None:
        """The screen that stands, with something typed, chosen or answered since."""

    def status(self, status: Status) -> None:
        """Renew what stands on every screen."""

    def language(self, language: Language) -> None:
        """Say everything in this language from now on."""

    def picture(self, picture: Picture) -> None:
        """Show one camera frame."""

    def outline(self, scan: Scan) -> None:
        """Mark the code that was just read on the live picture."""


Press = Callable[[Choice], None]


@dataclass(frozen=True, slots=True)
class Crossing:
    """What is to be recorded: somebody with ``card`` does ``act`` at ``at`` (aware UTC).

    ``person`` is who it is where that was chosen from a list, or stands in a code that was checked: it decides
    before anything on the card, and is made under this id if this kiosk has not met them. ``verified``: a signature
    was checked. ``staff`` does it by hand, for ``reason``.
    """

    card: Card
    act: Act
    at: datetime
    via: Via
    gate: str
    follows: UUID | None = None
    person: UUID | None = None
    verified: bool = False
    staff: UUID | None = None
    reason: str = ""


class VisitStore(Protocol):
    """The local store, as the gate uses it. Every method blocks and may raise StoreError."""

    def standing(self, card: Card, person: UUID | None = None) -> Standing:
        """What is known of whoever holds this card: the person linked by the rules of kiosk/linking.py.

        With ``person``, of that person. ``declaration`` is the latest one kept here.
        """

    def record(self, crossing: Crossing) -> tuple[Visit, Visit | None]:
        """Write the row and its outbox row in one transaction; returns once both are on disk.

        Returns the new row and the row it follows. The person is found, or made, in the same transaction.
        """

    def refuse_scan(self, kind: str, reason: str, source: str, at: datetime) -> None:
        """Remember that a scan was turned down: what it was and why, never what it contained."""

    def refer(self, reason: Referral, person: UUID | None, at: datetime) -> str:
        """Put somebody on the staff's list; returns the number they are met by, such as ``A 07``."""

    def inside_now(self) -> int:
        """How many people are inside by this kiosk's records."""

    def try_writing(self) -> None:
        """See whether a row could be written now; raises StoreError if not."""

    def recorded_today(self, at: datetime) -> int:
        """How many rows were written on the local day (Asia/Ho_Chi_Minh) of ``at``."""


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One thing to be sent: ``body`` is the JSON text of the event, the same bytes at every try."""

    id: UUID
    sequence: int
    body: str
    attempts: int


class OutboxStore(Protocol):
    """The outgoing queue. Nothing leaves it but by an explicit answer of the centre for that very item."""

    def next_batch(self, limit: int) -> Sequence[OutboxItem]:
        """The items to send next: fewest attempts first, then oldest, so that poison cannot block the rest."""

    def tried(self, ids: Sequence[UUID]) -> None:
        """Count one more attempt for each of these."""

    def sent(self, ids: Sequence[UUID], at: datetime) -> None:
        """The centre has these (stored now, or had them already)."""

    def refused(self, item: UUID, reason: str, at: datetime) -> None:
        """The centre will never take this one as it is: to the staff's work-list, kept."""

    def waiting(self) -> int:
        """How many items are waiting to be sent."""

    def refused_count(self) -> int:
        """How many items stand on the work-list."""
