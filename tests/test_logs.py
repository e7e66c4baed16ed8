"""The log in a file: bounded, of one process alone, and never what a kiosk fails by."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.account import current
from kiosk.last_word import Headline
from kiosk.log_file import KEPT, LogFile, open_log
from local_store.running import Running


def write(log: LogFile, text: str) -> None:
    log.handle(logging.LogRecord("kiosk", logging.INFO, __file__, 1, text, None, None))


def opened(folder: Path, largest: int = 1_000) -> LogFile:
    log = open_log(folder, "kiosk", largest)
    assert log is not None
    return log


def test_it_is_bounded_in_size_and_number_and_keeps_the_newest(tmp_path: Path) -> None:
    folder = tmp_path / "Nhật ký của điểm"
    log = opened(folder)
    for number in range(500):
        write(log, f"dòng {number}: người ra, người vào")
    log.close()
    files = sorted(folder.glob("kiosk.log*"))
    assert len(files) == KEPT + 1
    assert all(file.stat().st_size <= 1_000 for file in files)
    newest = (folder / "kiosk.log").read_text(encoding="utf-8").splitlines()
    before = (folder / "kiosk.log.1").read_text(encoding="utf-8").splitlines()
    assert newest[-1] == "dòng 499: người ra, người vào"
    assert int(before[-1].split()[1][:-1]) + 1 == int(newest[0].split()[1][:-1])


def test_it_goes_on_where_an_earlier_start_ended(tmp_path: Path) -> None:
    for text in ("một", "hai"):
        log = opened(tmp_path)
        write(log, text)
        log.close()
    assert (tmp_path / "kiosk.log").read_text(encoding="utf-8") == "một\nhai\n"


def test_a_second_process_writes_a_file_of_its_own(tmp_path: Path) -> None:
    first = opened(tmp_path)
    second = opened(tmp_path)
    assert Path(second.baseFilename).name == "kiosk-2.log"
    first.close()
    third = opened(tmp_path)
    assert Path(third.baseFilename).name == "kiosk.log"
    for log in (second, third):
        log.close()


def test_what_cannot_be_set_aside_costs_neither_lines_nor_older_files(tmp_path: Path) -> None:
    log = opened(tmp_path)
    for number in range(1, KEPT + 1):
        (tmp_path / f"kiosk.log.{number}").write_text(f"{number}", encoding="utf-8")
    (tmp_path / "kiosk.log.0" / "in the way").mkdir(parents=True)  # as a reader is on Windows: it cannot be renamed
    for number in range(100):
        write(log, f"dòng {number}")
    log.close()
    assert len((tmp_path / "kiosk.log").read_text(encoding="utf-8").splitlines()) == 100
    assert (tmp_path / "kiosk.log.5").read_text(encoding="utf-8") == "5"


def test_a_folder_that_cannot_be_made_is_lived_without(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder would be", encoding="utf-8")
    assert open_log(tmp_path / "logs", "kiosk") is None


def test_a_file_that_cannot_be_written_is_lived_without(tmp_path: Path) -> None:
    (tmp_path / "kiosk.log").mkdir()
    assert open_log(tmp_path, "kiosk") is None
    (tmp_path / "kiosk.log").rmdir()
    log = opened(tmp_path)
    assert Path(log.baseFilename).name == "kiosk.log"  # its lock was let go of
    log.close()


WITHOUT_STREAMS = """
import os, sys
sys.stdin = sys.stdout = sys.stderr = None  # as in a program of Windows that has no console
from kiosk.__main__ import main
{before}
sys.argv[1:] = {words!r}
main()
"""


def without_console(home: Path, *words: str, before: str = "") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_STREAMS.format(words=list(words), before=before)],
        capture_output=True,
        check=False,
        timeout=60,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
    )


def log_of(home: Path) -> str:
    return (home / ".local/state/checkpoint-kiosk/log/kiosk.log").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="looks where Linux keeps logs")
class TestWithoutAConsole:
    def test_a_wrong_setting_is_in_the_log(self, tmp_path: Path) -> None:
        ran = without_console(tmp_path, "run", "--set=gate.direction=lệch")
        assert (ran.returncode, ran.stdout, ran.stderr) == (2, b"", b"")
        assert "gate.direction = 'lệch'" in log_of(tmp_path)

    def test_setting_up_without_a_question_writes_none(self, tmp_path: Path) -> None:
        """An administrator does that, and the folder is written by an account that is none."""
        words = ["--server=https://centre.invalid", "--code=ABCDE-FGHJK", "--gate=A", "--set=gate.direction=x"]
        assert without_console(tmp_path, "setup", *words).returncode == 2
        assert not list(tmp_path.rglob("*.log"))
        assert without_console(tmp_path, "setup", words[-1]).returncode == 2
        assert "gate.direction" in log_of(tmp_path)

    def test_a_bug_is_in_the_log_and_ends_with_its_own_code(self, tmp_path: Path) -> None:
        broken = "import kiosk.settings\ndef broken(*_, **__): raise ZeroDivisionError\nkiosk.settings.load = broken"
        ran = without_console(tmp_path, "run", before=broken)
        assert (ran.returncode, ran.stderr) == (70, b"")
        assert "ZeroDivisionError" in log_of(tmp_path)
        assert "Traceback" in log_of(tmp_path)

    def test_a_bug_in_a_thread_is_in_the_log(self, tmp_path: Path) -> None:
        threaded = (
            "import threading, kiosk.settings\nload = kiosk.settings.load\n"
            "def begun(*a, **k):\n"
            "    thread = threading.Thread(target=lambda: 1 // 0)\n    thread.start()\n    thread.join()\n"
            "    return load(*a, **k)\n"
            "kiosk.settings.load = begun"
        )
        without_console(tmp_path, "run", "--set=gate.direction=x", before=threaded)
        assert "a bug ends a thread" in log_of(tmp_path)
        assert "ZeroDivisionError" in log_of(tmp_path)

    def test_a_home_that_cannot_be_written_keeps_nothing_from_starting(self, tmp_path: Path) -> None:
        (tmp_path / ".local").write_text("in the way", encoding="utf-8")
        ran = without_console(tmp_path, "run", "--set=gate.direction=x")
        assert (ran.returncode, ran.stderr) == (2, b"")

    @pytest.mark.parametrize(("words", "shown"), [((), True), (("--for-account", current()), False)])
    def test_a_second_start_by_itself_shows_no_box(self, tmp_path: Path, words: tuple[str, ...], shown: bool) -> None:
        """Two things may start a kiosk by themselves, and visitors would see what the later one says."""
        box = tmp_path / "box"
        before = f"import pathlib, kiosk.last_word\nkiosk.last_word._show = pathlib.Path({str(box)!r}).write_text"
        running = Running(tmp_path / "data")
        try:
            ran = without_console(tmp_path, "run", *words, f"--set=store.folder={tmp_path / 'data'}", before=before)
        finally:
            running.close()
        assert ran.returncode == 1
        assert "already running" in log_of(tmp_path)
        assert box.exists() == shown
        if shown:
            said = box.read_text(encoding="utf-8")
            assert said.startswith("Kiosk đang chạy rồi")
            assert "already running" in said
            assert said.endswith("kiosk.log")

    def test_wrong_settings_are_said_in_vietnamese_first(self, tmp_path: Path) -> None:
        box = tmp_path / "box"
        before = f"import pathlib, kiosk.last_word\nkiosk.last_word._show = pathlib.Path({str(box)!r}).write_text"
        without_console(tmp_path, "run", "--set=gate.direction=x", before=before)
        said = box.read_text(encoding="utf-8").split("\n\n")
        assert said[0] == Headline.SETTINGS.value
        assert "gate.direction" in said[1]

    @pytest.mark.parametrize("words", [["--version"], ["--help"], ["settings"], ["folders"], ["campaign", "list"]])
    def test_commands_that_print_end_well(self, tmp_path: Path, words: list[str]) -> None:
        assert without_console(tmp_path, *words).returncode == 0
