"""Officers and their sessions in the database. Time is the centre's; each function is part of a transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select, update

from central_server.store.authority_tables import office_sessions as sessions
from central_server.store.authority_tables import officers
from kiosk.people import folded

IDLE = timedelta(minutes=30)
LASTS = timedelta(hours=10)
NOTED = timedelta(minutes=1)  # how exactly it is known when a session was last used: spares a write at every page
FULL = "full"


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who has signed in. ``area`` is a province's code, None for all; ``session`` the hash of theirs."""

    id: UUID
    name: str
    role: str
    area: str | None
    session: bytes
    stage: str = FULL

    def sees(self, province: str) -> bool:
        """Whether this province is theirs to see."""
        return self.area is None or self.area == province


def find(connection: Connection, session: bytes, now: datetime, *, used: bool = True) -> Officer | None:
    """Whose session this is, at whatever stage; None for one that is over. ``used``: by somebody, not by a timer."""
    row = connection.execute(
        select(officers.c.id, officers.c.name, officers.c.role, officers.c.area, sessions.c.stage, sessions.c.seen_at)
        .join(sessions, sessions.c.officer == officers.c.id)
        .where(
            sessions.c.hash == session,
            sessions.c.seen_at > now - IDLE,
            sessions.c.made_at > now - LASTS,
            officers.c.disabled_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    if used and row.seen_at <= now - NOTED:
        connection.execute(update(sessions).where(sessions.c.hash == session).values(seen_at=now))
    return Officer(row.id, row.name, row.role, row.area, session, row.stage)


def begin(connection: Connection, session: bytes, officer: UUID, stage: str, now: datetime) -> None:
    """Begin a session; whatever is over goes."""
    connection.execute(delete(sessions).where(sessions.c.seen_at <= now - IDLE))
    row = {"hash": session, "officer": officer, "stage": stage, "made_at": now, "seen_at": now}
    connection.execute(insert(sessions).values(row))


def end(connection: Connection, session: bytes) -> None:
    """End one session."""
    connection.execute(delete(sessions).where(sessions.c.hash == session))


def end_all(connection: Connection, officer: UUID) -> None:
    """End all sessions of an officer, wherever."""
    connection.execute(delete(sessions).where(sessions.c.officer == officer))


def by_name(connection: Connection, name: str) -> Row[Any] | None:
    """The officer of this name, however it is typed."""
    return connection.execute(select(officers).where(officers.c.folded == folded(name))).one_or_none()


def by_id(connection: Connection, officer: UUID) -> Row[Any] | None:
    """The officer with this id."""
    return connection.execute(select(officers).where(officers.c.id == officer)).one_or_none()


def everybody(connection: Connection) -> Sequence[Row[Any]]:
    """All officers, those who were dismissed last."""
    return connection.execute(select(officers).order_by(officers.c.disabled_at.is_not(None), officers.c.folded)).all()
