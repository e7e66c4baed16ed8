"""All that one human ever declared, whichever id it was under."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Uuid, and_, bindparam, or_, select

from central_server.store.declaration_tables import declarations
from central_server.store.humans import humans
from central_server.store.standing import LATEST_FIRST
from central_server.store.tables import Moment
from kiosk.wire.desk_messages import DeclarationTold, History
from kiosk.wire.messages import DeclarationSaid


class NoSuchDeclaration(Exception):
    """What was named as the last one seen is none of this human's."""


def history(connection: Connection, person: UUID, before: UUID | None, limit: int) -> History:
    """Their declarations, the latest first; those ``before`` another one. Raises NoSuchDeclaration."""
    [human] = humans(connection, [person])
    theirs = declarations.c.person.in_(human.ids)
    wanted = select(declarations).where(theirs)
    if before is not None:
        last = connection.execute(wanted.where(declarations.c.id == before)).one_or_none()
        if last is None:
            raise NoSuchDeclaration
        wanted = wanted.where(_earlier(last))
    rows = connection.execute(wanted.order_by(*LATEST_FIRST).limit(limit + 1)).all()
    return History(declarations=tuple(_told(row) for row in rows[:limit]), more=len(rows) > limit)


def _earlier(last: Row[Any]) -> Any:
    """The rows that come after ``last`` in LATEST_FIRST."""
    made_at = bindparam("made_at", last.made_at, Moment)
    received_at = bindparam("received_at", last.received_at, Moment)
    same_time = and_(declarations.c.made_at == made_at, declarations.c.received_at == received_at)
    return or_(
        declarations.c.made_at < made_at,
        and_(declarations.c.made_at == made_at, declarations.c.received_at < received_at),
        and_(same_time, declarations.c.id < bindparam("last", last.id, Uuid)),
    )


def _told(row: Row[Any]) -> DeclarationTold:
    event = DeclarationSaid.model_validate_json(row.content)
    return DeclarationTold(
        id=row.id,
        declared_at=row.made_at,
        until=row.until,
        campaign=row.campaign,
        campaign_version=event.campaign_version,
        verdict=row.verdict,
        answers=event.answers,
        relationship=event.relationship,
        consent=event.consent,
    )
