"""The fourth step: who may sign in. A PIN goes straight to the store and stays nowhere here."""

import logging
import re
from collections.abc import Sequence

from kiosk.checkpoint import setting_up_form as form
from kiosk.checkpoint.setting_up_progress import Progress
from kiosk.checkpoint.setting_up_state import Colleagues, Problem
from kiosk.errand_screens import StaffName
from kiosk.errors import KioskError, StoreError
from kiosk.people import folded

log = logging.getLogger(__name__)

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

    def bring(self) -> None:
        """Have the checkpoint's staff brought here before anybody is added: whoever is listed there is not added twice.

        Asked again only where the centre could not be asked.
        """
        ports, draft, state = self._progress.ports, self._progress.draft, self._progress.state
        if not draft.enrolled or draft.alone or state.colleagues in (Colleagues.ASKING, Colleagues.HEARD):
            return
        url, code = form.server_url(draft.server), draft.code

        def work() -> Sequence[StaffName]:
            ports.bring_staff(url)
            return ports.staff.listed()

        def heard(staff: Sequence[StaffName]) -> None:
            if code == self._progress.draft.code:
                self._progress.put(staff=tuple(staff), colleagues=Colleagues.HEARD)

        def unheard(fault: KioskError) -> None:
            if code == self._progress.draft.code:
                log.info("the checkpoint's staff did not come: %s", fault)
                self._progress.put(colleagues=Colleagues.UNHEARD)

        self._progress.put(colleagues=Colleagues.ASKING)
        ports.network.run(work, heard, unheard)

    def add(self, name: str, role: str, pin: str, again: str) -> None:
        """Let somebody sign in from now on; the first one is a supervisor whatever was chosen."""
        state = self._progress.state
        if state.adding or state.colleagues is Colleagues.ASKING:
            return
        problems = self._wrong(name, role, pin, again)
        self._progress.put(problems=problems, why="")
        if problems:
            return
        self._progress.put(adding=True)
        staff, now = self._progress.ports.staff, self._progress.ports.clock.now()
        taken = "supervisor" if state.needs_supervisor else role

        def work() -> Sequence[StaffName]:
            staff.add(name, taken, pin, now)
            return staff.listed()

        self._progress.ports.here.run(work, self._listed, self._refused)

    def enough(self) -> bool:
        """Whether the step may be left; says what is missing."""
        state = self._progress.state
        if not state.needs_supervisor:
            return True
        if state.colleagues is Colleagues.ASKING:
            return False
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
        if not self._progress.state.needs_supervisor and not role:
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
            self._progress.trouble(fault, adding=False)
        else:
            self._progress.put(adding=False, problems=(("pin", Problem.EASY_PIN),))
