"""What the desk asks of the store. Every method blocks, may raise StoreError, and writes its line of the audit log in
the transaction that does what it tells; ``staff`` is who does it. Times are aware UTC.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from kiosk.desk.figures import Figures
from kiosk.desk.rows import Correction, Counts, Detail, Evacuation, Page, Query, Row, RowKey, WhyAnnulled, WorkItem
from kiosk.errand_ports import PinVerdict
from kiosk.errand_screens import StaffName
from kiosk.errors import KioskError
from kiosk.visits import Visit


class ActRefused(KioskError):
    """What was asked cannot be done any more: the line has changed meanwhile. ``why`` is a word, not a sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why  # already_inside, not_inside, annulled, nobody, stopped, full, waits, order, future


class VisitorList(Protocol):
    """The list of people who came and left."""

    def page(self, query: Query) -> Page:
        """One page of lines. Bare ones only where ``unmasked`` was called before, by the presenter's own rule."""

    def counts(self, day: datetime) -> Counts:
        """How many lines each filter has on the local day of ``day``."""

    def row(self, key: RowKey, *, bare: bool = False) -> Row | None:
        """One line as it is now; None where there is none."""

    def stay_of(self, person: UUID) -> RowKey | None:
        """The newest stay of a person, not annulled; a scan at the desk opens it."""

    def opened(self, key: RowKey, staff: UUID, at: datetime) -> Detail | None:
        """Everything of one line; that it was opened is in the audit log."""

    def unmasked(self, staff: UUID, reason: str, at: datetime) -> None:
        """Note that the columns were unmasked, and why."""

    def note(self, what: str, staff: UUID, subject: UUID | None, at: datetime) -> None:
        """Note what somebody did that leaves no row of its own, such as ``phone vouched for``."""

    def check_in(self, person: UUID, staff: UUID, at: datetime, reason: str = "") -> Visit:
        """Record an arrival by the staff's hand (Via.DESK). ActRefused: already_inside, nobody, stopped.

        Somebody whose declaration says stop comes in for a ``reason`` in words alone, which is kept with the visit.
        """

    def check_out(self, key: RowKey, staff: UUID, at: datetime) -> Visit:
        """Record the departure that closes this stay. ActRefused: not_inside, annulled."""

    def annul(self, key: RowKey, why: WhyAnnulled, note: str, staff: UUID, at: datetime) -> tuple[Visit, ...]:
        """Take every standing row of a stay back by reversals, newest first. ActRefused: annulled."""

    def correct(self, key: RowKey, correction: Correction, staff: UUID, at: datetime) -> RowKey:
        """Take a stay back and record it anew with other values, in one transaction; the key of the new one.

        ActRefused: annulled, order (left before arrived), future.
        """

    def meet(self, key: RowKey, outcome: str, staff: UUID, at: datetime) -> None:
        """Take a referral off the list: ``let_in``, ``turned_away``, ``declared``, ``other``."""

    def work_list(self, limit: int = 200) -> Sequence[WorkItem]:
        """What the centre refused, oldest first; what was set aside is not among it."""

    def send_again(self, item: UUID, staff: UUID, at: datetime) -> None:
        """Take a refused row back into the queue."""

    def set_aside(self, item: UUID, reason: str, staff: UUID, at: datetime) -> None:
        """Keep a refused row, off the work-list: a person decided that the centre need not have it, and why."""

    def looked_at(self, key: RowKey, staff: UUID, at: datetime) -> None:
        """Somebody has looked at an automatic check-out: it needs no attention any more."""

    def close_day(self, at: datetime) -> int:
        """Check out by rule everybody who came in before ``at`` and is still inside (Via.CLOSING); how many."""

    def evacuation(self, staff: UUID | None, at: datetime) -> Evacuation:
        """Who is inside now."""

    def exported(self, query: Query, staff: UUID, at: datetime, rows: int, form: str) -> None:
        """Note that a list was exported."""


class StaffDesk(Protocol):
    """The staff and their PINs, as the desk uses them."""

    def listed(self) -> Sequence[StaffName]:
        """Who may sign in here, by name."""

    def check(self, staff: UUID, pin: str, now: datetime, purpose: str) -> PinVerdict:
        """Check a PIN; each try is in the audit log."""

    def signed_out(self, staff: UUID, why: str, at: datetime) -> None:
        """Note that somebody was signed out: ``chosen``, ``idle``, ``ended``, ``mode``."""

    def change_own_pin(self, staff: UUID, old: str, new: str, at: datetime) -> PinVerdict:
        """Another PIN for oneself; StaffRefused for one that is not taken."""

    def add(self, name: str, role: str, pin: str, at: datetime, by: UUID | None = None) -> UUID:
        """Let somebody sign in from now on. StaffRefused for a name, a role or a PIN that is not taken."""

    def change_pin(self, staff: UUID, pin: str, at: datetime, by: UUID | None = None) -> None:
        """Give somebody another PIN, which ends a lock."""

    def disable(self, staff: UUID, at: datetime, by: UUID | None = None) -> None:
        """Let somebody no longer sign in; what they did stays in their name."""


class FigureStore(Protocol):
    """What is counted of a day."""

    def day(self, day: datetime) -> Figures:
        """The figures of the local day of ``day``, and those of the same weekday a week before."""
