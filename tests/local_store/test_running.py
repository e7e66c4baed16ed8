"""Who runs on a folder, and asking it to end; with a real program in tests/whole/test_stopping.py."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_store.faults import StoreInUse, StoreUnwritable
from local_store.lock import FolderLock
from local_store.running import RUNNING, Running, stop

LONG = 30.0
"""Seconds that nothing here takes."""


def request_of(folder: Path) -> Path:
    """What asks the program that runs now to end."""
    return folder / f"kiosk.stop-{(folder / RUNNING).read_text(encoding='ascii')}"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A program that runs on the folder."""
    program = Running(tmp_path)
    yield program
    program.close()


def heed(program: Running) -> threading.Thread:
    """End the program once it is asked to."""

    def wait() -> None:
        while not program.asked_to_end():
            pass
        program.close()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_where_none_runs_it_is_done_at_once(tmp_path: Path) -> None:
    assert stop(tmp_path, 0)
    assert stop(tmp_path / "missing", 0)
    assert list(tmp_path.iterdir()) == []


def test_one_that_has_ended_runs_no_more(tmp_path: Path) -> None:
    Running(tmp_path).close()
    assert stop(tmp_path, 0)


def test_one_that_runs_is_asked_and_waited_for(tmp_path: Path, running: Running) -> None:
    assert not running.asked_to_end()
    thread = heed(running)
    assert stop(tmp_path, LONG)
    thread.join()
    assert [path.name for path in tmp_path.iterdir()] == [RUNNING]


def test_one_that_does_not_end_is_asked_no_longer(tmp_path: Path, running: Running) -> None:
    asked = threading.Event()

    def look() -> None:
        while not running.asked_to_end():
            pass
        asked.set()

    thread = threading.Thread(target=look)
    thread.start()
    assert not stop(tmp_path, 0.3)
    thread.join()
    assert asked.is_set()
    assert not running.asked_to_end()


def test_two_may_ask_at_once(tmp_path: Path, running: Running) -> None:
    done: list[bool] = []
    threads = [threading.Thread(target=lambda: done.append(stop(tmp_path, LONG))) for _ in range(2)]
    for thread in threads:
        thread.start()
    heed(running).join()
    for thread in threads:
        thread.join()
    assert done == [True, True]


def test_a_request_left_over_does_not_end_the_next(tmp_path: Path, running: Running) -> None:
    left_over = request_of(tmp_path)
    left_over.touch()
    assert running.asked_to_end()
    running.close()
    following = Running(tmp_path)
    try:
        assert not following.asked_to_end()
        assert not left_over.exists()
        left_over.touch()
        assert not following.asked_to_end()
    finally:
        following.close()


@pytest.mark.usefixtures("running")
def test_a_second_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreInUse, match="already running"):
        Running(tmp_path)


def test_a_store_that_another_command_has_open_is_no_kiosk_that_ended(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    assert not stop(tmp_path, 0)
    lock.close()
    assert stop(tmp_path, 0)


def test_asking_whether_it_runs_never_keeps_one_from_starting(tmp_path: Path) -> None:
    """Asking takes the lock for a moment; whoever starts in that moment tries again."""
    Running(tmp_path).close()
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            stop(tmp_path, 0)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        for _ in range(50):
            Running(tmp_path).close()
    finally:
        over.set()
        thread.join()


class TestAFolderThatIsNotBelieved:
    """An administrator asks, and the folder is written by an account that is none."""

    @pytest.mark.parametrize("said", ["", "..", "0123456789ABCDEF", "/../../../victim", "0123456789abcdef0", "a" * 15])
    @pytest.mark.usefixtures("running")
    def test_nothing_but_a_number_names_a_request(self, tmp_path: Path, said: str) -> None:
        (tmp_path / RUNNING).write_text(said, encoding="ascii")
        assert not stop(tmp_path, 0.15)
        assert [path.name for path in tmp_path.iterdir()] == [RUNNING]

    @pytest.mark.usefixtures("running")
    def test_what_is_there_under_its_name_is_not_touched(self, tmp_path: Path) -> None:
        there = request_of(tmp_path)
        there.write_text("somebody's", encoding="ascii")
        before = there.stat()
        assert not stop(tmp_path, 0.15)
        assert there.stat().st_mtime_ns == before.st_mtime_ns
        assert there.read_text(encoding="ascii") == "somebody's"

    @pytest.mark.skipif(sys.platform == "win32", reason="there an account may make no links to files")
    @pytest.mark.usefixtures("running")
    def test_a_link_is_not_followed(self, tmp_path: Path) -> None:
        elsewhere = tmp_path / "elsewhere"
        request_of(tmp_path).symlink_to(elsewhere)
        assert not stop(tmp_path, 0.15)
        assert not elsewhere.exists()
        (tmp_path / RUNNING).rename(elsewhere)
        (tmp_path / RUNNING).symlink_to(elsewhere)
        with pytest.raises(StoreUnwritable):
            stop(tmp_path, LONG)
        assert elsewhere.stat().st_size == 16

    def test_a_folder_in_the_place_of_a_file_is_a_fault(self, tmp_path: Path) -> None:
        (tmp_path / RUNNING).mkdir()
        with pytest.raises(StoreUnwritable):
            stop(tmp_path, LONG)
