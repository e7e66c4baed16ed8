"""A few answers side by side, of which one holds. None is chosen at first."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.staff.desk_look import DeskLook
from ui.staff.kit.icons import pixmap
from ui.staff.kit.labelled import Field
from ui.staff.kit.style import font
from ui.theme import colours
from ui.words.moments import number


class Segments(Field):
    """Arrows go from one to the next and choose it, Space chooses. ``joined`` ones share a border and show counts;
    those apart show a tick. It is one stop of Tab.
    """

    chosen = Signal()

    def __init__(
        self,
        look: DeskLook,
        options: Sequence[tuple[str, str]],
        *,
        label: str = "",
        required: bool = False,
        joined: bool = True,
    ) -> None:
        super().__init__(look, label, required=required)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0 if joined else look.px(8))
        self.buttons: dict[str, Segment] = {}
        for at, (key, text) in enumerate(options):
            ends = (at == 0, at == len(options) - 1) if joined else (True, True)
            button = Segment(look, text, ends, joined=joined)
            button.clicked.connect(partial(self._pressed, key))
            button.step = partial(self._step, key)
            layout.addWidget(button)
            self.buttons[key] = button
        self._value = ""
        self.hold(row)
        self._stops()

    def value(self) -> str:
        """The key of what is chosen, "" for none."""
        return self._value

    def choose(self, key: str) -> None:
        """Choose this one, "" for none; nobody is told."""
        self._value = key if key in self.buttons else ""
        self._stops()

    def count(self, key: str, n: int | None) -> None:
        """Write a number behind one of them, None for none."""
        self.buttons[key].set_count(n)

    def say(self, problem: str) -> None:
        """Say what is amiss, and mark every answer."""
        super().say(problem)
        for button in self.buttons.values():
            button.wrong = bool(problem)
            button.update()

    def _pressed(self, key: str, _on: bool = False) -> None:
        self.choose(key)
        self.chosen.emit()

    def _step(self, key: str, by: int) -> None:
        keys = list(self.buttons)
        to = keys[(keys.index(key) + by) % len(keys)]
        self.buttons[to].setFocus(Qt.FocusReason.TabFocusReason)
        self._pressed(to)

    def _stops(self) -> None:
        stop = self._value or next(iter(self.buttons), "")
        for key, button in self.buttons.items():
            button.on = key == self._value
            button.setChecked(button.on)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if key == stop else Qt.FocusPolicy.ClickFocus)
            button.update()
        if stop:
            self.setFocusProxy(self.buttons[stop])


class Segment(QPushButton):
    """One of them."""

    def __init__(self, look: DeskLook, text: str, ends: tuple[bool, bool], *, joined: bool) -> None:
        super().__init__(text)
        self._look, self._ends, self._joined = look, ends, joined
        self._count: int | None = None
        self.on = False
        self.wrong = False
        self.step: Callable[[int], None] = _nowhere
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setFont(font(look, 19 if joined else 20, 600))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setProperty("radius", look.px(14 if joined else 12))

    def set_count(self, n: int | None) -> None:
        """Write a number behind the text."""
        if n == self._count:
            return
        self._count = n
        self.setAccessibleName(f"{self.text()} {self._number()}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Its words, its number or tick, and room beside them."""
        px = self._look.px
        tall = max(px(52), round(self.font().pixelSize() * 1.6))
        return QSize(self._inside() + 2 * px(18 if self._joined else 12), tall)

    def minimumSizeHint(self) -> QSize:
        """Its words."""
        return QSize(self._inside() + 2 * self._look.px(6), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the one beside it; Enter is left to the form."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint its part of the border, its ground and its words."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = max(1.0, px(2))
        radius = px(14 if self._joined else 12)
        # A joined one leaves its inner edge to its neighbour: it is drawn beyond its place and cut there.
        box = QRectF(self.rect()).adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
        box.adjust(0 if self._ends[0] else -2 * radius, 0, 0 if self._ends[1] else 2 * radius, 0)
        shape = QPainterPath()
        shape.addRoundedRect(box, radius, radius)
        edge = colours.BRAND if self.on else colours.STOP if self.wrong else colours.LINE_STRONG
        hover = self.isEnabled() and self.underMouse()
        painter.setBrush(colours.BRAND if self.on else colours.BRAND_TINT if hover else colours.CARD)
        painter.setPen(QPen(edge, stroke))
        painter.drawPath(shape)
        if not self._ends[1] and not self.on:
            painter.fillRect(QRectF(self.width() - stroke, stroke, stroke, self.height() - 2 * stroke), colours.LINE)
        ink = colours.WHITE if self.on else colours.INK if self.isEnabled() else colours.INK3
        left = (self.width() - self._inside()) // 2
        if self.on and not self._joined:
            painter.drawPixmap(left, (self.height() - look.text(20)) // 2, pixmap(look, "check", 20, ink, 3))
        if not self._joined:
            left += look.text(20) + px(8) if self.on else (look.text(20) + px(8)) // 2
        painter.setPen(ink)
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextDontClip)
        painter.setFont(self.font())
        wide = QFontMetrics(self.font()).horizontalAdvance(self.text())
        painter.drawText(left, 0, wide + 2, self.height(), flags, self.text())
        if self._count is not None:
            painter.setFont(font(look, 19, 700))
            painter.drawText(left + wide + px(10), 0, self.width(), self.height(), flags, self._number())
        painter.end()

    def _number(self) -> str:
        return "" if self._count is None else number(self._count, self._look.language)

    def _inside(self) -> int:
        wide = QFontMetrics(self.font()).horizontalAdvance(self.text())
        if not self._joined:
            wide += self._look.text(20) + self._look.px(8)
        if self._count is not None:
            bold = QFontMetrics(font(self._look, 19, 700))
            wide += self._look.px(10) + bold.horizontalAdvance(self._number())
        return wide


def _nowhere(by: int) -> None:
    """Nothing stands beside it yet."""
