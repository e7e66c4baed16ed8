"""A QR code drawn in whole pixels, with its quiet zone."""

from typing import Final

import segno
from PySide6.QtGui import QPainter, QPaintEvent

from ui.theme import colours
from ui.widgets.look import Look
from ui.widgets.square import Square

QUIET: Final = 4
"""Modules of white that must stand around a code."""


class QrCode(Square):
    """The code of ``text``, at most ``size`` square. Modules are whole pixels, or phones read it badly."""

    def __init__(self, look: Look, text: str, size: float) -> None:
        super().__init__(look, size)
        self._modules = [list(row) for row in segno.make_qr(text, error="m").matrix]

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
