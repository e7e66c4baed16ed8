"""Hands on the keyboard of a running kiosk, and a scanner that types: real key events, waited for one by one."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier
APART = 0.5
"""Seconds between a hand's keys and a scanner's, however busy the machine is."""
CTRL = Qt.KeyboardModifier.ControlModifier
CHORD = 0.03
"""No hand presses Ctrl and a letter closer together: what does is taken for a scanner."""
SECONDS = 30.0
"""As long as anything may take where the machine is busy."""


def until(what: str, true: Callable[[], object], seconds: float = SECONDS) -> None:
    """Let the program run until this is true."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come about; the keys go to {QApplication.focusWidget()!r}")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        QTest.qWait(2)


class Hands(QObject):
    """Presses keys where the focus is. A person's key is held back by the scanner's filter: the next one follows when
    it has come to its widget. Make it after the kiosk, so that it sees keys before that filter does.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._arrived = 0
        self.strokes = 0
        """Keys that were pressed, but for texts."""
        self.windows: set[str] = set()
        """What came up as a window of its own."""
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count the keys that were let through, and see what comes up as a window."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.add(type(watched).__name__)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.spontaneous():
            self._arrived += 1
        return False

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key, with Ctrl held down before it."""
        self.strokes += 1
        if modifier == CTRL:
            QTest.simulateEvent(focused(), True, Qt.Key.Key_Control, NONE, "", False)
            pause(CHORD)
        before, widget = self._arrived, focused()
        for down in (True, False):
            QTest.simulateEvent(widget, down, key, modifier, _text(key, modifier), False)
        self._comes(before, "a key")
        if modifier == CTRL:
            QTest.simulateEvent(focused(), False, Qt.Key.Key_Control, CTRL, "", False)

    def types(self, text: str) -> None:
        """Type a text, letter by letter."""
        for letter in text:
            before = self._arrived
            _stroke(letter)
            self._comes(before, "a letter")

    def _comes(self, before: int, what: str) -> None:
        until(what, lambda: self._arrived > before)


def scanner_types(text: str) -> None:
    """Type a code as a scanner does: at once, with Enter at its end, and no hand on the keys just before or after."""
    pause(APART)
    for letter in text:
        _stroke(letter)
    _stroke("\r")
    pause(APART)


def focused() -> QWidget:
    """What has the keys."""
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    if widget is None:
        raise AssertionError("nothing has the keys")
    return widget


def pause(seconds: float) -> None:
    """Let as much time pass as a hand needs."""
    end = time.monotonic() + seconds
    until("the end of a pause", lambda: time.monotonic() > end)


def _stroke(letter: str) -> None:
    plain = letter.isascii() and letter.isalnum()
    key = Qt.Key(ord(letter.upper())) if plain else Qt.Key.Key_unknown
    widget = focused()
    for down in (True, False):
        QTest.simulateEvent(widget, down, key, NONE, letter, False)


def _text(key: Qt.Key, modifier: Qt.KeyboardModifier) -> str:
    """What a key types, as X11 has it: with Ctrl a letter is a control character."""
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return chr(key - 0x40) if modifier == CTRL else chr(key).lower()
    typed = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Tab: "\t", Qt.Key.Key_Backspace: "\b", Qt.Key.Key_Space: " "}
    return typed.get(key, "")
