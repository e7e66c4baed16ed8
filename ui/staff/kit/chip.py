"""A small tinted word: a state, never something to press."""

from enum import Enum
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.staff.desk_look import DeskLook
from ui.staff.kit.icons import pixmap
from ui.staff.kit.style import font
from ui.theme import colours


class Tone(Enum):
    """What a word means for whoever reads it."""

    OK = "ok"
    WARN = "warn"
    STOP = "stop"
    NOTE = "note"
    QUIET = "quiet"


TONES: Final[dict[Tone, tuple[QColor, QColor]]] = {
    Tone.OK: (colours.IN_TINT, colours.IN),
    Tone.WARN: (colours.WARN_TINT, colours.WARN_INK),
    Tone.STOP: (colours.STOP_TINT, colours.STOP),
    Tone.NOTE: (colours.BRAND_TINT, colours.BRAND),
    Tone.QUIET: (colours.SUNKEN, colours.INK2),
}
"""Ground and text of each."""
ICONS: Final[dict[Tone, str]] = {
    Tone.OK: "circle-check",
    Tone.WARN: "triangle-alert",
    Tone.STOP: "circle-alert",
    Tone.NOTE: "info",
    Tone.QUIET: "clock-3",
}
"""What stands before a sentence of each tone where nothing better is known."""


class StaffChip(QWidget):
    """An icon, if it has one, and a word on a tinted ground, 40 high (32 where it is ``small``)."""

    def __init__(self, look: DeskLook, text: str, tone: Tone, icon: str = "", *, small: bool = False) -> None:
        super().__init__()
        self._look, self._small = look, small
        self._text, self._tone, self._icon = text, tone, icon
        self.setFont(font(look, 17 if small else 18, 600))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """What it says."""
        return self._text

    def tone(self) -> Tone:
        """How it says it."""
        return self._tone

    def say(self, text: str, tone: Tone, icon: str = "") -> None:
        """Say something else."""
        if (text, tone, icon) == (self._text, self._tone, self._icon):
            return
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        px = self._look.px
        wide = QFontMetrics(self.font()).horizontalAdvance(self._text) + px(10 if self._small else 14) * 2
        if self._icon:
            wide += self._look.text(22) + (px(9) if self._text else 0)
        return QSize(wide + 2, max(px(32 if self._small else 40), round(self._look.text(18) * 1.6)))

    def minimumSizeHint(self) -> QSize:
        """The same: a word is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and word."""
        ground, ink = TONES[self._tone]
        px = self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), px(12), px(12))
        left = px(10 if self._small else 14)
        if self._icon:
            picture = pixmap(self._look, self._icon, 22, ink)
            size = self._look.text(22)
            painter.drawPixmap(left, (self.height() - size) // 2, picture)
            left += size + px(9)
        painter.setPen(ink)
        room = self.rect().adjusted(left, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, int(flags) | int(Qt.TextFlag.TextDontClip), self._text)
