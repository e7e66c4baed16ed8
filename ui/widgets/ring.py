"""The ring that runs down: how long a screen stays, as an arc and as a number."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QTextLayout
from PySide6.QtWidgets import QWidget

from kiosk.ports import Clock
from ui.theme.fonts import font
from ui.theme.type import BOLD, Type
from ui.widgets.look import Look

TICK_MS: Final = 100
STILL_TICK_MS: Final = 1000
LAST_SECONDS: Final = 5


@dataclass(frozen=True, slots=True)
class Countdown:
    """The time a screen has: ``limit`` seconds from ``start`` on the monotonic clock."""

    limit: float
    start: float
    clock: Clock

    def left(self) -> float:
        """The seconds left, never below zero."""
        return min(self.limit, max(0.0, self.limit - (self.clock.monotonic() - self.start)))


class Ring(QWidget):
    """An arc with round ends that starts at twelve o'clock and runs down, the seconds left inside it."""

    def __init__(
        self,
        look: Look,
        countdown: Countdown,
        size: float,
        colour: QColor,
        track: QColor,
        *,
        stroke: float = 10.0,
        text: float = 0.4,
        numbered: bool = True,
    ) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look, self._countdown = look, countdown
        self._size, self._stroke = look.px(size), look.px(stroke)
        self._colour, self._track = colour, track
        self._kind = Type(size * text, BOLD, size * text, figures=True)
        self._numbered = numbered
        self._said = 0
        self._ticks = QTimer(self, interval=STILL_TICK_MS if look.still else TICK_MS)
        self._ticks.timeout.connect(self._tick)
        self._ticks.start()
        self._say(math.ceil(countdown.left()))

    def number(self) -> int:
        """The seconds left, as shown."""
        return math.ceil(self._countdown.left() - 0.001)

    def _say(self, seconds: int) -> None:
        self._said = seconds
        self.setAccessibleName(self._look.words.common.returns_in.format(n=seconds))

    def _tick(self) -> None:
        # Spoken at the start and at five seconds only: a voice that counts would drown everything else.
        if self.number() == LAST_SECONDS and self._said != LAST_SECONDS:
            self._say(LAST_SECONDS)
        self.update()
        if self._countdown.left() <= 0:
            self._ticks.stop()

    def wide(self) -> float:
        """Its width."""
        return self._size

    def tall(self, _width: float) -> float:
        """Its height."""
        return self._size

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in the middle of this rectangle."""
        self.setGeometry(
            round(x + (width - self._size) / 2), round(y + (height - self._size) / 2), self._size, self._size
        )

    def widgets(self) -> Iterator[QWidget]:
        """This widget."""
        yield self

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track, the arc and the number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = self._stroke / 2
        circle = QRectF(self.rect()).adjusted(half, half, -half, -half)
        pen = QPen(self._track, self._stroke)
        painter.setPen(pen)
        painter.drawEllipse(circle)
        left = self._countdown.left()
        part = (math.ceil(left) if self._look.still else left) / max(self._countdown.limit, 0.001)
        if part > 0:
            pen.setColor(self._colour)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(circle, 90 * 16, -round(min(1.0, part) * 360 * 16))
        if self._numbered:
            self._paint_number(painter)

    def _paint_number(self, painter: QPainter) -> None:
        layout = QTextLayout(str(self.number()), font(self._kind, self._look.px(self._kind.px)))
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        painter.setPen(self._colour)
        # Centred on the height of the figures, which is 0.74 of the size, not on the line box.
        middle = line.ascent() - 0.37 * layout.font().pixelSize()
        line.draw(painter, QPointF((self._size - line.naturalTextWidth()) / 2, self._size / 2 - middle))
