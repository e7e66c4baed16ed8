"""A kiosk that is killed at any moment keeps every visit it has shown as recorded, and its numbers have no gap."""

import os
import random
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from kiosk.visits import Act
from local_store.bulk import synthetic_card
from local_store.connection import Connection, Row, Value
from local_store.migrations import STEPS, Step, migrate
from local_store.store import Store
from tests.local_store.declaring import PHONE, THU, declare, filled
from tests.local_store.kiosk_process import KioskProcess
from tests.local_store.opening import crossing, open_at, require_consistency, sequences

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="kills processes as POSIX does"),
    pytest.mark.filterwarnings("ignore:This process.*multi-threaded:DeprecationWarning"),  # the child uses no thread
]


def lost_after_kills(folder: Path, kills: int, hasty: bool) -> tuple[int, int]:
    """How many visits were acknowledged in all, and how many of these were gone when the store was opened again."""
    dice = random.Random(20)
    acknowledged = lost = 0
    for _ in range(kills):
        process = KioskProcess(folder, hasty)
        process.listen(dice.uniform(0.005, 0.15))
        process.kill()
        process.hear_the_rest()
        process.close()
        acknowledged += len(process.acknowledged)
        with open_at(folder) as store:
            require_consistency(store)
            lost += len(set(process.acknowledged) - set(sequences(store)))
    return acknowledged, lost


def test_no_acknowledged_visit_is_lost(tmp_path: Path) -> None:
    acknowledged, lost = lost_after_kills(tmp_path, kills=20, hasty=False)
    assert acknowledged > 100
    assert lost == 0


def test_control_a_kiosk_that_acknowledges_before_the_commit_is_caught(tmp_path: Path) -> None:
    acknowledged, lost = lost_after_kills(tmp_path, kills=10, hasty=True)
    assert acknowledged > 50
    assert lost > 0


class KillsAt(Connection):
    """Kills its process just before its ``left``-th statement from now."""

    left = 10**9

    def _count(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def row(self, sql: str, *values: Value) -> Row | None:
        self._count()
        return super().row(sql, *values)

    def rows(self, sql: str, *values: Value) -> list[Row]:
        self._count()
        return super().rows(sql, *values)

    def execute(self, sql: str, *values: Value) -> int:
        self._count()
        return super().execute(sql, *values)


def killed(work: Callable[[], None]) -> bool:
    """Do the work in another process; whether it was killed (and did not end by itself)."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def test_killed_at_every_statement_of_recording_a_visit_is_whole_or_not_there(tmp_path: Path) -> None:
    """Until the statements run out: then the visit was recorded, and the process ended by itself."""
    card = synthetic_card(1)

    def recorded(statement: int) -> None:
        store = open_at(tmp_path)
        store.connection.__class__ = KillsAt
        cast(KillsAt, store.connection).left = statement
        inside = store.visits.standing(card).inside
        store.visits.record(crossing(card, Act.CHECK_OUT if inside else Act.CHECK_IN, inside.id if inside else None))
        store.close()

    statement = 0
    while True:
        statement += 1
        with open_at(tmp_path) as store:
            before = len(sequences(store))
        if not killed(partial(recorded, statement)):
            break
        with open_at(tmp_path) as store:
            require_consistency(store)
            assert len(sequences(store)) == before
    assert statement > 12
    with open_at(tmp_path) as store:
        assert len(sequences(store)) == 1


def test_killed_at_every_statement_of_declaring_is_whole_or_not_there(tmp_path: Path) -> None:
    def declared(statement: int) -> None:
        store = open_at(tmp_path)
        store.connection.__class__ = KillsAt
        cast(KillsAt, store.connection).left = statement
        declare(store, filled())
        store.close()

    statement = 0
    while True:
        statement += 1
        if not killed(partial(declared, statement)):
            break
        with open_at(tmp_path) as store:
            require_consistency(store)
            assert sequences(store) == []
            assert list(store.declarations.family(PHONE, [])) == []
    assert statement > 8
    with open_at(tmp_path) as store:
        assert [one.person.name for one in store.declarations.family(PHONE, [])] == [THU.name]
        require_consistency(store)


def test_an_update_killed_in_any_step_goes_on(tmp_path: Path) -> None:
    def deadly(step: Step) -> Step:
        def half(database: Any) -> None:
            step(database)
            os.kill(os.getpid(), signal.SIGKILL)

        half.__name__ = step.__name__
        return half

    def updated(path: Path, steps: list[Step]) -> None:
        migrate(Connection(path, bytes(32)), steps)

    for number in range(len(STEPS)):
        path = tmp_path / f"{number}.db"
        steps = [*STEPS[:number], deadly(STEPS[number]), *STEPS[number + 1 :]]
        assert killed(partial(updated, path, steps))
        connection = Connection(path, bytes(32))
        applied = connection.rows("SELECT name FROM _sqlite_migrations")
        assert [row[0] for row in applied] == [step.__name__ for step in STEPS[:number]]
        migrate(connection)
        assert len(connection.rows("SELECT name FROM _sqlite_migrations")) == len(STEPS)
        assert connection.damage() == []
        connection.close()


def test_a_killed_kiosk_leaves_nothing_locked(tmp_path: Path) -> None:
    process = KioskProcess(tmp_path)
    process.listen(0.01)
    process.kill()
    process.close()
    store: Store = open_at(tmp_path)
    store.close()
