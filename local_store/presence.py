"""Where everybody stands: derived from the visits, and renewed in the transaction that adds one."""

import json
from collections.abc import Iterable

from kiosk.visits import Act
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


def renew(connection: Connection, person: int, sequence: int, act: Act) -> None:
    """Take in the visit ``sequence`` that was just added."""
    if act is Act.REVERSAL:
        _put(connection, person, _standing_by_history(connection, person), sequence)
    else:
        _put(connection, person, (sequence, act), sequence)


def join(connection: Connection, kept: int, other: int) -> None:
    """Make one of two people's presence; the visits of ``other`` must point to ``kept`` already."""
    newest = latest(connection, (kept, other))
    connection.execute("DELETE FROM presence WHERE person = ?", other)
    if newest:
        _put(connection, kept, _standing_by_history(connection, kept), max(newest.values()))


def _put(connection: Connection, person: int, stands: tuple[int, Act] | None, newest: int) -> None:
    sequence, act = stands if stands is not None else (None, None)
    connection.execute(
        "INSERT INTO presence (person, standing, latest, inside) VALUES (?, ?, ?, ?) ON CONFLICT (person) "
        "DO UPDATE SET standing = excluded.standing, latest = excluded.latest, inside = excluded.inside",
        person,
        sequence,
        newest,
        int(act is Act.CHECK_IN),
    )


def _standing_by_history(connection: Connection, person: int) -> tuple[int, Act] | None:
    row = connection.row(
        "SELECT sequence, act FROM visits WHERE act <> 'reversal' "
        "AND person IN (SELECT row FROM people WHERE row = ? UNION ALL SELECT row FROM people WHERE merged_into = ?) "
        "AND NOT EXISTS (SELECT 1 FROM visits AS back WHERE back.act = 'reversal' AND back.follows = visits.id) "
        "ORDER BY sequence DESC LIMIT 1",
        person,
        person,
    )
    return None if row is None else (int(row[0]), Act(row[1]))
