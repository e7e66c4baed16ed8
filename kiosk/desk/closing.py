"""When the place closes: whoever is still inside then is checked out by rule, and marked so."""

import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Protocol

from kiosk.admission import LOCAL_TIME
from kiosk.errors import KioskError
from kiosk.ports import Background, Cancellable, Clock

log = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(minutes=5)
"""A clock may be set while the kiosk waits: it is looked at anew this often."""


def last_closing(closes_at: str, now: datetime) -> datetime:
    """The latest moment up to ``now`` (aware) at which the local clocks showed ``closes_at`` (HH:MM).

    >>> from datetime import UTC
    >>> [last_closing("18:00", datetime(2026, 11, 23, hour, tzinfo=UTC)).isoformat() for hour in (10, 11, 12)]
    ['2026-11-22T11:00:00+00:00', '2026-11-23T11:00:00+00:00', '2026-11-23T11:00:00+00:00']
    """
    here = now.astimezone(LOCAL_TIME)
    closing = datetime.combine(here.date(), time.fromisoformat(closes_at), LOCAL_TIME)
    if closing > here:
        closing -= timedelta(days=1)
    return closing.astimezone(now.tzinfo)


class Closable(Protocol):
    """What is asked of the store."""

    def close_day(self, at: datetime) -> int:
        """Check out by rule everybody who came in before ``at`` and is still inside; how many."""


class Closing:
    """Closes each day at its time, and at the start the one that passed while the kiosk was off.

    ``closes_at`` says at what local time now ("HH:MM", empty for never). ``closed`` is told how many were checked out,
    where there were any.
    """

    def __init__(
        self,
        people: Closable,
        lane: Background,
        clock: Clock,
        closes_at: Callable[[], str],
        closed: Callable[[int], None],
    ) -> None:
        self._people, self._lane, self._clock = people, lane, clock
        self._closes_at, self._closed = closes_at, closed
        self._done: datetime | None = None
        self._timer: Cancellable | None = None

    def look(self) -> None:
        """See whether a closing time has passed that was not seen to, and look again when the next one comes."""
        if self._timer is not None:
            self._timer.cancel()
        now, closes_at = self._clock.now(), self._closes_at()
        wait = LONGEST_WAIT
        if closes_at:
            last = last_closing(closes_at, now)
            wait = min(wait, last + timedelta(days=1) - now)
            if last != self._done:
                self._lane.run(
                    lambda: self._people.close_day(last), lambda count: self._closed_at(last, count), _failed
                )
        self._timer = self._lane.after(max(1.0, wait.total_seconds()), self.look)

    def _closed_at(self, at: datetime, count: int) -> None:
        self._done = at
        if count:
            log.info("%d people were checked out by rule", count)
            self._closed(count)


def _failed(fault: KioskError) -> None:
    log.error("the day could not be closed: %s", fault)  # and is tried again at the next look
