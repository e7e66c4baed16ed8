"""Text of the desk, whose marks are never cut."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.staff.desk_look import DeskLook
from ui.staff.kit.style import font
from ui.theme import colours

ABOVE = 0.24
BELOW = 0.05


class StaffLabel(QLabel):
    """A text of one size and colour. Plain text only: what a person typed is never read as markup."""

    def __init__(
        self,
        text: str,
        look: DeskLook,
        px: float = 20,
        weight: int = 500,
        colour: QColor = colours.INK,
        wrap: bool = False,
        figures: bool = False,
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(look, px, weight, figures))
        size = look.text(px)
        self.setContentsMargins(0, math.ceil(ABOVE * size), 0, math.ceil(BELOW * size))
        self.setWordWrap(wrap)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        self.set_colour(colour)

    def set_colour(self, colour: QColor) -> None:
        """Show it in another colour."""
        self.setStyleSheet(f"color: {colour.name()}; background: transparent;")
