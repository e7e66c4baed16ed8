"""What the staff did, line after line: ids, never a name, a number or an answer. Lines are only ever added."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from local_store.connection import Connection
from local_store.moments import from_micros, to_micros

_LONGEST = 80  # characters of a word
_PAGE = 500  # lines


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``staff`` did ``what`` for ``purpose``, about ``subject``; None where nobody is to be named."""

    id: UUID
    at: datetime
    staff: UUID | None
    what: str
    purpose: str
    outcome: str
    subject: UUID | None


def write(
    connection: Connection,
    at: datetime,
    staff: UUID | None,
    what: str,
    purpose: str,
    outcome: str,
    subject: UUID | None = None,
) -> None:
    """Add a line, inside the transaction that does what it tells. ``at`` is the wall clock, as it stands."""
    connection.execute(
        "INSERT INTO audit (id, at, staff, what, purpose, outcome, subject) VALUES (?, ?, ?, ?, ?, ?, ?)",
        uuid7().bytes,
        to_micros(at),
        staff.bytes if staff else None,
        what[:_LONGEST],
        purpose[:_LONGEST],
        outcome[:_LONGEST],
        subject.bytes if subject else None,
    )


def lines(connection: Connection, before: int | None = None, limit: int = 100) -> Sequence[tuple[int, Line]]:
    """The newest lines with their numbers, newest first; the next page is asked for with the last number."""
    rows = connection.rows(
        "SELECT row, id, at, staff, what, purpose, outcome, subject FROM audit WHERE row < ? ORDER BY row DESC LIMIT ?",
        2**63 - 1 if before is None else before,
        limit,
    )
    return [(row[0], _line(*row[1:])) for row in rows]


def since(connection: Connection, first: datetime | None = None) -> Iterator[Line]:
    """Every line from ``first`` on, newest first, read page by page. A line written while the clock was wrong may
    stand between others of other days: the order is that in which they were written.
    """
    before: int | None = None
    while page := lines(connection, before, _PAGE):
        yield from (line for _, line in page if first is None or line.at >= first)
        before = page[-1][0]


def _line(id_: bytes, at: int, staff: bytes | None, what: str, purpose: str, outcome: str, about: bytes | None) -> Line:
    by = UUID(bytes=staff) if staff else None
    return Line(UUID(bytes=id_), from_micros(at), by, what, purpose, outcome, UUID(bytes=about) if about else None)
