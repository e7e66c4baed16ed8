"""The five tone marks as strokes, for the keys that set them: as fonts draw them they would be specks."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen

from kiosk.typing.letters import Tone
from ui.theme import colours
from ui.widgets.look import Look
from ui.widgets.panel import Drawing

WIDE: Final = 44
TALL: Final = 30


class ToneSign(Drawing):
    """One mark."""

    def __init__(self, look: Look, tone: Tone, colour: QColor = colours.BRAND_DARK) -> None:
        super().__init__(look.px(WIDE), look.px(TALL))
        self._tone, self._colour = tone, colour

    def set_colour(self, colour: QColor) -> None:
        """Draw it in another colour."""
        self._colour = colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / WIDE, self.height() / TALL)
        painter.setPen(QPen(self._colour, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        match self._tone:
            case Tone.ACUTE:
                painter.drawLine(QPointF(15, 22), QPointF(29, 9))
            case Tone.GRAVE:
                painter.drawLine(QPointF(15, 9), QPointF(29, 22))
            case Tone.DOT:
                painter.setBrush(self._colour)
                painter.drawEllipse(QRectF(19, 15, 6, 6))
            case Tone.HOOK:
                path = QPainterPath(QPointF(17, 10))
                path.cubicTo(18, 4, 28, 5, 27, 11)
                path.cubicTo(26, 16, 22, 15, 22, 21)
                painter.drawPath(path)
            case Tone.TILDE:
                path = QPainterPath(QPointF(13, 18))
                path.cubicTo(17, 8, 22, 10, 24, 14)
                path.cubicTo(26, 18, 29, 18, 31, 11)
                painter.drawPath(path)
            case Tone.LEVEL:
                pass
