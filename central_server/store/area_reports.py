"""What happened at the places of an area, in figures: nobody's name or number is in them.

Everything is counted in quarters of an hour since the report begins, which adds up over places and days; an area is
asked for in batches of places and days, so that no statement grows with it. What stays cannot say is counted from
declarations.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Float, Integer, Text, cast, func, literal, null, select, union_all

from central_server.store.checkpoint_tables import checkpoint_devices, checkpoints
from central_server.store.declaration_tables import declarations
from central_server.store.elapsed import seconds_between
from central_server.store.live import seen_by
from central_server.store.looking import planned
from central_server.store.officers import Officer
from central_server.store.stay_days import ONE, PlaceDay
from central_server.store.stays import stays_table
from central_server.store.tables import Moment, receipts
from central_server.tracing.staying import NOWHERE

BATCH = 2_000  # places times days of one statement
MOST = 30_000  # and of a report
MOST_KIOSKS = 200  # whose numbers are looked through for gaps
QUARTER = 900  # seconds
A_DAY = 96  # quarters


class TooMuch(Exception):
    """So many places on so many days are not counted while somebody waits."""


@dataclass(slots=True)
class Counts:
    """As they are added up: quarters of an hour are numbered from the report's beginning; ``minutes`` are of a day."""

    came: Counter[int] = field(default_factory=Counter)
    left: Counter[int] = field(default_factory=Counter)  # recorded departures
    gone: Counter[int] = field(default_factory=Counter)  # and those that are assumed
    vias: Counter[str] = field(default_factory=Counter)
    places: Counter[UUID] = field(default_factory=Counter)
    minutes: dict[int, Counter[int]] = field(default_factory=dict)
    verdicts: dict[int, Counter[str]] = field(default_factory=dict)
    kiosks: int = 0
    missing: int | None = None  # None: not looked for


def places_in(connection: Connection, officer: Officer, province: str, ward: str, kind: str) -> Sequence[Any]:
    """The checkpoints of an area that this officer may see."""
    wanted = {"province": province, "ward": ward, "kind": kind}
    only = [checkpoints.c[name] == value for name, value in wanted.items() if value]
    columns = (checkpoints.c.id, checkpoints.c.province, checkpoints.c.ward, checkpoints.c.kind)
    return connection.execute(select(*columns).where(seen_by(officer), *only)).all()


def counted(connection: Connection, places: Sequence[UUID], since: datetime, days: int) -> Counts:
    """The figures of these places on so many local days. Raises TooMuch."""
    if len(places) * days > MOST:
        raise TooMuch
    counts = Counts()
    each = (PlaceDay(place, NOWHERE, since + number * ONE) for number in range(days) for place in places)
    while batch := list(islice(each, BATCH)):
        for what, number, word, place, many in _stays(connection, batch, since):
            _add(counts, days, what, number, word, place, many)
    kiosks = [one for part in _parts(places) for one in _kiosks(connection, part)]
    counts.kiosks = len(kiosks)
    for part in _parts(kiosks):
        for number, verdict, many in _verdicts(connection, part, since, days):
            counts.verdicts.setdefault(number, Counter())[verdict] += many
    if len(kiosks) <= MOST_KIOSKS:
        counts.missing = _missing(connection, kiosks)
    return counts


def _add(counts: Counts, days: int, what: str, number: int, word: str, place: UUID | None, many: int) -> None:
    if what == "came":
        counts.came[number] += many
    elif what == "left":
        counts.gone[number] += many
        if word != "assumed" and number < A_DAY * days:
            counts.left[number] += many
    elif what == "via":
        counts.vias[word] += many
    elif what == "minutes":
        counts.minutes.setdefault(number, Counter())[int(word)] += many
    elif place is not None:
        counts.places[place] += many


def _stays(connection: Connection, batch: Sequence[PlaceDay], since: datetime) -> Sequence[Any]:
    """What began on these days: when it began and ended, the way in, how many minutes it was, and where."""
    stays = stays_table(connection, batch)
    s, begin = stays.c, literal(since, Moment)
    last = max(day.begin for day in batch) + ONE
    on_the_days = s.came_at >= min(day.begin for day in batch), s.came_at < last
    none = cast(null(), s.checkpoint.type)
    came, left = (
        cast(func.floor(seconds_between(begin, moment) / QUARTER), Integer) for moment in (s.came_at, s.until)
    )
    day = cast(func.floor(seconds_between(begin, s.came_at) / (A_DAY * QUARTER)), Integer)
    long = cast(cast(func.floor(seconds_between(s.came_at, s.until) / 60), Integer), Text)

    def grouped(what: str, number: Any, word: Any, place: Any, *where: Any) -> Any:
        rows = select(
            literal(what).label("what"), number.label("number"), word.label("word"), place.label("place"), func.count()
        )
        keys = [one for one in (number, word, place) if one is not none and one is not nothing and one is not zero]
        return rows.where(*on_the_days, *where).group_by(*keys)

    nothing, zero = literal("", Text), literal(0, Integer)
    whole = union_all(
        grouped("came", came, nothing, none),
        grouped("left", left, s.ended, none),
        grouped("via", zero, s.via, none),
        grouped("minutes", day, long, none, s.ended == "left"),
        grouped("place", zero, nothing, s.checkpoint),
    )
    with planned(connection):
        return connection.execute(whole).all()


def _verdicts(connection: Connection, kiosks: Sequence[UUID], since: datetime, days: int) -> Sequence[Any]:
    """Declarations of each day by what came of them."""
    d = declarations.c
    day = cast(func.floor(cast(seconds_between(literal(since, Moment), d.made_at), Float) / (A_DAY * QUARTER)), Integer)
    wanted = select(day.label("day"), d.verdict, func.count()).where(
        d.device.in_(kiosks), d.made_at >= since, d.made_at < since + days * ONE
    )
    return connection.execute(wanted.group_by(day, d.verdict)).all()


def _kiosks(connection: Connection, places: Sequence[UUID]) -> Sequence[UUID]:
    wanted = select(checkpoint_devices.c.device).where(checkpoint_devices.c.checkpoint.in_(places))
    return connection.execute(wanted).scalars().all()


def _missing(connection: Connection, kiosks: Sequence[UUID]) -> int:
    """How many events these kiosks have numbered and the centre has not."""
    highest = func.max(receipts.c.sequence) - func.count()
    gaps = select(receipts.c.device, highest).where(receipts.c.device.in_(kiosks)).group_by(receipts.c.device)
    return sum(row[1] for row in connection.execute(gaps))


def _parts(whole: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (whole[start : start + BATCH] for start in range(0, len(whole), BATCH))


@dataclass(frozen=True, slots=True)
class Line:
    """A day, or the days of a week: from ``first`` so many ``days``. ``median`` minutes, None where nobody left."""

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
        verdicts: Counter[str] = Counter()
        minutes: Counter[int] = Counter()
        for day in range(first, last):
            verdicts += counts.verdicts.get(day, Counter())
            minutes += counts.minutes.get(day, Counter())
        quarters = range(A_DAY * first, A_DAY * last)
        found.append(
            Line(
                since + first * ONE,
                last - first,
                sum(counts.came[one] for one in quarters),
                sum(counts.left[one] for one in quarters),
                max((_inside(counts, day) for day in range(first, last)), default=0),
                median(minutes),
                verdicts.total(),
                verdicts["needs_staff"],
                verdicts["stop"],
            )
        )
        first = last
    return found


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


def _inside(counts: Counts, day: int) -> int:
    """The most people inside at the end of a quarter of an hour on a day, of those who came within the report."""
    begin = A_DAY * day
    inside = sum(many for one, many in counts.came.items() if one < begin)
    inside -= sum(many for one, many in counts.gone.items() if one < begin)
    most = inside
    for one in range(begin, begin + A_DAY):
        inside += counts.came[one] - counts.gone[one]
        most = max(most, inside)
    return most
