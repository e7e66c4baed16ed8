"""Bursts are taken out of the key stream, and a person's keys reach their widget unchanged."""

import time
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk.keyboard_wedge import Reason
from kiosk.scans import Scan, Symbology
from ui.keyboard_scanner import KeyboardScanner

LINE = "001090000001|010000001|Nguyen Van Thu|15081990|Nam|So 1 pho Vi Du, Ha Noi|01052021"
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


def type_text(widget: QWidget, text: str, delay: int = -1) -> None:
    """As ``QTest.keyClicks``, which aborts the program at letters that are not Latin-1."""
    for char in text:
        for action in (QTest.KeyAction.Press, QTest.KeyAction.Release):
            QTest.sendKeyEvent(action, widget, Qt.Key.Key_unknown, char, NONE, delay)


class Desk(QWidget):
    """A field, a button, and what came of the keys."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("OK")
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.scans: list[Scan] = []
        self.discarded: list[Reason] = []
        self.clicks = 0
        self.button.clicked.connect(self.count)
        self.scanner = KeyboardScanner(app, self.scans.append, self.discarded.append)

    def count(self) -> None:
        self.clicks += 1


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    made = Desk(qapp)
    qtbot.addWidget(made)
    made.show()
    made.field.setFocus()
    qtbot.waitUntil(made.field.hasFocus)
    yield made
    made.scanner.close()


def test_a_burst_never_reaches_the_field(qtbot: QtBot, desk: Desk) -> None:
    before = time.monotonic()
    QTest.keyClicks(desk.field, LINE)
    qtbot.waitUntil(lambda: len(desk.scans) == 1)
    scan = desk.scans[0]
    assert (scan.source, scan.symbology, scan.text, scan.raw) == ("keyboard:", Symbology.TYPED, LINE, LINE.encode())
    assert before <= scan.at <= time.monotonic()
    qtbot.wait(150)
    assert desk.field.text() == ""
    assert len(desk.scans) == 1


def test_an_enter_ends_the_burst_at_once_and_presses_nothing(desk: Desk) -> None:
    desk.button.setFocus()
    QTest.keyClicks(desk.button, LINE)
    assert desk.scans == []
    QTest.keyClick(desk.button, Qt.Key.Key_Return)
    assert [scan.text for scan in desk.scans] == [LINE]
    QTest.keyClick(desk.button, Qt.Key.Key_Return)  # a scanner set to CR LF
    QTest.keyClick(desk.button, Qt.Key.Key_Space)
    QTest.qWait(150)
    assert desk.clicks == 0


def test_keys_that_come_through_the_window_are_seen_once(qtbot: QtBot, desk: Desk) -> None:
    window = desk.windowHandle()
    for char in "ABC123456":
        QTest.keyClick(window, Qt.Key(ord(char)))
    qtbot.waitUntil(lambda: len(desk.scans) == 1)
    assert desk.scans[0].text == "abc123456"
    for char in "ABC":
        QTest.keyClick(window, Qt.Key(ord(char)), NONE, 70)
    qtbot.waitUntil(lambda: desk.field.text() == "abc")


def test_a_person_types_into_the_field(qtbot: QtBot, desk: Desk) -> None:
    type_text(desk.field, "Số 1 phố Ví Dụ", 35)
    QTest.keyClick(desk.field, Qt.Key.Key_Backspace, NONE, 65)
    qtbot.waitUntil(lambda: desk.field.text() == "Số 1 phố Ví D")
    assert desk.scans == []


def test_a_persons_tab_and_enter_work(qtbot: QtBot, desk: Desk) -> None:
    desk.button.setAutoDefault(True)
    QTest.keyClick(desk.windowHandle(), Qt.Key.Key_Tab)
    qtbot.waitUntil(desk.button.hasFocus)
    QTest.keyClick(desk.windowHandle(), Qt.Key.Key_Space, NONE, 70)
    qtbot.waitUntil(lambda: desk.clicks == 1)


def test_letters_of_an_input_method_stay_in_the_text(qtbot: QtBot, desk: Desk) -> None:
    damaged = "DN4010000000001|4ê677579êđâ1bb85ô|15/08/1990|1|ư\u0301ơă|$"
    type_text(desk.field, damaged)
    qtbot.waitUntil(lambda: [scan.text for scan in desk.scans] == [damaged])


def test_gs_is_dropped(qtbot: QtBot, desk: Desk) -> None:
    QTest.keyClicks(desk.field, "0103453120000011")
    QTest.sendKeyEvent(QTest.KeyAction.Press, desk.field, Qt.Key.Key_BracketRight, "\x1d", CTRL)
    QTest.keyClicks(desk.field, "2110")
    qtbot.waitUntil(lambda: [scan.text for scan in desk.scans] == ["01034531200000112110"])


@pytest.mark.parametrize("letter", "ABCEFGHIJKLMNOPQRSTUVWXYZ")
def test_a_control_character_in_a_burst_reaches_nobody(qtbot: QtBot, desk: Desk, letter: str) -> None:
    desk.field.setText("there")
    desk.field.selectAll()
    QTest.keyClicks(desk.field, "cmd")
    QTest.keyClick(desk.field, Qt.Key(ord(letter)), CTRL)
    QTest.keyClicks(desk.field, "calc.exe")
    qtbot.waitUntil(lambda: desk.discarded == [Reason.CONTROL_KEYS])
    assert desk.field.text() == "there"
    assert desk.scans == []


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_F11, Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Menu])
def test_so_do_function_keys(qtbot: QtBot, desk: Desk, key: Qt.Key) -> None:
    QTest.keyClicks(desk.field, LINE[:8])
    QTest.keyClick(desk.field, key)
    QTest.keyClicks(desk.field, LINE[8:])
    qtbot.waitUntil(lambda: desk.discarded == [Reason.CONTROL_KEYS])
    assert desk.scans == []


def test_a_shortcut_works_for_a_person_and_not_in_a_burst(qtbot: QtBot, desk: Desk) -> None:
    fired: list[int] = []
    QShortcut(QKeySequence("Ctrl+O"), desk).activated.connect(partial(fired.append, 1))
    window = desk.windowHandle()
    for char in "AB":
        QTest.keyClick(window, Qt.Key(ord(char)))
    QTest.keyClick(window, Qt.Key.Key_O, CTRL)
    qtbot.waitUntil(lambda: desk.discarded == [Reason.CONTROL_KEYS])
    assert fired == []
    QTest.simulateEvent(window, True, Qt.Key.Key_Control, NONE, "", False)
    qtbot.wait(80)
    QTest.simulateEvent(window, True, Qt.Key.Key_O, CTRL, "\x0f", False)
    qtbot.waitUntil(lambda: fired == [1])


def test_a_shortcut_is_not_the_first_key_of_a_burst(qtbot: QtBot, desk: Desk) -> None:
    fired: list[int] = []
    QShortcut(QKeySequence("Esc"), desk).activated.connect(partial(fired.append, 1))
    window = desk.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    for char in "ABCDEF":
        QTest.keyClick(window, Qt.Key(ord(char)))
    qtbot.waitUntil(lambda: desk.discarded == [Reason.CONTROL_KEYS])
    assert fired == []
    QTest.keyClick(window, Qt.Key.Key_Escape, NONE, 80)
    qtbot.waitUntil(lambda: fired == [1])


def test_keys_from_inside_the_program_pass_at_once(desk: Desk) -> None:
    for char in "on-screen keyboard":
        QCoreApplication.sendEvent(desk.field, QKeyEvent(QEvent.Type.KeyPress, 0, NONE, char))
    assert desk.field.text() == "on-screen keyboard"
    assert desk.scans == []


def test_a_key_held_down_is_a_person(desk: Desk) -> None:
    QTest.keyPress(desk.field, Qt.Key.Key_A)
    QTest.qWait(80)
    for _ in range(20):
        QTest.simulateEvent(desk.field, True, Qt.Key.Key_A, NONE, "a", True)
    assert desk.field.text() == "a" * 21
    QTest.keyRelease(desk.field, Qt.Key.Key_A)
    assert desk.scans == []


def test_a_screen_that_goes_away_takes_its_keys_along(qtbot: QtBot, desk: Desk) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    QTest.keyClick(other, Qt.Key.Key_A)
    other.deleteLater()
    QCoreApplication.sendPostedEvents(other, QEvent.Type.DeferredDelete)
    qtbot.wait(100)
    assert desk.scans == []


def test_close_gives_back_what_it_holds(desk: Desk) -> None:
    QTest.keyClick(desk.field, Qt.Key.Key_A)
    assert desk.field.text() == ""
    desk.scanner.close()
    assert desk.field.text() == "a"
    QTest.keyClicks(desk.field, LINE)
    assert desk.field.text() == "a" + LINE
    assert desk.scans == []
