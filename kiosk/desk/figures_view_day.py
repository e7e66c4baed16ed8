"""The day whose figures are looked at: asked for when the page opens, every half minute, and when something changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kiosk.admission import LOCAL_TIME
from kiosk.desk.figures import Figures
from kiosk.desk.ports import FigureStore
from kiosk.errors import KioskError
from kiosk.ports import Background, Cancellable, Clock

EVERY = 30.0  # seconds
NEWS_AFTER = 2.0  # seconds: a queue at the door changes something every few moments


@dataclass(frozen=True, slots=True)
class Looked:
    """What is known. ``figures`` are those of ``day``, None until the store has answered.

    ``fault`` is what the store said to the last asking; older figures of the day stay beside it.
    """

    day: date
    today: bool
    figures: Figures | None = None
    fault: KioskError | None = None


class DayLooked:
    """Lives on the UI thread; the store is asked on ``lane``. ``changed`` is called whenever ``state`` is another."""

    def __init__(self, store: FigureStore, lane: Background, clock: Clock, changed: Callable[[], None]) -> None:
        self._store, self._lane, self._clock, self._changed = store, lane, clock, changed
        self._timer: Cancellable | None = None
        self._open = False
        self._turn = 0
        self._under_way = False
        self._asked_at = float("-inf")
        self.state = Looked(self._today(), today=True)

    def open(self) -> None:
        """Show today, and go on asking."""
        self._open = True
        self._look(self._today())

    def close(self) -> None:
        """Ask no more; an answer that still comes is dropped."""
        self._open = False
        self._turn += 1
        self._under_way = False
        self._rest(None)

    def news(self) -> None:
        """Something was counted meanwhile: ask soon, and not once for each of a queue."""
        if self._open and self.state.today and not self._under_way:
            self._rest(max(0.0, self._asked_at + NEWS_AFTER - self._clock.monotonic()))

    def earlier(self) -> None:
        """Look at the day before."""
        self._look(self.state.day - timedelta(days=1))

    def later(self) -> None:
        """Look at the day after, not beyond today."""
        if not self.state.today:
            self._look(self.state.day + timedelta(days=1))

    def look_at(self, day: date) -> None:
        """Look at a day, not beyond today."""
        self._look(day)

    def today(self) -> None:
        """Look at today again."""
        self._look(self._today())

    def last(self) -> date:
        """The last day that can be looked at."""
        return self._today()

    def _look(self, day: date) -> None:
        today = self._today()
        day = min(day, today)
        known = self.state.figures if self.state.day == day else None
        self._turn += 1
        self._become(Looked(day, day == today, known))
        self._ask()

    def _ask(self) -> None:
        if not self._open:
            return
        self._rest(None)
        if self.state.today and self.state.day != self._today():  # midnight has passed
            self._look(self._today())
            return
        self._turn += 1
        turn, moment = self._turn, self._moment()
        self._under_way = True
        self._asked_at = self._clock.monotonic()
        self._lane.run(
            lambda: self._store.day(moment),
            lambda figures: self._told(turn, figures, None),
            lambda fault: self._told(turn, None, fault),
        )

    def _told(self, turn: int, figures: Figures | None, fault: KioskError | None) -> None:
        if turn != self._turn:
            return  # another day is looked at by now, or none
        self._under_way = False
        state = self.state
        self._rest(EVERY if state.today or fault else None)
        self._become(Looked(state.day, state.today, figures or state.figures, fault))

    def _become(self, state: Looked) -> None:
        if state != self.state:
            self.state = state
            self._changed()

    def _rest(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self._lane.after(seconds, self._ask)

    def _today(self) -> date:
        return self._clock.now().astimezone(LOCAL_TIME).date()

    def _moment(self) -> datetime:
        """Now, or the last moment of a day that is over: a week before is compared up to the same time."""
        if self.state.today:
            return self._clock.now()
        return datetime.combine(self.state.day, time.max, LOCAL_TIME).astimezone(UTC)
