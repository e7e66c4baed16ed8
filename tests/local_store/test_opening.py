import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kiosk.errors import StoreError
from local_store.bulk import synthetic_card
from local_store.connection import REQUIRED, Connection
from local_store.faults import KeyMissing, NewerStore, StoreDamaged, StoreInUse, StoreUnwritable, WrongKey
from local_store.migrations import STEPS
from local_store.store import Store, open_store
from tests.local_store.opening import NOW, crossing, open_at, require_consistency


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_live_connection_has_the_settings_that_keep_the_promise(store: Store) -> None:
    assert store.connection.pragmas() == REQUIRED
    assert store.connection.value("PRAGMA synchronous") == 2
    assert store.connection.value("PRAGMA journal_mode") == "wal"


def test_a_connection_without_them_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="synchronous"):
        Connection(
            tmp_path / "k.db", bytes(32), ["PRAGMA journal_mode=WAL", "PRAGMA synchronous=OFF"]
        ).require_settings()


def test_it_stays_who_it_is_and_keeps_what_it_has(tmp_path: Path) -> None:
    with open_at(tmp_path) as store:
        device = store.device
        visit, _ = store.visits.record(crossing(synthetic_card(1)))
    with open_at(tmp_path) as store:
        assert store.device == device
        assert store.visits.standing(synthetic_card(1)).last == visit
        assert store.visits.record(crossing(synthetic_card(2)))[0].sequence == 2
        require_consistency(store)


def test_nothing_but_the_database_is_left_after_closing(tmp_path: Path) -> None:
    open_at(tmp_path).close()
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert names == {"data/kiosk.lock", "data/store/kiosk.db", "data/store/kiosk.keyid", "config/store.key"}


def test_closing_twice_is_closing(tmp_path: Path) -> None:
    store = open_at(tmp_path)
    store.close()
    store.close()


class TestOneKioskToAFolder:
    def test_a_second_one_is_refused_with_a_sentence(self, store: Store, tmp_path: Path) -> None:
        assert store.visits.inside_now() == 0
        with pytest.raises(StoreInUse, match="already running"):
            open_at(tmp_path)

    @pytest.mark.usefixtures("store")
    def test_also_from_another_process(self, tmp_path: Path) -> None:
        code = (
            "import sys; from pathlib import Path; from local_store.store import open_store\n"
            "from local_store.faults import StoreInUse\n"
            "try: open_store(Path(sys.argv[1]), Path(sys.argv[2]))\n"
            "except StoreInUse: sys.exit(7)"
        )
        asked = [sys.executable, "-c", code, str(tmp_path / "data"), str(tmp_path / "config")]
        assert subprocess.run(asked, check=False, timeout=60).returncode == 7

    def test_the_next_one_may_once_it_is_closed(self, tmp_path: Path) -> None:
        open_at(tmp_path).close()
        open_at(tmp_path).close()

    def test_a_store_that_cannot_be_opened_does_not_stay_locked(self, tmp_path: Path) -> None:
        open_at(tmp_path).close()
        key = tmp_path / "config" / "store.key"
        kept = key.read_bytes()
        key.unlink()
        with pytest.raises(KeyMissing):
            open_at(tmp_path)
        key.touch(0o600)
        key.write_bytes(kept)
        open_at(tmp_path).close()


class TestWhatCannotBeOpenedIsLeftAsItIs:
    @pytest.fixture
    def closed(self, tmp_path: Path) -> Path:
        with open_at(tmp_path) as store:
            store.visits.record(crossing(synthetic_card(1)))
        return tmp_path

    def test_a_missing_key(self, closed: Path) -> None:
        (closed / "config" / "store.key").unlink()
        before = everything_in(closed)
        with pytest.raises(KeyMissing, match="no new key was made"):
            open_at(closed)
        assert everything_in(closed) == before

    def test_a_wrong_key(self, closed: Path) -> None:
        (closed / "config" / "store.key").write_text("ab" * 32)
        before = everything_in(closed)
        with pytest.raises(WrongKey, match="right key"):
            open_at(closed)
        assert everything_in(closed) == before

    def test_a_damaged_file(self, closed: Path) -> None:
        path = closed / "data" / "store" / "kiosk.db"
        damaged = bytearray(path.read_bytes())
        damaged[100] ^= 1
        path.write_bytes(damaged)
        before = everything_in(closed)
        with pytest.raises(StoreDamaged, match="kiosk store rebuild"):
            open_at(closed)
        assert everything_in(closed) == before

    def test_damage_where_the_note_of_the_key_is_missing_too(self, closed: Path) -> None:
        path = closed / "data" / "store" / "kiosk.db"
        path.write_bytes(b"\0" * path.stat().st_size)
        path.with_name("kiosk.keyid").unlink()
        with pytest.raises(StoreError, match="either its key is another one, or it is damaged"):
            open_at(closed)

    def test_a_log_whose_database_is_gone(self, closed: Path) -> None:
        path = closed / "data" / "store" / "kiosk.db"
        path.unlink()
        path.with_name("kiosk.db-wal").write_bytes(b"log")
        (closed / "config" / "store.key").rename(closed / "kept")
        (closed / "kept").rename(closed / "config" / "store.key")
        with pytest.raises(StoreDamaged):
            open_at(closed)
        assert path.with_name("kiosk.db-wal").read_bytes() == b"log"

    def test_a_newer_store_says_both_versions(self, closed: Path) -> None:
        with open_at(closed) as store:
            store.connection.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('kiosk', '0099', '')"
            )
            store.connection.execute("UPDATE _sqlite_migrations SET name = 'm0099_later' WHERE name = '0099'")
        before = everything_in(closed)
        with pytest.raises(NewerStore, match=f"has version 99; this program knows versions up to {len(STEPS)}"):
            open_at(closed)
        assert everything_in(closed) == before

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(StoreUnwritable, match="file"):
            open_store(tmp_path / "file" / "data", tmp_path / "config")


def test_threads_take_turns(store: Store) -> None:
    """The pool may call from any of its threads; two at once wait for each other."""

    def visits(first: int) -> None:
        for number in range(first, first + 50):
            store.visits.record(crossing(synthetic_card(number)))
            store.visits.standing(synthetic_card(number))
            store.outbox.next_batch(5)

    threads = [threading.Thread(target=visits, args=(n * 100,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.visits.inside_now() == 200
    assert store.visits.recorded_today(NOW) == 200
