"""How many were inside at a moment that has passed, reckoned back from how many are inside now.

Visits are looked at day by day, by the index of times, and the store is let go in between: nobody who comes in has to
wait while somebody looks at last month.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from kiosk.visits import Act
from local_store import presence
from local_store.connection import Connection, Row
from local_store.moments import bounds, from_micros, local_day

STANDING = """SELECT coalesce(people.merged_into, people.row), act, at, via
    FROM visits JOIN people ON people.row = visits.person
    WHERE at >= ? AND at < ? AND act <> 'reversal' AND NOT EXISTS
        (SELECT 1 FROM visits AS back WHERE back.act = 'reversal' AND back.follows = visits.id)
    ORDER BY at, sequence"""
"""Person, act, time and way of what was done in a span and not taken back, in order."""

WERE_INSIDE = """WITH who AS (
        SELECT DISTINCT coalesce(people.merged_into, people.row) AS person
        FROM visits JOIN people ON people.row = visits.person WHERE at >= ? AND at < ?
    )
    SELECT who.person, coalesce((
        SELECT before.act = 'check_in' FROM visits AS before
        WHERE before.person IN (SELECT row FROM people WHERE row = who.person OR merged_into = who.person)
            AND before.at < ? AND before.act <> 'reversal' AND NOT EXISTS
            (SELECT 1 FROM visits AS back WHERE back.act = 'reversal' AND back.follows = before.id)
        ORDER BY before.sequence DESC LIMIT 1
    ), 0)
    FROM who"""
"""Everybody who did something in a span, and whether they were inside before it."""


def standing(connection: Connection, first: int, end: int) -> list[Row]:
    """What was done from ``first`` to before ``end`` (microseconds) and not taken back."""
    return connection.rows(STANDING, first, end)


def later_days(connection: Connection, end: int) -> Sequence[tuple[int, int]]:
    """The spans after ``end`` on whose days there are visits, oldest first."""
    return list(_days(connection, end))


def change(connection: Connection, first: int, end: int) -> int:
    """By how many more people were inside at the end of a span than at its beginning."""
    with connection.reading():
        rows, before = standing(connection, first, end), were_inside(connection, first, end)
    return _net(rows, before)


def most(rows: Sequence[Row], before: Mapping[int, bool], inside: int, first: int) -> tuple[int, datetime | None]:
    """The most who were inside during a span that began at ``first`` and ended with ``inside``, and when that was."""
    count = inside - _net(rows, before)
    highest, when, there = max(0, count), first, dict(before)
    for person, act, at, _ in rows:
        comes = act == Act.CHECK_IN
        count += comes - there.get(person, False)
        there[person] = comes
        if count > highest:
            highest, when = count, at
    return highest, from_micros(when) if highest else None


def were_inside(connection: Connection, first: int, end: int) -> dict[int, bool]:
    """Of everybody who did something in a span: whether they were inside before it."""
    return {person: bool(inside) for person, inside in connection.rows(WERE_INSIDE, first, end, first)}


def before_the_last(connection: Connection, later: Sequence[tuple[int, int]]) -> int:
    """How many were inside before the last of ``later``, to be asked with it in one reading."""
    return presence.inside_now(connection) - sum(change(connection, *span) for span in later[-1:])


def _net(rows: Sequence[Row], before: Mapping[int, bool]) -> int:
    there = dict(before)
    for person, act, _, _ in rows:
        there[person] = act == Act.CHECK_IN
    return sum(there.values()) - sum(before.values())


def _days(connection: Connection, end: int) -> Iterator[tuple[int, int]]:
    at = end
    while (next_ := connection.value("SELECT min(at) FROM visits WHERE at >= ?", at)) is not None:
        midnight = bounds(local_day(from_micros(next_)))[1]
        yield next_, midnight
        at = midnight
