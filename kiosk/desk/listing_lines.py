"""How a list that stands takes in a page asked for anew, and what that changes on the screen. Pure.

Lines are in one order that does not change; a page is a stretch of it. So a page replaces the lines from its first to
its last, and whatever stands before and after stays as it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.desk.rows import Page, Row, RowKey


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines in order. ``more``: there are further ones after the last."""

    rows: tuple[Row, ...] = ()
    more: bool = False


def merged(lines: Lines, start: int, page: Page) -> Lines:
    """The list with ``page`` in it, which was asked for after the line before ``start``."""
    there = {row.key for row in page.rows}
    head = tuple(row for row in lines.rows[:start] if row.key not in there)
    if not page.more:
        return Lines((*head, *page.rows), more=False)
    last = page.rows[-1].key if page.rows else None
    end = next((place for place, row in enumerate(lines.rows) if place >= start and row.key == last), None)
    if end is None:  # what lies between this page and the lines after it is not known
        return Lines((*head, *page.rows), more=True)
    tail = tuple(row for row in lines.rows[end + 1 :] if row.key not in there)
    return Lines((*head, *page.rows, *tail), more=lines.more if tail else page.more)


def blanked(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The same lines with nothing on them that was bare."""
    return tuple(replace(row, name="", document="", phone="") for row in rows)


@dataclass(frozen=True, slots=True)
class Removed:
    """Lines ``first`` to ``last`` go, counted as the list stands at that step."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Inserted:
    """Lines come to stand at ``first`` to ``last``."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Changed:
    """Lines ``first`` to ``last`` say something else."""

    first: int
    last: int


Step = Removed | Inserted | Changed


def steps(old: Sequence[Row], new: Sequence[Row]) -> tuple[Step, ...] | None:
    """What leads from one list to the other, in order; None where lines have changed places."""
    was, will = {row.key: row for row in old}, {row.key for row in new}
    if [row.key for row in old if row.key in will] != [row.key for row in new if row.key in was]:
        return None
    gone = [Removed(*run) for run in _runs([row.key not in will for row in old])]
    come = [Inserted(*run) for run in _runs([row.key not in was for row in new])]
    other = [Changed(*run) for run in _runs([_differs(was, row) for row in new])]
    return (*reversed(gone), *come, *other)


def _differs(was: dict[RowKey, Row], row: Row) -> bool:
    before = was.get(row.key)
    return before is not None and before is not row and before != row


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where stretches of True begin and end.

    >>> list(_runs([True, True, False, True]))
    [(0, 1), (3, 3)]
    """
    start: int | None = None
    for place, flag in enumerate((*flags, False)):
        if flag and start is None:
            start = place
        elif not flag and start is not None:
            yield start, place - 1
            start = None
