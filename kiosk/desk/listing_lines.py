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
    end = place_of(lines.rows, page.rows[-1].key if page.rows else None, start)
    if end < 0:  # what lies between this page and the lines after it is not known
        return Lines((*head, *page.rows), more=True)
    numbers = {key.number for key in there}  # numbers are compared faster than keys, and thousands of them may be
    tail = tuple(row for row in lines.rows[end + 1 :] if row.key.number not in numbers or row.key not in there)
    return Lines((*head, *page.rows, *tail), more=lines.more if tail else page.more)


def place_of(rows: Sequence[Row], key: RowKey | None, start: int = 0) -> int:
    """Where the line of this key stands, from ``start`` on; -1 for nowhere."""
    if key is not None:
        for place in range(start, len(rows)):
            if rows[place].key.number == key.number and rows[place].key == key:
                return place
    return -1


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
    """What leads from one list to the other, in order; None where lines have changed places.

    Only what lies between the lines that are the same objects at both ends is compared.
    """
    same = 0
    while same < min(len(old), len(new)) and old[same] is new[same]:
        same += 1
    ends = 0
    while ends < min(len(old), len(new)) - same and old[-1 - ends] is new[-1 - ends]:
        ends += 1
    between = _steps(old[same : len(old) - ends], new[same : len(new) - ends])
    return None if between is None else tuple(type(one)(one.first + same, one.last + same) for one in between)


def _steps(old: Sequence[Row], new: Sequence[Row]) -> tuple[Step, ...] | None:
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
