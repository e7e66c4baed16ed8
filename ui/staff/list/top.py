"""What stands above the table: search, day, way in, mask, where else to go; filters with their counts."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kiosk.desk.figures import Way
from kiosk.desk.listing_wanted import Day
from ui.staff.desk_look import DeskLook
from ui.staff.kit.button import Kind, StaffButton, cap_width, draw_cap
from ui.staff.kit.field import PickField, line_edit
from ui.staff.kit.icons import pixmap
from ui.staff.list.filter_bar import FilterBar
from ui.theme import colours
from ui.words.desk_list_shape import TopWords
from ui.words.moments import MONTHS_EN

DAYS_BACK: Final = 6
OTHER_DAY: Final = "other"
ANY_WAY: Final = "any"


class SearchLine(QLineEdit):
    """The line to search in. ``leave`` is called by Enter and Down: the eyes go to the table."""

    def __init__(self, look: DeskLook, placeholder: str, leave: Callable[[], None]) -> None:
        super().__init__()
        pattern = line_edit(look, placeholder, longest=80)
        self._look, self._leave = look, leave
        self.setFont(pattern.font())
        self.setPlaceholderText(placeholder)
        self.setMaxLength(80)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(pattern.inputMethodHints())
        self.setProperty("radius", look.px(12))
        self.setAccessibleName(placeholder)
        cap = cap_width(look, "F3") + look.px(24)
        self.setTextMargins(look.text(22) + look.px(14), 0, cap, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Down go to what was found; keys of the page are left to it."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            if not event.isAutoRepeat():
                self._leave()
        elif event.key() == Qt.Key.Key_Escape or (control and event.key() in _LEFT_TO_THE_PAGE):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the glass before it and the cap of its key behind it."""
        super().paintEvent(event)
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look.text(22)
        painter.drawPixmap(look.px(16), (self.height() - side) // 2, pixmap(look, "search", 22, colours.INK2))
        left = self.width() - cap_width(look, "F3") - look.px(16)
        draw_cap(painter, look, left, self.height() / 2, "F3", colours.INK2)
        painter.end()


_LEFT_TO_THE_PAGE: Final = (
    Qt.Key.Key_E,
    Qt.Key.Key_M,
    Qt.Key.Key_P,
    *(Qt.Key(int(Qt.Key.Key_1) + place) for place in range(8)),
)


class ListTop(QWidget):
    """The two rows. The page connects its buttons and fields, and tells it the counts and the mask."""

    def __init__(self, look: DeskLook, say: TopWords, leave_search: Callable[[], None]) -> None:
        super().__init__()
        self._look, self._say = look, say
        self._today: date | None = None
        self.search = SearchLine(look, say.search, leave_search)
        self.day = PickField(look, "")
        self.way = PickField(look, "")
        self.mask_button = StaffButton(look, say.masked, icon="eye-off")
        self.lookup = StaffButton(look, say.lookup, icon="phone", key="F4", kind=Kind.OUTLINE)
        self.proxy = StaffButton(look, say.proxy, icon="user-plus", key="F2", kind=Kind.BRAND)
        self.filters = FilterBar(look, say)
        self.export = StaffButton(look, say.export, icon="download")
        self.evacuate = StaffButton(look, say.evacuate, icon="printer")
        self.day.setAccessibleName(say.other_day)
        self.way.offer([(ANY_WAY, say.any_way), *((way.value, text) for way, text in say.ways.items())])
        self.way.pick(ANY_WAY)
        for button, key in ((self.mask_button, "Ctrl M"), (self.export, "Ctrl E"), (self.evacuate, "Ctrl P")):
            button.setToolTip(key)
            button.setAccessibleDescription(key)
        self._lay_out()

    def _lay_out(self) -> None:
        px = self._look.px
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(14))
        for field, widest in ((self.day, self._longest_day()), (self.way, max(self._ways(), key=len))):
            field.setFixedWidth(QFontMetrics(field.edit.font()).horizontalAdvance(widest) + px(72))
        for button in (self.export, self.evacuate):
            button.setMinimumWidth(button.sizeHint().width() - px(12))  # the filters beside them have more to give
        narrow = self._look.scale.portrait or self._look.scale.squarish
        rows: tuple[tuple[QWidget | None, ...], ...] = (
            (self.search, self.day, self.way, self.mask_button, self.lookup, self.proxy),
            (self.filters, None, self.export, self.evacuate),
        )
        if narrow:
            rows = (
                (self.search, self.mask_button),
                (self.day, self.way, None, self.export),
                (self.filters,),
                (self.lookup, self.proxy, None, self.evacuate),
            )
        for row in rows:
            line = QHBoxLayout()
            line.setSpacing(px(12))
            for widget in row:
                if widget is None:
                    line.addStretch(1)
                else:
                    line.addWidget(widget, 1 if widget is self.search else 0)
            whole.addLayout(line)

    def _longest_day(self) -> str:
        return max((self._say.today, self._say.yesterday), key=len).format(day="23/11")

    def _ways(self) -> list[str]:
        return [self._say.any_way, *self._say.ways.values()]

    def days(self, today: date, chosen: Day | date, *, english: bool) -> None:
        """Offer the days up to ``today``; show the one that is chosen."""
        key = chosen.value if isinstance(chosen, Day) else chosen.isoformat()
        options = [(Day.TODAY.value, self._say.today.format(day=_short(today, english=english)))]
        for back in range(1, DAYS_BACK + 1):
            day = today - timedelta(days=back)
            text = _short(day, english=english)
            options.append((day.isoformat(), self._say.yesterday.format(day=text) if back == 1 else text))
        options += [(Day.ANY.value, self._say.any_day), (OTHER_DAY, self._say.other_day)]
        if key not in {each for each, _ in options} and not isinstance(chosen, Day):
            options.insert(1, (key, f"{chosen:%d/%m/%Y}"))
        if self.day.key() != key or today != self._today:
            self._today = today
            self.day.offer(options)
            self.day.pick(key)

    def chosen_day(self) -> Day | date | None:
        """The day that is chosen; None for one that is still to be asked for."""
        key = self.day.key()
        if key == OTHER_DAY:
            return None
        return Day(key) if key in tuple(Day) else date.fromisoformat(key)

    def masked(self, seconds_left: float) -> None:
        """Say whether names and numbers are masked, or for how long they are not."""
        bare = seconds_left > 0
        text = self._say.bare.format(n=int(seconds_left + 0.999)) if bare else self._say.masked
        if self.mask_button.text() != text:
            self.mask_button.set_text(text)
            self.mask_button.set_icon("eye" if bare else "eye-off")
            self.mask_button.set_kind(Kind.STOP if bare else Kind.PLAIN)

    def chosen_way(self) -> Way | None:
        """The way in that is chosen."""
        key = self.way.key()
        return None if key in ("", ANY_WAY) else Way(key)


def _short(day: date, *, english: bool) -> str:
    return f"{day.day} {MONTHS_EN[day.month - 1]}" if english else f"{day:%d/%m}"
