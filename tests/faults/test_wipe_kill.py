"""A kiosk that is killed while it forgets everybody: it goes on, loses nothing unsent, and leaves nobody behind."""

import os
import signal
import sys
from pathlib import Path

import pytest

from local_store.bulk import synthetic_card
from local_store.forgotten import forgetting
from local_store.store import Store
from local_store.wiping import Wiping
from tests.local_store.forgetting import ORDER, everything_said, wipe
from tests.local_store.listing import come
from tests.local_store.opening import NOW, open_at

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")

PEOPLE, UNSENT = 200, 20
NUMBERS = range(1, PEOPLE + 1)


def fill(store: Store) -> list[str]:
    """People of whom the last are unsent; the words that must not be lost."""
    for number in NUMBERS:
        come(store, synthetic_card(number))
    items = list(store.outbox.next_batch(PEOPLE))
    store.outbox.sent([item.id for item in items[:-UNSENT]], NOW)
    return [item.body for item in items[-UNSENT:]]


def killed_in_step(folder: Path, steps: int, statements: int) -> None:
    """Forget in a process of its own, which is killed after so many steps and some statements of the next."""
    pid = os.fork()
    if pid == 0:
        try:
            with open_at(folder) as store:
                under_way = Wiping(store.connection).steps(ORDER, NOW, staff_too=True)
                for _ in range(steps):
                    next(under_way, None)
                left = iter(range(statements))
                execute = type(store.connection).execute

                def counted(*words: object) -> int:
                    if next(left, None) is None:
                        os.kill(os.getpid(), signal.SIGKILL)
                    return execute(*words)  # type: ignore[arg-type]

                type(store.connection).execute = counted  # type: ignore[assignment]
                for _ in under_way:
                    pass
        finally:
            os._exit(3)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "it was over before it was killed"


@pytest.mark.parametrize(("steps", "statements"), [(0, 4), (2, 9), (7, 12), (8, 3), (9, 1), (10, 1)])
def test_killed_in_the_middle_of_a_step(tmp_path: Path, steps: int, statements: int) -> None:
    with open_at(tmp_path) as store:
        unsent = fill(store)
    killed_in_step(tmp_path, steps, statements)
    with open_at(tmp_path) as store:
        assert store.connection.rows("SELECT only FROM forgetting") == [], "the doors are shut"
        assert [item.body for item in store.outbox.next_batch(PEOPLE)] == unsent
        assert wipe(store, staff_too=True).kept == UNSENT
        assert [item.body for item in store.outbox.next_batch(PEOPLE)] == unsent
        said = everything_said(store.connection, unsent=False)
        assert [number for number in NUMBERS if (synthetic_card(number).citizen_id or "?") in said] == []
        assert store.damage() == []


def test_red_a_wipe_that_takes_the_unsent_too_is_stopped_by_the_store(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        unsent = fill(store)
        with pytest.raises(Exception, match="nothing unsent is ever deleted"), forgetting(store.connection):
            store.connection.execute("DELETE FROM outbox")
        assert [item.body for item in store.outbox.next_batch(PEOPLE)] == unsent
        store.connection.execute("DROP TRIGGER outbox_unsent_stays")  # what stops it
        with forgetting(store.connection):
            store.connection.execute("DELETE FROM outbox")
        assert store.outbox.next_batch(PEOPLE) == []
