"""Counting what somebody asks who needs no token: so often within so long, from one network and from everywhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, case, delete, tuple_
from sqlalchemy import select as select_

from central_server.store.checkpoint_tables import asked
from central_server.store.inserting import insert

EVERYBODY = b""
SWEPT = 200  # rows at most that one question clears away
LONGEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Allowance:
    """``most`` questions of this kind within a window that begins with the first of them, LONGEST at most."""

    what: str
    most: int
    within: timedelta


def ask(connection: Connection, allowance: Allowance, by: bytes, now: datetime) -> timedelta:
    """Count one question; returns how long to wait for the next one, zero if this one is allowed."""
    over = asked.c.since <= now - allowance.within
    statement = insert(connection, asked).on_conflict_do_update(
        index_elements=["what", "by"],
        set_={"since": case((over, now), else_=asked.c.since), "times": case((over, 1), else_=asked.c.times + 1)},
    )
    row = {"what": allowance.what, "by": by, "since": now, "times": 1}
    since, times = connection.execute(statement.returning(asked.c.since, asked.c.times), row).one()
    if times == 1:
        _sweep(connection, now)
    wait: timedelta = since + allowance.within - now
    return wait if times > allowance.most else timedelta(0)


def _sweep(connection: Connection, now: datetime) -> None:
    key = (asked.c.what, asked.c.by)
    old = select_(*key).where(asked.c.since < now - LONGEST).order_by(asked.c.since).limit(SWEPT)
    connection.execute(delete(asked).where(tuple_(*key).in_(old)))
