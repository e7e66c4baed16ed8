"""Boxes for a code that is typed digit by digit, and dots for one that must not be seen."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import colours
from ui.theme.fonts import font
from ui.theme.type import BOLD, Type
from ui.widgets.look import Look
from ui.widgets.panel import rounded
from ui.widgets.vessel import Vessel

PLACES: Final = 6
DIGIT: Final = Type(96, BOLD, 120, figures=True)


class Places(Vessel):
    """What both share: ``digits`` typed so far, of PLACES."""

    def __init__(self, look: Look, high: float) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look, self._high = look, look.px(high)
        self.digits = ""

    def wipe(self) -> None:
        """Hold nothing any more."""
        self.digits = ""

    def wide(self) -> float:
        """The width it wants."""
        return self._high * PLACES

    def tall(self, _width: float) -> float:
        """Its height."""
        return self._high

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in this rectangle."""
        left, top = round(x), round(y)
        self.setGeometry(left, top, round(x + width) - left, round(y + height) - top)

    def widgets(self) -> Iterator[QWidget]:
        """This widget."""
        yield self


class CodeCells(Places):
    """Six boxes, the one whose turn it is with a strong border and a caret."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, 168)
        self.show_digits("")

    def show_digits(self, digits: str, *, closed: bool = False) -> None:
        """Show these digits. A screen reader hears which box is next, not what stands in the others.

        ``closed``: none can be typed, and no box waits for one.
        """
        self.digits, self._closed = digits, closed
        say = self._look.words.errand.code
        at = min(len(digits) + 1, PLACES)
        what = say.full if len(digits) >= PLACES else say.empty
        self.setAccessibleName(say.cell.format(n=at, of=PLACES, what=what))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the boxes and what stands in them."""
        px, painter = self._look.px, QPainter(self)
        gap = px(20)
        wide = (self.width() - gap * (PLACES - 1)) / PLACES
        size = round(min(px(DIGIT.px), wide * 0.72))
        painter.setFont(font(DIGIT, size))
        for index in range(PLACES):
            box = QRectF(index * (wide + gap), 0, wide, self.height())
            current = index == len(self.digits) and not self._closed
            edge, stroke = (colours.BRAND, px(6)) if current else (colours.LINE_STRONG, max(1.5, px(2.5)))
            fill = colours.SUNKEN if self._closed else colours.CARD
            rounded(painter, box, px(24), fill, edge, stroke)
            painter.setPen(colours.INK)
            if index < len(self.digits):
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, self.digits[index])
            elif current:
                caret = QRectF(0, 0, px(5), size * 0.9)
                caret.moveCenter(box.center())
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colours.BRAND)
                painter.drawRoundedRect(caret, px(2.5), px(2.5))


class PinDots(Places):
    """Six dots. The digits are kept here while they are typed, and nowhere else on the display."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, 48)
        self._count = 0
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Fill this many dots."""
        self._count = count
        self.setAccessibleName(self._look.words.errand.pin.typed.format(n=count, of=PLACES))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dots in the middle."""
        px, painter = self._look.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, gap, stroke = px(44), px(28), px(4)
        start = (self.width() - PLACES * side - (PLACES - 1) * gap) / 2
        painter.setPen(QPen(colours.BRAND, stroke))
        for index in range(PLACES):
            painter.setBrush(colours.BRAND if index < self._count else colours.CARD)
            box = QRectF(start + index * (side + gap), (self.height() - side) / 2, side, side)
            painter.drawEllipse(box.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2))
