"""The shape of a verdict: disc, square, triangle, octagon. It grows into place, and is whole from the first frame."""

from typing import Final

from PySide6.QtCore import QEasingCurve, QPointF, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent

from ui.theme.icons import pictogram
from ui.widgets.look import Look
from ui.widgets.square import Square

GROW_MS: Final = 220
FROM: Final = 0.92


class Silhouette(Square):
    """A verdict's pictogram, ``size`` square."""

    def __init__(self, look: Look, name: str, size: float) -> None:
        super().__init__(look, size)
        self._name = name
        self._part = 1.0
        if not look.still:
            growing = QVariantAnimation(self, startValue=FROM, endValue=1.0, duration=GROW_MS)
            growing.setEasingCurve(QEasingCurve.Type.OutCubic)
            growing.valueChanged.connect(self._grow)
            self._part = FROM
            growing.start()

    def _grow(self, part: float) -> None:
        self._part = part
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it as large as it is by now."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        middle = QPointF(self.width() / 2, self.height() / 2)
        painter.translate(middle)
        painter.scale(self._part, self._part)
        painter.translate(-middle)
        painter.drawPixmap(0, 0, pictogram(self._name, self.width(), self.height(), self.devicePixelRatioF()))
