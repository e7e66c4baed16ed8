"""The numbers on the bars of a chart and the hours below it, painted over the plot.

They are painted as text and not as items of the plot: an item costs the UI thread a millisecond, and a day has seventy.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Mark:
    """A text at a place of the plot. ``below`` hangs it from there instead; ``upright`` reads from bottom to top."""

    text: str
    x: float
    y: float
    colour: QColor
    font: QFont
    below: bool = False
    upright: bool = False


class Numbers(QWidget):
    """Lies over the plot and paints ``marks``. ``place`` says where a point of the plot is on this widget."""

    def __init__(self, parent: QWidget, place: Callable[[float, float], QPointF], gap: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._place, self._gap = place, gap
        self.marks: tuple[Mark, ...] = ()

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Show these."""
        self.marks = marks
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them all."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        for mark in self.marks:
            at = self._place(mark.x, mark.y)
            metrics = QFontMetricsF(mark.font)
            wide, tall = metrics.horizontalAdvance(mark.text) + 2, metrics.height()
            painter.save()
            painter.translate(at)
            if mark.upright:
                painter.rotate(-90)
                room = QRectF(self._gap, -tall / 2, wide, tall)
            else:
                room = QRectF(-wide / 2, self._gap if mark.below else -tall - self._gap / 2, wide, tall)
            painter.setFont(mark.font)
            painter.setPen(mark.colour)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip), mark.text)
            painter.restore()
