"""What stands below the table, or in its place: how many lines, how old they are, which keys; that there is nobody."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.desk.listing import ListState, shown_total
from kiosk.desk.listing_wanted import Day
from kiosk.desk.rows import RowFilter
from kiosk.screens import Language
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import StaffButton, cap_width, draw_cap
from ui.staff.kit.style import font
from ui.staff.kit.text import StaffLabel
from ui.theme import colours
from ui.words.desk_list_shape import TableWords
from ui.words.moments import clock, number


class Foot(QWidget):
    """The line below the table."""

    def __init__(self, look: DeskLook, say: TableWords, language: Language) -> None:
        super().__init__()
        self._say, self._language = say, language
        self._rule = max(1, look.px(2))
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(18), look.px(4), look.px(18), look.px(6))
        self.shown = StaffLabel("", look, 18, 500, colours.INK2)
        row.addWidget(self.shown)
        row.addStretch(1)
        if not (look.scale.portrait or look.scale.squarish):
            row.addWidget(Keys(look, say.keys))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rule on which the last line stands."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), self._rule, colours.LINE)
        painter.end()

    def take(self, state: ListState) -> None:
        """Say how many lines are shown, and as of when."""
        say, total, there = self._say, shown_total(state), len(state.rows)
        shown = number(there, self._language)
        if total is None:
            words = say.nobody_chosen.format(shown=shown)
        elif total <= there:
            words = say.shown_all.format(shown=shown)
        else:
            words = say.shown.format(shown=shown, total=number(total, self._language))
        if state.asked_at is not None:
            words += " · " + say.updated.format(time=clock(state.asked_at, seconds=True))
        self.shown.setText(words)


class Keys(QWidget):
    """Caps of keys with what they do."""

    def __init__(self, look: DeskLook, keys: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._look, self._keys = look, keys
        metrics = QFontMetrics(font(look, 17))
        self._widths = [(cap_width(look, cap), metrics.horizontalAdvance(word)) for cap, word in keys]
        self._near, self._far = look.px(9), look.px(18)
        wide = sum(cap + self._near + (word + self._far if word else 0) for cap, word in self._widths)
        self.setFixedWidth(wide)
        self.setMinimumHeight(round(look.text(17) * 1.7))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint cap after cap."""
        look, left = self._look, 0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for (cap, word), (wide, words) in zip(self._keys, self._widths, strict=True):
            draw_cap(painter, look, left + 1, self.height() / 2, cap, colours.INK2)
            left += wide + self._near
            if word:
                painter.setFont(font(look, 17))
                painter.setPen(colours.INK2)
                painter.drawText(left, 0, words + 2, self.height(), int(Qt.AlignmentFlag.AlignVCenter), word)
                left += words + self._far
        painter.end()


class Nobody(QWidget):
    """Stands where the table would, while there is nothing in it."""

    def __init__(self, look: DeskLook, say: TableWords, everywhere: Callable[[], None], again: Callable[[], None]):
        super().__init__()
        self._say = say
        column = QVBoxLayout(self)
        column.setSpacing(look.px(16))
        column.addStretch(1)
        self.words = StaffLabel("", look, 22, 600, colours.INK2, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words)
        self.everywhere = StaffButton(look, say.everywhere, icon="search")
        self.again = StaffButton(look, say.again, icon="refresh-cw")
        self.everywhere.clicked.connect(everywhere)
        self.again.clicked.connect(again)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.everywhere)
        row.addWidget(self.again)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)

    def take(self, state: ListState) -> bool:
        """Say why there is nothing; whether there is."""
        say, wanted = self._say, state.wanted
        text = wanted.text.strip()
        if state.failed:
            words = say.failed
        elif state.asking:
            words = say.asking
        elif text:
            words = say.no_result.format(q=text)
        elif wanted.filter is not RowFilter.ALL or wanted.way is not None:
            words = say.nobody_here
        else:
            words = say.nobody_today if wanted.day is Day.TODAY else say.nobody
        empty = not state.rows
        self.words.setText(words if empty else "")
        narrowed = wanted.day is not Day.ANY or wanted.filter is not RowFilter.ALL or wanted.way is not None
        self.everywhere.setVisible(empty and state.empty and bool(text) and narrowed)
        self.again.setVisible(empty and state.failed)
        return empty
