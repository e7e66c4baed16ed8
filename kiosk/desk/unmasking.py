"""Showing names and numbers in full for a minute, for a reason that goes into the audit log."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from kiosk.desk.tools import DeskTools
from kiosk.errors import KioskError
from kiosk.ports import Cancellable
from kiosk.staff import Right

BARE_SECONDS: Final = 60.0


class WhyUnmasked(StrEnum):
    """Why somebody needs to see everybody's name and numbers."""

    FIND = "find"  # find somebody who cannot be found masked
    SAME_NAME = "same_name"  # tell people of one name apart
    EMERGENCY = "emergency"
    AUTHORITY = "authority"  # an authority asks
    OTHER = "other"  # the log holds nobody's name, so no words are asked for


class Unmasking:
    """Whether the columns are bare; ``show`` is called with True and, a minute later, or when masked, with False."""

    def __init__(self, tools: DeskTools, show: Callable[[bool], None]) -> None:
        self._tools, self._show = tools, show
        self._timer: Cancellable | None = None
        self._turn = 0
        self.until: float | None = None  # monotonic seconds

    @property
    def seconds_left(self) -> float:
        """For how long the columns stay bare; 0 while they are masked."""
        return 0.0 if self.until is None else max(0.0, self.until - self._tools.clock.monotonic())

    def ask(self, why: WhyUnmasked, failed: Callable[[KioskError], None]) -> bool:
        """Unmask once the log has it; False where this is not allowed."""
        staff = self._tools.signed_in()
        if staff is None or not staff.may(Right.UNMASK):
            return False
        self._turn += 1
        turn, now, people = self._turn, self._tools.clock.now(), self._tools.people

        def noted(_: None) -> None:
            if turn == self._turn:
                self._begin()

        def unnoted(fault: KioskError) -> None:
            self._tools.unkept(fault)
            failed(fault)

        self._tools.lanes.store.run(lambda: people.unmasked(staff.id, str(why), now), noted, unnoted)
        return True

    def mask(self) -> None:
        """Mask at once, and whatever was asked for is no longer wanted."""
        self._turn += 1
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self.until is not None:
            self.until = None
            self._show(False)

    def _begin(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self.until = self._tools.clock.monotonic() + BARE_SECONDS
        self._timer = self._tools.lanes.list.after(BARE_SECONDS, self.mask)
        self._show(True)
