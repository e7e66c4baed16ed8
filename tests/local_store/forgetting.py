"""For tests of forgetting: taking all steps, and reading every word that a store holds."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from kiosk.checkpoint.device_ports import Forgotten, Steps
from local_store.connection import Connection
from local_store.erasing import Erasing
from local_store.store import Store
from local_store.wiping import Wiping
from tests.local_store.opening import NOW

ORDER = UUID(int=501)


def carried_out(steps: Steps) -> Forgotten:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            forgotten: Forgotten = end.value
            return forgotten


def wipe(store: Store, *, staff_too: bool = False) -> Forgotten:
    return carried_out(Wiping(store.connection).steps(ORDER, NOW, staff_too=staff_too))


def erase(store: Store, *people: UUID) -> Forgotten:
    return carried_out(Erasing(store.connection).steps(ORDER, people, NOW))


def everything_said(connection: Connection, *, unsent: bool = True) -> str:
    """Every value of every table, those behind the indexes of words too, as one text; with the words to be sent, or
    without.
    """
    tables = [
        row[0]
        for row in connection.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
    ]
    return (
        "\n".join(_words(connection, table, unsent=unsent) for table in tables) + "\n" + "\n".join(_terms(connection))
    )


def in_files(folder: Path, *canaries: str) -> list[str]:
    """Which of these stand in the files of a folder as they lie on disk."""
    said = b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())
    return [canary for canary in canaries if canary.encode() in said]


def _words(connection: Connection, table: str, *, unsent: bool) -> str:
    kept = "" if unsent or table != "outbox" else " WHERE state = 'sent'"
    rows = connection.rows(f"SELECT * FROM {table}{kept}")  # noqa: S608 - names of our own tables
    return json.dumps([[_text(value) for value in row] for row in rows], ensure_ascii=False)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _terms(connection: Connection) -> Iterator[str]:
    """The words by which names are found: within the tables each leaves out what it has in common with the last."""
    for index in ("names", "stay_words"):
        connection.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{index}_terms USING fts5vocab(main, {index}, row)")
        yield from (row[0] for row in connection.rows(f"SELECT term FROM temp.{index}_terms"))  # noqa: S608 - names above
