"""What ends a stay, as SQL: the second half of the statement of store/stays.py."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Uuid, and_, case, func, literal, or_, select, union_all

from central_server.store.looking import Looking
from central_server.store.sharing import one_person
from central_server.store.tables import visits
from central_server.tracing.staying import NOWHERE

_CLOSING = "closing"


def taken_back(by: Looking, read: Iterable[CTE], once_more: Iterable[CTE]) -> CTE:
    """The ids of what was taken back: by rows that are read anyway, and what those outside the days say."""
    v = visits.alias("reversal")
    parts = [select(rows.c.follows).where(rows.c.act == "reversal") for rows in read]
    for rows in once_more:
        of_it = and_(v.c.checkpoint == rows.c.checkpoint, v.c.follows == rows.c.id, v.c.id > rows.c.id)
        parts.append(by.each(rows, v, ("follows",), and_(of_it, v.c.act == "reversal"))[0])
    whole = union_all(*parts).subquery()
    return select(whole.c.follows).where(whole.c.follows.is_not(None)).cte("taken_back")


def closings(outs: CTE, back: CTE) -> CTE:
    """When each arrival was closed: by somebody, and by rule."""
    by_rule = outs.c.via == _CLOSING
    return (
        select(
            outs.c.follows,
            func.min(outs.c.at).filter(~by_rule).label("left_at"),
            func.min(outs.c.at).filter(by_rule).label("closed_at"),
        )
        .where(~among(back.c.follows, outs.c.id))
        .group_by(outs.c.follows)
        .cte("closings")
    )


def matched(by: Looking, today: CTE, arrivals: CTE, left: CTE, back: CTE) -> CTE:
    """Open arrivals that are closed by a departure which follows none that stands."""
    t = today
    loose = (
        select(t.c.id, t.c.at, t.c.person, t.c.number.label("day"))
        .where(t.c.act == "check_out", ~among(back.c.follows, t.c.id), ~among(arrivals.c.arrival, t.c.follows))
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


def ended(arrivals: CTE, left: CTE, loose: CTE) -> CTE:
    """The stays: until when each lasted, and how that is known."""
    a, closed_at = arrivals.c, left.c.closed_at
    left_at = func.coalesce(left.c.left_at, loose.c.left_at)
    somebody = and_(left_at.is_not(None), or_(closed_at.is_(None), left_at <= closed_at))
    until = case((somebody, left_at), (closed_at.is_not(None), closed_at), else_=a.assumed)
    how = case((somebody, "left"), (closed_at.is_not(None), "closing"), else_="assumed")
    columns = (a.arrival, a.person, a.checkpoint, a.device, a.gate, a.via, a.came_at, a.day)
    until = case((until < a.came_at, a.came_at), else_=until)
    rows = select(*columns, _place(arrivals).label("place"), until.label("until"), how.label("ended"))
    rows = rows.select_from(arrivals).join(left, left.c.follows == a.arrival, isouter=True)
    return (
        rows.join(loose, loose.c.arrival == a.arrival, isouter=True)
        .cte("stays")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )


def _place(rows: CTE) -> ColumnElement[UUID]:
    """The checkpoint, or the device that belongs to none: SQL of ``place_of``."""
    return case((rows.c.checkpoint == literal(NOWHERE, Uuid), rows.c.device), else_=rows.c.checkpoint)


def among(column: Any, value: Any) -> Any:
    """Whether a value is in a column of a table. ``IN`` would be looked up row by row once the table is large."""
    return select(literal(1)).where(column == value).exists()
