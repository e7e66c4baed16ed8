"""Counting messages: when the next one may go out, and putting one down before it does."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, insert, select, text, true, update

from central_server.otp.budgets import DAY, Budgets, Limit
from central_server.otp.codes import PhoneKeys
from central_server.store.otp_tables import otp_messages as messages

LOCK = 5_640_713_300  # beside the one of schema.py
SWEPT = 200  # rows at most that one request clears away


def take_turns(connection: Connection) -> None:
    """Let no other transaction count or put down messages until this one ends; on SQLite none can anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def wait(
    connection: Connection, keys: PhoneKeys, device: UUID, phone: str, budgets: Budgets, now: datetime
) -> timedelta:
    """How long until a message to this number may be sent for this kiosk; zero for now."""
    free = [_free(connection, limit, _same(keys, limit, device, phone), now) for limit in budgets.limits()]
    return max(*free, now) - now


def put_down(connection: Connection, keys: PhoneKeys, device: UUID, request: UUID, phone: str, now: datetime) -> None:
    """Count a message that is about to be sent."""
    row = {"device": device, "request": request, "at": now, "reached": True}
    hashes = {"phone": keys.phone_hash(phone), "prefix": keys.prefix_hash(phone)}
    connection.execute(insert(messages).values(row | hashes))


def give_back(connection: Connection, device: UUID, request: UUID) -> None:
    """It certainly was not sent: it counts for the kiosk alone."""
    ours = (messages.c.device == device) & (messages.c.request == request)
    connection.execute(update(messages).where(ours).values(reached=False))


def sweep_messages(connection: Connection, now: datetime) -> None:
    """Forget messages that no limit counts any more."""
    old = select(messages.c.number).where(messages.c.at < now - DAY).order_by(messages.c.at).limit(SWEPT)
    connection.execute(delete(messages).where(messages.c.number.in_(old)))


def _same(keys: PhoneKeys, limit: Limit, device: UUID, phone: str) -> ColumnElement[bool]:
    """The messages that share this limit."""
    match limit.what:
        case "phone":
            return messages.c.phone == keys.phone_hash(phone)
        case "prefix":
            return messages.c.prefix == keys.prefix_hash(phone)
        case "device":
            return messages.c.device == device
        case "all":
            return true()


def _free(connection: Connection, limit: Limit, same: ColumnElement[bool], now: datetime) -> datetime:
    """When the limit lets the next one through: when the ``most``-th latest has become old enough."""
    if limit.most < 1:
        return now + limit.within
    counted = same if limit.failed_too else same & messages.c.reached
    latest = select(messages.c.at).where(counted, messages.c.at > now - limit.within)
    hindering = connection.execute(latest.order_by(messages.c.at.desc()).offset(limit.most - 1).limit(1)).scalar()
    return now if hindering is None else hindering + limit.within
