"""The ring around what has the keyboard's focus; drawn above everything, and only while keys are used."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import colours
from ui.theme.scale import Scale
from ui.widgets.pressable import Pressable

GAP: Final = 3
INNER: Final = 5
OUTER: Final = 4


class FocusRing(QWidget):
    """Yellow inside ink, so that it shows on every ground. It takes no touches.

    Only its outermost line stands outside the control: the label above a field stays whole.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._radius = 0.0
        self._part = 1.0
        self.hide()

    def surround(self, widget: Pressable | None, scale: Scale) -> None:
        """Stand around this widget, or nowhere."""
        parent = self.parentWidget()
        if widget is None or not widget.isVisible() or parent is None:
            self.hide()
            return
        self._part = max(scale.unit, 0.7)
        reach = round(OUTER * self._part)
        corner = widget.mapTo(parent, widget.rect().topLeft())
        box = widget.rect().translated(corner).adjusted(-reach, -reach, reach, reach)
        self._radius = widget.radius
        self.setGeometry(box)
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both rings and the dark gap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = 0.0
        for width, colour in ((OUTER, colours.INK), (INNER, colours.FOCUS), (GAP, colours.INK)):
            stroke = width * self._part
            middle = inset + stroke / 2
            painter.setPen(QPen(colour, stroke))
            radius = max(0.0, self._radius + OUTER * self._part - middle)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(middle, middle, -middle, -middle), radius, radius)
            inset += stroke
