"""What is counted of one day. ``DayFigures`` is the store as ``kiosk.desk.ports.FigureStore``.

Only rows of that day are looked at, by the index of times, however many visits there are. A visit that was taken back
does not count. Medians and percentiles are by nearest rank: a number that somebody really took, never one in between.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.desk.figures import Ending, Figures, Hour, Passage, Spread, Stage, StageFigures, Way, WayFigures
from kiosk.desk.timing import way_of
from kiosk.screens import Referral
from kiosk.visits import Act, Via
from local_store import headcount
from local_store.connection import Connection, Row
from local_store.moments import LOCAL, bounds, from_micros, local_day, to_micros
from local_store.passages import Passages

_SERVED = (Ending.ENTERED, Ending.LEFT)


def _no_limit() -> int | None:
    return None


@dataclass(frozen=True, slots=True)
class DayFigures:
    """The figures of this kiosk. ``capacity`` is asked for each time: it is a setting, and not known to the store."""

    connection: Connection
    capacity: Callable[[], int | None] = _no_limit

    def day(self, day: datetime) -> Figures:
        """The figures of the local day of ``day``, up to that very moment.

        ``waiting`` and ``refused`` are what stands in the queue now, whatever day is asked for. Seconds are of those
        who entered or left; of a way in, of those who entered by it.
        """
        first, end = bounds(local_day(day))[0], to_micros(day) + 1
        with self.connection.reading():
            later = headcount.later_days(self.connection, end)
            inside = headcount.before_the_last(self.connection, later)
            rows = headcount.standing(self.connection, first, end)
            before = headcount.were_inside(self.connection, first, end)
            passages = Passages(self.connection).between(first, end)
            to_staff = self._sent_to_staff(first, end)
            waiting, refused = self.connection.rows("SELECT waiting, refused FROM totals")[0]
            week_before = self._week_before(day)
        inside -= sum(headcount.change(self.connection, *span) for span in later[:-1])
        peak, peak_at = headcount.most(rows, before, inside, first)
        arrivals = [row for row in rows if row[1] == Act.CHECK_IN]
        departures = [row for row in rows if row[1] == Act.CHECK_OUT]
        return Figures(
            day=local_day(day),
            at=from_micros(to_micros(day)),
            arrivals=len(arrivals),
            departures=len(departures),
            inside=max(0, inside),
            capacity=self.capacity(),
            peak=peak,
            peak_at=peak_at,
            hours=_hours(arrivals, departures),
            ways=_ways(arrivals, passages),
            spread=spread([one.seconds for one in passages if one.ending in _SERVED]),
            stages=_stages(passages),
            retries=sum(one.retries for one in passages),
            given_up=sum(one.ending is Ending.GIVEN_UP for one in passages),
            referred=sum(count for reason, _, count in to_staff if reason != Referral.STOP),
            stopped=sum(count for reason, _, count in to_staff if reason == Referral.STOP),
            to_be_met=sum(count for _, met, count in to_staff if not met),
            waiting=waiting,
            refused=refused,
            automatic=sum(row[3] == Via.CLOSING for row in departures),
            week_before=week_before,
        )

    def _sent_to_staff(self, first: int, end: int) -> list[Row]:
        day = local_day(from_micros(first)).isoformat()
        return self.connection.rows(
            "SELECT reason, met_at IS NOT NULL, count(*) FROM referrals WHERE day = ? AND at < ? GROUP BY 1, 2",
            day,
            end,
        )

    def _week_before(self, day: datetime) -> int | None:
        """Arrivals up to the same time of the same weekday; None where this kiosk did not count yet on that day."""
        then = day - timedelta(days=7)
        first = bounds(local_day(then))[0]
        oldest = self.connection.value("SELECT min(at) FROM visits")
        if oldest is None or oldest >= first:
            return None
        return len(
            [row for row in headcount.standing(self.connection, first, to_micros(then) + 1) if row[1] == Act.CHECK_IN]
        )


def spread(seconds: Sequence[float]) -> Spread | None:
    """Median and 95th percentile by nearest rank: the smallest that at least so many do not exceed.

    >>> spread([4.0, 1.0, 3.0, 2.0]), spread([])
    (Spread(count=4, median=2.0, p95=4.0), None)
    """
    if not seconds:
        return None
    ordered = sorted(seconds)

    def rank(hundredths: int) -> float:
        return ordered[-(-len(ordered) * hundredths // 100) - 1]

    return Spread(len(ordered), rank(50), rank(95))


def _hours(arrivals: Iterable[Row], departures: Iterable[Row]) -> tuple[Hour, ...]:
    came, went = (
        Counter(from_micros(row[2]).astimezone(LOCAL).hour for row in rows) for rows in (arrivals, departures)
    )
    return tuple(Hour(hour, came[hour], went[hour]) for hour in range(24))


def _ways(arrivals: Iterable[Row], passages: Iterable[Passage]) -> tuple[WayFigures, ...]:
    """Every way that was used, the most used first."""
    counts = Counter(way_of(Via(row[3])) for row in arrivals)
    seconds: dict[Way, list[float]] = {}
    for one in passages:
        if one.way is not None and one.ending is Ending.ENTERED:
            seconds.setdefault(one.way, []).append(one.seconds)
    return tuple(WayFigures(way, count, spread(seconds.get(way, []))) for way, count in counts.most_common())


def _stages(passages: Sequence[Passage]) -> tuple[StageFigures, ...]:
    """Every step that was taken, slowest first. How long somebody stayed in the step they gave up in is left out."""
    taken: dict[Stage, list[float]] = {}
    left: Counter[Stage] = Counter(one.last for one in passages if one.last is not None)
    for one in passages:
        for stage, seconds in one.stages:
            taken.setdefault(stage, []).extend([seconds] if stage is not one.last else [])
    nobody = Spread(0, 0.0, 0.0)
    found = [StageFigures(stage, spread(taken.get(stage, [])) or nobody, left[stage]) for stage in {*taken, *left}]
    return tuple(sorted(found, key=lambda one: (-one.spread.median, -one.spread.p95, one.stage)))
