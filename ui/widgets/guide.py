"""The four corners a code is held between, and the outline around a code that was read."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.theme import colours


def corners(square: QRectF, radius: float, stroke: float, arm: float = 0.24) -> QPainterPath:
    """The corners of a square, each with arms of ``arm`` of its side."""
    box = square.adjusted(stroke, stroke, -stroke, -stroke)
    length = square.width() * arm
    path = QPainterPath()
    for across, down, start, turn in ((0, 0, 180, -90), (1, 0, 90, -90), (1, 1, 0, -90), (0, 1, 270, -90)):
        x, y = box.left() if across == 0 else box.right(), box.top() if down == 0 else box.bottom()
        inward_x, inward_y = (1 if across == 0 else -1), (1 if down == 0 else -1)
        arc = QRectF(x if across == 0 else x - 2 * radius, y if down == 0 else y - 2 * radius, 2 * radius, 2 * radius)
        vertical, horizontal = QPointF(x, y + inward_y * length), QPointF(x + inward_x * length, y)
        first, last = (vertical, horizontal) if across == down else (horizontal, vertical)
        path.moveTo(first)
        path.arcTo(arc, start, turn)
        path.lineTo(last)
    return path


def paint_guide(painter: QPainter, middle: QPointF, side: float, stroke: float, radius: float, colour: QColor) -> None:
    """Paint the corners of a square of ``side`` around ``middle``, edged in dark so that they show on any picture."""
    path = corners(QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), radius, stroke)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(colours.faint(colours.INK, 0.55), stroke * 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPath(path)
    pen.setColor(colour)
    pen.setWidthF(stroke)
    painter.setPen(pen)
    painter.drawPath(path)


def _toward(start: QPointF, end: QPointF, length: float) -> QPointF:
    whole = math.hypot(end.x() - start.x(), end.y() - start.y()) or 1.0
    return start + (end - start) * (min(length, whole / 2) / whole)


def paint_outline(painter: QPainter, points: Sequence[QPointF], margin: float, stroke: float, opacity: float) -> None:
    """Paint a rounded outline around the code whose corners are ``points``."""
    middle = sum(points, QPointF()) / len(points)
    wide = [_away(middle, point, margin) for point in points]
    path = QPainterPath()
    for index, point in enumerate(wide):
        before, after = wide[index - 1], wide[(index + 1) % len(wide)]
        entry, leave = _toward(point, before, margin * 1.6), _toward(point, after, margin * 1.6)
        if index == 0:
            path.moveTo(entry)
        else:
            path.lineTo(entry)
        path.quadTo(point, leave)
    path.closeSubpath()
    painter.setOpacity(opacity)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colours.faint(colours.INK, 0.6), stroke * 1.8))
    painter.drawPath(path)
    painter.setPen(QPen(colours.FOUND, stroke))
    painter.drawPath(path)
    painter.setOpacity(1.0)


def _away(middle: QPointF, point: QPointF, length: float) -> QPointF:
    whole = math.hypot(point.x() - middle.x(), point.y() - middle.y()) or 1.0
    return middle + (point - middle) * ((whole + length * math.sqrt(2)) / whole)
