"""The hand on the glass: turns touches and keys into choices, and lets a second, accidental touch fall through."""

from collections.abc import Callable
from typing import Final

from kiosk.events import Choice, Touched
from kiosk.ports import Clock, Press

SECOND_TOUCH: Final = 0.3
"""Seconds within which a further touch is taken for the same one: wet fingers and gloves land twice."""
NEXT_KEY: Final = 0.12
"""The same where somebody types: two digits follow each other faster than two decisions."""
KEYS_AFTER: Final = 0.8
"""Seconds a screen must stand before a key presses anything on it: some scanners send their Enter late."""


class Hand:
    """Passes choices on to ``press``, stamped with the time of ``clock``.

    ``keyboard`` is True while the last thing used was a key: only then is the focus shown. ``watch`` is called
    whenever that may have changed.
    """

    def __init__(self, press: Press, clock: Clock) -> None:
        self._press = press
        self._clock = clock
        self._touched_at = float("-inf")
        self._came_at = float("-inf")
        self.keyboard = False
        self.watch: Callable[[], None] = lambda: None

    def may_touch(self, rest: float = SECOND_TOUCH) -> bool:
        """Whether a touch that begins now counts; if so, it begins. ``rest`` is the seconds since the last one."""
        now = self._clock.monotonic()
        if now - self._touched_at < rest:
            return False
        self._touched_at = now
        return True

    def screen_came(self) -> None:
        """Another screen has come up."""
        self._came_at = self._clock.monotonic()

    def may_key(self) -> bool:
        """Whether a key that presses something counts now."""
        return self._clock.monotonic() - self._came_at >= KEYS_AFTER

    def touched(self, *, key: bool = False) -> None:
        """Somebody touched the glass, or a key."""
        self.keyboard = key
        self.watch()
        self._press(Touched(self._clock.monotonic()))

    def choose(self, make: Callable[[float], Choice]) -> None:
        """Pass on the choice that ``make`` makes of the time."""
        self._press(make(self._clock.monotonic()))
