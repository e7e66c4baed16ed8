"""The live camera picture in a rounded frame, with the corners a code is held between."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QWidget

from kiosk.scans import Picture, Point
from ui.theme import colours
from ui.theme.icons import icon
from ui.widgets.guide import paint_guide, paint_outline
from ui.widgets.look import Look

FADE_MS: Final = 120
FRAME_MS: Final = 16
OUTLINE_MS: Final = 700
"""How long the outline stays on a code after it was last read."""
VEIL: Final = 0.38


@dataclass(frozen=True, slots=True)
class Guide:
    """The corners over the picture: the side of their square, stroke and radius, and their colour."""

    side: float = 360
    stroke: float = 10
    radius: float = 34
    colour: QColor = field(default_factory=lambda: colours.WHITE)


class Viewport(QWidget):
    """A camera picture as wide as its place, cut to it, as in a mirror where the camera faces the visitor.

    ``frozen`` keeps the picture it was given first, under a veil. Until there is a picture it is a pale field with a
    camera sign, never a black one. ``behind`` is the colour around its round corners.
    A ``marking`` one shows where a code was read.
    """

    def __init__(
        self,
        look: Look,
        behind: QColor,
        guide: Guide | None = None,
        *,
        radius: float = 32,
        least: float = 300,
        frozen: bool = False,
        marking: bool = False,
        frame: QColor | None = None,
    ) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look, self._behind = look, behind
        self._guide = guide
        self._radius = look.px(radius)
        self._least = look.px(least)
        self._frozen = frozen
        self._marking = marking
        self._frame = frame
        self._picture: Picture | None = None
        self._image = QImage()
        self._outline: tuple[Point, ...] = ()
        self._since = QElapsedTimer()
        self._fade = QTimer(self, interval=FRAME_MS)
        self._fade.timeout.connect(self._fading)
        self._gone = QTimer(self, singleShot=True, interval=OUTLINE_MS)
        self._gone.timeout.connect(self.clear_outline)
        self.setAccessibleName(look.words.waiting.camera)

    def wide(self) -> float:
        """It takes whatever width there is."""
        return self._least

    def tall(self, _width: float) -> float:
        """The least height; it grows."""
        return self._least

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in this rectangle."""
        left, top = round(x), round(y)
        self.setGeometry(left, top, round(x + width) - left, round(y + height) - top)

    def widgets(self) -> Iterator[QWidget]:
        """This widget."""
        yield self

    def show_picture(self, picture: Picture) -> None:
        """Show this frame from the next paint on."""
        if self._frozen and self._picture is not None:
            return
        # The image only wraps the bytes, so the picture that owns them is kept as long.
        self._picture = picture
        self._image = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_BGR888)
        self.update()

    def show_outline(self, corners: tuple[Point, ...]) -> None:
        """Mark a code that was read; the mark fades in once and follows the code while it is read again."""
        if not self._marking or len(corners) < 4:
            return
        if not self._outline:
            self._since.start()
            if not self._look.still:
                self._fade.start()
        self._outline = corners
        if not self._frozen:
            self._gone.start()
        self.update()

    def clear_outline(self) -> None:
        """Take the mark away."""
        self._outline = ()
        self._fade.stop()
        self.update()

    def _fading(self) -> None:
        if self._since.elapsed() >= FADE_MS:
            self._fade.stop()
        self.update()

    def _spread(self) -> QTransform:
        """From picture pixels to widget pixels: cover the widget, keep the middle, mirror if asked."""
        wide, tall = self._image.width(), self._image.height()
        part = max(self.width() / wide, self.height() / tall)
        transform = QTransform()
        transform.translate(self.width() / 2, self.height() / 2)
        transform.scale(-part if self._look.site.mirrored else part, part)
        transform.translate(-wide / 2, -tall / 2)
        return transform

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture as the texture of a rounded rectangle: smooth edges without a mask."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._behind)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._image.isNull():
            self._paint_starting(painter)
            return
        spread = self._spread()
        brush = QBrush(self._image)
        brush.setTransform(spread)
        painter.setBrush(brush)
        field = QRectF(self.rect())
        painter.drawRoundedRect(field, self._radius, self._radius)
        if self._frozen:
            painter.setBrush(colours.faint(colours.INK, VEIL))
            painter.drawRoundedRect(field, self._radius, self._radius)
        if self._outline:
            self._paint_outline(painter, spread)
        elif self._guide is not None and not self._frozen:
            self._paint_guide(painter, self._guide.colour)
        self._paint_frame(painter)

    def _paint_frame(self, painter: QPainter) -> None:
        if self._frame is None:
            return
        stroke = self._look.px(12)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._frame, stroke))
        half = stroke / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, self._radius - half, self._radius - half)

    def _paint_guide(self, painter: QPainter, colour: QColor) -> None:
        if self._guide is None:
            return
        side = min(self._look.px(self._guide.side), 0.86 * self.height(), 0.86 * self.width())
        part = side / max(1, self._guide.side)
        middle = QPointF(self.width() / 2, self.height() / 2)
        paint_guide(painter, middle, side, self._guide.stroke * part, self._guide.radius * part, colour)

    def _paint_outline(self, painter: QPainter, spread: QTransform) -> None:
        wide, tall = self._image.width(), self._image.height()
        points = [spread.map(QPointF(point.x * wide, point.y * tall)) for point in self._outline]
        still = self._look.still or not self._since.isValid()
        opacity = 1.0 if still else min(1.0, self._since.elapsed() / FADE_MS)
        paint_outline(painter, points, self._look.px(16), self._look.px(12), opacity)

    def _paint_starting(self, painter: QPainter) -> None:
        painter.setBrush(colours.BRAND_TINT)
        painter.drawRoundedRect(QRectF(self.rect()), self._radius, self._radius)
        size = min(self._look.px(120), self.height() // 2)
        sign = icon("scan-qr-code", size, colours.BRAND, self.devicePixelRatioF(), 1.6)
        painter.drawPixmap((self.width() - size) // 2, (self.height() - size) // 2, sign)
        self._paint_frame(painter)
