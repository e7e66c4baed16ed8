"""Which lines of the list are wanted, in order: by walks along an index that end as soon as the page is full.

The lines of a page are referrals, newest first, and then stays, newest first. A name is looked for among the words of
the stays (``desk_steps.WORDS``), where the newest match comes first however many there are; a number leads to people,
and they to their stays. ``local_store/list_rows.py`` says what stands on the lines.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from kiosk.desk.rows import Query, RowFilter, RowKey, RowKind
from kiosk.people import folded
from local_store.connection import Connection, Value
from local_store.desk_steps import WAYS
from local_store.search import by_number
from local_store.stays import number_of

_NEWEST = 2**63 - 1
_FEW = 2_000  # lines that are read to see whether they fit
_MANY = 40  # people whose stays are on more pages than those of a day
_MET_BY = re.compile(r"([A-Z])\s*([0-9]{2,3})")
_WORD = re.compile(r"[^\W_]+")

_INSIDE = "EXISTS (SELECT 1 FROM presence WHERE inside AND standing = key)"
_WALKS = {
    RowFilter.INSIDE: "SELECT standing AS key FROM presence INDEXED BY presence_inside WHERE inside AND standing < ?",
    RowFilter.WAITING: "SELECT key FROM stays INDEXED BY stays_unsent WHERE unsent > 0 AND key < ?",
    RowFilter.REFUSED: "SELECT key FROM stays INDEXED BY stays_refused WHERE refused > 0 AND key < ?",
    RowFilter.ATTENTION: "SELECT key FROM stays INDEXED BY stays_attention WHERE attention AND key < ?",
}
"""Filters of whatever day, which fit few lines as a rule."""

_CONDITIONS = {
    RowFilter.INSIDE: _INSIDE,
    RowFilter.WAITING: "unsent > 0",
    RowFilter.REFUSED: "refused > 0",
    RowFilter.ATTENTION: "attention",
    RowFilter.LEFT: "left_day IS NOT NULL",
    RowFilter.NOT_DECLARED: "undeclared",
}


@dataclass(frozen=True, slots=True)
class _Sought:
    """What was typed: words of a name, or the end of a number, or a number to be met by; else everything fits."""

    words: tuple[str, ...] = ()
    number: str = ""
    met_by: str = ""
    nothing: bool = False

    def fits(self, name: str) -> bool:
        """Whether each word begins a word of the name."""
        there = _WORD.findall(name)
        return all(any(word.startswith(begun) for word in there) for begun in self.words)


def lines(connection: Connection, query: Query) -> list[RowKey]:
    """The lines of the page and, if there are further ones, one more."""
    sought, wanted, after = _sought(query.text), query.limit + 1, query.after
    found: list[RowKey] = []
    if sought.nothing:
        return found
    referred = query.filter in (RowFilter.REFERRED, RowFilter.ATTENTION)
    referrals = (referred or (sought.met_by and query.filter is RowFilter.ALL)) and not query.via
    if referrals and (after is None or after.kind is RowKind.REFERRAL):
        top = _NEWEST if after is None else after.number
        found += [RowKey(RowKind.REFERRAL, row) for row in _referrals(connection, query, sought, top, wanted)]
    if query.filter is not RowFilter.REFERRED and not sought.met_by and len(found) < wanted:
        top = after.number if after is not None and after.kind is RowKind.STAY else _NEWEST
        keys = _stays(connection, query, sought, top, wanted - len(found))
        found += [RowKey(RowKind.STAY, key) for key in keys]
    return found


def _sought(text: str) -> _Sought:
    if not text.strip():
        return _Sought()
    met_by = _MET_BY.fullmatch(text.strip().upper())
    if met_by:
        return _Sought(met_by=f"{met_by[1]} {met_by[2]}")
    number = re.sub(r"[\s.\-+()]", "", text).upper()
    if re.search(r"\d", number):
        return _Sought(number=number)
    words = tuple(_WORD.findall(folded(text)))
    return _Sought(words=words, nothing=not words)


def _stays(connection: Connection, query: Query, sought: _Sought, top: int, limit: int) -> list[int]:
    if query.filter in _WALKS:
        few = _of_few(connection, query, sought, top, limit)
        if few is not None:
            return few
    conditions, values = _conditions(query)
    if sought.number:
        people = by_number(connection, sought.number)
        theirs = "person IN (SELECT value FROM json_each(?))"
        if query.day is not None and query.filter not in _WALKS and len(people) > _MANY:
            return _of_day(
                connection, query, query.day, top, [*conditions, theirs], [*values, json.dumps(people)], limit
            )
        walk = f"SELECT key FROM stays INDEXED BY stays_of WHERE {theirs} AND key < ?"  # noqa: S608 - constants above
        return _walked(connection, walk, [json.dumps(people), top], conditions, values, limit)
    if sought.words or (query.via and (query.day is None or query.filter in _WALKS)):
        return _by_words(connection, query, sought, top, limit)
    if query.day is not None:
        return _of_day(connection, query, query.day, top, conditions, values, limit)
    walk = "SELECT key FROM stays WHERE key < ?"
    if query.filter is RowFilter.NOT_DECLARED:
        walk = "SELECT key FROM stays INDEXED BY stays_undeclared WHERE key < ?"
    return _walked(connection, walk, [top], conditions, values, limit)


def _of_day(
    connection: Connection, query: Query, day: date, top: int, conditions: list[str], values: list[Value], limit: int
) -> list[int]:
    """Among those who came on a day, or left on it."""
    walks = ["stays_on WHERE day = ?", "stays_left_on WHERE left_day = ?"]
    if query.filter is not RowFilter.ALL:
        walks = walks[1:] if query.filter is RowFilter.LEFT else walks[:1]
    found: set[int] = set()
    for walk in walks:
        sql = f"SELECT key FROM stays INDEXED BY {walk} AND key < ?"  # noqa: S608 - constants above
        found.update(_walked(connection, sql, [number_of(day), top], conditions, values, limit))
    return sorted(found, reverse=True)[:limit]


def _conditions(query: Query) -> tuple[list[str], list[Value]]:
    """What a stay has to be, whichever walk leads to it."""
    conditions: list[str] = []
    values: list[Value] = []
    if query.filter in _CONDITIONS:
        conditions.append(_CONDITIONS[query.filter])
    if query.day is not None and query.filter not in _WALKS:
        day = number_of(query.day)
        either = {RowFilter.LEFT: ("left_day",), RowFilter.NOT_DECLARED: ("day",)}.get(
            query.filter, ("day", "left_day")
        )
        conditions.append("(" + " OR ".join(f"{column} = ?" for column in either) + ")")
        values += [day] * len(either)
    if query.via:
        conditions.append(f"via IN ({', '.join('?' * len(query.via))})")
        values += sorted(query.via)
    return conditions, values


def _walked(
    connection: Connection, walk: str, start: Sequence[Value], conditions: list[str], values: list[Value], limit: int
) -> list[int]:
    """The first ``limit`` stays of a walk, newest first."""
    also = "".join(f" AND {condition}" for condition in conditions)
    rows = connection.rows(f"{walk}{also} ORDER BY key DESC LIMIT ?", *start, *values, limit)
    return [row[0] for row in rows]


def _by_words(connection: Connection, query: Query, sought: _Sought, top: int, limit: int) -> list[int]:
    """By the words of stays, among which are their days and ways in; more is asked only where these cannot tell."""
    match = [f'"{word}"*' for word in sought.words]
    if query.day is not None and query.filter not in _WALKS:
        match.append(f'"{number_of(query.day)}"')
    if query.via:
        match.append("(" + " OR ".join(f'"{WAYS.index(way) + 1:02}"' for way in sorted(query.via)) + ")")
    start: list[Value] = [" AND ".join(match), top]
    if query.filter is RowFilter.ALL:
        walk = "SELECT rowid AS key FROM stay_words WHERE stay_words MATCH ? AND rowid < ?"
        rows = connection.rows(f"{walk} ORDER BY rowid DESC LIMIT ?", *start, limit)
        return [row[0] for row in rows]
    conditions, values = _conditions(query)
    also = " AND ".join(conditions)
    rows = connection.rows(
        "SELECT stay_words.rowid FROM stay_words CROSS JOIN stays ON key = stay_words.rowid "  # noqa: S608 - ours
        f"WHERE stay_words MATCH ? AND stay_words.rowid < ? AND {also} ORDER BY stay_words.rowid DESC LIMIT ?",
        *(*start, *values, limit),
    )
    return [row[0] for row in rows]


def _of_few(connection: Connection, query: Query, sought: _Sought, top: int, limit: int) -> list[int] | None:
    """Among those that fit a filter, of which there are few: each is looked at. None where there are many."""
    walk = _WALKS[query.filter]
    if not sought.words and not sought.number and not query.via:
        return _walked(connection, walk, [top], [], [], limit)
    few = _walked(connection, walk, [top], [], [], _FEW + 1)
    if len(few) > _FEW:
        return None
    rows = connection.rows(
        "SELECT key, words, via, person FROM stays WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key DESC",
        json.dumps(few),
    )
    people = set(by_number(connection, sought.number)) if sought.number else None
    fitting = (
        key
        for key, words, via, person in rows
        if (not query.via or via in query.via) and sought.fits(words) and (people is None or person in people)
    )
    return list(islice(fitting, limit))


def _referrals(connection: Connection, query: Query, sought: _Sought, top: int, limit: int) -> list[int]:
    conditions, values = ["referrals.row < ?"], list[Value]([top])
    if query.day is not None:
        conditions.append("day = ?")
        values.append(query.day.isoformat())
    if query.filter is RowFilter.ATTENTION:
        conditions.append("met_at IS NULL")
    if sought.met_by:
        conditions.append("number = ?")
        values.append(sought.met_by)
    if sought.number:
        conditions.append("person IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(by_number(connection, sought.number)))
    rows = connection.rows(
        "SELECT referrals.row, coalesce(folded, '') FROM referrals LEFT JOIN people ON people.row = person "  # noqa: S608 - ours
        f"WHERE {' AND '.join(conditions)} ORDER BY referrals.row DESC LIMIT ?",
        *(*values, _FEW if sought.words else limit),
    )
    return [row for row, name in rows if sought.fits(name)][:limit]
