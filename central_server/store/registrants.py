"""Whoever registers checkpoints: known by a confirmed phone number, for half an hour at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from central_server.store.checkpoint_tables import registrant_sessions as sessions
from central_server.store.otp import phone_keys
from central_server.tokens import kept, new_token

LASTS = timedelta(minutes=30)
_PLACE = UUID("7c1f1f0e-52f9-5d8e-9d6b-5e55105e0001")  # what a number in a session is sealed for, with its hash


@dataclass(frozen=True, slots=True, repr=False)
class Registrant:
    """Somebody whose number was confirmed. ``phone`` is its HMAC, ``number`` itself in E.164."""

    phone: bytes
    number: str

    def __repr__(self) -> str:
        return "Registrant()"


def begin(connection: Connection, number: str, now: datetime) -> str:
    """Begin a session for whoever has just confirmed this number; returns what they are known by."""
    connection.execute(delete(sessions).where(sessions.c.until <= now))
    keys, session = phone_keys(connection, now), new_token()
    row = {
        "hash": kept(session),
        "phone": keys.phone_hash(number),
        "sealed_phone": keys.seal(number, _PLACE, _named(kept(session))),
        "until": now + LASTS,
    }
    connection.execute(insert(sessions).values(row))
    return session


def find(connection: Connection, session: str, now: datetime) -> Registrant | None:
    """Whose session this is; None for one that is over or never was."""
    live = select(sessions).where(sessions.c.hash == kept(session), sessions.c.until > now)
    row = connection.execute(live).one_or_none()
    if row is None:
        return None
    number = phone_keys(connection, now).open(bytes(row.sealed_phone), _PLACE, _named(bytes(row.hash)))
    return Registrant(bytes(row.phone), number)


def _named(hash_: bytes) -> UUID:
    return UUID(bytes=hash_[:16])
