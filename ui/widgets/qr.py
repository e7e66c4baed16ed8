"""A QR code drawn in whole pixels, with its quiet zone."""

from collections.abc import Iterator
from typing import Final

import segno
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import colours
from ui.widgets.look import Look

QUIET: Final = 4
"""Modules of white that must stand around a code."""


class QrCode(QWidget):
    """The code of ``text``, at most ``size`` square. Modules are whole pixels, or phones read it badly."""

    def __init__(self, look: Look, text: str, size: float) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._modules = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
        self._size = look.px(size)

    def wide(self) -> float:
        """Its width."""
        return self._size

    def tall(self, _width: float) -> float:
        """Its height."""
        return self._size

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in the middle of this rectangle."""
        size = min(self._size, int(width), int(height))
        self.setGeometry(round(x + (width - size) / 2), round(y + (height - size) / 2), size, size)

    def widgets(self) -> Iterator[QWidget]:
        """This widget."""
        yield self

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the modules."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.WHITE)
        count = len(self._modules)
        module = max(1, self.width() // (count + 2 * QUIET))
        start = (self.width() - module * count) // 2
        for row, modules in enumerate(self._modules):
            for column, dark in enumerate(modules):
                if dark:
                    painter.fillRect(start + column * module, start + row * module, module, module, colours.INK)
