"""How long to wait before a lost device is tried again."""

from dataclasses import dataclass
from threading import Event

FIRST = 0.5
LONGEST = 2.5  # so that a device plugged in again is back within 3 s, opening included
FACTOR = 1.6


@dataclass(slots=True)
class BackOff:
    """Waits that grow from ``FIRST`` to ``LONGEST`` seconds and start over after a success.

    >>> wait = BackOff()
    >>> [round(wait.next(), 2) for _ in range(5)]
    [0.5, 0.8, 1.28, 2.05, 2.5]
    >>> wait.succeeded()
    >>> wait.next()
    0.5
    """

    _seconds: float = FIRST

    def next(self) -> float:
        """Return the seconds to wait now; the next wait will be longer."""
        seconds = self._seconds
        self._seconds = min(LONGEST, seconds * FACTOR)
        return seconds

    def succeeded(self) -> None:
        """Start over: the device works."""
        self._seconds = FIRST

    def wait(self, closed: Event) -> bool:
        """Sleep for the next wait; False if ``closed`` was set meanwhile."""
        return not closed.wait(self.next())
