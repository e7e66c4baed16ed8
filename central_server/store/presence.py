"""Where people stand at a checkpoint, by what all its kiosks and phones have told so far.

A kiosk that is offline tells later, so this is what is known here, not what is true at its gate.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, select

from central_server.store.tables import identifiers, visits
from kiosk.linking import LASTING
from kiosk.people import Person
from kiosk.visits import Act, Via, Visit

REMEMBERED = timedelta(days=30)  # who came longer ago is not asked whether they are leaving
STAY = timedelta(hours=24)  # who came longer ago and was not seen to leave does not count as inside


def last_visits(connection: Connection, checkpoint: UUID, ids: Collection[UUID], now: datetime) -> dict[UUID, Visit]:
    """The latest visit that stands, of each of these ids that was here."""
    place = func.row_number().over(partition_by=visits.c.person, order_by=(visits.c.at.desc(), visits.c.id.desc()))
    theirs = visits.c.person.in_(ids), visits.c.checkpoint == checkpoint, visits.c.at > now - REMEMBERED
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
    """How many people are inside: who came within a day, and neither they nor an id with their numbers has left."""
    came, left, undone = visits.alias("came"), visits.alias("left_"), visits.alias("undone")
    mine, theirs = identifiers.alias("mine"), identifiers.alias("theirs")
    departure = and_(left.c.act == str(Act.CHECK_OUT), ~exists().where(_takes_back(undone, left)))
    later = and_(departure, left.c.checkpoint == checkpoint, left.c.at >= came.c.at)
    closed = exists().where(left.c.follows == came.c.id, departure)
    gone = exists().where(left.c.person == came.c.person, later)
    lasting = mine.c.kind.in_([str(kind) for kind in LASTING])
    shared = and_(mine.c.kind == theirs.c.kind, mine.c.value == theirs.c.value, lasting)
    gone_as_another = exists().where(
        mine.c.person == came.c.person,
        shared,
        theirs.c.person != came.c.person,
        left.c.person == theirs.c.person,
        later,
    )
    here = came.c.checkpoint == checkpoint, came.c.at > now - STAY, came.c.act == str(Act.CHECK_IN), _stands(came)
    people = select(func.count(came.c.person.distinct())).where(*here, ~closed, ~gone, ~gone_as_another)
    return connection.execute(people).scalar_one()


def visit_of(row: Row[Any]) -> Visit:
    """A row of visits, about somebody of whom only the id is said."""
    person = Person(row.person, None, None, None, frozenset())
    via = Via(row.via) if row.via in tuple(Via) else Via.DESK
    return Visit(row.id, row.device, row.sequence, person, Act(row.act), row.at, via, row.gate, row.follows)


def _stands(table: Any) -> ColumnElement[bool]:
    undone = visits.alias("taken_back")
    return ~exists().where(_takes_back(undone, table))


def _takes_back(undone: Any, table: Any) -> ColumnElement[bool]:
    return and_(undone.c.follows == table.c.id, undone.c.act == str(Act.REVERSAL))
