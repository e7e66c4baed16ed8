"""A large check box with a sentence beside it."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.staff.desk_look import DeskLook
from ui.staff.kit.icons import pixmap
from ui.staff.kit.style import font
from ui.theme import colours

INSIDE: Final = 10
"""Room above and below the sentence: the ring of the focus lies in it."""
RIM: Final = 8
"""And before the box."""


class Tick(QAbstractButton):
    """Checked by Space, a click on the box or on the sentence. ``wrong`` marks one that must be checked."""

    def __init__(self, look: DeskLook, text: str) -> None:
        super().__init__()
        self._look = look
        self.wrong = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFont(font(look, 19, 500))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("radius", look.px(10))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, problem: str) -> None:
        """Mark it, or no longer; the words stand elsewhere."""
        self.wrong = bool(problem)
        self.setAccessibleDescription(problem)
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Its sentence wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its sentence, or of the box."""
        return max(self._look.px(52), self._words(width).height() + 2 * self._look.px(INSIDE))

    def sizeHint(self) -> QSize:
        """One line, if it is not too long."""
        wide = min(QFontMetrics(self.font()).horizontalAdvance(self.text()), self._look.px(480))
        wide += self._beside() + 2
        return QSize(wide, self.heightForWidth(wide))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is left to the form."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box, its tick and the sentence."""
        px = self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, stroke = px(36), max(1.0, px(2))
        words = self._words(self.width())
        top = (self.height() - words.height()) // 2
        level = min((self.height() - side) // 2, px(INSIDE))
        box = QRectF(px(RIM) + stroke / 2, level + stroke / 2, side - stroke, side - stroke)
        on = self.isChecked()
        edge = colours.BRAND if on else colours.STOP if self.wrong else colours.LINE_STRONG
        painter.setPen(QPen(edge, stroke))
        painter.setBrush(colours.BRAND if on else colours.CARD if self.isEnabled() else colours.SUNKEN)
        painter.drawRoundedRect(box, px(9), px(9))
        if on:
            picture = pixmap(self._look, "check", 26, colours.WHITE, 3)
            size = self._look.text(26)
            painter.drawPixmap(round(box.center().x() - size / 2), round(box.center().y() - size / 2), picture)
        painter.setPen(colours.INK if self.isEnabled() else colours.INK3)
        painter.setFont(self.font())
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextDontClip)
        painter.drawText(QRect(self._beside(), top, words.width() + 4, words.height()), flags, self.text())

    def _beside(self) -> int:
        return self._look.px(RIM + 36 + 12)

    def _words(self, width: int) -> QRect:
        room = QRect(0, 0, max(40, width - self._beside() - 4), 10_000)
        return QFontMetrics(self.font()).boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text())
