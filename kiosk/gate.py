"""The whole state of the kiosk between two events, and how one screen gives way to the next.

Each screen that comes up is a new *turn*; an answer or a timer that names an older turn is late and changes
nothing.
"""

import hashlib
from dataclasses import dataclass, field, replace

from kiosk.cards.card import Card
from kiosk.certificates import Trust
from kiosk.citizen_code import CitizenCode
from kiosk.declaring_screens import (
    DeclareAddress,
    DeclareConsent,
    DeclareDone,
    DeclareHealth,
    DeclareIdentity,
    Printing,
)
from kiosk.effects import Effect, LookUp, Record, Refer, Wake
from kiosk.errand_screens import ChoosePerson, EnterCode, EnterPhone, NobodyDeclared, NoCode, PersonState, StaffPin
from kiosk.errands.errand import Errand
from kiosk.events import HeldCodeDue, TimedOut
from kiosk.people import masked_name, masked_number
from kiosk.scans import Scan
from kiosk.screens import (
    ANOTHER_CODE_AFTER,
    LEAVING_SECONDS,
    SAME_CODE_SECONDS,
    SECONDS_ON,
    Goodbye,
    Language,
    OutOfOrder,
    Reading,
    Referral,
    Screen,
    Waiting,
    Welcome,
)
from kiosk.visits import Act, Standing, Visit

PATIENT = (
    EnterPhone,
    EnterCode,
    NoCode,
    ChoosePerson,
    NobodyDeclared,
    StaffPin,
    DeclareIdentity,
    DeclareAddress,
    DeclareHealth,
    DeclareConsent,
)
"""Screens whose time begins again with every touch, and that ask before they end."""

NEXT_MEMBER_SECONDS = 8.0
"""How long the list stays after somebody from it was recorded, for the next of the family."""

AFTER_PRINTING_SECONDS = 20.0

CODES_REMEMBERED = 4
"""So that two codes held up together, or standing on one card, do not take turns for ever."""


@dataclass(frozen=True, slots=True)
class SeenCode:
    """A code of a moment ago, as a digest: nobody's data stays behind. ``verdict`` is what it led to, for 5 s."""

    digest: bytes
    seen_at: float
    verdict: Welcome | Goodbye | None = None

    @classmethod
    def of(cls, scan: Scan) -> "SeenCode":
        """The memory of a code just read."""
        return cls(hashlib.blake2b(scan.raw, digest_size=16).digest(), scan.at)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the present turn is about; gone when the waiting screen comes back.

    ``row`` is what a choice on this screen would close or take back. ``leaving``: check-out was chosen first.
    ``code`` is a citizen code that was checked, ``trust`` what can be said of a health certificate. ``asked``: the
    centre was asked for a declaration made elsewhere.
    """

    card: Card
    digest: bytes
    leaving: bool
    standing: Standing | None = None
    row: Visit | None = None
    code: CitizenCode | None = None
    trust: Trust | None = None
    asked: bool = False

    @property
    def label(self) -> str:
        """How a public display calls this person: the masked name, else the masked number, else nothing."""
        person = self.standing.person if self.standing else None
        name = self.card.name or (person.name if person else None)
        number = self.card.citizen_id or self.card.insurance_number
        coded = self.code.name if self.code else ""
        return masked_name(name) or coded or (masked_number(number) if number else "")


@dataclass(frozen=True, slots=True)
class Gate:
    """The state. ``since`` is when the screen came up; all times are monotonic seconds."""

    screen: Screen = field(default_factory=Waiting)
    turn: int = 0
    since: float = 0.0
    subject: Subject | None = None
    held: Scan | None = None
    seen: tuple[SeenCode, ...] = ()
    language: Language = Language.VI
    site_language: Language = Language.VI
    touched_at: float = 0.0
    staff_called_at: float | None = None
    errand: Errand | None = None
    leaving: bool = False
    """Check-out was chosen on the screen, for the next card that is read; advice in between does not end it."""


Step = tuple[Gate, tuple[Effect, ...]]


def limit(screen: Screen) -> float | None:
    """How many seconds a screen stays by itself; None for no limit."""
    match screen:
        case Waiting(leaving=True):
            return LEAVING_SECONDS
        case ChoosePerson(rows=rows) if any(row.state in (PersonState.ENTERED, PersonState.LEFT) for row in rows):
            return NEXT_MEMBER_SECONDS
        case DeclareDone(printing=Printing.PRINTED):
            return AFTER_PRINTING_SECONDS
    return SECONDS_ON[type(screen)]


def ringed(screen: Screen) -> float | None:
    """The seconds that are counted down before everybody's eyes: of a screen that asks before it ends, none."""
    return None if isinstance(screen, PATIENT) else limit(screen)


def enter(gate: Gate, screen: Screen, at: float, *effects: Effect) -> Step:
    """Bring up a screen: a new turn with its own time limit. The waiting screen wipes whoever was there."""
    gate = replace(gate, screen=screen, turn=gate.turn + 1, since=at)
    wakes: list[Effect] = []
    seconds = limit(screen)
    if isinstance(screen, OutOfOrder):
        # nobody can be served, so nobody is remembered
        gate = replace(gate, subject=None, errand=None, held=None, leaving=False)
    if isinstance(screen, Waiting):
        gate = replace(gate, subject=None, errand=None, leaving=screen.leaving)
        if seconds is None and any(code.verdict for code in gate.seen):
            seconds = SAME_CODE_SECONDS  # then the masked name kept for "the same verdict again" goes too
    if seconds is not None:
        wakes.append(Wake(seconds, TimedOut(gate.turn)))
    if gate.held is not None and type(screen) in ANOTHER_CODE_AFTER:
        wakes.append(Wake(ANOTHER_CODE_AFTER[type(screen)], HeldCodeDue(gate.turn)))
    return gate, (*effects, *wakes)


def renew(gate: Gate, screen: Screen, *effects: Effect) -> Step:
    """Change what the present screen says, without a new turn."""
    return replace(gate, screen=screen), effects


def on_errand(gate: Gate, errand: Errand) -> Gate:
    """Keep what is now known of the visitor on an errand."""
    return replace(gate, errand=errand)


def remember(gate: Gate, code: SeenCode) -> Gate:
    """Put a code first among those seen lately."""
    others = tuple(other for other in gate.seen if other.digest != code.digest)
    return replace(gate, seen=(code, *others)[:CODES_REMEMBERED])


def look_up(gate: Gate, subject: Subject, at: float, *effects: Effect) -> Step:
    """Start a turn about somebody: ask the store."""
    gate, entered = enter(replace(gate, leaving=False), Reading(subject.card.kind), at, *effects)
    person = subject.code.person if subject.code else None
    return replace(gate, subject=subject), (*entered, LookUp(gate.turn, subject.card, person))


def record(gate: Gate, act: Act, at: float) -> Step:
    """Write a row about the subject of this turn; it closes, or takes back, the row the screen is about."""
    subject = gate.subject
    if subject is None:
        return gate, ()
    follows = subject.row.id if subject.row is not None and act is not Act.CHECK_IN else None
    gate, entered = enter(gate, Reading(subject.card.kind), at)
    person = subject.code.person if subject.code else None
    verified = subject.code is not None or subject.trust is Trust.TRUSTED
    return gate, (*entered, Record(gate.turn, subject.card, act, follows, person, verified=verified))


def refer(gate: Gate, reason: Referral, at: float) -> Step:
    """Send whoever is there to the staff."""
    subject = gate.subject
    known = subject.standing.person if subject and subject.standing else None
    person = known.id if known else None
    if gate.errand is not None and gate.errand.declaration is not None:
        person = gate.errand.declaration.person
    gate, entered = enter(
        replace(gate, leaving=False, errand=None), Reading(subject.card.kind if subject else None), at
    )
    return gate, (*entered, Refer(gate.turn, reason, person))
