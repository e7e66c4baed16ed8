"""What else is taken over into a new store: see also tests/faults/test_store_damage.py."""

import shutil
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.citizen_code import CodeTrust
from kiosk.errand_ports import PinVerdict
from local_store import audit
from local_store.bulk import fill
from local_store.connection import Connection
from local_store.keys import remember_fingerprint, store_key
from local_store.migrations import STEPS, migrate
from local_store.pins import Hashing
from local_store.salvage import rebuild
from local_store.staff import Staff
from tests.local_store.declaring import declare, filled
from tests.local_store.opening import NOW, open_at
from tests.local_store.test_code_keys import code, trusted
from tests.local_store.test_code_keys import key as code_key

PIN = "470913"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed store with some of everything."""
    with open_at(tmp_path) as opened:
        store = replace(opened, staff=Staff(opened.connection, lambda: 0.0, Hashing(memory=8, passes=1)))
        staff = [store.staff.add(f"Mẫu {letter}", "attendant", PIN, NOW) for letter in "ABC"]
        for _ in range(5):
            store.staff.check(staff[0], "470914", NOW, "attest")
        store.staff.disable(staff[2], NOW)
        store.codes.learn_keys([code_key(1)])
        store.codes.learn_revocations(7, [code(5), code(6)])
        for _ in range(3):
            declare(store, filled())
        store.outbox.sent([store.outbox.next_batch(1)[0].id], NOW)
    return tmp_path


def test_declarations_that_were_not_sent_are_sent_from_the_new_store(folder: Path) -> None:
    with open_at(folder) as store:
        waiting = store.outbox.next_batch(9)
    saved = rebuild(folder / "data", folder / "config", NOW)
    assert (saved.taken, saved.unreadable, saved.tables_lost) == (2, 0, ())
    with open_at(folder) as store:
        assert store.outbox.next_batch(9) == waiting
        assert store.outbox.body(waiting[0].id) == waiting[0].body
        assert declare(store, filled()).sequence == 4


def test_staff_locks_audit_and_keys_go_with_them(folder: Path) -> None:
    with open_at(folder) as store:
        listed, lines = store.staff.listed(), audit.lines(store.connection)
    rebuild(folder / "data", folder / "config", NOW)
    with open_at(folder) as store:
        assert store.staff.listed() == listed
        assert audit.lines(store.connection) == lines
        assert store.staff.check(listed[0].id, PIN, NOW, "attest") == PinVerdict(False, 0, 300.0)
        assert store.staff.check(listed[1].id, PIN, NOW, "attest").right
        assert store.codes.trust() == CodeTrust(trusted(1), frozenset({code(5), code(6)}))
        assert store.codes.revision() == 7
        store.staff.add("Mẫu D", "attendant", PIN, NOW)


def test_a_store_of_before_there_were_staff_is_taken_over_as_before(tmp_path: Path) -> None:
    store = tmp_path / "data" / "store"
    key = store_key(store, tmp_path / "config" / "store.key", None)
    store.mkdir(parents=True)
    remember_fingerprint(store / "kiosk.keyid", key)
    old = Connection(store / "kiosk.db", key)
    migrate(old, STEPS[:6])
    device = UUID(int=5)
    old.execute("INSERT INTO device VALUES (1, ?, ?, 0, 2)", device.bytes, UUID(int=6).bytes)
    old.execute("INSERT INTO outbox (sequence, id, body) VALUES (2, ?, '{}')", UUID(int=9).bytes)
    old.close()
    saved = rebuild(tmp_path / "data", tmp_path / "config", NOW)
    assert (saved.taken, saved.same_device, saved.tables_lost) == (1, True, ())
    with open_at(tmp_path) as opened:
        assert opened.device.id == device
        assert list(opened.staff.listed()) == []


def test_a_list_that_does_not_read_leaves_the_others(folder: Path, tmp_path: Path) -> None:
    """Each list begins on a page of its own."""
    database = folder / "data" / "store" / "kiosk.db"
    with open_at(folder) as store:
        listed = store.staff.listed()
        schema = store.connection.rows("SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'")
    pages: dict[str, int] = dict(schema)
    for table in ("staff", "audit", "revoked_codes"):
        there = tmp_path / table
        for part in ("data", "config"):
            shutil.copytree(folder / part, there / part)
        damaged = bytearray(database.read_bytes())
        damaged[(pages[table] - 1) * 4096 + 100] ^= 1
        (there / "data" / "store" / "kiosk.db").write_bytes(damaged)
        saved = rebuild(there / "data", there / "config", NOW)
        assert (saved.taken, saved.tables_lost) == (2, (table,))
        with open_at(there) as store:
            assert list(store.staff.listed()) == ([] if table == "staff" else listed)
            assert store.codes.trust().keys == trusted(1)
            assert store.codes.revision() == (0 if table == "revoked_codes" else 7), "then all are asked for again"
            assert store.damage() == []


def test_where_nothing_reads_everything_is_said_to_be_lost(folder: Path) -> None:
    database = folder / "data" / "store" / "kiosk.db"
    damaged = bytearray(database.read_bytes())
    damaged[100] ^= 1
    database.write_bytes(damaged)
    saved = rebuild(folder / "data", folder / "config", NOW)
    assert (saved.same_device, "staff" in saved.tables_lost) == (False, True)


def test_the_lines_of_an_audit_log_that_read_are_taken_over(folder: Path) -> None:
    database = folder / "data" / "store" / "kiosk.db"
    with open_at(folder) as store:
        for _ in range(200):
            store.staff.check(UUID(int=1), PIN, NOW, "a longer purpose, so that the lines fill several pages")
        lines = len(audit.lines(store.connection, limit=1000))
        root = store.connection.value("SELECT rootpage FROM sqlite_schema WHERE name = 'audit'")
    damaged = bytearray(database.read_bytes())
    damaged[-4096 + 100] ^= 1  # of the newest pages, so not the one that finds the others
    assert len(damaged) // 4096 > root
    database.write_bytes(damaged)
    saved = rebuild(folder / "data", folder / "config", NOW)
    assert saved.tables_lost == ("audit",)
    with open_at(folder) as store:
        assert lines / 2 < len(audit.lines(store.connection, limit=1000)) < lines


def test_a_damaged_page_takes_nothing_else_with_it(tmp_path: Path) -> None:
    """The pages after it are read, too: the last thousand of two thousand events are unsent, a page holds a few."""
    with open_at(tmp_path) as store:
        fill(store.connection, store.device.id, 2000, 300, NOW)
    database = tmp_path / "data" / "store" / "kiosk.db"
    pages = database.stat().st_size // 4096
    damaged = bytearray(database.read_bytes())
    for page in (pages // 2, pages * 3 // 4):
        damaged[page * 4096 + 100] ^= 1
    database.write_bytes(damaged)
    saved = rebuild(tmp_path / "data", tmp_path / "config", NOW)
    assert saved.unreadable is not None
    assert saved.taken >= 1000 - saved.unreadable
    assert saved.unreadable < 100
