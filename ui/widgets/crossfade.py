"""The screen that was, fading away over the screen that is."""

from typing import Final

from PySide6.QtCore import Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

FADE_MS: Final = 160


class Crossfade(QWidget):
    """A picture of the old screen over the new one, ever fainter; takes no touches, and keeps nothing when done."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._old = QPixmap()
        self._fading = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=FADE_MS)
        self._fading.valueChanged.connect(self.update)
        self._fading.finished.connect(self.stop)
        self.hide()

    def start(self, old: QPixmap, x: int, y: int) -> None:
        """Fade this picture, which stood at ``x``, ``y``."""
        self._old = old
        size = old.deviceIndependentSize()
        self.setGeometry(x, y, round(size.width()), round(size.height()))
        self.raise_()
        self.show()
        self._fading.start()

    def stop(self) -> None:
        """Be done at once."""
        self._fading.stop()
        self._old = QPixmap()
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the old screen as faint as it is by now."""
        painter = QPainter(self)
        painter.setOpacity(float(self._fading.currentValue() or 0.0))
        painter.drawPixmap(0, 0, self._old)
