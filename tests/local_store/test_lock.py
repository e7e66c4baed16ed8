import subprocess
import sys
from pathlib import Path

import pytest

from local_store.faults import StoreInUse
from local_store.lock import FolderLock

HOLD = """
import subprocess, sys
from pathlib import Path
from local_store.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) if "child" in sys.argv else None
print("held", flush=True)
input()
"""


def holder(folder: Path, *more: str) -> "subprocess.Popen[str]":
    """Another program that holds the lock of a folder."""
    program = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline().strip() == "held"
    return program


@pytest.mark.parametrize("more", [(), ("child",)], ids=["alone", "with a child that lives on"])
def test_one_that_is_killed_leaves_nobody_locked_out(tmp_path: Path, more: tuple[str, ...]) -> None:
    with holder(tmp_path, *more) as program:
        with pytest.raises(StoreInUse):
            FolderLock(tmp_path, patience=0)
        program.kill()
    FolderLock(tmp_path).close()


def test_what_the_holder_says_can_be_read_while_it_holds(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path, "a.lock")
    lock.say("one")
    assert (tmp_path / "a.lock").read_text() == "one"
    lock.say("two")
    assert (tmp_path / "a.lock").read_text() == "two"
    lock.close()


def test_closing_twice_is_closing(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    lock.close()
    lock.close()
    FolderLock(tmp_path, patience=0).close()


def test_another_name_is_another_lock(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path), FolderLock(tmp_path, "other.lock")
    first.close()
    second.close()
