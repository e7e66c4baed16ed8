"""Where people stand at a checkpoint, by what all its kiosks and phones have told so far.

A kiosk that is offline tells later, so this is what is known here, not what is true at its gate.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, or_, select

from central_server.store.mine import OURS
from central_server.store.tables import identifiers, visits
from kiosk.linking import LASTING
from kiosk.people import Person
from kiosk.visits import Act, Via, Visit

REMEMBERED = timedelta(days=30)  # who came longer ago is not asked whether they are leaving
AT_ONCE = 1_000  # ids in one statement
STAY = timedelta(hours=24)  # who came longer ago and was not seen to leave does not count as inside


def last_visits(connection: Connection, checkpoint: UUID, ids: Collection[UUID], now: datetime) -> dict[UUID, Visit]:
    """The latest visit that stands, of each of these ids that was here."""
    return _last(connection, checkpoint, ids, now)


def last_own_visits(
    connection: Connection, checkpoint: UUID, ids: Collection[UUID], now: datetime
) -> dict[UUID, Visit]:
    """The same, of what belongs to a number under which these ids were declared: see ``mine``.

    An arrival by a card does not, nor what closes it: whoever declared another's card would learn when its holder came.
    """
    arrival, came, left = visits.alias("arrival"), visits.c.act == str(Act.CHECK_IN), visits.c.act == str(Act.CHECK_OUT)
    theirs = arrival.c.checkpoint == checkpoint, arrival.c.id == visits.c.follows, arrival.c.person.in_(ids)
    closes = exists().where(*theirs, arrival.c.act == str(Act.CHECK_IN), arrival.c.via.in_(OURS))
    sure = visits.c.via.in_(OURS)
    own = or_(and_(came, sure), and_(left, closes), and_(left, sure, visits.c.follows.is_(None)))
    return _last(connection, checkpoint, ids, now, own)


def _last(
    connection: Connection, checkpoint: UUID, ids: Collection[UUID], now: datetime, *only: ColumnElement[bool]
) -> dict[UUID, Visit]:
    place = func.row_number().over(partition_by=visits.c.person, order_by=(visits.c.at.desc(), visits.c.id.desc()))
    theirs = visits.c.person.in_(ids), visits.c.checkpoint == checkpoint, visits.c.at > now - REMEMBERED, *only
    standing = select(visits, place.label("place")).where(*theirs, visits.c.act != str(Act.REVERSAL), _stands(visits))
    ranked = standing.subquery()
    rows = connection.execute(select(ranked).where(ranked.c.place == 1)) if ids else ()
    return {row.person: visit_of(row) for row in rows}


def visit(connection: Connection, event: UUID, ids: Collection[UUID], checkpoint: UUID) -> Visit | None:
    """One visit, if it is of one of these ids and took place here."""
    wanted = select(visits).where(visits.c.id == event, visits.c.checkpoint == checkpoint, visits.c.person.in_(ids))
    row = connection.execute(wanted).one_or_none()
    return None if row is None else visit_of(row)


def inside_now(connection: Connection, checkpoint: UUID, now: datetime) -> int:
    """How many people are inside: who came within a day, and neither they nor an id with their numbers has left.

    Three plain statements: as one, either database finds a way to go through all visits for each arrival.
    """
    arrived = _arrivals(connection, checkpoint, now)
    others = _sharing_numbers(connection, arrived)
    seen = last_visits(connection, checkpoint, {other for _, other in others}, now)
    gone = {
        person
        for person, other in others
        if (left := seen.get(other)) and left.act is Act.CHECK_OUT and left.at >= arrived[person]
    }
    return len(arrived.keys() - gone)


def _arrivals(connection: Connection, checkpoint: UUID, now: datetime) -> dict[UUID, datetime]:
    """Whose latest visit of the last day is an arrival that nothing has closed, and when that was."""
    place = func.row_number().over(partition_by=visits.c.person, order_by=(visits.c.at.desc(), visits.c.id.desc()))
    here = visits.c.checkpoint == checkpoint, visits.c.at > now - STAY, visits.c.act != str(Act.REVERSAL)
    stand = select(visits.c.id, visits.c.person, visits.c.act, visits.c.at, place.label("place"))
    latest = stand.where(*here, _stands(visits)).subquery()
    closing = visits.alias("closing")
    follows = closing.c.checkpoint == checkpoint, closing.c.follows == latest.c.id
    closed = exists().where(*follows, closing.c.act == str(Act.CHECK_OUT), _stands(closing))
    inside = select(latest.c.person, latest.c.at).where(latest.c.place == 1, latest.c.act == str(Act.CHECK_IN), ~closed)
    return {row.person: row.at for row in connection.execute(inside)}


def _sharing_numbers(connection: Connection, people: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """Each of these ids with every other id that carries one of its lasting numbers."""
    mine, theirs = identifiers.alias("mine"), identifiers.alias("theirs")
    same = and_(mine.c.kind == theirs.c.kind, mine.c.value == theirs.c.value, mine.c.person != theirs.c.person)
    pairs = select(mine.c.person, theirs.c.person.label("other")).join(theirs, same)
    lasting = mine.c.kind.in_([str(kind) for kind in LASTING])
    found: list[tuple[UUID, UUID]] = []
    for some in _in_parts(people, AT_ONCE):
        rows = connection.execute(pairs.where(mine.c.person.in_(some), lasting))
        found += [(row.person, row.other) for row in rows]
    return found


def _in_parts(people: Collection[UUID], most: int) -> Iterator[list[UUID]]:
    """The same in parts: a statement takes only so many values."""
    listed = list(people)
    for start in range(0, len(listed), most):
        yield listed[start : start + most]


def visit_of(row: Row[Any]) -> Visit:
    """A row of visits, about somebody of whom only the id is said."""
    person = Person(row.person, None, None, None, frozenset())
    via = Via(row.via) if row.via in tuple(Via) else Via.DESK
    return Visit(row.id, row.device, row.sequence, person, Act(row.act), row.at, via, row.gate, row.follows)


def _stands(table: Any) -> ColumnElement[bool]:
    undone = visits.alias("taken_back")
    return ~exists().where(_takes_back(undone, table))


def _takes_back(undone: Any, table: Any) -> ColumnElement[bool]:
    """The checkpoint is in it because the index begins with it: whoever takes a visit back stands where it was made."""
    same_visit = undone.c.checkpoint == table.c.checkpoint, undone.c.follows == table.c.id
    return and_(*same_visit, undone.c.act == str(Act.REVERSAL))
