"""``keyboard:``, the scanner that types: takes its bursts out of the key stream before they reach a widget.

The rules are in ``kiosk.keyboard_wedge``; here keys are translated for it, and given back.
"""

import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from kiosk.keyboard_wedge import Discarded, KeyboardWedge, Kind, Limits, Reason, Released, Stroke, Typed
from kiosk.scans import Scan, Symbology

log = logging.getLogger(__name__)

ADDRESS = "keyboard:"
LATE = 0.02  # a silence timer that comes later than this says that the UI thread was busy, not that nobody typed
LOOK_AGAIN = 10  # ms

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier  # what Windows makes of AltGr
_SEPARATORS = frozenset("\x04\x1c\x1d\x1e\x1f")
_ENDS = frozenset("\r\n\t")  # of Enter and Tab, and of Ctrl+M, J and I, which some scanners send instead
_KINDS: dict[int, Kind] = {
    Qt.Key.Key_Backspace: Kind.BACKSPACE,
    Qt.Key.Key_Shift: Kind.SHIFT,
    Qt.Key.Key_AltGr: Kind.SHIFT,
    Qt.Key.Key_Mode_switch: Kind.SHIFT,
    Qt.Key.Key_CapsLock: Kind.SHIFT,
    Qt.Key.Key_NumLock: Kind.SHIFT,
    Qt.Key.Key_Control: Kind.MODIFIER,
    Qt.Key.Key_Alt: Kind.MODIFIER,
    Qt.Key.Key_Meta: Kind.MODIFIER,
}


@dataclass(frozen=True, slots=True)
class _Key:
    """A key event held back, and whom it was for (a window, which passes it on to its focus)."""

    receiver: QObject
    event: QKeyEvent


class KeyboardScanner(QObject):
    """An event filter over the whole application; ``scanned`` is called on the UI thread.

    Only keys that come from outside are looked at: what the on-screen keyboard sends passes untouched, and so
    do the keys given back here. A key is therefore held once, where it is first seen (at its window), and a
    person's key reaches its widget ``limits.gap`` seconds late. So do shortcuts: they work for people only.
    """

    def __init__(
        self,
        app: QCoreApplication,
        scanned: Callable[[Scan], None],
        discarded: Callable[[Reason], None] = lambda reason: log.info("a burst was discarded: %s", reason),
        limits: Limits | None = None,
    ) -> None:
        super().__init__()
        self._app = app
        self._scanned = scanned
        self._discarded = discarded
        self._wedge: KeyboardWedge[_Key] = KeyboardWedge(limits)
        self._due = 0.0
        self._last = 0.0
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setTimerType(Qt.TimerType.PreciseTimer)
        self._silence.timeout.connect(self._quiet)
        app.installEventFilter(self)

    def close(self) -> None:
        """Stop looking at keys; those held back go to their widgets."""
        self._app.removeEventFilter(self)
        self._silence.stop()
        self._carry_out(self._wedge.silence())

    def eventFilter(self, receiver: QObject, event: QEvent) -> bool:
        """Take every key that comes from outside; see Qt's documentation."""
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(event, QKeyEvent) or not event.spontaneous():
            return False
        event.accept()
        if kind == QEvent.Type.ShortcutOverride:
            return True  # no shortcut before it is known who typed; a key that is given back tries them again
        key = _Key(receiver, _copy(event))
        if kind == QEvent.Type.KeyPress:
            self._last = monotonic()
            stroke = Stroke(_at(event), _kind(event), event.text(), _code(event), key, event.isAutoRepeat())
            done = self._wedge.pressed(stroke)
            self._wait()
        else:
            done = self._wedge.lifted(_at(event), _code(event), key)
        self._carry_out(done)
        return True

    def _wait(self) -> None:
        patience = self._wedge.patience
        if patience is None:
            self._silence.stop()
        else:
            self._due = monotonic() + patience
            self._silence.start(math.ceil(patience * 1000))

    def _quiet(self) -> None:
        now = monotonic()
        if now > self._due + LATE:
            self._due = now + LOOK_AGAIN / 1000  # keys that came meanwhile go first
            self._silence.start(LOOK_AGAIN)
        else:
            self._carry_out(self._wedge.silence())

    def _carry_out(self, done: Sequence[Released[_Key] | Typed | Discarded]) -> None:
        for outcome in done:
            match outcome:
                case Released(keys):
                    for key in keys:
                        if isValid(key.receiver):  # type: ignore[no-untyped-call] # shiboken6 ships no types for it
                            self._app.sendEvent(key.receiver, key.event)
                case Typed(text):
                    self._scanned(Scan(ADDRESS, Symbology.TYPED, text, text.encode(), self._last))
                case Discarded(reason):
                    self._discarded(reason)


def _kind(event: QKeyEvent) -> Kind:
    text = event.text()
    if text in _SEPARATORS:
        return Kind.SEPARATOR
    if text in _ENDS:
        return Kind.END
    commands = event.modifiers() & _COMMANDS
    key = event.key()
    named = _KINDS.get(key)
    if named in (Kind.SHIFT, Kind.MODIFIER):
        return named
    if Qt.Key.Key_Dead_Grave <= key <= Qt.Key.Key_Dead_Longsolidusoverlay:
        return Kind.SHIFT  # the next key types the whole character
    if not commands and named is not None:
        return named
    if text and text.isprintable() and commands in (Qt.KeyboardModifier.NoModifier, _ALT_GR):
        return Kind.INK
    return Kind.CONTROL


def _at(event: QKeyEvent) -> float:
    """When the key went down by the window system's clock, so that a busy UI thread does not make people fast."""
    return event.timestamp() / 1000 or monotonic()


def _code(event: QKeyEvent) -> int:
    return event.nativeScanCode() or event.key()


def _copy(event: QKeyEvent) -> QKeyEvent:
    """The same event, no longer one that comes from outside."""
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
