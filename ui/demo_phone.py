"""The visitor's phone in the demo: a notification above the kiosk's window that shows the message with the code.

Only ``kiosk demo`` makes one. A real kiosk never learns what was sent.
"""

from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer
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
WIDTH, HEIGHT = 600, 112
"""No higher than the top bar and the space below it: no key and no code cell stands there."""
MARGIN: Final = 6
CORNER: Final = 24
SIDE: Final = 20
HEAD: Final = 40
"""Where the message begins."""
NAME: Final = "Điện thoại của khách"
TAG: Final = "MÔ PHỎNG"
HINT: Final = "Chạm để đóng, kéo để dời"

_HEAD: Final = Type(18, BOLD, 24)
_SMALL: Final = Type(13, SEMIBOLD, 18)
_BODY: Final = Type(20, MEDIUM, 26)


class DemoPhone(QWidget):
    """A notification over the left of the top bar. It never takes the keyboard, and goes when it is touched.

    ``kiosk`` is the window that it stays above; the phone goes with it. Only the newest message counts, and is shown.
    ``name`` says whose it is.
    """

    def __init__(self, kiosk: QWidget | None = None, name: str = NAME) -> None:
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
        self.setAccessibleName(name)
        self._name = name
        self._text: str | None = None
        self._unit = 1.0
        self._grip, self._from, self._dragged = QPoint(), QPoint(), False
        self._away = QTimer(self, singleShot=True, interval=SHOWN_SECONDS * 1000)
        self._away.timeout.connect(self.put_away)

    @property
    def texts(self) -> tuple[str, ...]:
        """The message on it, if there is one."""
        return () if self._text is None else (self._text,)

    def sizeHint(self) -> QSize:
        """As large as suits the display."""
        return QSize(round(WIDTH * self._unit), round(HEIGHT * self._unit))

    def show_message(self, text: str) -> None:
        """Let a message arrive: the phone appears, and goes by itself after a minute."""
        self._text = text
        kiosk = self.parentWidget()
        area = (kiosk or self).screen().availableGeometry()
        if kiosk and kiosk.isVisible():
            area = QRect(kiosk.mapToGlobal(QPoint(0, 0)), kiosk.size())
        self._unit = max(SMALLEST, min(area.width(), area.height()) / 1080)
        size, margin = self.sizeHint(), round(MARGIN * self._unit)
        self.resize(size)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), CORNER * self._unit, CORNER * self._unit)
        self.setMask(QRegion(shape.toFillPolygon().toPolygon()))
        # Over the name of the site, which nobody has to press: the keys and the cells stay free.
        self.move(area.topLeft() + QPoint(margin, margin))
        self.setAccessibleDescription(text)
        self._away.start()
        self.update()
        self.show()

    def put_away(self) -> None:
        """Hide the phone and forget what was on it."""
        self._away.stop()
        self._text = None
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
        """Paint whose phone this is, and the message below it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = self.width() / WIDTH
        painter.scale(unit, unit)
        box = QRectF(0, 0, WIDTH, HEIGHT)
        painter.setPen(QPen(colours.FOOTER, 5))
        painter.setBrush(colours.CARD)
        painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), CORNER - 2.5, CORNER - 2.5)
        self._head(painter)
        if self._text is not None:
            self._message(painter, self._text)
        painter.end()

    def _head(self, painter: QPainter) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        line = QRectF(SIDE, 10, WIDTH - 2 * SIDE, 28)
        painter.setFont(font(_HEAD, 18))
        painter.setPen(colours.INK)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | middle, self._name)
        after = SIDE + QFontMetrics(painter.font()).horizontalAdvance(self._name) + 14
        painter.setFont(font(_SMALL, 13))
        tag = QRectF(after, 13, QFontMetrics(painter.font()).horizontalAdvance(TAG) + 20, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.WARN)
        painter.drawRoundedRect(tag, 11, 11)
        painter.setPen(colours.INK)
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, TAG)
        painter.setPen(colours.INK3)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, HINT)

    def _message(self, painter: QPainter, text: str) -> None:
        """Smaller letters for a long message, so that all of it can be read."""
        box = QRectF(SIDE, HEAD, WIDTH - 2 * SIDE, HEIGHT - HEAD - 10)
        for px in range(20, 7, -1):
            painter.setFont(font(_BODY, px))
            if painter.boundingRect(QRectF(0, 0, box.width(), 10_000), text, _wrapping()).height() <= box.height():
                break
        painter.setPen(colours.INK)
        painter.drawText(box, text, _wrapping())


def _wrapping() -> QTextOption:
    """A code is never broken in two, unless it is wider than the phone."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
