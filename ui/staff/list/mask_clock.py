"""Names and numbers in full, and how long still: counted down on the button that masks them again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kiosk.desk.unmasking import Unmasking
from kiosk.ports import Background, Cancellable

TICK_SECONDS: Final = 1.0


@dataclass(slots=True)
class MaskClock:
    """``show`` is told how many seconds are left, every second of them."""

    masking: Unmasking
    lane: Background
    show: Callable[[float], None]
    _ticking: Cancellable | None = None

    def tick(self) -> None:
        """Say how long still, and again in a second."""
        self.stop()
        self.show(self.masking.seconds_left)
        if self.masking.seconds_left > 0:
            self._ticking = self.lane.after(TICK_SECONDS, self.tick)

    def stop(self) -> None:
        """Count no more."""
        if self._ticking is not None:
            self._ticking.cancel()
            self._ticking = None
