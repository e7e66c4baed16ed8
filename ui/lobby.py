"""A drawn hospital lobby in place of a camera picture, for sheets and tests: no photograph, no real person."""

from enum import Enum, auto
from typing import Final

import segno
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPolygonF

from kiosk.scans import Picture, Point

WIDE: Final = 1280
TALL: Final = 720
CODE: Final = (
    Point(0.455, 0.40),
    Point(0.570, 0.385),
    Point(0.585, 0.590),
    Point(0.470, 0.605),
)
"""Where the code on the telephone is, clockwise from its top left."""


class Visitor(Enum):
    """Who stands before the camera."""

    NOBODY = auto()
    SOMEBODY = auto()
    WITH_PHONE = auto()


def _person(painter: QPainter, x: float, feet: float, high: float, coat: str) -> None:
    head = high * 0.14
    painter.setBrush(QColor("#2E3B42"))
    painter.drawRoundedRect(QRectF(x - high * 0.11, feet - high * 0.45, high * 0.22, high * 0.45), 6, 6)
    painter.setBrush(QColor(coat))
    painter.drawRoundedRect(QRectF(x - high * 0.16, feet - high * 0.80, high * 0.32, high * 0.42), 14, 14)
    painter.setBrush(QColor("#C29B7C"))
    painter.drawEllipse(QPointF(x, feet - high * 0.88), head * 0.72, head * 0.85)
    painter.setBrush(QColor("#2B2622"))
    painter.drawPie(QRectF(x - head * 0.8, feet - high - head * 0.1, head * 1.6, head * 1.5), 0, 180 * 16)


def _room(painter: QPainter) -> None:
    wall = QLinearGradient(0, 0, 0, 470)
    wall.setColorAt(0, QColor("#A9B3B3"))
    wall.setColorAt(1, QColor("#CFD5D2"))
    painter.fillRect(0, 0, WIDE, 470, wall)
    floor = QLinearGradient(0, 450, 0, TALL)
    floor.setColorAt(0, QColor("#B8B6B0"))
    floor.setColorAt(1, QColor("#85837E"))
    painter.fillRect(0, 450, WIDE, TALL - 450, floor)
    painter.setBrush(QColor("#EEF2EF"))
    for left in (150, 545, 940):
        painter.drawRoundedRect(QRectF(left, 26, 200, 28), 6, 6)
    painter.setBrush(QColor("#DDE7E2"))
    painter.drawRect(QRectF(490, 230, 95, 220))
    painter.drawRect(QRectF(597, 230, 110, 220))
    for index in range(4):
        left, top = 885 + index * 100, 210 - index * 16
        corners = ((left, top), (left + 84, top - 14), (left + 84, 452), (left, 452))
        painter.setBrush(QColor("#E6EEE9"))
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def _desk(painter: QPainter) -> None:
    painter.setBrush(QColor("#0F4A5A"))
    painter.drawRoundedRect(QRectF(70, 120, 296, 62), 8, 8)
    painter.setBrush(QColor("#D7E4E7"))
    painter.drawRoundedRect(QRectF(96, 138, 190, 20), 6, 6)
    for x in (118, 300):
        _person(painter, x, 450, 220, "#E9EEEE")
    painter.setBrush(QColor("#2E3B42"))
    painter.drawRect(QRectF(150, 280, 60, 40))
    painter.setBrush(QColor("#DED6C8"))
    painter.drawRoundedRect(QRectF(24, 312, 410, 32), 6, 6)
    painter.setBrush(QColor("#0C4554"))
    painter.drawRect(QRectF(40, 342, 378, 150))


def _crowd(painter: QPainter) -> None:
    for x, feet, high, coat in (
        (560, 490, 175, "#8C3A48"),
        (612, 492, 178, "#3F6490"),
        (742, 505, 200, "#C09A3E"),
        (1050, 590, 290, "#4C6F8C"),
    ):
        _person(painter, x, feet, high, coat)
    painter.setBrush(QColor("#4C7A4A"))
    painter.drawEllipse(QRectF(810, 320, 100, 112))
    painter.drawRoundedRect(QRectF(832, 420, 58, 72), 8, 8)


def _visitor(painter: QPainter) -> None:
    painter.setBrush(QColor("#5F8270"))
    painter.drawRoundedRect(QRectF(430, 520, 420, 400), 150, 150)
    painter.setBrush(QColor("#B98F70"))
    painter.drawRoundedRect(QRectF(600, 430, 80, 110), 30, 30)
    painter.setBrush(QColor("#7F7C78"))
    painter.drawEllipse(QRectF(538, 170, 204, 240))
    painter.setBrush(QColor("#C59D7E"))
    painter.drawEllipse(QRectF(555, 215, 170, 250))
    painter.setBrush(QColor("#EDF1F1"))
    painter.drawRoundedRect(QRectF(560, 350, 160, 96), 38, 38)


def _telephone(painter: QPainter) -> None:
    top_left, top_right, _, bottom_left = (QPointF(point.x * WIDE, point.y * TALL) for point in CODE)
    across, down = top_right - top_left, bottom_left - top_left

    def at(x: float, y: float) -> QPointF:
        return top_left + across * x + down * y

    def shape(left: float, top: float, right: float, bottom: float, colour: str) -> None:
        painter.setBrush(QColor(colour))
        painter.drawPolygon(QPolygonF([at(left, top), at(right, top), at(right, bottom), at(left, bottom)]))

    painter.setBrush(QColor("#C59D7E"))
    painter.drawEllipse(at(0.35, 1.9), 120, 130)
    shape(-0.28, -0.62, 1.28, 1.72, "#14212A")
    shape(-0.2, -0.54, 1.2, 1.64, "#FFFFFF")
    shape(-0.2, -0.54, 1.2, -0.22, "#0A4A5C")
    modules = [list(row) for row in segno.make("HV-02", version=3, micro=False).matrix]
    step = 1 / len(modules)
    for row, line in enumerate(modules):
        for column, dark in enumerate(line):
            if dark:
                x, y = column * step, row * step
                shape(x, y, x + step * 1.05, y + step * 1.05, "#0B1C26")
    shape(0.1, 1.16, 0.9, 1.24, "#8DB9C5")
    painter.setBrush(QColor("#B98F70"))
    for index in range(3):
        painter.drawRoundedRect(
            QRectF(at(1.12, 0.8 + index * 0.32), at(1.42, 1.04 + index * 0.32)).normalized(), 16, 16
        )


def lobby(visitor: Visitor = Visitor.NOBODY) -> QImage:
    """The lobby as the camera sees it (not mirrored)."""
    image = QImage(WIDE, TALL, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    _room(painter)
    _desk(painter)
    _crowd(painter)
    if visitor is not Visitor.NOBODY:
        _visitor(painter)
    painter.end()
    # Scaled down and up again: out of focus, as a room behind a code is.
    kept, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    soft = image.scaled(WIDE // 8, TALL // 8, kept, smooth).scaled(WIDE // 3, TALL // 3, kept, smooth)
    soft = soft.scaled(WIDE, TALL, kept, smooth)
    if visitor is Visitor.WITH_PHONE:
        painter = QPainter(soft)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        _telephone(painter)
        painter.end()
    return soft


def as_picture(image: QImage, at: float = 0.0) -> Picture:
    """An image as a camera would have sent it."""
    frame = image.convertToFormat(QImage.Format.Format_BGR888)
    pixels = memoryview(bytes(frame.constBits()))
    return Picture("file:lobby", frame.width(), frame.height(), frame.bytesPerLine(), pixels, at)
