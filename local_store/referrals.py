"""The staff's list: who is to be met, by a number that says nothing about them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.people import Person
from kiosk.screens import Referral
from local_store import people
from local_store.connection import Connection
from local_store.moments import from_micros, local_day, to_micros

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # no I and O, which are read as 1 and 0


@dataclass(frozen=True, slots=True)
class Referred:
    """Somebody to be met. ``row`` is what ``met`` takes; times are aware UTC."""

    row: int
    number: str
    reason: Referral
    person: Person | None
    at: datetime


def refer(connection: Connection, reason: Referral, person: UUID | None, at: datetime) -> str:
    """Put somebody on the list; the number starts anew each local day, with a letter drawn for that day."""
    day = local_day(at).isoformat()
    with connection.writing():
        connection.execute("INSERT OR IGNORE INTO referral_days VALUES (?, ?, 0)", day, _new_letter(connection, day))
        letter, last = connection.rows(
            "UPDATE referral_days SET last = last + 1 WHERE day = ? RETURNING letter, last", day
        )[0]
        number = f"{letter} {last:02d}"
        connection.execute(
            "INSERT INTO referrals (day, number, reason, person, at) VALUES (?, ?, ?, ?, ?)",
            day,
            number,
            reason,
            people.row_of(connection, person) if person else None,
            to_micros(at),
        )
    return number


def open_referrals(connection: Connection, limit: int) -> Sequence[Referred]:
    """Who is still to be met, oldest first."""
    with connection.reading():
        rows = connection.rows(
            "SELECT row, number, reason, person, at FROM referrals WHERE met_at IS NULL ORDER BY row LIMIT ?", limit
        )
        known = people.load(connection, {row[3] for row in rows if row[3] is not None})
    return [
        Referred(row[0], row[1], Referral(row[2]), known[row[3]].person if row[3] else None, from_micros(row[4]))
        for row in rows
    ]


def met(connection: Connection, row: int, at: datetime, outcome: str | None = None) -> None:
    """Take somebody off the list; ``outcome`` says how it ended."""
    connection.execute(
        "UPDATE referrals SET met_at = ?, outcome = ? WHERE row = ? AND met_at IS NULL", to_micros(at), outcome, row
    )


def _new_letter(connection: Connection, day: str) -> str:
    """A letter other than that of the last other day, so that yesterday's slip is told from today's."""
    row = connection.row("SELECT letter FROM referral_days WHERE day <> ? ORDER BY rowid DESC LIMIT 1", day)
    return secrets.choice([letter for letter in LETTERS if row is None or letter != row[0]])
