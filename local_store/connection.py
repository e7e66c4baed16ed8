"""The one connection to the encrypted file: opened, set up, read back, and asked from one thread at a time.

SQLCipher encrypts every page with AES-256 and authenticates it with an HMAC, so that a changed bit is an error and
not a changed visit. Nothing but this module imports sqlite-utils or SQLCipher.

All calls hold one lock. The worker pool that calls the store may hand the next call to another of its threads, so the
connection is not tied to the thread that opened it; the lock is what keeps two from using it at once.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from sqlcipher3 import dbapi2

from kiosk.errors import StoreError
from local_store.faults import DAMAGED, StoreDamaged, raise_fault

# sqlite-utils takes the SQLite it finds under this name; so both raise and catch the same classes of error.
sys.modules.setdefault("pysqlite3", sys.modules["sqlcipher3"])
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

from sqlite_utils import Database  # noqa: E402
from sqlite_utils.migrations import Migrations as Migrations  # noqa: E402

Value = int | str | bytes | None
Row = tuple[Any, ...]

REQUIRED = {
    "locking_mode": "exclusive",  # and with it no shared memory file
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: a commit is on disk when it returns
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,  # in memory: nothing is spilled to disk in the clear
    "busy_timeout": 5000,  # milliseconds
    "journal_size_limit": 8 * 1024 * 1024,  # bytes
    "mmap_size": 0,
    "cipher_use_hmac": "1",
}
"""What the connection must say of itself once it is open, checked by reading it back."""

_SET = [
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA busy_timeout=5000",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA mmap_size=0",
    "PRAGMA journal_mode=WAL",
    "PRAGMA journal_size_limit=8388608",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
]


class Connection:
    """The open file. Raises the faults of ``local_store/faults.py``; ``key`` is 32 raw bytes."""

    def __init__(self, path: Path, key: bytes, settings: Sequence[str] = _SET) -> None:
        if len(key) != 32:
            raise ValueError("the key of a store has 32 bytes")
        self.path = path
        self._lock = RLock()
        with self._faults():
            raw = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, cached_statements=256)
            try:
                raw.execute("PRAGMA cipher_log_level=NONE")  # it would write to stderr
                raw.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
                raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # the first page tells a wrong key
                for statement in settings:
                    raw.execute(statement)
                self._database = Database(raw, execute_plugins=False)
            except BaseException:
                raw.close()
                raise

    def pragmas(self) -> dict[str, Any]:
        """What the live connection says of each setting in ``REQUIRED``."""
        return {name: self.value(f"PRAGMA {name}") for name in REQUIRED}

    def require_settings(self) -> None:
        """Refuse to go on with a connection that would not keep its promise."""
        wrong = {name: value for name, value in self.pragmas().items() if value != REQUIRED[name]}
        if wrong:
            raise StoreError(f"The store cannot be used safely on this computer: SQLite says {wrong}.")

    def rows(self, sql: str, *values: Value) -> list[Row]:
        """All rows of a query."""
        with self._lock, self._faults():
            return list(self._database.conn.execute(sql, values).fetchall())

    def row(self, sql: str, *values: Value) -> Row | None:
        """The first row of a query."""
        with self._lock, self._faults():
            row: Row | None = self._database.conn.execute(sql, values).fetchone()
            return row

    def value(self, sql: str, *values: Value) -> Any:
        """The first column of the first row; the row must be there."""
        row = self.row(sql, *values)
        if row is None:
            raise LookupError("a row that is always there is missing")
        return row[0]

    def execute(self, sql: str, *values: Value) -> int:
        """Carry out one statement; how many rows it changed."""
        with self._lock, self._faults():
            return int(self._database.conn.execute(sql, values).rowcount)

    def many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """Carry out one statement for each of ``rows``."""
        with self._lock, self._faults():
            self._database.conn.executemany(sql, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is on disk when the block has ended, or nothing of it."""
        with self._lock, self._faults(), self._database.atomic():
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several queries that must not have a write of another thread between them."""
        with self._lock:
            yield

    def migrated(self, apply: Callable[[Any], None]) -> None:
        """Hand the database itself to the migrations."""
        with self._lock, self._faults():
            apply(self._database)

    def damage(self) -> list[str]:
        """Read every page, and check its HMAC and its place; what is wrong, nothing if all is well."""
        with self._lock:
            found = [str(row[0]) for row in self.rows("PRAGMA cipher_integrity_check")]
            found += [str(row[0]) for row in self.rows("PRAGMA quick_check(20)")] if not found else []
        return [line for line in found if line != "ok"]

    def require_health(self, largest: int) -> None:
        """Refuse a damaged file. Every page is checked if the file has at most ``largest`` bytes."""
        if self.path.stat().st_size <= largest and self.rows("PRAGMA cipher_integrity_check"):
            raise StoreDamaged(DAMAGED)

    def close(self) -> None:
        """Move the log into the file and close; may be called again."""
        with self._lock, self._faults():
            self._database.close()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except dbapi2.Error as error:
            raise_fault(error, self.path.parent)
