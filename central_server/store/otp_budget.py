"""Counting messages: when the next one may go out, and putting one down before it does."""

from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Connection, Executable, ScalarSelect, bindparam, delete, insert, select, text, update

from central_server.otp.budgets import DAY, Budgets, Limit
from central_server.otp.codes import PhoneKeys
from central_server.store.otp_tables import otp_messages as messages
from central_server.store.tables import Moment

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
    limits = budgets.limits()
    values: dict[str, object] = {f"since_{index}": now - limit.within for index, limit in enumerate(limits)}
    values |= {"device": device, "phone": keys.phone_hash(phone), "prefix": keys.prefix_hash(phone)}
    hindering = connection.execute(_hindering(limits), values).one()
    free = [now]
    for limit, at in zip(limits, hindering, strict=True):
        if limit.most < 1:
            free.append(now + limit.within)
        elif at is not None:
            free.append(at + limit.within)
    return max(free) - now


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


@lru_cache(maxsize=8)
def _hindering(limits: tuple[Limit, ...]) -> Executable:
    """For each limit, when the ``most``-th latest message went out; once that is old enough, the next may. Or NULL."""
    return select(*(_latest(limit, index) for index, limit in enumerate(limits)))


def _latest(limit: Limit, index: int) -> ScalarSelect[datetime]:
    counted = [messages.c.at > bindparam(f"since_{index}", type_=Moment)]
    if limit.what != "all":
        shared = messages.c[limit.what]
        counted.append(shared == bindparam(limit.what, type_=shared.type))
    if not limit.failed_too:
        counted.append(messages.c.reached)
    latest = select(messages.c.at).where(*counted).order_by(messages.c.at.desc())
    return latest.offset(max(limit.most - 1, 0)).limit(1).scalar_subquery()
