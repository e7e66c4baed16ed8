"""How often a PIN may be tried in vain, and how time passes for a lock: pure but for one clock that never goes back.

Tries are counted for each member of staff, and for the kiosk as a whole, so that one PIN tried on every name is
stopped as one name on which every PIN is tried. A lock lasts longer each time, until the right PIN is typed.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

_MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Limit:
    """``tries`` in vain lock for ``first``, then for twice as long, up to ``longest``.

    ``forgotten`` is after how long without a wrong try all is forgiven; None for never.
    """

    tries: int
    first: timedelta
    longest: timedelta
    forgotten: timedelta | None = None

    def lock(self, rounds: int) -> int:
        """How long the next lock lasts after so many, in microseconds."""
        lasts: timedelta = min(self.first * int(2 ** min(rounds, 30)), self.longest)
        return lasts // timedelta(microseconds=1)


OF_ONE = Limit(5, timedelta(minutes=5), timedelta(days=1))
OF_KIOSK = Limit(15, timedelta(minutes=5), timedelta(days=1), forgotten=timedelta(days=1))
"""The kiosk's own is forgiven with time: nobody's right PIN may forgive what was tried on other names."""


@dataclass(frozen=True, slots=True)
class Tries:
    """What was tried in vain. Times are of ``SteadyTime``; ``until`` is when a lock ends, 0 for none."""

    wrong: int = 0
    rounds: int = 0
    until: int = 0
    last: int = 0

    def rested(self, limit: Limit, now: int) -> "Tries":
        """What is left of it at ``now``: a lock that has passed gives all tries back, the next one lasts longer."""
        left = replace(self, wrong=0, until=0) if self.until and now >= self.until else self
        if limit.forgotten and not left.until and now - self.last >= limit.forgotten // timedelta(microseconds=1):
            return Tries()
        return left

    def one_more(self, limit: Limit, now: int) -> "Tries":
        """One more wrong try, and with the last one the lock."""
        wrong = self.wrong + 1
        if wrong < limit.tries:
            return replace(self, wrong=wrong, last=now)
        return Tries(wrong, self.rounds + 1, now + limit.lock(self.rounds), now)

    def forgiven(self, wrong: int, mine: "Tries", before: "Tries") -> "Tries":
        """Without so many wrong tries, and without the lock of ``mine`` if that try has set it."""
        left = replace(self, wrong=max(0, self.wrong - wrong))
        if self.until == mine.until and not before.until:
            left = replace(left, until=0, rounds=before.rounds)
        return left

    def locked_seconds(self, now: int) -> float:
        """How long it is still locked."""
        return max(0, self.until - now) / _MICROSECONDS


class SteadyTime:
    """Time by which locks end, in microseconds: it never goes back and never stands still, whatever the clock says.

    While the program runs, only the time that passes counts: a clock that is set, back or ahead, neither shortens a
    lock nor holds one for ever. The highest time is kept in the store, and only once, at the start, compared with the
    wall clock: the time that a kiosk was switched off counts as well.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._seen: tuple[int, float] | None = None

    def at(self, wall: int, high: int) -> int:
        """The time now; ``wall`` is what the clock says, ``high`` what ``at`` last gave. Ask under a lock."""
        running = self._monotonic()
        if self._seen is None:
            now = max(wall, high)
        else:
            now = max(high, self._seen[0] + int((running - self._seen[1]) * _MICROSECONDS))
        self._seen = now, running
        return now
