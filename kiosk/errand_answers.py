"""What the world answers during a longer errand, in the past tense. ``at`` is monotonic seconds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kiosk.declarations import Declaration, Holding
from kiosk.errand_screens import StaffName
from kiosk.family import DeclaredPerson, Member


class CodeOutcome(StrEnum):
    """What became of the wish for a code."""

    SENT = "sent"
    NOT_SENT = "not_sent"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class CodeSent:
    """The centre's word on a wish for a code. Seconds count from now; ``resend_seconds`` None: no more from here."""

    turn: int
    request: UUID
    outcome: CodeOutcome
    valid_seconds: float
    resend_seconds: float | None
    tries_left: int
    at: float


class TryOutcome(StrEnum):
    """What became of a typed code."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, repr=False)
class CodeTried:
    """The centre's word on a typed code; ``people`` are those declared on the number, once it is right."""

    turn: int
    outcome: TryOutcome
    tries_left: int
    people: tuple[DeclaredPerson, ...]
    at: float

    def __repr__(self) -> str:
        return f"CodeTried({self.outcome})"


@dataclass(frozen=True, slots=True)
class CentreSilent:
    """The centre could not be asked, for turn ``turn``."""

    turn: int
    at: float


@dataclass(frozen=True, slots=True)
class FamilyFound:
    """Everybody declared on the number, with where they stand here; ``now`` is the wall clock."""

    turn: int
    members: tuple[Member, ...]
    inside_now: int
    now: datetime
    at: float


@dataclass(frozen=True, slots=True)
class DeclaredFound:
    """The centre's word on whether the holder of a card has declared elsewhere; None for no declaration."""

    turn: int
    holding: Holding | None
    now: datetime
    at: float


@dataclass(frozen=True, slots=True)
class InsuranceFound:
    """Whom the centre knows by an insurance number; None for nobody it may tell of."""

    turn: int
    person: DeclaredPerson | None
    at: float


@dataclass(frozen=True, slots=True)
class StaffListed:
    """Who may sign in here. ``locked_seconds`` is how long nobody may, 0 for not locked."""

    turn: int
    staff: tuple[StaffName, ...]
    at: float


@dataclass(frozen=True, slots=True)
class PinChecked:
    """The store's word on a PIN: right, or how many tries are left, or how long it is locked."""

    turn: int
    right: bool
    tries_left: int
    locked_seconds: float
    at: float


@dataclass(frozen=True, slots=True)
class DeclarationSaved:
    """The declaration and its consent are on disk."""

    turn: int
    declaration: Declaration
    member: Member
    inside_now: int
    now: datetime
    at: float


@dataclass(frozen=True, slots=True, repr=False)
class CodeIssued:
    """The citizen code of a declaration; ``text`` empty where the centre would not issue one."""

    turn: int
    text: str
    spelled: str
    until: datetime | None
    at: float

    def __repr__(self) -> str:
        return "CodeIssued()"


@dataclass(frozen=True, slots=True)
class Printed:
    """The slip was handed to the printer, or could not be."""

    turn: int
    well: bool
    at: float


ErrandAnswer = (
    CodeSent
    | CodeTried
    | CentreSilent
    | FamilyFound
    | DeclaredFound
    | InsuranceFound
    | StaffListed
    | PinChecked
    | DeclarationSaved
    | CodeIssued
    | Printed
)
