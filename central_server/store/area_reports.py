"""What happened at the places of an area, in figures: nobody's name or number is in them.

Everything is counted in quarters of an hour since the report begins, which adds up over places and days; an area is
asked for in batches of places and days, so that no statement grows with it. What stays cannot say is counted from
declarations.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Float, Integer, Text, cast, func, literal, null, select, union_all

from central_server.store.area_figures import A_DAY, Counts
from central_server.store.checkpoint_tables import checkpoint_devices, checkpoints
from central_server.store.declaration_tables import declarations
from central_server.store.elapsed import seconds_between
from central_server.store.live import seen_by
from central_server.store.looking import planned
from central_server.store.officers import Officer
from central_server.store.stay_days import ONE, PlaceDay
from central_server.store.stays import stays_table
from central_server.store.tables import Moment, receipts
from central_server.store.web_visits import web_device
from central_server.tracing.staying import NOWHERE

BATCH = 2_000  # places times days of one statement
MOST = 30_000  # and of a report
MOST_KIOSKS = 200  # whose numbers are looked through for gaps
MOST_LISTED = 1_000  # places, each on a line of its own
QUARTER = 900  # seconds


class TooMuch(Exception):
    """So many places on so many days are not counted while somebody waits."""


class Group(StrEnum):
    """What figures may be told apart by; the value is a column of checkpoints."""

    PROVINCE = "province"
    WARD = "ward"
    KIND = "kind"
    PLACE = "code"


@dataclass(frozen=True, slots=True)
class Place:
    """A checkpoint that is reported on."""

    id: UUID
    code: str
    name: str
    province: str
    ward: str
    kind: str

    def of(self, group: Group | None) -> str:
        """What it is grouped under."""
        return str(getattr(self, group)) if group else ""


def places_in(connection: Connection, officer: Officer, province: str, ward: str, kind: str) -> list[Place]:
    """The checkpoints of an area that this officer may see."""
    wanted = {"province": province, "ward": ward, "kind": kind}
    only = [checkpoints.c[name] == value for name, value in wanted.items() if value]
    columns = [checkpoints.c[name] for name in ("id", "code", "name", "province", "ward", "kind")]
    return [Place(*row) for row in connection.execute(select(*columns).where(seen_by(officer), *only))]


def counted(
    connection: Connection, places: Sequence[Place], since: datetime, days: int, group: Group | None = None
) -> Counts:
    """The figures of these places on so many local days, and of each ``group`` of them. Raises TooMuch."""
    if len(places) * days > MOST or (group is Group.PLACE and len(places) > MOST_LISTED):
        raise TooMuch
    counts = Counts()
    if group:
        counts.groups = {place.of(group): Counts() for place in places}
    each = (PlaceDay(place.id, NOWHERE, since + number * ONE) for number in range(days) for place in places)
    while batch := list(islice(each, BATCH)):
        for what, number, word, place, key, many in _stays(connection, batch, since, group):
            for theirs in _both(counts, key):
                _add(theirs, days, what, number, word, place, many)
    kiosks = [one for part in _parts([place.id for place in places]) for one in _kiosks(connection, part)]
    counts.kiosks = len(kiosks)
    under = {place.id: place.of(group) for place in places}
    devices = {device: under[place] for device, place in kiosks}
    devices |= {web_device(place): key for place, key in under.items()}  # declared on visitors' own phones
    for part in _parts(list(devices)):
        for device, number, verdict, many in _verdicts(connection, part, since, days):
            for theirs in _both(counts, devices[device]):
                theirs.verdicts.setdefault(number, Counter())[verdict] += many
    if len(kiosks) <= MOST_KIOSKS:
        counts.missing = _missing(connection, [device for device, _ in kiosks])
    return counts


def _both(counts: Counts, key: str) -> tuple[Counts, ...]:
    return (counts, counts.groups[key]) if key in counts.groups else (counts,)


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


def _stays(connection: Connection, batch: Sequence[PlaceDay], since: datetime, group: Group | None) -> Sequence[Any]:
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
            literal(what).label("what"),
            number.label("number"),
            word.label("word"),
            place.label("place"),
            key.label("key"),
            func.count(),
        ).select_from(whence)
        constant = (none, nothing, zero)
        keys = [one for one in (number, word, place, key) if all(one is not other for other in constant)]
        return rows.where(*on_the_days, *where).group_by(*keys)

    nothing, zero = literal("", Text), literal(0, Integer)
    key: Any = checkpoints.c[group] if group else nothing
    whence: Any = stays.join(checkpoints, checkpoints.c.id == s.checkpoint) if group else stays
    whole = union_all(
        grouped("came", came, nothing, none),
        grouped("left", left, s.ended, none),
        grouped("via", zero, s.via, none),
        grouped("minutes", day, long, none, s.ended == "left"),
        grouped("place", zero, nothing, s.checkpoint),
    )
    with planned(connection):
        return connection.execute(whole).all()


def _verdicts(connection: Connection, devices: Sequence[UUID], since: datetime, days: int) -> Sequence[Any]:
    """Declarations of each device and day by what came of them."""
    d = declarations.c
    day = cast(func.floor(cast(seconds_between(literal(since, Moment), d.made_at), Float) / (A_DAY * QUARTER)), Integer)
    wanted = select(d.device, day.label("day"), d.verdict, func.count()).where(
        d.device.in_(devices), d.made_at >= since, d.made_at < since + days * ONE
    )
    return connection.execute(wanted.group_by(d.device, day, d.verdict)).all()


def _kiosks(connection: Connection, places: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """Each with its checkpoint."""
    c = checkpoint_devices.c
    wanted = select(c.device, c.checkpoint).where(c.checkpoint.in_(places))
    return [(row.device, row.checkpoint) for row in connection.execute(wanted)]


def _missing(connection: Connection, kiosks: Sequence[UUID]) -> int:
    """How many events these kiosks have numbered and the centre has not."""
    highest = func.max(receipts.c.sequence) - func.count()
    gaps = select(receipts.c.device, highest).where(receipts.c.device.in_(kiosks)).group_by(receipts.c.device)
    return sum(row[1] for row in connection.execute(gaps))


def _parts(whole: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (whole[start : start + BATCH] for start in range(0, len(whole), BATCH))
