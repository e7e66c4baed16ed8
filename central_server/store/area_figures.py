"""The figures of a report, as they are added up and as lines: of a day, a week, an area. Pure.

Quarters of an hour are numbered from the report's beginning, so that they add up over places and days.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from central_server.store.stay_days import ONE

A_DAY = 96  # quarters of an hour


@dataclass(slots=True)
class Counts:
    """As they are added up; ``minutes`` are of a day. ``groups`` are the same of each area, kind or place."""

    came: Counter[int] = field(default_factory=Counter)
    left: Counter[int] = field(default_factory=Counter)  # recorded departures
    gone: Counter[int] = field(default_factory=Counter)  # and those that are assumed
    vias: Counter[str] = field(default_factory=Counter)
    places: Counter[UUID] = field(default_factory=Counter)
    minutes: dict[int, Counter[int]] = field(default_factory=dict)
    verdicts: dict[int, Counter[str]] = field(default_factory=dict)
    kiosks: int = 0
    missing: int | None = None  # None: not looked for
    groups: dict[str, "Counts"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """So many ``days`` from ``first``, of all or of one group. ``median`` minutes, None where nobody left."""

    first: datetime
    days: int
    arrivals: int
    departures: int
    peak: int
    median: int | None
    declarations: int
    referred: int
    stopped: int


def lines(counts: Counts, since: datetime, days: int, *, weekly: bool) -> list[Line]:
    """A line for each day, or for each week from Monday, as far as it is in the report."""
    found = []
    first = 0
    while first < days:
        weekday = (since + first * ONE).weekday()
        last = min(days, first + (7 - weekday if weekly else 1))
        found.append(line(counts, since, first, last))
        first = last
    return found


def line(counts: Counts, since: datetime, first: int, last: int) -> Line:
    """The days from one, numbered from the report's beginning, up to another."""
    verdicts: Counter[str] = Counter()
    minutes: Counter[int] = Counter()
    for day in range(first, last):
        verdicts += counts.verdicts.get(day, Counter())
        minutes += counts.minutes.get(day, Counter())
    quarters = range(A_DAY * first, A_DAY * last)
    return Line(
        since + first * ONE,
        last - first,
        sum(counts.came[one] for one in quarters),
        sum(counts.left[one] for one in quarters),
        _most_inside(counts, quarters),
        median(minutes),
        verdicts.total(),
        verdicts["needs_staff"],
        verdicts["stop"],
    )


def by_hour(counts: Mapping[int, int]) -> list[int]:
    """So many in each hour of the day, over all days.

    >>> by_hour({32: 2, 35: 1, 96 + 33: 2, 36: 1})[8:10]
    [5, 1]
    """
    hours: Counter[int] = Counter()
    for quarter, many in counts.items():
        hours[quarter % A_DAY // 4] += many
    return [hours[number] for number in range(24)]


def median(counts: Mapping[int, int]) -> int | None:
    """By nearest rank: one that really occurred.

    >>> median({10: 1, 20: 1, 30: 2}), median({})
    (20, None)
    """
    left = -(-sum(counts.values()) // 2)
    for value in sorted(counts):
        left -= counts[value]
        if left <= 0:
            return value
    return None


def _most_inside(counts: Counts, quarters: range) -> int:
    """The most people inside at the end of one of these quarters, of those who came within the report."""
    inside = sum(many for one, many in counts.came.items() if one < quarters.start)
    inside -= sum(many for one, many in counts.gone.items() if one < quarters.start)
    most = inside
    for one in quarters:
        inside += counts.came[one] - counts.gone[one]
        most = max(most, inside)
    return most
