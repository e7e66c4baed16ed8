"""``kiosk stop`` with a real kiosk: serving, in its wizard, out of order, and one that hangs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from local_store.running import RUNNING, stop
from local_store.store import open_store

Start = Callable[..., "subprocess.Popen[str]"]


def environment(home: Path) -> dict[str, str]:
    """An environment whose own folders, if any are used, lie in ``home``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DISPLAY", "XDG_", "KIOSK_"))}
    return {**kept, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}


def settings(folder: Path) -> list[str]:
    places = {"store.folder": folder / "data", "store.keys": folder / "keys", "devices.sources": "keyboard:"}
    return [word for key, value in places.items() for word in ("--set", f"{key}={value}")]


def until_it_runs(folder: Path, program: "subprocess.Popen[str]") -> None:
    """Until the program has taken its folder and looks for requests: then it has said its number."""
    while stop(folder, 0):
        assert program.poll() is None, program.stderr and program.stderr.read()
        time.sleep(0.05)
    while not (folder / RUNNING).stat().st_size:
        time.sleep(0.01)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts programs of the kiosk; those that still run in the end are killed."""
    with ExitStack() as programs:

        def started(*words: str) -> "subprocess.Popen[str]":
            program = subprocess.Popen(
                [sys.executable, "-m", "kiosk", *words], stderr=subprocess.PIPE, text=True, env=environment(tmp_path)
            )
            programs.callback(program.communicate)
            programs.callback(program.kill)
            return program

        yield started


def test_a_kiosk_that_serves_ends_as_it_does_by_a_signal(tmp_path: Path, start: Start) -> None:
    running = start("run", *settings(tmp_path))
    until_it_runs(tmp_path / "data", running)
    asking = [start("stop", *settings(tmp_path)) for _ in range(2)]
    assert [one.wait() for one in asking] == [0, 0]
    assert running.wait(10) == 0
    files = {str(path.relative_to(tmp_path / "data").as_posix()) for path in (tmp_path / "data").rglob("*")}
    assert not [name for name in files if "stop" in name or name.endswith("-wal")], "the store is closed"
    assert stop(tmp_path / "data", 0)


def test_by_the_folder_it_stops_whatever_the_settings_are(tmp_path: Path, start: Start) -> None:
    running = start("run", *settings(tmp_path))
    until_it_runs(tmp_path / "data", running)
    config = tmp_path / "kiosk.toml"
    config.write_text(f'broken =\n[store]\nfolder = "{tmp_path / "elsewhere"}"\n', encoding="utf-8")
    assert start("stop", "--folder", str(tmp_path / "data"), "--config", str(config)).wait() == 0
    assert running.wait(10) == 0
    assert not (tmp_path / "elsewhere").exists()


def test_the_wizard_heeds_it(tmp_path: Path, start: Start) -> None:
    config = tmp_path / "kiosk.toml"
    places = settings(tmp_path)[:4]
    running = start("setup", *places, "--config", str(config))
    until_it_runs(tmp_path / "data", running)
    assert start("stop", *places, "--config", str(config)).wait() == 0
    assert running.wait(10) == 1
    assert running.stderr is not None
    assert "goes on where it was" in running.stderr.read()


def test_one_that_is_out_of_order_heeds_it(tmp_path: Path, start: Start) -> None:
    """It has no store open, and its files are in the way of an upgrade all the same."""
    with open_store(tmp_path / "data", tmp_path / "keys"):
        pass
    (tmp_path / "data" / "store" / "kiosk.db").write_bytes(b"")
    running = start("run", *settings(tmp_path))
    assert running.stderr is not None
    assert "damaged" in running.stderr.readline()
    assert start("stop", *settings(tmp_path)).wait() == 0
    assert running.wait(10) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that holds a program")
def test_one_that_hangs_is_told_of_and_left_alone(tmp_path: Path, start: Start) -> None:
    running = start("run", *settings(tmp_path))
    until_it_runs(tmp_path / "data", running)
    os.kill(running.pid, signal.SIGSTOP)
    asking = start("stop", "--within", "0.5", *settings(tmp_path))
    assert asking.wait() == 1
    assert asking.stderr is not None
    assert "still runs after 0.5 s" in asking.stderr.read()
    os.kill(running.pid, signal.SIGCONT)
    with pytest.raises(subprocess.TimeoutExpired):  # two looks long
        running.wait(1.2)
