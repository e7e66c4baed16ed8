"""Asking again and again: every so often, at once when wanted, ever more rarely while nobody answers."""

import logging
import random
from collections.abc import Callable
from typing import Generic, TypeVar

from kiosk.errors import KioskError, ServerRefused, ServerUnreachable
from kiosk.ports import Background, Cancellable
from kiosk.wire.faults import CentreRefused

FIRST_PAUSE = 5.0  # seconds after a try that came to nothing; doubled with every further one
LONGEST_PAUSE = 600.0  # seconds
RARELY = 1_800.0  # seconds between two tries at a centre that does not know of this, or of us

Draw = Callable[[float, float], float]
"""A number between two, by lot: ``random.uniform``."""
T = TypeVar("T")


class Rounds(Generic[T]):
    """Does ``work`` on ``lane`` every ``every`` seconds or so, and hands what it brought to ``then`` on the UI thread.

    ``what`` names it in the log. ``before`` is called on the UI thread each time. A centre that answers 404 is left
    alone for long, and nothing is logged of it.
    """

    def __init__(
        self,
        what: str,
        work: Callable[[], T],
        then: Callable[[T], None],
        lane: Background,
        every: float,
        *,
        draw: Draw = random.uniform,
        before: Callable[[], None] = lambda: None,
    ) -> None:
        self._log = logging.getLogger("kiosk.checkpoint")
        self._what = what
        self._work = work
        self._then = then
        self._lane = lane
        self._every = every
        self._draw = draw
        self._before = before
        self._timer: Cancellable | None = None
        self._running = False
        self._wanted = False
        self._failures = 0

    def soon(self) -> None:
        """Do it now; once more if it is under way already."""
        if self._running:
            self._wanted = True
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        self._running, self._wanted = True, False
        self._before()
        self._lane.run(self._work, self._done, self._failed)

    def _done(self, brought: T) -> None:
        self._failures = 0
        self._then(brought)
        self._rest(0.0 if self._wanted else self._draw(0.9, 1.1) * self._every)

    def _failed(self, fault: KioskError) -> None:
        if isinstance(fault, CentreRefused) and fault.status in (404, 405):
            self._rest(self._draw(0.9, 1.1) * RARELY)
            return
        if not isinstance(fault, ServerUnreachable | ServerRefused):
            self._log.error("%s cannot be kept: %s", self._what, fault)
        elif not self._failures:
            self._log.info("%s cannot be asked for: %s", self._what, fault)
        longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(self._failures, 16))
        self._failures += 1
        self._rest(self._draw(longest / 2, longest))

    def _rest(self, seconds: float) -> None:
        self._running = False
        self._timer = self._lane.after(seconds, self.soon)
