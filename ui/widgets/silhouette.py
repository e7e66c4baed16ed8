"""The shape of a verdict: disc, square, triangle, octagon. It grows into place, and is whole from the first frame."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QEasingCurve, QPointF, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.icons import pictogram
from ui.widgets.look import Look

GROW_MS: Final = 220
FROM: Final = 0.92


class Silhouette(QWidget):
    """A verdict's pictogram, ``size`` square."""

    def __init__(self, look: Look, name: str, size: float) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._name, self._size = name, look.px(size)
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

    def wide(self) -> float:
        """Its width."""
        return self._size

    def tall(self, _width: float) -> float:
        """Its height."""
        return self._size

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in the middle of this rectangle, smaller where it has to be."""
        size = min(self._size, int(width), int(height))
        self.setGeometry(round(x + (width - size) / 2), round(y + (height - size) / 2), size, size)

    def widgets(self) -> Iterator[QWidget]:
        """This widget."""
        yield self

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it as large as it is by now."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        middle = QPointF(self.width() / 2, self.height() / 2)
        painter.translate(middle)
        painter.scale(self._part, self._part)
        painter.translate(-middle)
        painter.drawPixmap(0, 0, pictogram(self._name, self.width(), self.height(), self.devicePixelRatioF()))
