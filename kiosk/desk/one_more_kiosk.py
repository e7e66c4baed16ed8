"""Adding one more kiosk to this checkpoint: the centre gives a code that is good once, for a quarter of an hour.

Whoever has it has a kiosk of this checkpoint, so only those may ask who say who works here.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.checkpoint.ports import CheckpointCentre
from kiosk.desk.tools import DeskTools
from kiosk.errors import KioskError
from kiosk.staff import Right
from kiosk.wire.checkpoint_messages import EnrolmentSaid

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, repr=False)
class EnrolmentState:
    """``code`` is what is typed at the new kiosk and ``text`` what its QR holds, until ``until``. ``not_asked``: the
    centre could not be asked.
    """

    asking: bool = False
    not_asked: bool = False
    code: str = ""
    text: str = ""
    until: datetime | None = None

    def __repr__(self) -> str:
        return f"EnrolmentState({'code' if self.code else self.asking})"

    def seconds_left(self, now: datetime) -> float:
        """How long the code is still good; 0 for none."""
        return max(0.0, (self.until - now).total_seconds()) if self.until is not None else 0.0


class OneMoreKiosk:
    """The presenter. ``centre`` is None while there is none to ask."""

    def __init__(self, centre: Callable[[], CheckpointCentre | None], tools: DeskTools) -> None:
        self._centre, self._tools = centre, tools
        self._turn = 0
        self.state = EnrolmentState()
        self.changed: Callable[[], None] = lambda: None

    @property
    def possible(self) -> bool:
        """Whether there is a centre to ask."""
        return self._centre() is not None

    def ask(self) -> None:
        """Ask for a code, once the log has it; an earlier one goes."""
        centre, staff = self._centre(), self._tools.signed_in()
        if centre is None or self.state.asking or staff is None or not staff.may(Right.STAFF):
            return
        self._turn += 1
        turn = self._turn
        self._be(EnrolmentState(asking=True))

        def failed(fault: KioskError) -> None:
            self._failed(turn, fault)

        def noted() -> None:
            if turn == self._turn:
                self._tools.lanes.centre.run(centre.enrolment_code, lambda said: self._told(turn, said), failed)

        self._tools.note("code for one more kiosk", noted, failed)

    def forget(self) -> None:
        """The code is no longer shown."""
        self._turn += 1
        self.state = EnrolmentState()

    def _told(self, turn: int, said: EnrolmentSaid) -> None:
        if turn == self._turn:
            self._be(EnrolmentState(code=said.code, text=said.text, until=said.until))

    def _failed(self, turn: int, fault: KioskError) -> None:
        log.warning("no code for one more kiosk: %s", type(fault).__name__)
        if turn == self._turn:
            self._be(EnrolmentState(not_asked=True))

    def _be(self, state: EnrolmentState) -> None:
        self.state = state
        self.changed()
