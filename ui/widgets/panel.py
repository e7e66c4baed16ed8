"""Flat surfaces with things on them, and the small drawings that stand there."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme.icons import STROKE, icon, pictogram
from ui.widgets.boxes import Item


def rounded(painter: QPainter, rect: QRectF, radius: float, fill: QColor, edge: QColor | None, stroke: float) -> None:
    """Paint a rounded rectangle whose border lies inside it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if edge is None or stroke <= 0:
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, radius, radius)
        return
    painter.setBrush(edge)
    painter.drawRoundedRect(rect, radius, radius)
    painter.setBrush(fill)
    inner = rect.adjusted(stroke, stroke, -stroke, -stroke)
    painter.drawRoundedRect(inner, max(0.0, radius - stroke), max(0.0, radius - stroke))


class Panel(QWidget):
    """A surface of one colour with rounded corners, a border if it has one, and ``content`` inside."""

    def __init__(
        self,
        content: Item | None = None,
        fill: QColor | None = None,
        *,
        edge: QColor | None = None,
        stroke: float = 0.0,
        radius: float = 0.0,
        wide: float | None = None,
        tall: float | None = None,
    ) -> None:
        super().__init__()
        self._content = content
        self._fill, self._edge, self._stroke, self._radius = fill, edge, stroke, radius
        self._wide, self._tall = wide, tall
        for widget in content.widgets() if content else ():
            widget.setParent(self)

    def wide(self) -> float:
        """The width it wants."""
        if self._wide is not None:
            return self._wide
        return self._content.wide() if self._content else 0.0

    def tall(self, width: float) -> float:
        """The height it wants: what it was given, or more where its content needs more."""
        inside = self._content.tall(width) if self._content else 0.0
        return max(self._tall or 0.0, inside)

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in this rectangle."""
        left, top = round(x), round(y)
        self.setGeometry(left, top, round(x + width) - left, round(y + height) - top)

    def widgets(self) -> Iterator[QWidget]:
        """This widget."""
        yield self

    def arrange(self) -> None:
        """Put the content where it belongs after it has changed."""
        if self._content:
            self._content.put(0, 0, self.width(), self.height())

    def repaint_in(self, fill: QColor, edge: QColor | None = None) -> None:
        """Change its colours."""
        self._fill, self._edge = fill, edge
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the content in its new place."""
        if self._content:
            self._content.put(0, 0, event.size().width(), event.size().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface."""
        if self._fill is not None:
            painter = QPainter(self)
            rounded(painter, QRectF(self.rect()), self._radius, self._fill, self._edge, self._stroke)


class Drawing(QWidget):
    """An icon or pictogram. Decoration: it has no name, the words beside it have one."""

    def __init__(self, wide: float, tall: float) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._wide, self._tall = round(wide), round(tall)

    def wide(self) -> float:
        """Its width."""
        return self._wide

    def tall(self, _width: float) -> float:
        """Its height."""
        return self._tall

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in the middle of this rectangle, in its own size or, where that is too large, smaller."""
        part = min(1.0, width / max(1, self._wide), height / max(1, self._tall))
        wide, tall = round(self._wide * part), round(self._tall * part)
        self.setGeometry(round(x + (width - wide) / 2), round(y + (height - tall) / 2), wide, tall)

    def widgets(self) -> Iterator[QWidget]:
        """This widget."""
        yield self

    def paint(self, pixmap: QPixmap) -> None:
        """Paint this picture over the whole widget."""
        QPainter(self).drawPixmap(0, 0, pixmap)


class Icon(Drawing):
    """A line icon in one colour."""

    def __init__(self, name: str, size: float, colour: QColor, stroke: float = STROKE) -> None:
        super().__init__(size, size)
        self._name, self._colour, self._stroke = name, colour, stroke

    def set_colour(self, colour: QColor) -> None:
        """Draw it in another colour."""
        self._colour = colour
        self.update()

    def become(self, name: str, colour: QColor) -> None:
        """Draw another icon in its place."""
        self._name = name
        self.set_colour(colour)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        self.paint(icon(self._name, self.width(), self._colour, self.devicePixelRatioF(), self._stroke))


class Pictogram(Drawing):
    """A picture in its own colours."""

    def __init__(self, name: str, wide: float, tall: float) -> None:
        super().__init__(wide, tall)
        self._name = name

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pictogram."""
        self.paint(pictogram(self._name, self.width(), self.height(), self.devicePixelRatioF()))


def icon_box(
    name: str, size: float, box: float, colour: QColor, fill: QColor, radius: float, stroke: float = STROKE
) -> Panel:
    """An icon in the middle of a tinted square."""
    return Panel(Icon(name, size, colour, stroke), fill, radius=radius, wide=box, tall=box)
