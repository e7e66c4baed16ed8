"""A changed bit is found at the next opening; the file is set aside whole, and what was unsent is taken over."""

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_store.bulk import fill, synthetic_card
from local_store.faults import StoreDamaged, WrongKey
from local_store.keys import store_key
from local_store.salvage import quarantine, rebuild
from local_store.store import open_store
from tests.local_store.opening import NOW, crossing, open_at, require_consistency, sequences

FLIPS = 200


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store of 2,000 visits, the last thousand unsent."""
    folder = tmp_path_factory.mktemp("sound")
    with open_at(folder) as store:
        fill(store.connection, store.device.id, 2000, 300, NOW)
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copytree(sound, tmp_path / "kiosk"))


def flips(size: int, count: int) -> Iterator[tuple[int, int]]:
    dice = random.Random(7)
    for _ in range(count):
        yield dice.randrange(size), 1 << dice.randrange(8)


def flip(path: Path, place: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ bit]))


def database(folder: Path) -> Path:
    return folder / "data" / "store" / "kiosk.db"


def test_every_changed_bit_is_found_at_opening(folder: Path) -> None:
    path = database(folder)
    for place, bit in flips(path.stat().st_size, FLIPS):
        flip(path, place, bit)
        with pytest.raises(StoreDamaged):
            open_at(folder)
        flip(path, place, bit)
    open_at(folder).close()


def test_control_plain_sqlite_does_not_notice_most_of_them(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE outbox (sequence INTEGER PRIMARY KEY, body TEXT)")
    plain.executemany("INSERT INTO outbox VALUES (?, ?)", [(n, f"visit {n} " * 20) for n in range(2000)])
    plain.commit()
    plain.close()
    noticed = 0
    for place, bit in flips(path.stat().st_size, FLIPS):
        flip(path, place, bit)
        plain = sqlite3.connect(path)
        try:
            noticed += plain.execute("PRAGMA integrity_check").fetchone() != ("ok",)
        except sqlite3.DatabaseError:
            noticed += 1
        finally:
            plain.close()
        flip(path, place, bit)
    assert noticed < FLIPS / 2


@pytest.mark.parametrize("kept", [1, 1000, 4096, 100_000])
def test_a_file_that_was_cut_off_is_found(folder: Path, kept: int) -> None:
    path = database(folder)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(StoreDamaged):
        open_at(folder)


def test_damage_that_comes_while_it_runs_is_a_fault_with_a_sentence(folder: Path) -> None:
    with open_at(folder) as store:
        for place in range(8192, database(folder).stat().st_size, 4096):
            flip(database(folder), place, 1)
        cards = [synthetic_card(number) for number in range(1, 301)]
        with pytest.raises(StoreDamaged, match="damaged"):
            [store.visits.standing(card) for card in cards]
        assert store.damage()


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


class TestRebuilding:
    def test_keeps_the_damaged_store_and_takes_over_what_was_unsent(self, folder: Path) -> None:
        with open_at(folder) as store:
            device, waiting = store.device, list(store.outbox.next_batch(5000))
        pages = database(folder).stat().st_size // 4096
        for page in random.Random(3).sample(range(pages // 3, pages), 10):
            flip(database(folder), page * 4096 + 100, 1)
        before = digest(database(folder).parent)

        saved = rebuild(folder / "data", folder / "config", NOW)

        assert digest(saved.kept) == before
        assert saved.kept.name == "damaged-20261121T030405Z"
        assert saved.same_device
        assert saved.unreadable is not None
        assert 0 < saved.taken <= len(waiting)
        with open_at(folder) as store:
            assert (store.device.id, store.device.store_id != device.store_id) == (device.id, True)
            again = list(store.outbox.next_batch(5000))
            assert len(again) == saved.taken == store.outbox.waiting()
            assert {item.sequence: item.body for item in again}.items() <= {i.sequence: i.body for i in waiting}.items()
            assert len(waiting) - saved.taken <= saved.unreadable
            assert store.visits.record(crossing(synthetic_card(1)))[0].sequence == 2001
            assert store.damage() == []

    def test_of_a_sound_store_takes_all_and_what_was_refused_stays_refused(self, folder: Path) -> None:
        with open_at(folder) as store:
            store.outbox.refused(store.outbox.next_batch(1)[0].id, "no such gate", NOW)
            expected = (store.outbox.next_batch(5000), store.outbox.work_list())
        saved = rebuild(folder / "data", folder / "config", NOW)
        assert (saved.taken, saved.unreadable) == (1000, 0)
        with open_at(folder) as store:
            assert (store.outbox.next_batch(5000), store.outbox.work_list()) == expected
            assert (store.outbox.waiting(), store.outbox.refused_count()) == (999, 1)

    def test_takes_over_what_is_only_in_the_log(self, folder: Path, tmp_path: Path) -> None:
        with open_at(folder) as store:
            store.visits.record(crossing(synthetic_card(1)))
            shutil.copytree(folder, tmp_path / "cut")  # as a power cut would leave it
        saved = rebuild(tmp_path / "cut" / "data", tmp_path / "cut" / "config", NOW)
        assert saved.taken == 1001
        assert {"kiosk.db", "kiosk.db-wal", "kiosk.keyid"} <= {path.name for path in saved.kept.iterdir()}

    def test_where_nothing_reads_starts_as_a_new_device(self, folder: Path) -> None:
        with open_at(folder) as store:
            device = store.device.id
        flip(database(folder), 100, 1)
        saved = rebuild(folder / "data", folder / "config", NOW)
        assert (saved.taken, saved.unreadable, saved.same_device) == (0, None, False)
        with open_at(folder) as store:
            assert store.device.id != device
            assert sequences(store) == []

    def test_under_a_wrong_key_is_refused(self, folder: Path) -> None:
        (folder / "config" / "store.key").write_text("ab" * 32)
        with pytest.raises(WrongKey):
            rebuild(folder / "data", folder / "config", NOW)
        assert database(folder).exists()

    def test_that_was_cut_off_between_its_two_renames_is_finished_by_the_next_opening(self, folder: Path) -> None:
        rebuild(folder / "data", folder / "config", NOW)
        (folder / "data" / "store").rename(folder / "data" / "store.new")
        with open_at(folder) as store:
            assert store.outbox.waiting() == 1000

    @pytest.mark.parametrize("draft", ["store.new", "store.making"])
    def test_that_was_cut_off_earlier_begins_again(self, folder: Path, draft: str) -> None:
        (folder / "data" / draft).mkdir()
        (folder / "data" / draft / "half").touch()
        assert rebuild(folder / "data", folder / "config", NOW).taken == 1000
        with open_at(folder) as store:
            assert store.outbox.waiting() == 1000

    def test_that_was_cut_off_earlier_is_forgotten_by_the_next_opening(self, folder: Path) -> None:
        shutil.copytree(database(folder).parent, folder / "data" / "store.new")
        with open_at(folder) as store:
            store.visits.record(crossing(synthetic_card(1)))
        quarantine(folder / "data", NOW)
        with open_at(folder) as store:
            assert store.outbox.waiting() == 0

    def test_twice_in_a_second_keeps_both(self, folder: Path) -> None:
        one, two = (rebuild(folder / "data", folder / "config", NOW).kept for _ in range(2))
        assert one != two
        assert one.exists()


def test_setting_aside_keeps_everything_and_starts_empty(folder: Path) -> None:
    before = digest(database(folder).parent)
    kept = quarantine(folder / "data", NOW)
    assert digest(kept) == before
    with open_at(folder) as store:
        assert sequences(store) == []
        require_consistency(store)


class TestNothingIsInTheClear:
    CANARIES = ("Nguyễn", "Nguyen", "nguyen", "000000000001", "+849", "Cổng", "citizen_id", "check_in")

    def found(self, folder: Path) -> set[str]:
        files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
        assert sum(len(file) for file in files) > 100_000
        return {word for word in self.CANARIES if any(word.encode() in file for file in files)}

    def test_while_open_and_after_closing(self, folder: Path) -> None:
        with open_at(folder) as store:
            for number in range(50):
                store.visits.record(crossing(synthetic_card(number)))
            store.search.people("nguyen")
            assert self.found(folder) == set()
        assert self.found(folder) == set()

    def test_control_they_are_found_in_the_words_for_the_centre(self, folder: Path, tmp_path: Path) -> None:
        with open_at(folder) as store:
            text = "".join(item.body for item in store.outbox.next_batch(1000))
        (tmp_path / "clear").mkdir()
        (tmp_path / "clear" / "outbox").write_text(text, encoding="utf-8")
        assert self.found(tmp_path / "clear") >= {"Nguyễn", "citizen_id", "check_in"}


def test_the_key_is_not_in_the_data_folder(folder: Path) -> None:
    key = store_key(database(folder).parent, folder / "config" / "store.key", None)
    for path in (folder / "data").rglob("*"):
        if path.is_file():
            assert key not in path.read_bytes()
            assert key.hex().encode() not in path.read_bytes()


def test_an_empty_file_in_place_of_the_store_is_not_taken_for_a_new_one(folder: Path) -> None:
    database(folder).write_bytes(b"")
    with pytest.raises(StoreDamaged):
        open_store(folder / "data", folder / "config")
