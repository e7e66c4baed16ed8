"""The fourth step: who may sign in. A PIN goes straight to the store and stays nowhere here."""

import re
from collections.abc import Sequence

from kiosk.checkpoint.setting_up_progress import Progress
from kiosk.checkpoint.setting_up_state import Problem
from kiosk.errand_screens import StaffName
from kiosk.errors import KioskError, StoreError
from kiosk.people import folded

LONGEST_NAME = 80
RECOMMENDED = 2
"""People: one may be ill."""


class ListingStaff:
    """Carries out the fourth step."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def ask(self) -> None:
        """Hear who may sign in already."""
        self._progress.ports.here.run(self._progress.ports.staff.listed, self._listed, self._progress.say)

    def add(self, name: str, role: str, pin: str, again: str) -> None:
        """Let somebody sign in from now on; the first one is a supervisor whatever was chosen."""
        state = self._progress.state
        problems = self._wrong(name, role, pin, again)
        self._progress.put(problems=problems, why="")
        if problems or state.adding:
            return
        self._progress.put(adding=True)
        staff, now = self._progress.ports.staff, self._progress.ports.clock.now()
        taken = role if state.supervised else "supervisor"

        def work() -> Sequence[StaffName]:
            staff.add(name, taken, pin, now)
            return staff.listed()

        self._progress.ports.here.run(work, self._listed, self._refused)

    def enough(self) -> bool:
        """Whether the step may be left; says what is missing."""
        if self._progress.state.supervised:
            return True
        self._progress.put(problems=(("staff", Problem.NO_SUPERVISOR),))
        return False

    def _wrong(self, name: str, role: str, pin: str, again: str) -> tuple[tuple[str, Problem], ...]:
        found: list[tuple[str, Problem]] = []
        staff = self._progress.state.staff
        if not any(letter.isalpha() for letter in name):
            found.append(("staff_name", Problem.MISSING))
        elif len(name.strip()) > LONGEST_NAME:
            found.append(("staff_name", Problem.TOO_LONG))
        elif any(folded(one.name) == folded(name) for one in staff):
            found.append(("staff_name", Problem.TAKEN))
        if self._progress.state.supervised and not role:
            found.append(("role", Problem.MISSING))
        if not re.fullmatch(r"[0-9]{6}", pin):
            found.append(("pin", Problem.SIX_DIGITS))
        elif pin != again:
            found.append(("again", Problem.NOT_ALIKE))
        return tuple(found)

    def _listed(self, staff: Sequence[StaffName]) -> None:
        self._progress.put(staff=tuple(staff), adding=False)

    def _refused(self, fault: KioskError) -> None:
        """The store takes no PIN that everybody tries first."""
        if isinstance(fault, StoreError):
            self._progress.put(adding=False, why=str(fault))
        else:
            self._progress.put(adding=False, problems=(("pin", Problem.EASY_PIN),))
