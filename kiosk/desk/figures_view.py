"""What the page of figures shows of a day, decided without a widget: which hours, which medians may be said."""

from dataclasses import dataclass

from kiosk.admission import LOCAL_TIME
from kiosk.desk.figures import Figures, Hour, Spread, Stage, StageFigures, Way, WayFigures

LEAST_FOR_MEDIAN = 5
"""People who must have been timed before their median is told: that of fewer is somebody's own time."""
LEAST_FOR_P95 = 20
"""People who must have been timed before one can say how long 95 of 100 take."""
LEAST_TO_COMPARE = 20
"""People of the week before that a percentage is told of."""
FEWEST_HOURS = 6
_STEPS = (1, 2, 3, 5)


@dataclass(frozen=True, slots=True)
class WayShare:
    """One way in. ``share`` is of all arrivals by a known way, ``bar`` of the most common one; both 0..1."""

    figures: WayFigures
    share: float
    bar: float


def anything(figures: Figures) -> bool:
    """Whether anything at all was counted on the day; if not, no zero is shown as if it had been measured."""
    return bool(
        figures.arrivals
        or figures.departures
        or figures.inside
        or figures.referred
        or figures.stopped
        or figures.retries
        or figures.given_up
        or figures.stages
    )


def running_hour(figures: Figures) -> int | None:
    """The hour that is not over yet; None on a day that is."""
    local = figures.at.astimezone(LOCAL_TIME)
    return local.hour if local.date() == figures.day else None


def shown_hours(figures: Figures) -> tuple[Hour, ...]:
    """The hours of the chart, without a gap: from the first with movement to the last, or to now; six at least."""
    known = {hour.hour: hour for hour in figures.hours}
    moved = [hour.hour for hour in figures.hours if hour.arrivals or hour.departures]
    if not moved:
        return ()
    running = running_hour(figures)
    first, last = moved[0], max(moved[-1], running if running is not None else 0)
    first = max(0, min(first, last - FEWEST_HOURS + 1))
    last = min(23, max(last, first + FEWEST_HOURS - 1))
    return tuple(known.get(hour, Hour(hour, 0, 0)) for hour in range(first, last + 1))


def busiest(hours: tuple[Hour, ...]) -> Hour | None:
    """The hour with the most arrivals, the earliest of several; None without any."""
    best = max(hours, key=lambda hour: (hour.arrivals, -hour.hour), default=None)
    return best if best is not None and best.arrivals else None


def axis(most: int) -> tuple[int, int]:
    """The step between two lines of the chart, and where it ends: at most five lines over the ground.

    >>> axis(118), axis(3), axis(0), axis(1240), axis(26)
    ((30, 120), (1, 3), (1, 1), (300, 1500), (10, 30))
    """
    step = 1
    while step * 5 < most:
        step = next(digit * power for power in (10**n for n in range(12)) for digit in _STEPS if digit * power > step)
    return step, max(1, -(-most // step)) * step


def tellable(spread: Spread | None) -> Spread | None:
    """A spread whose median may be told; None where too few were timed."""
    return spread if spread is not None and spread.count >= LEAST_FOR_MEDIAN else None


def against_week(figures: Figures) -> int | None:
    """By how many percent more arrivals than a week before; None where there are too few to say it in percent."""
    if figures.week_before is None or figures.week_before < LEAST_TO_COMPARE:
        return None
    return round(100 * (figures.arrivals - figures.week_before) / figures.week_before)


def way_shares(figures: Figures, most: int = len(Way)) -> tuple[WayShare, ...]:
    """The ways in, the most common first; those nobody came by are left out.

    Where there are more than ``most``, the rarest are told as one other way, without a median.
    """
    used = sorted((way for way in figures.ways if way.count), key=lambda way: -way.count)
    if len(used) > most:
        rest = WayFigures(Way.OTHER, sum(way.count for way in used[most - 1 :]), None)
        used = [*used[: most - 1], rest]
    every = sum(way.count for way in used)
    return tuple(WayShare(way, way.count / every, way.count / max(used[0].count, used[-1].count)) for way in used)


def slow_stages(figures: Figures, most: int = 4) -> tuple[StageFigures, ...]:
    """The slowest steps that enough people went through."""
    enough = [stage for stage in figures.stages if tellable(stage.spread) is not None]
    return tuple(sorted(enough, key=lambda stage: -stage.spread.median)[:most])


def most_given_up(figures: Figures) -> Stage | None:
    """The step most people went away in; None where nobody did."""
    worst = max(figures.stages, key=lambda stage: stage.given_up, default=None)
    return worst.stage if worst is not None and worst.given_up else None
