"""Small parts of the third column of khai hộ: the keys that answer, several of many, how what is wanted is marked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import cap_width, draw_cap
from ui.staff.kit.chip import StaffChip
from ui.staff.kit.field import Tick
from ui.staff.kit.panel import Panel
from ui.staff.kit.segments import Segment
from ui.staff.kit.style import font
from ui.theme import colours
from ui.words.desk_proxy_shape import ProxyQuestionWords


def mark(controls: Sequence[QWidget], *, wrong: bool) -> None:
    """Give controls the border of what is still wanted, or take it away; the words stand below the questions."""
    for one in controls:
        if isinstance(one, Segment | Tick):
            one.wrong = wrong
            one.update()
        elif bool(one.property("wrong")) != wrong:
            one.setProperty("wrong", wrong)
            one.style().unpolish(one)
            one.style().polish(one)


class TaggedPanel(Panel):
    """A card with a chip at the right of its title, or below it where there is no room for both."""

    def __init__(self, look: DeskLook, title: str, tag: StaffChip) -> None:
        super().__init__(look, title)
        self._tag, self._space = tag, look.px(10)
        self._below: bool | None = None
        self._move(below=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chip goes where there is room."""
        super().resizeEvent(event)
        room = self.contentsRect().width()
        whole = self.layout()
        if whole is not None:
            room -= whole.contentsMargins().left() + whole.contentsMargins().right()
        wanted = self.title.sizeHint().width() + 2 * self._space + self._tag.sizeHint().width()
        self._move(below=wanted > room)

    def _move(self, *, below: bool) -> None:
        if below is self._below:
            return
        self._below = below
        self.head.removeWidget(self._tag)
        self.body.removeWidget(self._tag)
        if below:
            self.body.insertWidget(0, self._tag)
        else:
            self.head.addWidget(self._tag)


class KeysHint(QWidget):
    """Says which keys answer, as caps."""

    def __init__(self, look: DeskLook, say: ProxyQuestionWords) -> None:
        super().__init__()
        self._look = look
        self._parts = ((say.keys, ""), ("", say.yes_key), (say.yes, ""), ("", say.no_key), (say.no, ""))
        self.setFont(font(look, 17, 500))
        self.setFixedSize(self._draw(None), look.px(36))
        self.setAccessibleName(" ".join(text or key for text, key in self._parts))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words and the caps between them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter)

    def _draw(self, painter: QPainter | None) -> int:
        """Draw it, if there is something to draw on; how wide it is."""
        left, gap = 0, self._look.px(7)
        for text, key in self._parts:
            if painter is not None:
                painter.setPen(colours.INK2)
                painter.setFont(self.font())
                flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextDontClip)
                painter.drawText(left, 0, self.width(), self.height(), flags, text)
                if key:
                    draw_cap(painter, self._look, left, self.height() / 2, key, colours.INK2)
            wide = cap_width(self._look, key) if key else QFontMetrics(self.font()).horizontalAdvance(text)
            left += wide + gap
        return left


class Choices(QWidget):
    """Some of several: a tick for each, two beside each other, and one for none of them."""

    def __init__(self, look: DeskLook, options: list[tuple[str, str]], chosen: Callable[[str], None]) -> None:
        super().__init__()
        self._chosen = chosen
        self.ticks: dict[str, Tick] = {}
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        halves = [QVBoxLayout(), QVBoxLayout()]
        for half in halves:
            half.setSpacing(look.px(2))
            columns.addLayout(half, 1)
        for at, (key, text) in enumerate(options):
            tick = Tick(look, text)
            tick.clicked.connect(self._pressed(key))
            halves[at % 2].addWidget(tick)
            self.ticks[key] = tick
        for half in halves:
            half.addStretch(1)

    def choose(self, value: str | None) -> None:
        """Show these, keys joined by blanks; "" is none of them, None no answer yet."""
        keys = [""] if value == "" else (value or "").split()
        for key, tick in self.ticks.items():
            tick.setChecked(value is not None and key in keys)

    def _pressed(self, key: str) -> Callable[[], None]:
        def pressed() -> None:
            keys = [one for one, tick in self.ticks.items() if one and tick.isChecked()]
            none = key == "" and self.ticks[key].isChecked()
            self._chosen("" if none else " ".join(keys))

        return pressed
