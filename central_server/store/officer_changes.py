"""What changes of officers: appointed, given another role, dismissed; their passwords, factors and wrong tries."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from uuid_utils.compat import uuid7

from central_server.store.authority_tables import office_sessions as sessions
from central_server.store.authority_tables import office_tries as tries
from central_server.store.authority_tables import officer_recovery as recovery
from central_server.store.authority_tables import officers
from central_server.store.inserting import insert as insert_once
from central_server.store.officers import end_all
from kiosk.people import folded

FIRST_PASSWORD = timedelta(hours=72)  # until it has to be used
FORGOTTEN = timedelta(days=1)
SWEPT = 200  # names at most that one try clears away


@dataclass(frozen=True, slots=True)
class Slowing:
    """So many tries are ``free``; then there is a wait, which doubles with each further one."""

    free: int
    first: timedelta
    longest: timedelta

    def after(self, times: int) -> timedelta:
        """The wait after so many tries.

        >>> [int(HERE.after(times).total_seconds()) for times in (0, 5, 6, 7, 10, 11, 90)]
        [0, 0, 30, 60, 480, 900, 900]
        """
        over = times - self.free
        return timedelta(0) if over < 0 else min(self.first * 2 ** min(over, 10), self.longest)


HERE = Slowing(6, timedelta(seconds=30), timedelta(minutes=15))  # for a name from one network
ANYWHERE = Slowing(30, timedelta(seconds=30), timedelta(minutes=5))  # for a name from wherever


class NameTaken(Exception):
    """There is an officer of this name, or was."""


def add(connection: Connection, name: str, role: str, area: str | None, password: str, now: datetime) -> UUID:
    """Appoint an officer, who has to change ``password`` (hashed) when they first use it. Raises NameTaken."""
    row = {
        "id": uuid7(),
        "name": " ".join(name.split()),
        "folded": folded(name),
        "role": role,
        "area": area,
        "password": password,
        "password_until": now + FIRST_PASSWORD,
        "last_step": 0,
        "made_at": now,
    }
    statement = insert_once(connection, officers).on_conflict_do_nothing().returning(officers.c.id)
    new: UUID | None = connection.execute(statement, row).scalar()
    if new is None:
        raise NameTaken
    return new


def appoint(connection: Connection, officer: UUID, role: str, area: str | None) -> None:
    """Give an officer another role or area, which counts from their next page on."""
    connection.execute(update(officers).where(officers.c.id == officer).values(role=role, area=area))


def dismiss(connection: Connection, officer: UUID, now: datetime) -> None:
    """Let an officer in no longer, at once."""
    connection.execute(update(officers).where(officers.c.id == officer).values(disabled_at=now))
    end_all(connection, officer)


def give_password(connection: Connection, officer: UUID, password: str, now: datetime) -> None:
    """Give an officer, dismissed or not, a password (hashed) to begin with again."""
    values = {"password": password, "password_until": now + FIRST_PASSWORD, "disabled_at": None}
    connection.execute(update(officers).where(officers.c.id == officer).values(values))
    end_all(connection, officer)


def keep_password(connection: Connection, officer: UUID, password: str) -> None:
    """Keep the password (hashed) that an officer has chosen; sessions elsewhere end."""
    values = {"password": password, "password_until": None}
    connection.execute(update(officers).where(officers.c.id == officer).values(values))
    end_all(connection, officer)


def forget_factor(connection: Connection, officer: UUID) -> None:
    """Have an officer enrol a second factor anew at their next sign-in."""
    connection.execute(update(officers).where(officers.c.id == officer).values(totp=None))
    connection.execute(delete(recovery).where(recovery.c.officer == officer))
    end_all(connection, officer)


def pending_factor(connection: Connection, session: bytes, new: bytes | None = None) -> bytes | None:
    """The secret (sealed) that is being enrolled in this session; ``new`` where there is none yet."""
    ours = sessions.c.hash == session
    if new is not None:
        connection.execute(update(sessions).where(ours, sessions.c.pending.is_(None)).values(pending=new))
    kept = connection.execute(select(sessions.c.pending).where(ours)).scalar()
    return None if kept is None else bytes(kept)


def keep_factor(connection: Connection, officer: UUID, totp: bytes, step: int, codes: Collection[bytes]) -> bool:
    """Keep an officer's second factor (sealed) and recovery codes (hashed); whether there was none before."""
    none_yet = update(officers).where(officers.c.id == officer, officers.c.totp.is_(None))
    if connection.execute(none_yet.values(totp=totp, last_step=step)).rowcount != 1:
        return False
    connection.execute(delete(recovery).where(recovery.c.officer == officer))
    connection.execute(insert(recovery), [{"officer": officer, "hash": one} for one in codes])
    return True


def use_step(connection: Connection, officer: UUID, step: int) -> bool:
    """Use up the code of a step; whether it was still to be used, whoever else tries at the same moment."""
    later = update(officers).where(officers.c.id == officer, officers.c.last_step < step)
    return connection.execute(later.values(last_step=step)).rowcount == 1


def use_recovery(connection: Connection, officer: UUID, code: bytes) -> bool:
    """Use up a recovery code (hashed); whether there was such a one."""
    gone = delete(recovery).where(recovery.c.officer == officer, recovery.c.hash == code)
    return connection.execute(gone).rowcount == 1


def recovery_left(connection: Connection, officer: UUID) -> int:
    """How many recovery codes are unused."""
    return connection.execute(select(func.count()).where(recovery.c.officer == officer)).scalar_one()


def count_try(
    connection: Connection, here: bytes, anywhere: bytes, now: datetime, *, welcome: Callable[[], bool] = bool
) -> timedelta:
    """Count a try before it is judged; how long to wait, zero if it may be judged now.

    ``here`` is the HMAC of the name and the network, ``anywhere`` that of the name alone; ``welcome`` says whether
    this officer has signed in from this network before: then what others do elsewhere keeps them waiting for nothing.
    Each wait doubles with each try. A try that comes before its time is not judged and makes no wait longer.
    """
    near, far = (_held(connection, name, now) for name in (here, anywhere))  # in this order, everywhere
    wait = _left(HERE, near, now)
    if wait > timedelta(0):
        return wait
    wait = _left(ANYWHERE, far, now)
    if wait > timedelta(0) and not welcome():
        return wait
    known = {here: near} if wait > timedelta(0) else {here: near, anywhere: far}
    for name, row in known.items():
        values = {"times": _times(row, now) + 1, "at": now}
        connection.execute(update(tries).where(tries.c.name == name).values(values))
    _sweep(connection, now)
    return timedelta(0)


def forget_tries(connection: Connection, here: bytes, anywhere: bytes) -> None:
    """Whoever it is has shown that it is them."""
    for name in (here, anywhere):
        connection.execute(delete(tries).where(tries.c.name == name))


def _held(connection: Connection, name: bytes, now: datetime) -> Row[Any]:
    """The row of a name, held until the transaction ends. One statement: between two, others could forget it."""
    held = insert_once(connection, tries).on_conflict_do_update(index_elements=["name"], set_={"times": tries.c.times})
    row = {"name": name, "times": 0, "at": now}
    return connection.execute(held.returning(tries.c.times, tries.c.at), row).one()


def _times(row: Row[Any], now: datetime) -> int:
    return int(row.times) if row.at > now - FORGOTTEN else 0


def _left(slowing: Slowing, row: Row[Any], now: datetime) -> timedelta:
    """How long it still takes; a clock that was set back keeps nobody out."""
    begun: datetime = min(row.at, now)
    return begun + slowing.after(_times(row, now)) - now


def _sweep(connection: Connection, now: datetime) -> None:
    """Take away what is old and nobody holds: whoever holds two names and waited for a third would wait in a ring."""
    old = select(tries.c.name).where(tries.c.at < now - FORGOTTEN).limit(SWEPT).with_for_update(skip_locked=True)
    connection.execute(delete(tries).where(tries.c.name.in_(old)))
