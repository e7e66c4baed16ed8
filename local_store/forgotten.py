"""What there is of somebody in the store, taken away: the one list of the places in which people stand.

Everything here happens inside a transaction of ``forgetting``. ``people`` are rows as JSON, those merged into one
another all together. A row of the outbox that was not sent stays, and goes as soon as it is.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from local_store.connection import Connection

THOSE = "IN (SELECT value FROM json_each(?1))"

SAID = f"""(SELECT sequence FROM visits WHERE person {THOSE}
    UNION SELECT sequence FROM declarations WHERE person {THOSE})"""  # noqa: S608 - constants above
"""The numbers of what was recorded of these people."""

SET_ASIDE = "sequence IN (SELECT sequence FROM set_aside)"


@contextmanager
def forgetting(connection: Connection) -> Iterator[None]:
    """One transaction in which rows may be changed that are only ever added to."""
    with connection.writing():
        connection.execute("INSERT INTO forgetting VALUES (1)")
        yield
        connection.execute("DELETE FROM forgetting")


def forget_said(connection: Connection, people: str, asked: bytes | None, *, set_aside: bool) -> None:
    """Take away the words in which they were told of; what is unsent is noted, to go when it is sent.

    ``asked`` is whose erasure was ordered. ``set_aside``: what the centre refused and a person set aside goes too.
    """
    if set_aside:
        aside = f"SELECT sequence FROM set_aside WHERE sequence IN {SAID}"  # noqa: S608 - ours
        drop_set_aside(connection, [row[0] for row in connection.rows(aside, people)])
    connection.execute(
        "INSERT OR IGNORE INTO forget_when_sent SELECT sequence, ?2 FROM outbox "  # noqa: S608 - ours
        f"WHERE sequence IN {SAID} AND state <> 'sent'",
        people,
        asked,
    )
    connection.execute(f"DELETE FROM outbox WHERE sequence IN {SAID} AND state = 'sent'", people)  # noqa: S608 - ours
    connection.execute(f"DELETE FROM declarations WHERE person {THOSE}", people)  # noqa: S608 - ours


def drop_set_aside(connection: Connection, sequences: Sequence[int]) -> None:
    """Take away those of these events that the centre refused and a person set aside."""
    theirs = f"sequence = ? AND state = 'refused' AND {SET_ASIDE}"
    rows = [(sequence,) for sequence in sequences]
    connection.many(
        f"UPDATE stays SET aside = aside - 1 WHERE key = (SELECT stay FROM outbox WHERE {theirs})",  # noqa: S608 - ours
        rows,
    )
    connection.many(f"DELETE FROM outbox WHERE {theirs}", rows)  # noqa: S608 - ours
    for table in ("set_aside", "forget_when_sent"):
        connection.many(
            f"DELETE FROM {table} WHERE sequence = ?1 AND NOT EXISTS (SELECT 1 FROM outbox WHERE sequence = ?1)",  # noqa: S608 - names above
            rows,
        )


def forget_numbers(connection: Connection, people: str) -> None:
    """Take away the numbers they were found by."""
    for statement in (
        "DELETE FROM claims WHERE EXISTS (SELECT 1 FROM identifiers AS its "  # noqa: S608 - ours
        f"WHERE its.kind = claims.kind AND its.value = claims.value AND its.person {THOSE})",
        f"DELETE FROM identifiers WHERE person {THOSE}",  # noqa: S608
        f"DELETE FROM phones WHERE person {THOSE}",  # noqa: S608
    ):
        connection.execute(statement, people)


def truncate_log(connection: Connection) -> None:
    """Empty the file of the write-ahead log: what was in it stays readable in it otherwise, with the key."""
    connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")
