"""One slide on the display: a picture or a film's frame whole in its place, or a text."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.scans import Picture
from kiosk.slides import title_and_rest
from ui.theme import colours
from ui.theme.scale import Scale
from ui.theme.type import H2, P1
from ui.widgets.boxes import Align, Cell, Column, Pad, space, stretch
from ui.widgets.label import Label

RADIUS = 32
MOST_LINES = 8


class SlidePicture(QWidget):
    """Shows what it was given last, on a card; nothing of a picture is cut off."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._picture: Picture | None = None
        self._image = QImage()
        self._content: Column | None = None
        self.scale = Scale(1920, 1080)

    def show_picture(self, picture: Picture) -> None:
        """A picture, or the next frame of a film."""
        self._drop_text()
        # The image only wraps the bytes, so the picture that owns them is kept as long.
        self._picture = picture
        self._image = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_BGR888)
        self.update()

    def show_text(self, text: str) -> None:
        """A title with what follows it."""
        self.clear()
        title, rest = title_and_rest(text)
        px = self.scale.px
        lines = [Label(title, H2, self.scale, colours.BRAND, lines=3, align=Align.CENTER)]
        if rest:
            lines.append(Label(rest, P1, self.scale, colours.INK2, lines=MOST_LINES, align=Align.CENTER))
        pad = Pad(px(72), px(40), px(72), px(40))
        self._content = Column(stretch(), lines[0], space(px(24)), *map(Cell, lines[1:]), stretch(), pad=pad)
        for widget in self._content.widgets():
            widget.setParent(self)
            widget.show()
        self._arrange()

    def clear(self) -> None:
        """Show an empty card."""
        self._drop_text()
        self._picture, self._image = None, QImage()
        self.update()

    def _drop_text(self) -> None:
        if self._content is not None:
            for widget in self._content.widgets():
                widget.hide()
                widget.deleteLater()
            self._content = None

    def _arrange(self) -> None:
        if self._content is not None:
            self._content.put(0, 0, self.width(), self.height())

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Put the text in its place."""
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card, and the picture whole in its middle."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        radius = self.scale.px(RADIUS)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.fillPath(shape, colours.CARD)
        if self._image.isNull():
            return
        painter.setClipPath(shape)
        part = min(self.width() / self._image.width(), self.height() / self._image.height())
        wide, tall = self._image.width() * part, self._image.height() * part
        painter.drawImage(QRectF((self.width() - wide) / 2, (self.height() - tall) / 2, wide, tall), self._image)
