"""Opening the database, and the one way of talking to it: a transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from central_server.store.faults import StoreUnavailable

WAIT = 5  # seconds for a connection or a lock, after which the kiosk is asked to come again
POOL = 8  # connections; more batches than these wait for one another anyway
# A server that vanishes without a word is noticed within ten seconds: no connection is waited for longer.
KEEPALIVE = {
    "keepalives": 1,
    "keepalives_idle": 4,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}
POSTGRESQL_OPTIONS = "-c timezone=UTC -c synchronous_commit=on -c statement_timeout=20000 -c lock_timeout=5000"


def open_engine(database: str, pool: int = POOL) -> Engine:
    """Prepare access to ``database``, a file's path, ``sqlite:///…`` or ``postgresql://…``.

    ``pool`` is how many connections to PostgreSQL it holds at most.
    Raises StoreUnavailable when it is neither, or when this program has no PostgreSQL. Nothing is opened before the
    first transaction.
    """
    url = _url(database)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    try:
        return _postgresql(url, pool)
    except ModuleNotFoundError as fault:
        raise StoreUnavailable(
            "This program was built without PostgreSQL, which a desk does not need: name a file for the database, or "
            "install the centre from its source."
        ) from fault


def _postgresql(url: URL, pool: int) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,  # they are people's data, and errors are logged
        pool_size=pool,
        max_overflow=0,
        pool_timeout=WAIT,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": WAIT,
            "options": POSTGRESQL_OPTIONS,
            "application_name": "kiosk central",
            **KEEPALIVE,
        },
    )


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Everything done on the connection is on disk when this ends without a fault, or none of it is.

    Raises StoreUnavailable when the database could not do it now; it then can be tried again.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except (OperationalError, InterfaceError, PoolTimeout) as fault:
        raise StoreUnavailable(_sentence(fault)) from fault
    except DBAPIError as fault:
        # sqlite3 says DatabaseError itself, none of its kinds, when the file is damaged or no database
        if fault.connection_invalidated or type(fault) is DatabaseError:
            raise StoreUnavailable(_sentence(fault)) from fault
        raise


def _url(database: str) -> URL:
    if "://" not in database:
        return URL.create("sqlite", database=str(Path(database).absolute()))
    try:
        url = make_url(database)
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError) as fault:
        raise StoreUnavailable(
            "The database must be a file's path, sqlite:///… or postgresql+psycopg://user@host/name."
        ) from fault
    if url.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise StoreUnavailable(f"The centre keeps its data in SQLite or PostgreSQL, not in {url.drivername}.")
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise StoreUnavailable("The centre promises to keep what it takes: name a file, not a database in memory.")
    return url


def _sqlite(url: URL) -> Engine:
    """One connection for everything.

    SQLite has one writer at a time anyway, and its releases before 3.51.3 can damage a WAL file when two
    connections write and checkpoint at once.
    """
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=1,
        max_overflow=0,
        pool_timeout=WAIT,
        connect_args={"check_same_thread": False, "timeout": WAIT},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late: not before a read, nor before DDL
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _sentence(fault: Exception) -> str:
    """Why, in the driver's own first line: these kinds of fault speak of files and connections, not of values."""
    lines = str(getattr(fault, "orig", None) or fault).splitlines() or [type(fault).__name__]
    return f"The database is not available: {lines[0].rstrip('.')}."
