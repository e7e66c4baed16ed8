"""Who may sign in at this desk, as a supervisor changes it: somebody new, another PIN, no longer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from kiosk.desk.ports import StaffDesk
from kiosk.desk.session import DIGITS
from kiosk.errand_screens import StaffName
from kiosk.errors import KioskError, StoreError
from kiosk.ports import Background, Clock
from kiosk.staff import Right, Role, SignedIn


class AdminProblem(StrEnum):
    """Why nothing was changed."""

    NAME_MISSING = "name_missing"
    NAME_TWICE = "name_twice"
    ROLE_MISSING = "role_missing"
    PIN_SHORT = "pin_short"
    PIN_NOT_TWICE = "pin_not_twice"
    PIN_EASY = "pin_easy"
    ONESELF = "oneself"  # nobody takes themselves off the list
    LAST_SUPERVISOR = "last_supervisor"
    STORE = "store"


class AdminDone(StrEnum):
    """What was changed last."""

    ADDED = "added"
    PIN = "pin"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True, repr=False)
class AdminState:
    """The list, and how the last change went. ``names`` is None until it is known."""

    names: tuple[StaffName, ...] | None = None
    asking: bool = False
    problem: AdminProblem | None = None
    done: AdminDone | None = None

    def __repr__(self) -> str:
        return f"AdminState({self.problem}, {self.done})"


class StaffAdmin:
    """The presenter of the staff list. ``told`` is called after a change that the centre is to hear of."""

    def __init__(
        self,
        staff: StaffDesk,
        lane: Background,
        clock: Clock,
        signed_in: Callable[[], SignedIn | None],
        told: Callable[[], None] = lambda: None,
    ) -> None:
        self._staff, self._lane, self._clock = staff, lane, clock
        self._signed_in, self._told = signed_in, told
        self.state = AdminState()
        self.changed: Callable[[], None] = lambda: None

    def refresh(self) -> None:
        """Ask who is listed."""
        self._lane.run(lambda: tuple(self._staff.listed()), self._listed, self._failed)

    def add(self, name: str, role: str, pin: str, again: str) -> None:
        """Let somebody sign in from now on."""
        name = " ".join(name.split())
        problem = self._new_problem(name, role) or _pin_problem(pin, again)
        by = self._by()
        if problem is not None or by is None:
            self._stays(problem)
            return
        at = self._clock.now()
        self._do(lambda: self._staff.add(name, role, pin, at, by), AdminDone.ADDED)

    def change_pin(self, staff: UUID, pin: str, again: str) -> None:
        """Give somebody another PIN, which ends a lock."""
        problem = _pin_problem(pin, again)
        by = self._by()
        if problem is not None or by is None:
            self._stays(problem)
            return
        at = self._clock.now()
        self._do(lambda: self._staff.change_pin(staff, pin, at, by), AdminDone.PIN)

    def disable(self, staff: UUID) -> None:
        """Let somebody no longer sign in."""
        by = self._by()
        problem = self._leaving_problem(staff, by)
        if problem is not None or by is None:
            self._stays(problem)
            return
        at = self._clock.now()
        self._do(lambda: self._staff.disable(staff, at, by), AdminDone.DISABLED)

    def forget(self) -> None:
        """Another page comes up: how the last change went is over."""
        self.state = AdminState(names=self.state.names)

    def _by(self) -> UUID | None:
        who = self._signed_in()
        return who.id if who is not None and who.may(Right.STAFF) and not self.state.asking else None

    def _new_problem(self, name: str, role: str) -> AdminProblem | None:
        if not name:
            return AdminProblem.NAME_MISSING
        if any(one.name.casefold() == name.casefold() for one in self.state.names or ()):
            return AdminProblem.NAME_TWICE
        return None if role in tuple(Role) else AdminProblem.ROLE_MISSING

    def _leaving_problem(self, staff: UUID, by: UUID | None) -> AdminProblem | None:
        if staff == by:
            return AdminProblem.ONESELF
        others = [one for one in self.state.names or () if one.id != staff and one.role == Role.SUPERVISOR]
        return None if others else AdminProblem.LAST_SUPERVISOR

    def _do(self, work: Callable[[], object], done: AdminDone) -> None:
        self._be(replace(self.state, asking=True, problem=None, done=None))

        def then(_: object) -> None:
            self._be(replace(self.state, asking=False, done=done))
            self._told()
            self.refresh()

        self._lane.run(work, then, self._failed)

    def _listed(self, names: tuple[StaffName, ...]) -> None:
        self._be(replace(self.state, names=names))

    def _failed(self, fault: KioskError) -> None:
        # What is no fault of the store is a PIN that was not taken: all else was looked at before.
        self._stays(AdminProblem.STORE if isinstance(fault, StoreError) else AdminProblem.PIN_EASY)

    def _stays(self, problem: AdminProblem | None) -> None:
        self._be(replace(self.state, asking=False, problem=problem, done=None))

    def _be(self, state: AdminState) -> None:
        self.state = state
        self.changed()


def _pin_problem(pin: str, again: str) -> AdminProblem | None:
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdigit()):
        return AdminProblem.PIN_SHORT
    return None if pin == again else AdminProblem.PIN_NOT_TWICE
