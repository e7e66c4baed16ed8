"""A code in whole pixels, as large as a place allows."""

from typing import Final

import segno
from PySide6.QtGui import QColor, QPainter

from ui.theme import colours

QUIET: Final = 4
BLACK: Final = QColor("#000000")


class Modules:
    """The modules of a code of level Q."""

    def __init__(self, text: str) -> None:
        self._rows = [bytes(row) for row in segno.make_qr(text, error="q").matrix]

    def paint(self, painter: QPainter, x: int, y: int, room: int) -> None:
        """Paint it around a point with its quiet zone; modules are whole pixels, or phones read it badly."""
        count = len(self._rows)
        module = max(1, room // (count + 2 * QUIET))
        whole = (count + 2 * QUIET) * module
        left, top = x - module * count // 2, y - module * count // 2
        painter.fillRect(x - whole // 2, y - whole // 2, whole, whole, colours.WHITE)
        for row, modules in enumerate(self._rows):
            for column, dark in enumerate(modules):
                if dark:
                    painter.fillRect(left + column * module, top + row * module, module, module, BLACK)
