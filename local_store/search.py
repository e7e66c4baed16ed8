"""The staff's view: people found by a part of a name or the end of a number, and visits page by page.

Every query walks an index and stops early, so that a million visits cost what a thousand do.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kiosk.people import Person, folded
from kiosk.visits import Visit
from local_store import people, presence
from local_store.connection import Connection
from local_store.moments import bounds
from local_store.people import Known
from local_store.visits import COLUMNS, visits_of

_MOST_LOOKED_AT = 1000  # matches that are put in order; of more than these nobody reads the list
_SHORTEST_NUMBER = 3
_INSURANCE_CARD = re.compile(r"[A-Z]{2}[0-9]{13}")
_INSURED = 10  # digits of the number of whoever is insured, with which an insurance card ends; newer codes say no more
_FOR_EVER = (-(2**63), 2**63 - 1)
_NEWEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who fits what was typed. ``phones`` are E.164; ``last`` is their latest visit that stands."""

    person: Person
    phones: tuple[str, ...]
    last: Visit | None


@dataclass(frozen=True, slots=True)
class Search:
    """Finding, without ever changing anything; ``device`` is this kiosk."""

    connection: Connection
    device: UUID

    def people(self, text: str, limit: int = 20) -> Sequence[Found]:
        """People by the beginnings of words of their name in any order, or by the last digits of a number.

        Diacritics do not matter. A number is a text with a digit in it: three characters or more of a phone, an
        identity card, an insurance card. Whoever came last is first; only the thousand people who were first seen
        most recently are considered where more than these fit.
        """
        number = re.sub(r"[\s.\-+()]", "", text).upper()
        with self.connection.reading():
            rows = by_number(self.connection, number) if re.search(r"\d", number) else self._by_name(text)
            return self._found(rows, limit)

    def visits(
        self, before: int | None = None, limit: int = 50, *, day: date | None = None, person: UUID | None = None
    ) -> Sequence[Visit]:
        """Visits, newest first, of one local ``day`` and one ``person`` where given.

        The next page is asked for with the sequence number of the last visit of this one as ``before``.
        """
        top = _NEWEST if before is None else before
        first, end = _FOR_EVER if day is None else bounds(day)
        with self.connection.reading():
            if person is not None:
                row = people.row_of(self.connection, person)
                return self._visits(
                    "SELECT sequence FROM visits INDEXED BY visits_of WHERE person IN "
                    "(SELECT row FROM people WHERE row = ? UNION ALL SELECT row FROM people WHERE merged_into = ?) "
                    "AND sequence < ? AND at >= ? AND at < ? ORDER BY sequence DESC LIMIT ?",
                    *(row, row, top, first, end, limit),
                )
            if day is not None:
                return self._visits(
                    "SELECT sequence FROM visits INDEXED BY visits_at WHERE at >= ? AND at < ? AND sequence < ? "
                    "ORDER BY sequence DESC LIMIT ?",
                    *(first, end, top, limit),
                )
            return self._visits("SELECT sequence FROM visits WHERE sequence < ? ORDER BY 1 DESC LIMIT ?", top, limit)

    def inside(self, before: int | None = None, limit: int = 50) -> Sequence[Visit]:
        """The open check-ins, newest first, page by page as ``visits`` does."""
        with self.connection.reading():
            return self._visits(
                "SELECT standing FROM presence WHERE inside AND standing < ? ORDER BY standing DESC LIMIT ?",
                _NEWEST if before is None else before,
                limit,
            )

    def _by_name(self, text: str) -> list[int]:
        words = re.findall(r"[^\W_]+", folded(text))
        if not words:
            return []
        found = self.connection.rows(
            "SELECT rowid FROM names WHERE names MATCH ? ORDER BY rowid DESC LIMIT ?",
            " AND ".join(f'"{word}"*' for word in words),
            _MOST_LOOKED_AT,
        )
        return [row[0] for row in found]

    def _found(self, rows: Sequence[int], limit: int) -> Sequence[Found]:
        latest = presence.latest(self.connection, rows)
        first = sorted(rows, key=lambda row: latest.get(row, 0), reverse=True)[:limit]
        known = people.load(self.connection, first)
        return [self._one(known[row]) for row in first]

    def _one(self, known: Known) -> Found:
        phones = self.connection.rows("SELECT phone FROM phones WHERE person = ? ORDER BY phone", known.row)
        last = self._visits("SELECT standing FROM presence WHERE person = ?", known.row)
        return Found(known.person, tuple(row[0] for row in phones), last[0] if last else None)

    def _visits(self, sequences: str, *values: int | None) -> list[Visit]:
        rows = self.connection.rows(
            f"SELECT {COLUMNS} FROM visits WHERE sequence IN ({sequences}) ORDER BY sequence DESC",  # noqa: S608 - constants above
            *values,
        )
        return visits_of(self.connection, self.device, rows)


def by_number(connection: Connection, number: str) -> list[int]:
    """The rows of people with a number, of a phone or a card, that ends so: without blanks, in capitals."""
    if len(number) < _SHORTEST_NUMBER:
        return []
    card = number[-_INSURED:] if _INSURANCE_CARD.fullmatch(number) else number
    ending = re.sub(r"^(0|84)(?=\d{9}$)", "", number)  # a whole phone number: kept as +84…
    found = connection.rows(
        "SELECT person FROM (SELECT person FROM identifiers WHERE backwards >= ? AND backwards < ? LIMIT ?) "
        "UNION SELECT person FROM (SELECT person FROM phones WHERE backwards >= ? AND backwards < ? LIMIT ?)",
        *(*_beginning_with(card[::-1]), _MOST_LOOKED_AT, *_beginning_with(ending[::-1]), _MOST_LOOKED_AT),
    )
    return [row[0] for row in found]


def _beginning_with(text: str) -> tuple[str, str]:
    """The range of texts that begin so: from, and up to but without."""
    return text, text[:-1] + chr(ord(text[-1]) + 1)
