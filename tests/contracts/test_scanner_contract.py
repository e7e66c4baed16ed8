"""What every scanner promises, shown on real ones: a pseudo-terminal as serial line, key events as keyboard."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hardware.scanner_serial import SerialScanner
from kiosk.ports import Source
from kiosk.scans import Scan, SourceEvent, SourceLost, SourceUp, Symbology
from ui.keyboard_scanner import KeyboardScanner

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints"),
    pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals here"),
]

CCCD = "001090000001|010000001|Nguyen Van Thu|15081990|Nam|So 1 pho Vi Du, Ha Noi|01052021"
BHYT = "DN4010000000001|4e677579e1bb856e2056c4836e|15/08/1990|1|-|01 - 999|0123456789abcdef-0202|$"


class Scanner(Protocol):
    """A scanner with a hand that holds codes before it."""

    address: str

    def read(self, text: str, end: str) -> None: ...

    def scans(self, count: int) -> list[Scan]: ...

    def close(self) -> None: ...


class SerialBench:
    """A serial scanner at the far end of a pseudo-terminal, behind a name that stays."""

    def __init__(self, folder: Path) -> None:
        self.link = folder / "scanner"
        self.master = self.slave = -1
        self.plug()
        self.address = f"serial:{self.link}"
        self.source = SerialScanner(self.address)
        self.events: SimpleQueue[SourceEvent] = SimpleQueue()
        self.thread = threading.Thread(target=self.listen)
        self.thread.start()
        assert self.next() == SourceUp(self.address)

    def listen(self) -> None:
        for event in self.source.events():
            self.events.put(event)

    def plug(self) -> None:
        self.master, self.slave = os.openpty()
        self.link.unlink(missing_ok=True)
        self.link.symlink_to(os.ttyname(self.slave))

    def unplug(self) -> None:
        for end in (self.slave, self.master):
            if end >= 0:
                os.close(end)
        self.master = self.slave = -1
        self.link.unlink(missing_ok=True)

    def next(self, seconds: float = 5.0) -> SourceEvent:
        return self.events.get(timeout=seconds)

    def read(self, text: str, end: str) -> None:
        os.write(self.master, (text + end).encode())

    def scans(self, count: int) -> list[Scan]:
        scans: list[Scan] = []
        for _ in range(count):
            event = self.next()
            assert isinstance(event, Scan)
            scans.append(event)
        time.sleep(0.15)
        assert self.events.empty()
        return scans

    def close(self) -> None:
        self.source.close()
        self.thread.join(5)
        assert not self.thread.is_alive()
        self.unplug()


class KeyboardBench:
    """Key events as the window system sends them."""

    address = "keyboard:"

    def __init__(self, app: QApplication, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.seen: list[Scan] = []
        self.widget = QWidget()
        qtbot.addWidget(self.widget)
        self.widget.show()
        self.scanner = KeyboardScanner(app, self.seen.append)

    def read(self, text: str, end: str) -> None:
        for char in text + end:
            key = Qt.Key.Key_Return if char in "\r\n" else Qt.Key.Key_unknown
            for action in (QTest.KeyAction.Press, QTest.KeyAction.Release):
                QTest.sendKeyEvent(action, self.widget, key, char, Qt.KeyboardModifier.NoModifier)

    def scans(self, count: int) -> list[Scan]:
        self.qtbot.waitUntil(lambda: len(self.seen) >= count)
        self.qtbot.wait(150)
        assert len(self.seen) == count
        return self.seen

    def close(self) -> None:
        self.scanner.close()


@pytest.fixture(params=["serial", "keyboard"])
def scanner(request: pytest.FixtureRequest, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Scanner]:
    made: Scanner = SerialBench(tmp_path) if request.param == "serial" else KeyboardBench(qapp, qtbot)
    yield made
    made.close()


@pytest.fixture
def line(tmp_path: Path) -> Iterator[SerialBench]:
    made = SerialBench(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", ""])
@pytest.mark.parametrize("code", [CCCD, BHYT])
def test_a_code_is_read_once_and_whole_whatever_ends_it(scanner: Scanner, code: str, end: str) -> None:
    before = time.monotonic()
    scanner.read(code, end)
    (scan,) = scanner.scans(1)
    assert scan == Scan(scanner.address, Symbology.TYPED, code, code.encode(), scan.at)
    assert before <= scan.at <= time.monotonic()


def test_two_codes_are_two_scans_in_their_order(scanner: Scanner) -> None:
    scanner.read(CCCD, "\r")
    scanner.read(BHYT, "\r")
    assert [scan.text for scan in scanner.scans(2)] == [CCCD, BHYT]


def test_a_half_read_code_is_not_glued_to_the_next(scanner: Scanner) -> None:
    scanner.read(CCCD[:30], "")
    assert [scan.text for scan in scanner.scans(1)] == [CCCD[:30]]
    scanner.read(CCCD, "\r")
    assert scanner.scans(2 if isinstance(scanner, KeyboardBench) else 1)[-1].text == CCCD


def test_a_flood_is_no_scan_and_the_next_code_is_read(scanner: Scanner) -> None:
    for _ in range(10):
        scanner.read("x" * 500, "")
    time.sleep(0.2)
    assert scanner.scans(0) == []
    scanner.read(CCCD, "\r")
    assert [scan.text for scan in scanner.scans(1)] == [CCCD]


def test_vietnamese_letters_stay_what_they_are(scanner: Scanner) -> None:
    text = "001090000001|010000001|Nguyễn Văn Thử|15081990|Nam|Số 1 phố Ví Dụ, Phường Mẫu, Hà Nội|01052021"
    scanner.read(text, "\r")
    assert [scan.text for scan in scanner.scans(1)] == [text]


def test_a_serial_line_is_a_source(line: SerialBench) -> None:
    source: Source = line.source
    assert source.address == line.address


def test_an_unplugged_scanner_is_lost_once_and_back_within_three_seconds(line: SerialBench) -> None:
    for _ in range(2):
        line.unplug()
        lost = line.next()
        assert isinstance(lost, SourceLost)
        assert lost.source == line.address
        time.sleep(2.0)  # tried in vain meanwhile
        assert line.events.empty()
        line.plug()
        plugged = time.monotonic()
        assert line.next() == SourceUp(line.address)
        assert time.monotonic() - plugged < 3.0
        line.read(CCCD, "\r")
        assert [scan.text for scan in line.scans(1)] == [CCCD]


def test_half_a_code_before_the_plug_was_pulled_is_forgotten(line: SerialBench) -> None:
    line.read(CCCD[:30], "")
    line.unplug()
    events = [line.next()]
    line.plug()
    while events[-1] != SourceUp(line.address):
        events.append(line.next())
    line.read(CCCD, "\r")
    assert [scan.text for scan in line.scans(1)] == [CCCD]


def test_a_scanner_that_was_never_there_is_lost_once(tmp_path: Path) -> None:
    source = SerialScanner(f"serial:{tmp_path}/nothing")
    events: SimpleQueue[SourceEvent] = SimpleQueue()

    def listen() -> None:
        for event in source.events():
            events.put(event)

    thread = threading.Thread(target=listen)
    thread.start()
    assert isinstance(events.get(timeout=5), SourceLost)
    with pytest.raises(Empty):
        events.get(timeout=1.5)
    source.close()
    thread.join(3)
    assert not thread.is_alive()


def test_close_ends_the_events_soon_and_may_be_called_again(line: SerialBench) -> None:
    started = time.monotonic()
    line.source.close()
    line.source.close()
    line.thread.join(5)
    assert time.monotonic() - started < 0.5


def test_events_after_close_are_none(tmp_path: Path) -> None:
    source = SerialScanner(f"serial:{tmp_path}/nothing")
    source.close()
    assert list(source.events()) == []


def test_two_scanners_live_at_the_same_time(tmp_path: Path) -> None:
    for name in ("left", "right"):
        (tmp_path / name).mkdir()
    left, right = SerialBench(tmp_path / "left"), SerialBench(tmp_path / "right")
    try:
        left.read(CCCD, "\r")
        right.read(BHYT, "")
        assert [scan.text for scan in left.scans(1)] == [CCCD]
        assert [scan.text for scan in right.scans(1)] == [BHYT]
    finally:
        left.close()
        right.close()
