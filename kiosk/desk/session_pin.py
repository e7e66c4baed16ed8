"""Changing one's own PIN: the old one, the new one twice."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.desk.ports import StaffDesk
from kiosk.desk.session import DIGITS, Session
from kiosk.errand_ports import PinVerdict
from kiosk.errors import KioskError, StoreError
from kiosk.ports import Background, Clock


class PinProblem(StrEnum):
    """Why a PIN was not changed."""

    OLD_SHORT = "old_short"
    NEW_SHORT = "new_short"
    NOT_TWICE = "not_twice"
    SAME = "same"
    OLD_WRONG = "old_wrong"
    EASY = "easy"  # everybody would guess it
    STORE = "store"


@dataclass(frozen=True, slots=True)
class PinState:
    """How it stands. ``tries_left`` goes with OLD_WRONG."""

    asking: bool = False
    problem: PinProblem | None = None
    tries_left: int = 0
    done: bool = False


def pin_problem(old: str, new: str, again: str) -> PinProblem | None:
    """What can be seen to be amiss before anybody is asked.

    >>> [pin_problem(*each) for each in (("1", "470913", "470913"), ("135790", "470913", "470914"))]
    [<PinProblem.OLD_SHORT: 'old_short'>, <PinProblem.NOT_TWICE: 'not_twice'>]
    >>> pin_problem("135790", "470913", "470913")
    """
    if not _six(old):
        return PinProblem.OLD_SHORT
    if not _six(new):
        return PinProblem.NEW_SHORT
    if new != again:
        return PinProblem.NOT_TWICE
    return PinProblem.SAME if new == old else None


def _six(pin: str) -> bool:
    return len(pin) == DIGITS and pin.isascii() and pin.isdigit()


class PinChange:
    """The presenter of one change, by whoever is signed in. Too many wrong old ones sign them out."""

    def __init__(self, session: Session, staff: StaffDesk, lane: Background, clock: Clock) -> None:
        self._session, self._staff, self._lane, self._clock = session, staff, lane, clock
        self.state = PinState()
        self.changed: Callable[[], None] = lambda: None

    def change(self, old: str, new: str, again: str) -> None:
        """Change it."""
        who = self._session.who
        if who is None or self.state.asking:
            return
        problem = pin_problem(old, new, again)
        if problem is not None:
            self._be(PinState(problem=problem))
            return
        self._be(PinState(asking=True))
        at = self._clock.now()
        self._lane.run(lambda: self._staff.change_own_pin(who.id, old, new, at), self._answered, self._failed)

    def _answered(self, verdict: PinVerdict) -> None:
        if verdict.right:
            self._be(PinState(done=True))
        elif verdict.locked_seconds > 0:
            self._be(PinState())
            self._session.lock("ended")
        else:
            self._be(PinState(problem=PinProblem.OLD_WRONG, tries_left=verdict.tries_left))

    def _failed(self, fault: KioskError) -> None:
        # What is no fault of the store is a PIN that was not taken.
        self._be(PinState(problem=PinProblem.STORE if isinstance(fault, StoreError) else PinProblem.EASY))

    def _be(self, state: PinState) -> None:
        self.state = state
        self.changed()
