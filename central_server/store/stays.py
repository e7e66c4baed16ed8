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

from central_server.store.elapsed import seconds_between
from central_server.store.humans import humans
from central_server.store.sharing import one_person
from central_server.store.stay_days import PlaceDay, as_table, closing_times, days_of
from central_server.store.tables import visits
from central_server.tracing.staying import LONGEST, LOOSE, NOWHERE, Row, Stay, day_begin, reckon

_CLOSING = "closing"
LOOSE_SECONDS = LOOSE.total_seconds()
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
        [stay for stay in reckon(rows[number], closing.get) if stay.came_at < until and stay.until >= since]
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
    plainly(connection)
    found = stays_table(connection, set(days_of(checkpoint, device, since, until)))
    touching = select(found).where(found.c.came_at < until, found.c.until >= since)
    ordered = touching.order_by(found.c.came_at, found.c.arrival).limit(limit).offset(offset or None)
    return [stay_from(row) for row in connection.execute(ordered)]


def inside(connection: Connection, checkpoints: Collection[UUID], now: datetime) -> dict[UUID, int]:
    """How many people are inside now, by the arrivals of this local day; checkpoints where nobody is are left out."""
    if not checkpoints:
        return {}
    plainly(connection)
    days = {PlaceDay(one, NOWHERE, day_begin(now)) for one in checkpoints}
    found = stays_table(connection, days, around=False)
    here = select(found.c.checkpoint, func.count()).where(found.c.came_at <= now, found.c.until > now)
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
    """Have PostgreSQL begin at once: to compile these statements takes it longer than to run them."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL jit = off"))


def stays_table(connection: Connection, days: Collection[PlaceDay], *, around: bool = True) -> CTE:
    """The stays that began on these days, and those of ``LONGEST`` before that ended on one, as a table.

    ``around`` False: by what is recorded on the days themselves alone. Columns are those of ``Stay``, and ``place``
    and ``day``, the number of the day of its arrival, -1 for one before.
    """
    day = as_table(connection, days)
    today = _on_the_days(day)
    more = [_later(day), _strange(today)] if around else []
    earlier = _earlier(day) if around else None
    before = _before(day, earlier) if earlier is not None else None
    outs = [_outs(one) for one in (today, *more, *([earlier] if earlier is not None else []))]
    back = _taken_back([today, *more], [one for one in (*more, earlier, before) if one is not None])
    arrived = [_arrivals(today)] + ([select(before)] if before is not None else [])
    all_arrivals = union_all(*arrived).cte("all_arrivals")
    stands = select(all_arrivals).where(~_among(back.c.follows, all_arrivals.c.arrival))
    arrivals = stands.cte("arrivals")
    left = _left(union_all(*outs).cte("outs"), back)
    matched = _matched(today, arrivals, left, back)
    return _ended(arrivals, left, matched)


def _on_the_days(day: CTE) -> CTE:
    """Every visit of the days."""
    v = visits
    strange = case((or_(v.c.id < day.c.low, v.c.id >= day.c.high), 1), else_=0)
    return (
        select(*(v.c[name] for name in _NEEDED), day.c.closes, day.c.ends, day.c.number, strange.label("strange"))
        .select_from(day)
        .join(v, and_(v.c.checkpoint == day.c.checkpoint, v.c.at >= day.c.begins, v.c.at < day.c.ends))
        .where(or_(day.c.device == NOWHERE, v.c.device == day.c.device))
        .cte("today")
    )


def _later(day: CTE) -> CTE:
    """What was recorded after a day and closes or takes back something of it."""
    v = visits
    followed = and_(v.c.follows >= day.c.low, v.c.follows < day.c.high)
    rows = select(*(v.c[name] for name in _NEEDED)).select_from(day)
    return rows.join(v, and_(v.c.checkpoint == day.c.checkpoint, followed, v.c.id >= day.c.high)).cte("later")


def _strange(today: CTE) -> CTE:
    """The same for rows whose id was made on another day: recorded anew by hand, or by a clock that was off.

    They are few, which ``= 1`` lets PostgreSQL guess.
    """
    v = visits.alias("again")
    rows = select(*(v.c[name] for name in _NEEDED)).select_from(today)
    again = and_(v.c.checkpoint == today.c.checkpoint, v.c.follows == today.c.id)
    return rows.join(v, again).where(today.c.strange == 1).cte("strange")


def _earlier(day: CTE) -> CTE:
    """Departures of a day or later whose arrival was before it."""
    v = visits.alias("out")
    followed = and_(v.c.follows >= day.c.oldest, v.c.follows < day.c.low)
    rows = select(*(v.c[name] for name in _NEEDED), day.c.begins).select_from(day)
    rows = rows.join(v, and_(v.c.checkpoint == day.c.checkpoint, followed, v.c.id >= day.c.low))
    mine = or_(day.c.device == NOWHERE, v.c.device == day.c.device)
    return rows.where(v.c.at >= day.c.begins, v.c.act == "check_out", mine).cte("earlier")


def _before(day: CTE, earlier: CTE) -> CTE:
    """Those arrivals, but for what is of another of the days."""
    v, other = visits.alias("came"), day.alias("other")
    listed = select(literal(1)).where(
        other.c.checkpoint == v.c.checkpoint,
        or_(other.c.device == NOWHERE, other.c.device == v.c.device),
        v.c.at >= other.c.begins,
        v.c.at < other.c.ends,
    )
    nothing = v.c.at
    columns = (v.c.id.label("arrival"), v.c.checkpoint, v.c.person, v.c.device, v.c.gate, v.c.via)
    rows = select(*columns, v.c.at.label("came_at"), nothing.label("assumed"), literal(-1).label("day"), v.c.id)
    rows = rows.select_from(earlier).join(v, and_(v.c.id == earlier.c.follows, v.c.checkpoint == earlier.c.checkpoint))
    return rows.where(v.c.act == "check_in", v.c.at < earlier.c.begins, ~listed.exists()).distinct().cte("before")


def _arrivals(today: CTE) -> Any:
    t = today.c
    assumed = case((t.at < t.closes, t.closes), else_=t.ends)
    columns = (t.id.label("arrival"), t.checkpoint, t.person, t.device, t.gate, t.via, t.at.label("came_at"))
    return select(*columns, assumed.label("assumed"), t.number.label("day"), t.id).where(t.act == "check_in")


def _outs(rows: CTE) -> Any:
    wanted = select(rows.c.id, rows.c.at, rows.c.via, rows.c.follows)
    return wanted.where(rows.c.act == "check_out", rows.c.follows.is_not(None))


def _taken_back(read: Iterable[CTE], once_more: Iterable[CTE]) -> CTE:
    """The ids of what was taken back: by rows that are read anyway, and what those outside the days say."""
    v = visits.alias("reversal")
    parts = [select(rows.c.follows).where(rows.c.act == "reversal") for rows in read]
    for rows in once_more:
        of_it = and_(v.c.checkpoint == rows.c.checkpoint, v.c.follows == rows.c.id, v.c.id > rows.c.id)
        parts.append(select(v.c.follows).select_from(rows).join(v, of_it).where(v.c.act == "reversal"))
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


def _matched(today: CTE, arrivals: CTE, left: CTE, back: CTE) -> CTE:
    """Open arrivals that are closed by a departure which follows none that stands."""
    t = today
    loose = (
        select(t.c.id, t.c.at, t.c.person, _place(t).label("place"))
        .where(t.c.act == "check_out", ~_among(back.c.follows, t.c.id), ~_among(arrivals.c.arrival, t.c.follows))
        .cte("loose")
    )
    same = one_person(select(loose.c.person).distinct())
    open_ones = (
        select(arrivals.c.arrival, arrivals.c.came_at, arrivals.c.person, _place(arrivals).label("place"))
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
        .join(open_ones, and_(open_ones.c.person == same.c.other, open_ones.c.place == loose.c.place))
        .where(open_ones.c.came_at <= loose.c.at, seconds_between(open_ones.c.came_at, loose.c.at) <= LOOSE_SECONDS)
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
    return rows.join(matched, matched.c.arrival == a.arrival, isouter=True).cte("stays")


def _place(rows: CTE) -> ColumnElement[UUID]:
    """The checkpoint, or the device that belongs to none: SQL of ``place_of``."""
    return case((rows.c.checkpoint == literal(NOWHERE, Uuid), rows.c.device), else_=rows.c.checkpoint)


def _among(column: Any, value: Any) -> Any:
    """Whether a value is in a column of a table. ``IN`` would be looked up row by row once the table is large."""
    return select(literal(1)).where(column == value).exists()
