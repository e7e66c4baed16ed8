"""Visits by day: on PostgreSQL each day's are a partition of their own, so that a day goes by dropping a table.

A visit's id is a UUIDv7, which begins with the time it was made: ids in order are days in order. So ``visits`` is
partitioned by its id, which stays the primary key: it is one visit wherever it is looked for, and a visit that is
sent again, a year later, can come to no other partition. Ids of another kind, or of a clock that is far off, are in
the default partition. SQLite has one table; there rows are deleted.
"""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, select, text

from central_server.store.tables import receipts, visits

HERE = ZoneInfo("Asia/Ho_Chi_Minh")  # whose days they are
BACK = 60  # days for whose visits a partition is made when they come late, such as after a long time without network
BEHIND, AHEAD = 1, 7  # days before and after today whose partitions are always there
EARLIEST = date(2020, 1, 1)  # what says an earlier day was not made by a clock, or not by one that was right
SLICE = 10_000  # rows that SQLite deletes with one statement
LOCK = 5_640_713_301  # any number that nothing else in the same database locks on
DEFAULT = "visits_default"
_NAME = "visits_%Y%m%d"


def is_partition(name: str) -> bool:
    """Whether a table of this name is a part of ``visits``."""
    return name == DEFAULT or (name.startswith("visits_") and name.removeprefix("visits_").isdecimal())


def least_id(moment: datetime) -> UUID:
    """What the id of a visit made at this moment or later is not less than."""
    milliseconds = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    return UUID(int=max(0, milliseconds) << 80)


def begin_of(day: date) -> datetime:
    """When a day begins here."""
    return datetime.combine(day, time(), HERE)


def make_ahead(connection: Connection, now: datetime) -> None:
    """Make the partitions from yesterday to in a week, and of the days of late visits; they move there."""
    if connection.dialect.name != "postgresql":
        return
    connection.execute(text("SET LOCAL statement_timeout = '10min'"))  # rows may have to move
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    today = now.astimezone(HERE).date()
    days = {today + timedelta(days=ahead) for ahead in range(-BEHIND, AHEAD + 1)}
    days |= _days_of_late_visits(connection, today)
    there = set(_partitions(connection))
    for day in sorted(days - there):
        _make(connection, day)


def drop_visits_before(connection: Connection, day: date, *, whole: bool = True) -> int:
    """Delete the visits of the days before this one; returns how many. Their receipts stay, for ever.

    A visit's day is when its id was made; where the id does not say, or its clock was far off, both ``at`` and the
    day it was received have to be before. Whole partitions are dropped, which nobody may write meanwhile; ``whole``
    False takes row by row, for a transaction that will be undone.
    """
    if connection.dialect.name != "postgresql":
        return _delete_from_sqlite(connection, day)
    dropped = 0
    for there in _partitions(connection):
        if there < day:
            name = there.strftime(_NAME)
            if not whole:
                dropped += connection.execute(text(f"DELETE FROM {name}")).rowcount  # noqa: S608  # our name
                continue
            dropped += connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()  # noqa: S608
            connection.execute(text(f"DROP TABLE {name}"))
    strayed = text(
        f"DELETE FROM {DEFAULT} AS v USING receipts AS r WHERE r.id = v.id AND "  # noqa: S608
        "(v.id >= :low AND v.id < :high OR v.at < :begin AND r.received_at < :begin)"
    )
    return dropped + connection.execute(strayed, _ids_before(day) | {"begin": begin_of(day)}).rowcount


def _ids_before(day: date) -> dict[str, UUID]:
    """The ids that say an earlier day, from this program's time on."""
    return {"low": least_id(begin_of(EARLIEST)), "high": least_id(begin_of(day))}


def _partitions(connection: Connection) -> list[date]:
    """The days that have one, the earliest first."""
    children = text(
        "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
        "WHERE i.inhparent = 'visits'::regclass AND c.relname <> :default ORDER BY c.relname"
    )
    names = connection.execute(children, {"default": DEFAULT}).scalars()
    return [datetime.strptime(name, _NAME).replace(tzinfo=HERE).date() for name in names]


def _make(connection: Connection, day: date) -> None:
    """Make a day's partition beside ``visits`` and hang it in: whoever reads or writes other days does not wait."""
    name, low, high = day.strftime(_NAME), least_id(begin_of(day)), least_id(begin_of(day + timedelta(days=1)))
    bounds = {"low": low, "high": high}
    connection.execute(text(f"CREATE TABLE {name} (LIKE visits INCLUDING DEFAULTS INCLUDING INDEXES)"))
    connection.execute(text("LOCK TABLE visits IN SHARE UPDATE EXCLUSIVE MODE"))  # in the order in which ATTACH does
    connection.execute(text(f"LOCK TABLE {DEFAULT} IN ACCESS EXCLUSIVE MODE"))
    moving = text(
        f"WITH moved AS (DELETE FROM {DEFAULT} WHERE id >= :low AND id < :high RETURNING *) "  # noqa: S608
        f"INSERT INTO {name} SELECT * FROM moved"
    )
    connection.execute(moving, bounds)
    connection.execute(text(f"ALTER TABLE visits ATTACH PARTITION {name} FOR VALUES FROM ('{low}') TO ('{high}')"))


def _days_of_late_visits(connection: Connection, today: date) -> set[date]:
    """The days of the last BACK that have visits in the default partition: one look into its index for each."""
    first = text(f"SELECT id FROM {DEFAULT} WHERE id >= :low AND id < :high ORDER BY id LIMIT 1")  # noqa: S608
    found = set()
    for back in range(BEHIND, BACK + 1):
        day = today - timedelta(days=back)
        bounds = {"low": least_id(begin_of(day)), "high": least_id(begin_of(day + timedelta(days=1)))}
        one = connection.execute(first, bounds).scalar()
        if one is not None and one.version == 7:
            found.add(day)
    return found


def _delete_from_sqlite(connection: Connection, day: date) -> int:
    """In slices of the primary key; SQLite compares ids as the text they are kept as, which sorts as they do."""
    begin = begin_of(day)
    low, high = _ids_before(day).values()
    by_id = select(visits.c.id).where(visits.c.id >= low, visits.c.id < high)
    late = select(visits.c.id).join(receipts, receipts.c.id == visits.c.id)
    late = late.where((visits.c.id < low) | (visits.c.id >= high), visits.c.at < begin, receipts.c.received_at < begin)
    dropped = 0
    for wanted in (by_id, late):
        while gone := connection.execute(delete(visits).where(visits.c.id.in_(wanted.limit(SLICE)))).rowcount:
            dropped += gone
    return dropped
