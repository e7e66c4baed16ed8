"""A day at the gate: the real program, a real scanner line, a real centre; killed, cut off, and counted at the end."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from local_store.store import open_store

TOKEN = "a-token-for-the-whole-day"
PEOPLE = [
    f"0010900{number:05d}||Nguyễn Văn Thử {chr(0x41 + number)}|15081990|Nam|Số {number} phố Ví Dụ, Hà Nội|01052021"
    for number in range(8)
]


class Scanner:
    """A scanner on a serial line: one end of a pty, behind a name that stays."""

    def __init__(self, folder: Path) -> None:
        self.master, self.slave = os.openpty()
        tty.setraw(self.slave)
        self.path = folder / "scanner"
        self.path.symlink_to(os.ttyname(self.slave))

    def scan(self, text: str) -> None:
        os.write(self.master, text.encode() + b"\r")


class Program:
    """A process of ours whose standard error is read as it comes."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", **environment},
        )
        self.log: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            for line in lines:
                self.log.append(line)

    def said(self, word: str) -> int:
        return sum(word in line for line in list(self.log))

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        try:
            return self.process.wait(15)
        finally:
            self._reader.join(5)
            if self.process.stdout:
                self.process.stdout.close()


def until(true: Callable[[], bool], seconds: float, what: str, program: Program) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert program.process.poll() is None, "".join(program.log)
        assert time.monotonic() < end, f"{what} did not come about; the log:\n{''.join(program.log)}"
        time.sleep(0.01)


@contextmanager
def centre(database: Path, port: int = 0) -> Iterator[tuple[Program, str]]:
    program = Program(
        "central", "--port", str(port), "--database", str(database), "--announce", KIOSK_CENTRE_TOKEN=TOKEN
    )
    assert program.process.stdout is not None
    announced = json.loads(program.process.stdout.readline())
    try:
        yield program, announced["url"]
    finally:
        program.end()


class Day:
    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.scanner = Scanner(folder)
        self.config = folder / "kiosk.toml"
        self.config.write_text(
            f"""
            [gate]
            minimum_stay = 0
            minimum_away = 0
            [devices]
            sources = ["serial:{self.scanner.path}"]
            volume = 0
            [centre]
            url = "{url}"
            token = "{TOKEN}"
            [store]
            folder = "{folder / "data"}"
            keys = "{folder / "keys"}"
            """
        )
        self.greens = 0
        self.kiosk = self.open()

    def open(self) -> Program:
        kiosk = Program("run", "--config", str(self.config), QT_QPA_PLATFORM="offscreen")
        until(lambda: kiosk.said("serial:") > 0, 20, "the kiosk", kiosk)
        return kiosk

    def pass_through(self, person: str, verdict: str) -> None:
        before = self.kiosk.said(f"Recorded on Reading: {verdict}")
        self.scanner.scan(person)
        until(lambda: self.kiosk.said(f"Recorded on Reading: {verdict}") > before, 10, verdict, self.kiosk)
        self.greens += 1

    def kill(self) -> None:
        """A power cut, as far as a program can have one. Meanwhile the store's file says which device it is."""
        self.kiosk.end(signal.SIGKILL)
        with open_store(self.folder / "data", self.folder / "keys") as store:
            self.device = store.device.id
        self.kiosk = self.open()

    def asked(self, url: str, what: str) -> dict[str, object]:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        answer = requests.get(f"{url}/v1/devices/{self.device}/{what}", headers=headers, timeout=5)
        return dict(answer.json())


@pytest.mark.timeout(180)
@pytest.mark.skipif(sys.platform == "win32", reason="the scanner line of this test is a pty")
def test_a_day_with_a_crash_and_an_outage_loses_nothing_and_sends_everything_once(tmp_path: Path) -> None:
    database = tmp_path / "centre.sqlite"
    with centre(database) as (_, url):
        day = Day(tmp_path, url)
        for person in PEOPLE[:4]:
            day.pass_through(person, "Welcome")
        day.kill()  # right after a visitor saw green
        day.pass_through(PEOPLE[0], "Goodbye")
        until(lambda: day.kiosk.said("online") > 0, 20, "online", day.kiosk)
    # The centre is gone; the gate does not wait for it.
    started = time.monotonic()
    for person in PEOPLE[4:]:
        day.pass_through(person, "Welcome")
    day.pass_through(PEOPLE[1], "Goodbye")
    assert time.monotonic() - started < 15
    with centre(database, int(url.rpartition(":")[2])) as (_, url):
        assert day.kiosk.end() == 0
        day.kiosk = day.open()
        day.pass_through(PEOPLE[2], "Goodbye")
        until(lambda: day.asked(url, "summary")["visits"] == day.greens, 30, "the last row", day.kiosk)
        summary, completeness = day.asked(url, "summary"), day.asked(url, "completeness")
        assert day.kiosk.end() == 0
    assert (summary["visits"], summary["check_ins"], summary["check_outs"]) == (11, 8, 3)
    assert summary["conflicts"] == 0
    assert (completeness["highest"], completeness["missing"]) == (11, [])
