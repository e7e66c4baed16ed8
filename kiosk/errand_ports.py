"""What a longer errand asks of the world: the centre while somebody waits, the staff, the printer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from kiosk.cards.card import Card
from kiosk.declarations import Declaration, Filled, Holding
from kiosk.errand_answers import CodeOutcome, TryOutcome
from kiosk.errand_screens import StaffName
from kiosk.family import DeclaredPerson, Member
from kiosk.people import Identifier
from kiosk.phone import Phone
from kiosk.screens import Language


@dataclass(frozen=True, slots=True)
class PinVerdict:
    """What became of a PIN. ``locked_seconds`` is 0 while not locked."""

    right: bool
    tries_left: int
    locked_seconds: float


@dataclass(frozen=True, slots=True, repr=False)
class Slip:
    """What stands on the paper somebody takes away: no number, no phone, no answers. ``code`` is the QR's text.

    Texts are in the visitor's language; ``name`` is masked, times are aware UTC.
    """

    site: str
    gate: str
    code: str
    spelled: str
    name: str
    until: datetime | None
    entered_at: datetime | None
    next_step: str
    language: Language

    def __repr__(self) -> str:
        return "Slip()"


@dataclass(frozen=True, slots=True)
class CodeReply:
    """See kiosk.errand_answers.CodeSent."""

    outcome: CodeOutcome
    valid_seconds: float
    resend_seconds: float | None
    tries_left: int


@dataclass(frozen=True, slots=True)
class TryReply:
    """See kiosk.errand_answers.CodeTried."""

    outcome: TryOutcome
    tries_left: int
    people: tuple[DeclaredPerson, ...]


@dataclass(frozen=True, slots=True, repr=False)
class IssuedReply:
    """A citizen code: its text (a URL), its twelve characters to read out, and when it ends."""

    text: str
    spelled: str
    until: datetime

    def __repr__(self) -> str:
        return "IssuedReply()"


class DeclarationStore(Protocol):
    """The local store, as declaring uses it. Every method blocks and may raise StoreError."""

    def declare(self, filled: Filled, card: Card | None, at: datetime, holds_until: datetime) -> Declaration:
        """Keep a declaration with its consent, and its outbox row, in one transaction; on disk when it returns.

        The person is found by ``filled.person``, the card, or the numbers declared, or made.
        """

    def family(self, phone: Phone, told: Sequence[DeclaredPerson]) -> Sequence[Member]:
        """Everybody declared on this number, those told by the centre and those known here, each once.

        Somebody told under another id whom this kiosk knows by a number of theirs is one member. Nothing is written.
        """

    def member(self, person: UUID) -> Member | None:
        """Somebody who declared here, and where they stand now."""


class StaffStore(Protocol):
    """The staff as this kiosk knows them. Every method blocks and may raise StoreError."""

    def listed(self) -> Sequence[StaffName]:
        """Who may sign in here, by name."""

    def check(self, staff: UUID, pin: str, now: datetime, purpose: str) -> PinVerdict:
        """Check a PIN (argon2id), count wrong ones, lock with a growing delay; each try is in the audit log.

        The lock survives a restart, and a clock that was set back does not shorten it.
        """


class Printer(Protocol):
    """Paper for the visitor. Blocks; raises DeviceError with a sentence for the staff."""

    address: str

    def ready(self) -> bool:
        """Whether it would print now, as far as can be known."""

    def print_slip(self, slip: Slip) -> None:
        """Print one slip; returns when the printer, or its queue, has it."""


class CentreDesk(Protocol):
    """What a kiosk asks the centre while a visitor waits. Every method blocks and may raise ServerUnreachable.

    A refusal (4xx) is ServerUnreachable as well for the one who waits: the centre could not be asked.
    """

    def send_code(self, request: UUID, phone: str, language: str) -> CodeReply:
        """Have a code sent to ``phone`` (E.164) for this request of ours."""

    def try_code(self, request: UUID, digits: str) -> TryReply:
        """Have a typed code checked."""

    def declared(self, identifiers: Sequence[Identifier]) -> Holding | None:
        """The latest declaration of whoever has these numbers."""

    def insured(self, request: UUID, number: str) -> DeclaredPerson | None:
        """Whom an insurance number belongs to, if they are declared on the phone that ``request`` confirmed."""

    def issue(self, declaration: UUID, body: str) -> IssuedReply | None:
        """The citizen code of a declaration; ``body`` is its event as it stands in the outbox."""
