"""Reading what still reads of a damaged store, from a copy of it.

SQLCipher refuses every further page once one has failed its HMAC. So the file is opened anew after each fault:
otherwise the first damaged page would take everything with it that was not read before.
"""

from collections.abc import Iterator
from pathlib import Path

from kiosk.errors import StoreError
from local_store.connection import Connection, Row
from local_store.faults import StoreDamaged

MOST_FAULTS = 5_000
"""After so many (some 15 s), what fails is given up as a whole: a page near the root hides rows by the thousand."""


class DamagedCopy:
    """A copy that may be read and closed. StoreError where not even its first page reads."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._faults = 0
        self._connection = Connection(path, key)
        self.tables = self._tables()

    def rows(self, sql: str, *values: int) -> list[Row]:
        """All rows of a query, or StoreDamaged."""
        try:
            return self._connection.rows(sql, *values)
        except StoreDamaged:
            self._faults += 1
            self.close()
            self._connection = Connection(self._path, self._key)
            raise

    def first(self, sql: str) -> Row | None:
        """The first row of a query, None where it does not read."""
        try:
            return next(iter(self.rows(sql)), None)
        except StoreDamaged:
            return None

    def between(self, sql: str, first: int, last: int) -> Iterator[Row | None]:
        """The rows of a query with these numbers, None for each number whose page does not read: found by halving."""
        if first > last:
            return
        try:
            yield from self.rows(sql, first, last)
        except StoreDamaged:
            if first == last or self._faults > MOST_FAULTS:
                yield from [None] * (last - first + 1)
            else:
                middle = (first + last) // 2
                yield from self.between(sql, first, middle)
                yield from self.between(sql, middle + 1, last)

    def close(self) -> None:
        """Close it; it is a copy, and what goes wrong does not matter."""
        try:
            self._connection.close()
        except StoreError:
            return

    def _tables(self) -> frozenset[str]:
        """What it has, being older or damaged; nothing where that does not read, and then nothing does."""
        try:
            return frozenset(str(row[0]) for row in self.rows("SELECT name FROM sqlite_schema WHERE type = 'table'"))
        except StoreDamaged:
            return frozenset()
