"""A wizard on its real window with somebody before it who has a keyboard and nothing else."""

from dataclasses import dataclass, field
from pathlib import Path

import zxingcpp
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from kiosk.checkpoint.poster_text import Poster
from tests.setting_up_world import World
from ui.printing.poster import Size
from ui.setup.window import SetupWindow


@dataclass
class RememberingPosters:
    """Where posters go in a test."""

    folder: Path
    out: list[tuple[str, Size]] = field(default_factory=list)

    def save(self, poster: Poster, size: Size) -> Path:
        self.out.append(("saved", size))
        assert poster.link
        return self.folder / "poster.pdf"

    def print_out(self, poster: Poster, size: Size) -> None:
        assert poster.link
        self.out.append(("printed", size))


@dataclass
class Set:
    """A window with somebody before it who has a keyboard and nothing else."""

    world: World
    window: SetupWindow
    posters: RememberingPosters
    ended: list[bool] = field(default_factory=list)

    @property
    def focus(self) -> QWidget:
        found = self.window.focusWidget()
        assert found is not None
        return found

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._send(key, "", modifier)

    def type(self, text: str) -> None:
        for letter in text:
            self._send(Qt.Key.Key_unknown, letter)

    def _send(self, key: Qt.Key, text: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """To whatever has the focus at the moment, as a keyboard does: it may go away with the key."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self.focus, QKeyEvent(kind, key, modifier, text))

    def on(self) -> None:
        self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def tab_to(self, name: str) -> None:
        """Press Tab until something of this name has the focus."""
        for _ in range(40):
            if self.focus.accessibleName() == name:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never came to {name!r}")

    def choose(self, name: str, typed: str) -> None:
        self.tab_to(name)
        self.type(typed)
        self.key(Qt.Key.Key_Return)


def require_whole(desk: Set) -> None:
    QApplication.processEvents()
    for widget in desk.window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        left = widget.mapTo(desk.window, QPoint(0, 0)).x()
        assert left >= 0, widget
        assert left + widget.width() <= desk.window.width(), (widget.accessibleName(), widget)
        if isinstance(widget, QLabel) and widget.text() and not widget.wordWrap():
            assert widget.width() >= widget.sizeHint().width() - 1, widget.text()
    assert desk.window.bar.on.mapTo(desk.window, QPoint(0, 0)).y() < desk.window.height()


def decoded(picture: QImage) -> str:
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    view = memoryview(grey.constBits()).cast("B", (grey.height(), grey.bytesPerLine()))
    found = zxingcpp.read_barcodes(view)
    return found[0].text if found else ""
