"""Where everybody stands: derived from the stays, and renewed in the transaction that adds a visit."""

import json
from collections.abc import Iterable

from local_store import stays
from local_store.connection import Connection


def latest(connection: Connection, people: Iterable[int]) -> dict[int, int]:
    """The sequence number of each person's latest visit, of whatever kind."""
    rows = connection.rows(
        "SELECT person, latest FROM presence WHERE person IN (SELECT value FROM json_each(?))", json.dumps(list(people))
    )
    return dict(rows)


def standing(connection: Connection, person: int) -> int | None:
    """The sequence number of the person's latest visit that was not taken back."""
    row = connection.row("SELECT standing FROM presence WHERE person = ?", person)
    return None if row is None else row[0]


def inside_now(connection: Connection) -> int:
    """How many people are inside; counted as they come and go."""
    return int(connection.value("SELECT inside FROM totals"))


def renew(connection: Connection, person: int, newest: int) -> None:
    """Take in the visit ``newest`` that was just added; the stays must be renewed already."""
    stands = stays.standing(connection, person)
    standing, inside = stands if stands is not None else (None, False)
    connection.execute(
        "INSERT INTO presence (person, standing, latest, inside) VALUES (?, ?, ?, ?) ON CONFLICT (person) "
        "DO UPDATE SET standing = excluded.standing, latest = excluded.latest, inside = excluded.inside",
        person,
        standing,
        newest,
        int(inside),
    )


def join(connection: Connection, kept: int, other: int) -> None:
    """Make one of two people's presence; the stays of ``other`` must be those of ``kept`` already."""
    newest = latest(connection, (kept, other))
    connection.execute("DELETE FROM presence WHERE person = ?", other)
    if newest:
        renew(connection, kept, max(newest.values()))
