"""An update that is cut off goes on where it was, and a store that is half updated is never seen."""

from pathlib import Path
from typing import Any

import pytest

from local_store.bulk import synthetic_card
from local_store.connection import Connection
from local_store.migrations import STEPS, Step, migrate
from local_store.store import open_store
from tests.local_store.opening import crossing, require_consistency

KEY = bytes(range(32))


class Killed(Exception):
    """The process ended here."""


def tables(connection: Connection) -> set[str]:
    return {row[0] for row in connection.rows("SELECT name FROM sqlite_schema")}


def applied(connection: Connection) -> list[str]:
    return [row[0] for row in connection.rows("SELECT name FROM _sqlite_migrations ORDER BY id")]


def killed_after(step: Step) -> Step:
    def killed(database: Any) -> None:
        step(database)
        raise Killed

    killed.__name__ = step.__name__
    return killed


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_an_update_cut_off_in_any_step_goes_on(tmp_path: Path, number: int) -> None:
    path = tmp_path / "kiosk.db"
    connection = Connection(path, KEY)
    steps = [*STEPS[:number], killed_after(STEPS[number]), *STEPS[number + 1 :]]
    with pytest.raises(Killed):
        migrate(connection, steps)
    assert applied(connection) == [step.__name__ for step in STEPS[:number]]
    connection.close()

    connection = Connection(path, KEY)
    migrate(connection)
    assert applied(connection) == [step.__name__ for step in STEPS]
    assert {"visits", "outbox", "people", "presence", "names"} <= tables(connection)
    connection.close()


def test_an_update_keeps_what_is_waiting(tmp_path: Path) -> None:
    def later(database: Any) -> None:
        database.execute("ALTER TABLE visits ADD COLUMN lane TEXT")

    later.__name__ = f"m{len(STEPS) + 1:04d}_later"
    with open_store(tmp_path / "data", tmp_path / "config") as store:
        for number in range(20):
            store.visits.record(crossing(synthetic_card(number)))
        before = list(store.outbox.next_batch(100))
        with pytest.raises(Killed):
            migrate(store.connection, [*STEPS, killed_after(later)])
        assert store.outbox.next_batch(100) == before
        migrate(store.connection, [*STEPS, later])
        assert store.outbox.next_batch(100) == before
        require_consistency(store)


def test_steps_are_numbered_in_order() -> None:
    assert [int(step.__name__[1:5]) for step in STEPS] == list(range(1, len(STEPS) + 1))
