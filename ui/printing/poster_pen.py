"""Writes and draws in millimetres on paper of any resolution. Text is never cut: it becomes smaller where it must."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from ui.theme import colours
from ui.theme.fonts import font
from ui.theme.type import BOLD, MEDIUM, Type

MM_PER_INCH: Final = 25.4
CORNER: Final = 4.0


class Pen:
    """A painter in millimetres. ``zoom`` makes letters larger or smaller than the design's A4."""

    def __init__(self, painter: QPainter, dpi: int, zoom: float) -> None:
        self.painter = painter
        self._dots = dpi / MM_PER_INCH
        self._zoom = zoom
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def write(
        self,
        text: str,
        x: float,
        baseline: float,
        size: float,
        *,
        weight: int = MEDIUM,
        colour: QColor = colours.INK,
        width: float = 1000.0,
        align: float = 0.0,
    ) -> None:
        """Write one line from ``x`` on; ``align`` 0.5 centres it on ``x`` and 1 ends it there. ``**`` is heavier."""
        wide = self.measure(text, size, weight)
        if wide > width:
            size *= width / wide
        at = (x - align * self.measure(text, size, weight)) * self._dots
        self.painter.setPen(colour)
        for number, part in enumerate(text.split("**")):
            face = self._face(size, BOLD if number % 2 else weight)
            self.painter.setFont(face)
            self.painter.drawText(QPointF(at, baseline * self._dots), part)
            at += QFontMetricsF(face).horizontalAdvance(part)

    def paragraph(
        self, text: str, x: float, baseline: float, size: float, *, width: float, lines: int, line: float
    ) -> float:
        """Write several lines, as large as so many lines allow; returns the baseline after the last."""
        while len(wrapped := self._wrapped(text, size, width)) > lines and size > 1.0:
            size *= 0.97
        for each in wrapped:
            self.write(each, x, baseline, size, width=width)
            baseline += line
        return baseline

    def measure(self, text: str, size: float, weight: int = MEDIUM) -> float:
        """How wide a line is, in millimetres."""
        return (
            sum(
                QFontMetricsF(self._face(size, BOLD if number % 2 else weight)).horizontalAdvance(part)
                for number, part in enumerate(text.split("**"))
            )
            / self._dots
        )

    def box(self, x: float, y: float, width: float, height: float, fill: QColor, *, outlined: bool = False) -> None:
        """A rounded box; outlined too, it is seen on a printer that leaves out pale colours."""
        pen = QPen(colours.BRAND, 0.35 * self._dots) if outlined else QPen(Qt.PenStyle.NoPen)
        self.painter.setPen(pen)
        self.painter.setBrush(fill)
        self.painter.drawRoundedRect(self._rect(x, y, width, height), CORNER * self._dots, CORNER * self._dots)

    def disc(self, x: float, y: float, diameter: float, text: str) -> None:
        """A number in a disc, by its upper left corner."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colours.BRAND)
        self.painter.drawEllipse(self._rect(x, y, diameter, diameter))
        size = diameter * 0.58 / self._zoom
        self.write(text, x + diameter / 2, y + diameter * 0.71, size, weight=BOLD, colour=colours.WHITE, align=0.5)

    def brackets(
        self, x: float, y: float, side: float, reach: float, thick: float, colour: QColor, bend: float
    ) -> None:
        """The four corners of the mark, around a square; ``bend`` rounds them, into the square."""
        path = QPainterPath()
        far = side
        for left, top in ((0, 0), (1, 0), (0, 1), (1, 1)):
            corner = QPointF(x + left * far, y + top * far)
            inwards, down = (1 if not left else -1), (1 if not top else -1)
            path.moveTo(self._point(corner.x() + inwards * reach, corner.y()))
            path.lineTo(self._point(corner.x() + inwards * bend, corner.y()))
            path.quadTo(self._point(corner.x(), corner.y()), self._point(corner.x(), corner.y() + down * bend))
            path.lineTo(self._point(corner.x(), corner.y() + down * reach))
        self._stroke(path, thick, colour)

    def mark(self, x: float, y: float, side: float, colour: QColor) -> None:
        """The mark: four corners and a tick."""
        self.brackets(x, y, side, side * 0.3, side * 0.09, colour, side * 0.1)
        path = QPainterPath(self._point(x + side * 0.27, y + side * 0.53))
        path.lineTo(self._point(x + side * 0.44, y + side * 0.69))
        path.lineTo(self._point(x + side * 0.74, y + side * 0.34))
        self._stroke(path, side * 0.1, colour)

    def dashed_square(self, x: float, y: float, side: float) -> None:
        """Where a code will be."""
        self.painter.setPen(QPen(colours.LINE_STRONG, 0.6 * self._dots, Qt.PenStyle.DashLine))
        self.painter.setBrush(colours.PAGE)
        self.painter.drawRect(self._rect(x, y, side, side))

    def _stroke(self, path: QPainterPath, thick: float, colour: QColor) -> None:
        round_ = Qt.PenCapStyle.RoundCap
        self.painter.setPen(QPen(colour, thick * self._dots, Qt.PenStyle.SolidLine, round_, Qt.PenJoinStyle.RoundJoin))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPath(path)

    def _wrapped(self, text: str, size: float, width: float) -> list[str]:
        lines: list[str] = []
        for part in text.split("\n"):
            line = ""
            for word in part.split():
                longer = f"{line} {word}".strip()
                if line and self.measure(longer, size) > width:
                    lines.append(line)
                    line = word
                else:
                    line = longer
            lines.append(line)
        return lines

    def _face(self, size: float, weight: int) -> QFont:
        return font(Type(1, weight, 1), max(1, int(size * self._zoom * self._dots + 1e-6)))

    def _point(self, x: float, y: float) -> QPointF:
        return QPointF(x * self._dots, y * self._dots)

    def _rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        return QRectF(x * self._dots, y * self._dots, width * self._dots, height * self._dots)
