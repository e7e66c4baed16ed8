"""What the desk does to a line of the list: open it, check in and out, annul, correct, meet. Runs on the UI thread.

Writing goes on the store's lane, in order. While one act is under way no other begins, and for a moment after it the
same line takes none: a key that bounces does not check somebody out and in again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from kiosk.desk.ports import ActRefused
from kiosk.desk.rows import Correction, Declared, Detail, Row, RowFilter, RowKey, RowKind, Sending, WhyAnnulled
from kiosk.desk.tools import DeskTools
from kiosk.errors import KioskError
from kiosk.staff import Right, SignedIn

BOUNCE_SECONDS: Final = 0.8
"""So long the same line takes no further act."""
ANOTHER_SECONDS: Final = 0.35
"""And so long no other does: where a line goes with its act, the next one comes to stand under the same key."""


class MainAct(StrEnum):
    """What Enter does on a line."""

    CHECK_OUT = "check_out"
    CHECK_IN = "check_in"
    DECLARE = "declare"  # khai hộ
    HANDLE = "handle"  # a person has to decide
    NOTHING = "nothing"


def main_act(row: Row, shown: RowFilter = RowFilter.ALL, *, declaring: bool = True) -> MainAct:
    """What is done to this line, where ``shown`` is the filter it stands in.

    ``declaring``: nobody is to be inside without a declaration, and whoever sits here may declare for them.
    """
    if row.annulled:
        return MainAct.NOTHING
    if row.key.kind is RowKind.REFERRAL:
        return MainAct.NOTHING if row.met else MainAct.HANDLE
    if row.sending is Sending.REFUSED or (row.automatic and shown is RowFilter.ATTENTION):
        return MainAct.HANDLE
    if row.inside:
        undeclared = row.declared in (Declared.NONE, Declared.EXPIRED)
        return MainAct.DECLARE if undeclared and declaring else MainAct.CHECK_OUT
    return MainAct.NOTHING if row.person is None or row.there or row.erased else MainAct.CHECK_IN


class Done(StrEnum):
    """What came of an act."""

    CHECKED_IN = "checked_in"
    CHECKED_OUT = "checked_out"
    ANNULLED = "annulled"
    CORRECTED = "corrected"
    MET = "met"
    LOOKED_AT = "looked_at"
    REFUSED = "refused"  # ``why`` is a word of ActRefused
    FAILED = "failed"  # the store did not take it


class Outcome(StrEnum):
    """How a referral ended."""

    LET_IN = "let_in"
    TURNED_AWAY = "turned_away"
    DECLARED = "declared"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be said of an act. ``key`` is the line to go to from here, None to stay. ``name`` is masked."""

    done: Done
    at: datetime
    why: str = ""
    key: RowKey | None = None
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class ActsState:
    """``detail`` is the person opened, ``opening`` the line that is being opened, ``busy`` one being written."""

    detail: Detail | None = None
    opening: RowKey | None = None
    busy: RowKey | None = None
    said: Said | None = None

    def __repr__(self) -> str:
        return f"ActsState({self.busy}, {self.said})"


class Acts:
    """Does it. ``changed`` is called after every change of ``state``, and after every act ``recorded`` with the line
    and what came of it.
    """

    def __init__(self, tools: DeskTools, changed: Callable[[], None], recorded: Callable[[RowKey, Said], None]) -> None:
        self.state = ActsState()
        self._tools, self._changed, self._recorded = tools, changed, recorded
        self._turn = 0
        self._last: tuple[RowKey, float] | None = None

    def open(self, key: RowKey) -> None:
        """Open one person in full; the log has it before anything is shown."""
        staff = self._who(Right.SEE_PEOPLE)
        if staff is None:
            return
        self._turn += 1
        turn, now, people = self._turn, self._tools.clock.now(), self._tools.people

        def opened(detail: Detail | None) -> None:
            if turn == self._turn:
                self._put(replace(self.state, detail=detail, opening=None))

        def failed(fault: KioskError) -> None:
            self._tools.unkept(fault)
            if turn == self._turn:
                self._put(replace(self.state, opening=None, said=Said(Done.FAILED, now)))

        self._put(replace(self.state, detail=None, opening=key))
        self._tools.lanes.store.run(lambda: people.opened(key, staff.id, now), opened, failed)

    def close(self) -> None:
        """Nobody is open any more."""
        self._turn += 1
        if self.state.detail is not None or self.state.opening is not None:
            self._put(replace(self.state, detail=None, opening=None))

    def leave(self) -> None:
        """Forget everybody; what is being written is written all the same."""
        self._turn += 1
        self._put(ActsState(busy=self.state.busy))

    def check_in(self, key: RowKey, person: UUID, reason: str = "") -> None:
        """Let somebody in by hand; ``reason`` in words is for whoever is stopped."""
        people = self._tools.people

        def work(staff: UUID, at: datetime) -> Said:
            visit = people.check_in(person, staff, at, reason)
            return Said(Done.CHECKED_IN, at, key=RowKey(RowKind.STAY, visit.sequence))

        self._do(key, work)

    def check_out(self, key: RowKey) -> None:
        """Record that somebody leaves."""
        people = self._tools.people

        def work(staff: UUID, at: datetime) -> Said:
            people.check_out(key, staff, at)
            return Said(Done.CHECKED_OUT, at)

        self._do(key, work)

    def annul(self, key: RowKey, why: WhyAnnulled, note: str) -> None:
        """Take a stay back."""
        people = self._tools.people

        def work(staff: UUID, at: datetime) -> Said:
            people.annul(key, why, note.strip(), staff, at)
            return Said(Done.ANNULLED, at)

        self._do(key, work)

    def correct(self, key: RowKey, correction: Correction) -> None:
        """Record a stay anew."""
        people = self._tools.people

        def work(staff: UUID, at: datetime) -> Said:
            return Said(Done.CORRECTED, at, key=people.correct(key, correction, staff, at))

        self._do(key, work)

    def meet(self, key: RowKey, outcome: Outcome, person: UUID | None = None, reason: str = "") -> None:
        """End a referral; *let in* records the arrival of ``person`` with it, for ``reason``."""
        people = self._tools.people

        def work(staff: UUID, at: datetime) -> Said:
            said = Said(Done.MET, at)
            if outcome is Outcome.LET_IN and person is not None:
                try:
                    visit = people.check_in(person, staff, at, reason)
                    said = Said(Done.CHECKED_IN, at, key=RowKey(RowKind.STAY, visit.sequence))
                except ActRefused as refused:
                    if refused.why != "already_inside":  # then only the meeting is left to note
                        raise
            people.meet(key, outcome, staff, at)
            return said

        self._do(key, work)

    def looked_at(self, key: RowKey) -> None:
        """An automatic departure has been looked at."""
        people = self._tools.people

        def work(staff: UUID, at: datetime) -> Said:
            people.looked_at(key, staff, at)
            return Said(Done.LOOKED_AT, at)

        self._do(key, work)

    def _do(self, key: RowKey, work: Callable[[UUID, datetime], Said]) -> None:
        staff = self._who(Right.RECORD)
        if staff is None or self.state.busy is not None or self._bounced(key):
            return
        now, people = self._tools.clock.now(), self._tools.people
        name = ""
        self._put(replace(self.state, busy=key, said=None))

        def named() -> Said:
            nonlocal name
            row = people.row(key)
            name = row.name if row is not None else ""
            return replace(work(staff.id, now), name=name)

        def answered(said: Said) -> None:
            self._last = (key, self._tools.clock.monotonic())
            self._tools.written()
            self._said(key, said)

        def failed(fault: KioskError) -> None:
            if not isinstance(fault, ActRefused):
                self._tools.unkept(fault)
            why = fault.why if isinstance(fault, ActRefused) else None
            self._said(key, Said(Done.FAILED if why is None else Done.REFUSED, now, why or "", name=name))

        self._tools.lanes.store.run(named, answered, failed)

    def _said(self, key: RowKey, said: Said) -> None:
        here = self._tools.signed_in() is not None
        self._put(replace(self.state, busy=None, said=said if here else None))
        self._recorded(key, said)

    def _bounced(self, key: RowKey) -> bool:
        if self._last is None:
            return False
        before, at = self._last
        return self._tools.clock.monotonic() - at < (BOUNCE_SECONDS if before == key else ANOTHER_SECONDS)

    def _who(self, right: Right) -> SignedIn | None:
        staff = self._tools.signed_in()
        return staff if staff is not None and staff.may(right) else None

    def _put(self, state: ActsState) -> None:
        self.state = state
        self._changed()
