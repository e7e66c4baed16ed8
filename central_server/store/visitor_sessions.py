"""Phones that are known: whoever confirmed a number keeps it there for half a year, or until they let go of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from central_server.store.otp import phone_keys
from central_server.store.visitor_tables import visitor_sessions as sessions
from kiosk.admission import local_date

LASTS = timedelta(days=180)
_PLACE = UUID("7c1f1f0e-52f9-5d8e-9d6b-5e55105e0003")  # what a number in a session is sealed for, with its hash


@dataclass(frozen=True, slots=True, repr=False)
class Visitor:
    """Whoever has proved that a phone is theirs. ``phone`` is E.164; ``session`` the hash kept of the cookie."""

    session: bytes
    phone: str
    phone_hash: bytes
    since: datetime

    def __repr__(self) -> str:
        return "Visitor()"


def begin(connection: Connection, session: bytes, phone: str, now: datetime) -> None:
    """Keep a session (its hash) for whoever has just confirmed this number."""
    connection.execute(delete(sessions).where(sessions.c.made_at <= now - LASTS))
    keys = phone_keys(connection, now)
    row = {
        "hash": session,
        "phone": keys.phone_hash(phone),
        "sealed_phone": keys.seal(phone, _PLACE, _named(session)),
        "made_at": now,
        "last_used": local_date(now),
    }
    connection.execute(insert(sessions).values(row))


def find(connection: Connection, session: bytes, now: datetime) -> Visitor | None:
    """Whose session this is; None for one that is over, was taken back or never was."""
    live = select(sessions).where(sessions.c.hash == session, sessions.c.made_at > now - LASTS)
    row = connection.execute(live).one_or_none()
    if row is None:
        return None
    if row.last_used != local_date(now):
        connection.execute(update(sessions).where(sessions.c.hash == session).values(last_used=local_date(now)))
    phone = phone_keys(connection, now).open(bytes(row.sealed_phone), _PLACE, _named(session))
    return Visitor(session, phone, bytes(row.phone), row.made_at)


def end(connection: Connection, session: bytes) -> None:
    """Take one session back."""
    connection.execute(delete(sessions).where(sessions.c.hash == session))


def end_all(connection: Connection, phone_hash: bytes) -> int:
    """Take back every session of a number, on whichever phone; how many there were."""
    return connection.execute(delete(sessions).where(sessions.c.phone == phone_hash)).rowcount


def _named(session: bytes) -> UUID:
    return UUID(bytes=session[:16])
