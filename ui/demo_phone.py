"""The visitor's phone in the demo: a small window beside the kiosk's that shows the message with the code.

Only ``kiosk demo`` makes one. A real kiosk never learns what was sent.
"""

from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QRegion, QTextOption
from PySide6.QtWidgets import QWidget

from ui.theme import colours
from ui.theme.fonts import font
from ui.theme.type import BOLD, MEDIUM, SEMIBOLD, Type

SHOWN_SECONDS: Final = 60
SMALLEST: Final = 0.85
"""Of its size at 1080 lines: smaller, the code could not be read."""
DRAG: Final = 12
"""Pixels from which a touch moves the phone instead of putting it away."""
KEPT: Final = 2
"""So many messages are on the phone at a time, the newest below."""
WIDTH, HEIGHT = 300, 560
MARGIN: Final = 28
CORNER: Final = 40
TALLEST: Final = 320
NAME: Final = "Điện thoại của khách"
TAG: Final = "MÔ PHỎNG"
SENDER: Final = "Tin nhắn"
HINT: Final = "Chạm để đóng, kéo để dời đi"

_HEAD: Final = Type(19, BOLD, 26)
_SMALL: Final = Type(14, SEMIBOLD, 20)
_BODY: Final = Type(20, MEDIUM, 28)


class DemoPhone(QWidget):
    """A phone in the lower right corner of the display. It never takes the keyboard, and goes when it is touched.

    ``kiosk`` is the window that it stays above; the phone goes with it.
    """

    def __init__(self, kiosk: QWidget | None = None) -> None:
        # A tool tip's kind of window: no window manager hands it the keyboard, or puts a full screen above it.
        super().__init__(
            kiosk,
            Qt.WindowType.ToolTip
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(NAME)
        self._texts: list[str] = []
        self._unit = 1.0
        self._grip, self._from, self._dragged = QPoint(), QPoint(), False
        self._away = QTimer(self, singleShot=True, interval=SHOWN_SECONDS * 1000)
        self._away.timeout.connect(self.put_away)

    @property
    def texts(self) -> tuple[str, ...]:
        """The messages on it, the newest last."""
        return tuple(self._texts)

    def sizeHint(self) -> QSize:
        """As large as suits the display."""
        return QSize(round(WIDTH * self._unit), round(HEIGHT * self._unit))

    def show_message(self, text: str) -> None:
        """Let a message arrive: the phone appears, and goes by itself after a minute."""
        self._texts = [*self._texts, text][-KEPT:]
        area = (self.parentWidget() or self).screen().availableGeometry()
        self._unit = max(SMALLEST, min(area.width(), area.height()) / 1080)
        size, margin = self.sizeHint(), round(MARGIN * self._unit)
        self.resize(size)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), CORNER * self._unit, CORNER * self._unit)
        self.setMask(QRegion(shape.toFillPolygon().toPolygon()))
        # On the left: the keypad, for which its code is, stands on the right.
        self.move(area.bottomLeft() + QPoint(margin, -size.height() - margin))
        self.setAccessibleDescription(text)
        self._away.start()
        self.update()
        self.show()

    def put_away(self) -> None:
        """Hide the phone and forget what was on it."""
        self._away.stop()
        self._texts.clear()
        self.setAccessibleDescription("")
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch stays here: what lies below is not pressed."""
        event.accept()
        self._grip, self._from = event.position().toPoint(), event.globalPosition().toPoint()
        self._dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It can be moved out of the way of what lies below."""
        event.accept()
        at = event.globalPosition().toPoint()
        if self._dragged or (at - self._from).manhattanLength() > DRAG:
            self._dragged = True
            self.move(at - self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A touch that moved nothing puts it away."""
        event.accept()
        if not self._dragged:
            self.put_away()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the phone, and the messages from below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = self.width() / WIDTH
        painter.scale(unit, unit)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.FOOTER)
        painter.drawRect(QRectF(0, 0, WIDTH, HEIGHT))
        painter.setBrush(colours.PAGE)
        painter.drawRoundedRect(QRectF(10, 10, WIDTH - 20, HEIGHT - 20), 31, 31)
        painter.setBrush(colours.FOOTER)
        painter.drawRoundedRect(QRectF(WIDTH / 2 - 38, 20, 76, 20), 10, 10)
        self._head(painter)
        self._bubbles(painter)
        painter.setFont(font(_SMALL, 14))
        painter.setPen(colours.INK3)
        painter.drawText(QRectF(10, HEIGHT - 46, WIDTH - 20, 24), Qt.AlignmentFlag.AlignCenter, HINT)
        painter.end()

    def _head(self, painter: QPainter) -> None:
        painter.setFont(font(_HEAD, 19))
        painter.setPen(colours.INK)
        painter.drawText(
            QRectF(24, 50, WIDTH - 48, 32), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, NAME
        )
        painter.setFont(font(_SMALL, 14))
        tag = QRectF(24, 84, QFontMetrics(painter.font()).horizontalAdvance(TAG) + 20, 24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.WARN)
        painter.drawRoundedRect(tag, 12, 12)
        painter.setPen(colours.INK)
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, TAG)
        painter.setPen(QPen(colours.LINE, 1))
        painter.drawLine(24, 120, WIDTH - 24, 120)

    def _bubbles(self, painter: QPainter) -> None:
        width, bottom = WIDTH - 48.0, HEIGHT - 60.0
        for index, text in enumerate(reversed(self._texts)):
            high = self._choose_size(painter, text, width - 28)
            face, height = painter.font(), high + 24 + 22
            if bottom - height < 124 and index:
                return
            box = QRectF(24, bottom - height, width, height)
            painter.setPen(QPen(colours.BRAND_LINE, 1))
            painter.setBrush(colours.CARD if index else colours.BRAND_TINT)
            painter.drawRoundedRect(box, 16, 16)
            painter.setFont(font(_SMALL, 14))
            painter.setPen(colours.INK3)
            painter.drawText(box.adjusted(14, 8, -14, 0), Qt.AlignmentFlag.AlignLeft, SENDER)
            painter.setFont(face)
            painter.setPen(colours.INK)
            painter.drawText(box.adjusted(14, 32, -14, 0), text, _wrapping())
            bottom -= height + 10

    @staticmethod
    def _choose_size(painter: QPainter, text: str, width: float) -> float:
        """Smaller letters for a long message, so that all of it can be read; returns how high it is."""
        high = 0.0
        for px in range(20, 7, -1):
            painter.setFont(font(_BODY, px))
            high = painter.boundingRect(QRectF(0, 0, width, 10_000), text, _wrapping()).height()
            if high <= TALLEST:
                break
        return high


def _wrapping() -> QTextOption:
    """A code is never broken in two, unless it is wider than the phone."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
