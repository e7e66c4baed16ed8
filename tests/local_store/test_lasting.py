import stat
import sys
import threading
from pathlib import Path

import pytest

from local_store.faults import StoreUnwritable
from local_store.lasting import make_folder, rename, write_once


def test_a_file_is_there_whole_and_alone(tmp_path: Path) -> None:
    write_once(tmp_path / "a", "one\ntwo\n")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"one\ntwo\n")]


def test_one_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    write_once(tmp_path / "a", "first")
    with pytest.raises(StoreUnwritable):
        write_once(tmp_path / "a", "second")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"first")]


def test_a_folder_is_its_users_alone(tmp_path: Path) -> None:
    made = tmp_path / "Dữ liệu" / "khoá"
    make_folder(made)
    make_folder(made)
    if sys.platform != "win32":
        assert stat.S_IMODE(made.stat().st_mode) == 0o700


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows refuses to rename what is open")
def test_what_a_scanner_looks_into_is_renamed_when_it_is_done(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"new")
    scanned = (tmp_path / "a").open("rb")
    with pytest.raises(PermissionError):
        (tmp_path / "a").rename(tmp_path / "b")
    threading.Timer(0.3, scanned.close).start()
    rename(tmp_path / "a", tmp_path / "b")
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
