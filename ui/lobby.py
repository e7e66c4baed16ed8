"""A drawn hospital lobby in place of a camera picture, for sheets and tests: no photograph, no real person."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPolygonF

from kiosk.scans import Picture

WIDE, TALL = 1280, 720


def _person(painter: QPainter, x: float, feet: float, high: float, coat: str) -> None:
    head = high * 0.13
    painter.setBrush(QColor("#2E3B42"))
    painter.drawRoundedRect(QRectF(x - high * 0.11, feet - high * 0.45, high * 0.22, high * 0.45), 6, 6)
    painter.setBrush(QColor(coat))
    painter.drawRoundedRect(QRectF(x - high * 0.16, feet - high * 0.80, high * 0.32, high * 0.42), 14, 14)
    painter.setBrush(QColor("#C29B7C"))
    painter.drawEllipse(QPointF(x, feet - high * 0.88), head * 0.75, head * 0.85)
    painter.setBrush(QColor("#2B2622"))
    painter.drawPie(QRectF(x - head * 0.8, feet - high - head * 0.05, head * 1.6, head * 1.6), 0, 180 * 16)


def _room(painter: QPainter) -> None:
    wall = QLinearGradient(0, 0, 0, 470)
    wall.setColorAt(0, QColor("#AEB7B7"))
    wall.setColorAt(1, QColor("#CFD5D2"))
    painter.fillRect(0, 0, WIDE, 470, wall)
    floor = QLinearGradient(0, 450, 0, TALL)
    floor.setColorAt(0, QColor("#B8B6B0"))
    floor.setColorAt(1, QColor("#8E8C87"))
    painter.fillRect(0, 450, WIDE, TALL - 450, floor)
    painter.setBrush(QColor("#EEF2EF"))
    for left in (210, 560, 910):
        painter.drawRoundedRect(QRectF(left, 26, 190, 26), 6, 6)
    painter.setBrush(QColor("#DDE7E2"))
    painter.drawRect(QRectF(500, 210, 230, 245))
    for index in range(4):
        left, top = 900 + index * 98, 190 - index * 16
        painter.setBrush(QColor("#E6EEE9"))
        painter.drawPolygon(
            QPolygonF([QPointF(left, top), QPointF(left + 82, top - 14), QPointF(left + 82, 452), QPointF(left, 452)])
        )


def _desk(painter: QPainter) -> None:
    painter.setBrush(QColor("#0F4A5A"))
    painter.drawRoundedRect(QRectF(70, 130, 300, 62), 8, 8)
    painter.setBrush(QColor("#D7E4E7"))
    painter.drawRoundedRect(QRectF(96, 150, 190, 20), 6, 6)
    for x in (120, 300):
        _person(painter, x, 480, 220, "#E9EEEE")
    painter.setBrush(QColor("#DED6C8"))
    painter.drawRoundedRect(QRectF(24, 356, 412, 34), 6, 6)
    painter.setBrush(QColor("#0C4554"))
    painter.drawRect(QRectF(40, 388, 380, 150))


def lobby(visitor: bool = True) -> QImage:
    """The lobby as the camera sees it (not mirrored), with a visitor holding up a code if wanted."""
    image = QImage(WIDE, TALL, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    _room(painter)
    _desk(painter)
    for x, feet, high, coat in (
        (560, 545, 190, "#8C3A48"),
        (612, 548, 196, "#3F6490"),
        (742, 560, 210, "#C09A3E"),
        (1050, 620, 285, "#4C6F8C"),
    ):
        _person(painter, x, feet, high, coat)
    painter.setBrush(QColor("#4C7A4A"))
    painter.drawEllipse(QRectF(818, 330, 96, 110))
    painter.drawRoundedRect(QRectF(840, 430, 56, 70), 8, 8)
    if visitor:
        _visitor(painter)
    painter.end()
    # Scaled down and up again: out of focus, as a room behind a code is.
    soft = image.scaled(
        WIDE // 10, TALL // 10, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return soft.scaled(WIDE, TALL, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _visitor(painter: QPainter) -> None:
    painter.setBrush(QColor("#6F8F7C"))
    painter.drawEllipse(QRectF(410, 560, 460, 330))
    painter.setBrush(QColor("#C29B7C"))
    painter.drawEllipse(QRectF(555, 300, 170, 230))
    painter.setBrush(QColor("#8C8A86"))
    painter.drawPie(QRectF(545, 280, 190, 200), 0, 180 * 16)
    painter.setBrush(QColor("#EDF1F1"))
    painter.drawRoundedRect(QRectF(562, 430, 156, 92), 30, 30)


def as_picture(image: QImage, at: float = 0.0) -> Picture:
    """An image as a camera would have sent it."""
    frame = image.convertToFormat(QImage.Format.Format_BGR888)
    pixels = memoryview(bytes(frame.constBits()))
    return Picture("file:lobby", frame.width(), frame.height(), frame.bytesPerLine(), pixels, at)
