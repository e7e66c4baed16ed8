"""The work-list: what the centre refused, one thing after the other, until it is empty. Runs on the UI thread."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kiosk.desk.rows import RefusedBecause, WorkItem
from kiosk.desk.tools import DeskTools
from kiosk.errors import KioskError
from kiosk.staff import Right

WORTH_SENDING_AGAIN = frozenset(
    {
        RefusedBecause.FORM,
        RefusedBecause.UNKNOWN_FIELD,
        RefusedBecause.TOO_LARGE,
        RefusedBecause.DEVICE,
        RefusedBecause.OTHER,
    }
)
"""What may be taken once its cause is gone; a conflict never is: the centre keeps what it has."""


@dataclass(frozen=True, slots=True, repr=False)
class WorkState:
    """``items`` is None before the store has answered."""

    items: tuple[WorkItem, ...] | None = None
    chosen: UUID | None = None
    busy: bool = False
    failed: bool = False

    def __repr__(self) -> str:
        return f"WorkState({len(self.items or ())} items)"

    @property
    def item(self) -> WorkItem | None:
        """The one that is dealt with now."""
        return next((item for item in self.items or () if item.id == self.chosen), None)


class Work:
    """Holds the work-list; ``changed`` is called after every change, ``recorded`` when something left the list."""

    def __init__(self, tools: DeskTools, changed: Callable[[], None], recorded: Callable[[], None]) -> None:
        self.state = WorkState()
        self._tools, self._changed, self._recorded = tools, changed, recorded
        self._turn = 0

    def open(self, first: UUID | None = None) -> None:
        """Ask for the list, to begin with the item that sends ``first`` (the id of a visit), or the oldest."""
        self.state = WorkState(chosen=first)
        self._ask()

    def leave(self) -> None:
        """Forget everything."""
        self._turn += 1
        self.state = WorkState()

    def choose(self, item: UUID) -> None:
        """Deal with another one."""
        self._put(replace(self.state, chosen=item))

    def send_again(self) -> None:
        """Take the chosen one back into the queue."""
        people = self._tools.people
        self._do(lambda item, staff, at: people.send_again(item, staff, at))

    def set_aside(self, reason: str) -> bool:
        """Take the chosen one off the list for good; False without a reason."""
        words = " ".join(reason.split())
        if not words:
            return False
        people = self._tools.people
        self._do(lambda item, staff, at: people.set_aside(item, words, staff, at))
        return True

    def _do(self, act: Callable[[UUID, UUID, datetime], None]) -> None:
        item, staff = self.state.item, self._tools.signed_in()
        if item is None or self.state.busy or staff is None or not staff.may(Right.WORK_LIST):
            return
        now, turn = self._tools.clock.now(), self._turn
        self._put(replace(self.state, busy=True))

        def done(_: None) -> None:
            self._tools.written()
            self._recorded()
            if turn == self._turn:
                self._ask()

        self._tools.lanes.store.run(lambda: act(item.id, staff.id, now), done, self._failed(turn))

    def _ask(self) -> None:
        self._turn += 1
        turn, people = self._turn, self._tools.people

        def listed(items: tuple[WorkItem, ...]) -> None:
            if turn == self._turn:
                self._put(WorkState(items, self._next(items)))

        self._tools.lanes.store.run(lambda: tuple(people.work_list()), listed, self._failed(turn))

    def _next(self, items: tuple[WorkItem, ...]) -> UUID | None:
        """The one that was chosen, else what stood after it, else the first."""
        ids = [item.id for item in items]
        if not ids or self.state.chosen in ids:
            return self.state.chosen if ids else None
        before = [item.id for item in self.state.items or ()]
        after = before[before.index(self.state.chosen) :] if self.state.chosen in before else []
        return next((item for item in after if item in ids), ids[0])

    def _failed(self, turn: int) -> Callable[[KioskError], None]:
        def failed(fault: KioskError) -> None:
            self._tools.unkept(fault)
            if turn == self._turn:
                self._put(replace(self.state, busy=False, failed=True))

        return failed

    def _put(self, state: WorkState) -> None:
        self.state = state
        self._changed()
