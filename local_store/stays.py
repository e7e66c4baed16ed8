"""Stays: an arrival with the departure that closes it, or a departure alone. Derived, in the transaction of each visit.

What the list of the desk asks for is kept ready in one row: a stay is named for ever by the sequence number of its
first visit. How it follows from the visits is one SQL statement, for one stay as for all (``desk_steps.RECKONED``).
"""

from datetime import date, datetime

from kiosk.declarations import Holding
from kiosk.visits import Act, Visit
from local_store.connection import Connection
from local_store.desk_steps import COLUMNS, RECKONED, WORDS
from local_store.moments import to_micros

_RENEW = f"""
    INSERT INTO stays ({COLUMNS}) {RECKONED} WHERE key = ?
    ON CONFLICT (key) DO UPDATE SET
        left_day = excluded.left_day, arrived = excluded.arrived, departed = excluded.departed,
        newest = excluded.newest, standing = excluded.standing,
        place = CASE WHEN replaced IS NOT NULL AND (SELECT reason FROM visits WHERE sequence = excluded.standing)
            IS NOT NULL THEN replaced ELSE excluded.standing END,
        automatic = excluded.automatic, words = excluded.words"""  # noqa: S608 - constants above


def number_of(day: date) -> int:
    """A local day as stays keep it.

    >>> number_of(date(2026, 11, 21))
    20261121
    """
    return day.year * 10_000 + day.month * 100 + day.day


def key_of(connection: Connection, visit: Visit, followed: Visit | None) -> int:
    """The stay that a visit belongs to; ``followed`` is the one that it closes or takes back."""
    if visit.act is Act.REVERSAL and followed is not None:
        closed = followed.follows.bytes if followed.follows else None
        arrival = connection.row("SELECT sequence FROM visits WHERE id = ? AND act = 'check_in'", closed)
        return int(arrival[0]) if arrival and followed.act is Act.CHECK_OUT else followed.sequence
    closes = visit.act is Act.CHECK_OUT and followed is not None and followed.act is Act.CHECK_IN
    return followed.sequence if closes and followed is not None else visit.sequence


def renew(connection: Connection, key: int, holding: Holding | None) -> None:
    """Reckon a stay anew after a visit was added to it; ``holding`` is what a new one is declared by."""
    connection.execute(_RENEW, key)
    if holding is not None:
        connection.execute(
            "UPDATE stays SET verdict = ?, holds_until = ? WHERE key = ?",
            holding.verdict,
            to_micros(holding.until),
            key,
        )


def reckon(connection: Connection) -> None:
    """Reckon all stays from the visits, where there are none yet: what the update of an older store does."""
    with connection.writing():
        connection.execute(f"INSERT INTO stays ({COLUMNS}) {RECKONED}")
        connection.execute(
            "UPDATE stays SET unsent = o.number FROM (SELECT stay, count(*) AS number FROM outbox "
            "INDEXED BY outbox_waiting WHERE state = 'waiting' GROUP BY stay) AS o WHERE o.stay = stays.key"
        )


def replace(connection: Connection, key: int, place: int, old: int, looked_at: int) -> None:
    """Put a stay that was recorded anew in the ``place`` of the ``old`` one: later visits of the person stay later.

    What was declared for it stays declared, and a person has looked at it.
    """
    connection.execute(
        "UPDATE stays SET replaced = ?, place = ?, looked_at = ?, "
        "(verdict, holds_until) = (SELECT verdict, holds_until FROM stays WHERE key = ?) WHERE key = ?",
        *(place, place, looked_at, old, key),
    )


def looked_at(connection: Connection, key: int, at: datetime) -> bool:
    """Note that somebody has looked at an automatic departure; False where that is done, or there is none."""
    return bool(
        connection.execute(
            "UPDATE stays SET looked_at = ? WHERE key = ? AND automatic AND looked_at IS NULL", to_micros(at), key
        )
    )


def standing(connection: Connection, person: int) -> tuple[int, bool] | None:
    """The person's latest visit that was not taken back, and whether it let them in."""
    row = connection.row(
        "SELECT standing, standing = key AND arrived IS NOT NULL FROM stays "
        "WHERE person = ? AND place IS NOT NULL ORDER BY place DESC LIMIT 1",
        person,
    )
    return None if row is None else (int(row[0]), bool(row[1]))


def declared(connection: Connection, person: int, holding: Holding, day: date) -> None:
    """Let what was just declared count for the person's stays of that local day, and the one they are in."""
    connection.execute(
        "UPDATE stays SET verdict = ?, holds_until = ? WHERE person = ? AND (day = ? OR key = "
        "(SELECT standing FROM presence WHERE person = ? AND inside))",
        *(holding.verdict, to_micros(holding.until), person, number_of(day), person),
    )


def named(connection: Connection, person: int) -> None:
    """Let the stays of somebody be found by the name that is known now."""
    connection.execute(
        f"UPDATE stays SET words = (SELECT {WORDS} FROM people WHERE row = stays.person) WHERE person = ?",  # noqa: S608 - constants above
        person,
    )


def join(connection: Connection, kept: int, other: int) -> None:
    """Make the stays of ``other`` those of ``kept``."""
    connection.execute("UPDATE stays SET person = ? WHERE person = ?", kept, other)
    named(connection, kept)
