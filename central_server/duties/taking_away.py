"""Taking away all that was kept long enough, now; or saying what that would be."""

from collections import Counter
from datetime import datetime

from sqlalchemy import Connection, Engine, text

from central_server.store.engine import transaction
from central_server.store.erasing import leave_no_trace
from central_server.store.retention import Keep, require_right_clock, take_away


class _Undone(Exception):
    """Nothing of it was meant."""


def would_take(engine: Engine, keep: Keep, now: datetime) -> dict[str, int]:
    """How many rows of each kind would go: found by doing it all in a transaction that is undone.

    On PostgreSQL kiosks are served meanwhile; on SQLite, which has one writer, they wait.
    """
    found: dict[str, int] = {}
    try:
        with transaction(engine) as connection:
            _take_time(connection)
            found = take_away(connection, keep, now, most=None)
            raise _Undone
    except _Undone:
        return found


def take_all(engine: Engine, keep: Keep, now: datetime, *, clock_is_right: bool = False) -> dict[str, int]:
    """Take it away, slice by slice; how many rows of each kind.

    Raises ClockAstray when the clock is days from the last time that a kiosk was heard, unless it is said to be right.
    """
    gone: Counter[str] = Counter()
    while True:
        with transaction(engine) as connection:
            _take_time(connection)
            if not clock_is_right:
                require_right_clock(connection, now)
            slice_ = take_away(connection, keep, now)
        gone.update(slice_)
        if not slice_:
            leave_no_trace(engine)
            return dict(gone)


def _take_time(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
