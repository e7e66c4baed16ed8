"""Stays as they follow from the visits, by one statement for many places and days at once.

The rules are those of tracing/staying.py. A stay is nowhere kept: it is reckoned when it is asked for, so that one
more visit that comes late is enough. What is read is what ``visits_checkpoint_at`` holds of the days asked for, and,
by ``visits_follows``, what was recorded later of their arrivals and what closed arrivals of days before: as ids begin
with the time they were made, those are ranges of that index, and partitions that cannot hold them are not opened.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, Connection, Uuid, and_, case, func, literal, or_, select, text, union_all

from central_server.store.humans import humans
from central_server.store.looking import Looking, planned
from central_server.store.stay_days import PlaceDay, as_table, closing_times, days_of
from central_server.store.stay_endings import among, closings, ended, matched, taken_back
from central_server.store.tables import visits
from central_server.tracing.staying import LONGEST, NOWHERE, Row, Stay, day_begin, reckon

BEFORE = -1  # the number of every day that is not one of those asked for
_NEEDED = ("id", "act", "at", "via", "follows", "person", "checkpoint", "device", "gate")


def stays_of(connection: Connection, people: Collection[UUID], since: datetime, until: datetime) -> list[Stay]:
    """The stays of one human, known under these ids, that touch the period; in the order of their arrivals."""
    return stays_of_each(connection, [people], since, until)[0]


def stays_of_each(
    connection: Connection, groups: Sequence[Collection[UUID]], since: datetime, until: datetime
) -> list[list[Stay]]:
    """The same for several humans at once."""
    owner = {person: number for number, group in enumerate(groups) for person in group}
    if not owner:
        return [[] for _ in groups]
    wanted = select(*(visits.c[name] for name in _NEEDED)).where(
        visits.c.person.in_(owner), visits.c.at >= since - LONGEST, visits.c.at < until + LONGEST
    )
    rows: dict[int, list[Row]] = defaultdict(list)
    for found in connection.execute(wanted):
        rows[owner[found.person]].append(Row(*found))
    closing = closing_times(connection, {row.checkpoint for mine in rows.values() for row in mine})
    return [
        [
            stay
            for stay in reckon(rows[number], closing.get)
            if stay.came_at < until and (stay.until > since or stay.came_at >= since)
        ]
        for number in range(len(groups))
    ]


def ids_of(connection: Connection, person: UUID) -> frozenset[UUID]:
    """All ids that this human is known under."""
    return next((human.ids for human in humans(connection, [person])), frozenset({person}))


def stays_at(
    connection: Connection,
    checkpoint: UUID,
    since: datetime,
    until: datetime,
    *,
    device: UUID = NOWHERE,
    limit: int | None = None,
    offset: int = 0,
) -> list[Stay]:
    """Everybody's stays at a place that touch the period, as they came. ``device``: of a kiosk with no checkpoint."""
    found = stays_table(connection, set(days_of(checkpoint, device, since, until)))
    touching = select(found).where(found.c.came_at < until, or_(found.c.until > since, found.c.came_at >= since))
    ordered = touching.order_by(found.c.came_at, found.c.arrival).limit(limit).offset(offset or None)
    with planned(connection):
        return [stay_from(row) for row in connection.execute(ordered)]


def inside(connection: Connection, checkpoints: Collection[UUID], now: datetime) -> dict[UUID, int]:
    """How many people are inside now, by the arrivals of this local day; checkpoints where nobody is are left out."""
    if not checkpoints:
        return {}
    days = {PlaceDay(one, NOWHERE, day_begin(now)) for one in checkpoints}
    found = stays_table(connection, days, around=False)
    here = select(found.c.checkpoint, func.count()).where(found.c.came_at <= now, found.c.until > now)
    with planned(connection):
        return {row.checkpoint: row[1] for row in connection.execute(here.group_by(found.c.checkpoint))}


def stay_from(row: Any) -> Stay:
    """A row of ``stays_table``."""
    return Stay(
        row.arrival,
        row.person,
        row.checkpoint,
        row.device,
        row.gate,
        row.via,
        row.came_at,
        row.until,
        row.ended,
    )


def plainly(connection: Connection) -> None:
    """Have PostgreSQL begin at once: to compile a statement over many partitions takes it longer than to run it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL jit = off"))


def stays_table(connection: Connection, days: Collection[PlaceDay], *, around: bool = True) -> CTE:
    """The stays that began on these days, and those of ``LONGEST`` before that ended on one, as a table.

    ``around`` False: by what is recorded on the days themselves alone. Columns are those of ``Stay``, ``place``,
    and ``day``, the number of the day of the arrival, or BEFORE.
    To be read within ``planned``.
    """
    by = Looking(connection.dialect.name == "postgresql")
    day = as_table(connection, days)
    today = _on_the_days(by, day)
    more: list[CTE] = []
    arrived = [_arrivals(today)]
    if around:
        before = _before(by, day, _earlier(by, day))
        more = [_later(by, day), _strange(by, today), _followers(by, before)]
        arrived.append(select(before))
    back = taken_back(by, [today, *more], more)
    outs = [_outs(one) for one in (today, *more)]
    all_arrivals = union_all(*arrived).cte("all_arrivals")
    stands = select(all_arrivals).where(~among(back.c.follows, all_arrivals.c.arrival))
    arrivals = stands.cte("arrivals")
    left = closings(union_all(*outs).cte("outs"), back)
    return ended(arrivals, left, matched(by, today, arrivals, left, back))


def _on_the_days(by: Looking, day: CTE) -> CTE:
    """Every visit of the days."""
    v = visits.alias("visit")
    here = and_(v.c.checkpoint == day.c.checkpoint, v.c.at >= day.c.begins, v.c.at < day.c.ends, _mine(day, v))
    rows, seen = by.each(day, v, _NEEDED, here)
    strange = case((or_(seen.id < day.c.low, seen.id >= day.c.high), 1), else_=0)
    return rows.add_columns(day.c.closes, day.c.ends, day.c.number, strange.label("strange")).cte("today")


def _later(by: Looking, day: CTE) -> CTE:
    """What was recorded after a day and closes or takes back something of it."""
    v = visits.alias("late")
    followed = and_(v.c.follows >= day.c.low, v.c.follows < day.c.high)
    return by.each(day, v, _NEEDED, and_(v.c.checkpoint == day.c.checkpoint, followed, v.c.id >= day.c.high))[0].cte(
        "later"
    )


def _strange(by: Looking, today: CTE) -> CTE:
    """The same for rows whose id was made on another day: recorded anew by hand, or by a clock that was off."""
    v = visits.alias("again")
    again = and_(v.c.checkpoint == today.c.checkpoint, v.c.follows == today.c.id)
    return by.each(today, v, _NEEDED, again)[0].where(today.c.strange == 1).cte("strange")


def _earlier(by: Looking, day: CTE) -> CTE:
    """Departures of a day or later whose arrival was before it."""
    v = visits.alias("departure")
    followed = and_(v.c.follows >= day.c.oldest, v.c.follows < day.c.low)
    here = and_(v.c.checkpoint == day.c.checkpoint, followed, v.c.id >= day.c.low, v.c.at >= day.c.begins)
    rows, _ = by.each(day, v, _NEEDED, and_(here, v.c.act == "check_out", _mine(day, v)))
    return rows.add_columns(day.c.begins).cte("earlier")


def _before(by: Looking, day: CTE, earlier: CTE) -> CTE:
    """Those arrivals, but for what is of another of the days."""
    v, other = visits.alias("came"), day.alias("other")
    rows, came = by.each(
        earlier,
        v,
        _NEEDED,
        and_(v.c.id == earlier.c.follows, v.c.act == "check_in", v.c.at < earlier.c.begins),
    )
    rows = rows.where(came.checkpoint == earlier.c.checkpoint)
    found = rows.distinct().cte("came_before")
    listed = select(literal(1)).where(
        other.c.checkpoint == found.c.checkpoint,
        _mine(other, found),
        found.c.at >= other.c.begins,
        found.c.at < other.c.ends,
    )
    before: CTE = _as_arrivals(found, found.c.at, literal(BEFORE)).where(~listed.exists()).cte("before")
    return before


def _followers(by: Looking, before: CTE) -> CTE:
    """Whatever closes those arrivals or takes them back, on whichever day."""
    v = visits.alias("follower")
    return by.each(before, v, _NEEDED, and_(v.c.checkpoint == before.c.checkpoint, v.c.follows == before.c.id))[0].cte(
        "followers"
    )


def _mine(day: CTE, rows: Any) -> Any:
    """Of kiosks that belong to no checkpoint, each is a place of its own."""
    return or_(day.c.device == literal(NOWHERE, Uuid), rows.c.device == day.c.device)


def _arrivals(today: CTE) -> Any:
    assumed = case((today.c.at < today.c.closes, today.c.closes), else_=today.c.ends)
    return _as_arrivals(today, assumed, today.c.number).where(today.c.act == "check_in")


def _as_arrivals(rows: CTE, assumed: Any, number: Any) -> Any:
    r = rows.c
    columns = (r.id.label("arrival"), r.checkpoint, r.person, r.device, r.gate, r.via, r.at.label("came_at"), r.id)
    return select(*columns, assumed.label("assumed"), number.label("day"))


def _outs(rows: CTE) -> Any:
    wanted = select(rows.c.id, rows.c.at, rows.c.via, rows.c.follows)
    return wanted.where(rows.c.act == "check_out", rows.c.follows.is_not(None))
