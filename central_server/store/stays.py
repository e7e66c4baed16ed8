"""Stays as they follow from the visits, by one statement for many places and days at once.

The rules are those of tracing/staying.py. A stay is nowhere kept: it is reckoned when it is asked for, so that one
more visit that comes late is enough. What is read is what ``visits_checkpoint_at`` holds of the days asked for, and,
by ``visits_follows``, what was recorded later of their arrivals and what closed arrivals of days before: as ids begin
with the time they were made, those are ranges of that index, and partitions that cannot hold them are not opened.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Connection, Uuid, and_, case, func, literal, or_, select, text, union_all

from central_server.store.humans import humans
from central_server.store.looking import Looking, planned
from central_server.store.sharing import one_person
from central_server.store.stay_days import PlaceDay, as_table, closing_times, days_of
from central_server.store.tables import visits
from central_server.tracing.staying import LONGEST, NOWHERE, Row, Stay, day_begin, reckon

_CLOSING = "closing"
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
    back = _taken_back(by, [today, *more], more)
    outs = [_outs(one) for one in (today, *more)]
    all_arrivals = union_all(*arrived).cte("all_arrivals")
    stands = select(all_arrivals).where(~_among(back.c.follows, all_arrivals.c.arrival))
    arrivals = stands.cte("arrivals")
    left = _left(union_all(*outs).cte("outs"), back)
    matched = _matched(by, today, arrivals, left, back)
    return _ended(arrivals, left, matched)


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


def _taken_back(by: Looking, read: Iterable[CTE], once_more: Iterable[CTE]) -> CTE:
    """The ids of what was taken back: by rows that are read anyway, and what those outside the days say."""
    v = visits.alias("reversal")
    parts = [select(rows.c.follows).where(rows.c.act == "reversal") for rows in read]
    for rows in once_more:
        of_it = and_(v.c.checkpoint == rows.c.checkpoint, v.c.follows == rows.c.id, v.c.id > rows.c.id)
        parts.append(by.each(rows, v, ("follows",), and_(of_it, v.c.act == "reversal"))[0])
    whole = union_all(*parts).subquery()
    return select(whole.c.follows).where(whole.c.follows.is_not(None)).cte("taken_back")


def _left(outs: CTE, back: CTE) -> CTE:
    """When each arrival was closed: by somebody, and by rule."""
    by_rule = outs.c.via == _CLOSING
    return (
        select(
            outs.c.follows,
            func.min(outs.c.at).filter(~by_rule).label("left_at"),
            func.min(outs.c.at).filter(by_rule).label("closed_at"),
        )
        .where(~_among(back.c.follows, outs.c.id))
        .group_by(outs.c.follows)
        .cte("closings")
    )


def _matched(by: Looking, today: CTE, arrivals: CTE, left: CTE, back: CTE) -> CTE:
    """Open arrivals that are closed by a departure which follows none that stands."""
    t = today
    loose = (
        select(t.c.id, t.c.at, t.c.person, t.c.number.label("day"))
        .where(t.c.act == "check_out", ~_among(back.c.follows, t.c.id), ~_among(arrivals.c.arrival, t.c.follows))
        .cte("loose")
    )
    same = one_person(by, select(loose.c.person).distinct())
    open_ones = (
        select(arrivals.c.arrival, arrivals.c.came_at, arrivals.c.person, arrivals.c.day)
        .join(left, left.c.follows == arrivals.c.arrival, isouter=True)
        .where(left.c.left_at.is_(None))
        .cte("open_ones")
    )
    latest = func.row_number().over(
        partition_by=loose.c.id, order_by=(open_ones.c.came_at.desc(), open_ones.c.arrival.desc())
    )
    pairs = (
        select(open_ones.c.arrival, open_ones.c.came_at, loose.c.at, latest.label("latest"))
        .select_from(loose)
        .join(same, same.c.one == loose.c.person)
        .join(open_ones, and_(open_ones.c.person == same.c.other, open_ones.c.day == loose.c.day))
        .where(open_ones.c.came_at <= loose.c.at)
        .subquery()
    )
    closed = select(pairs.c.arrival, func.min(pairs.c.at).label("left_at")).where(pairs.c.latest == 1)
    return closed.group_by(pairs.c.arrival).cte("matched")


def _ended(arrivals: CTE, left: CTE, matched: CTE) -> CTE:
    """The stays: until when each lasted, and how that is known."""
    a, closed_at = arrivals.c, left.c.closed_at
    left_at = func.coalesce(left.c.left_at, matched.c.left_at)
    somebody = and_(left_at.is_not(None), or_(closed_at.is_(None), left_at <= closed_at))
    until = case((somebody, left_at), (closed_at.is_not(None), closed_at), else_=a.assumed)
    ended = case((somebody, "left"), (closed_at.is_not(None), "closing"), else_="assumed")
    columns = (a.arrival, a.person, a.checkpoint, a.device, a.gate, a.via, a.came_at, a.day)
    until = case((until < a.came_at, a.came_at), else_=until)
    rows = select(*columns, _place(arrivals).label("place"), until.label("until"), ended.label("ended"))
    rows = rows.select_from(arrivals).join(left, left.c.follows == a.arrival, isouter=True)
    return (
        rows.join(matched, matched.c.arrival == a.arrival, isouter=True)
        .cte("stays")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )


def _place(rows: CTE) -> ColumnElement[UUID]:
    """The checkpoint, or the device that belongs to none: SQL of ``place_of``."""
    return case((rows.c.checkpoint == literal(NOWHERE, Uuid), rows.c.device), else_=rows.c.checkpoint)


def _among(column: Any, value: Any) -> Any:
    """Whether a value is in a column of a table. ``IN`` would be looked up row by row once the table is large."""
    return select(literal(1)).where(column == value).exists()
