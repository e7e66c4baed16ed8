"""The filters with their counts, side by side; on two rows where a display is narrow."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.listing_wanted import count_of
from kiosk.desk.rows import Counts, RowFilter
from ui.staff.desk_look import DeskLook
from ui.staff.kit.field import Segments
from ui.words.desk_list_shape import TopWords


class FilterBar(QWidget):
    """``chosen`` says that another one was pressed."""

    chosen = Signal()

    def __init__(self, look: DeskLook, say: TopWords) -> None:
        super().__init__()
        every = list(RowFilter)
        middle = len(every) // 2
        parts = (every[:middle], every[middle:]) if look.scale.portrait or look.scale.squarish else (every,)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self._rows: list[Segments] = []
        self._value = RowFilter.ALL
        for part in parts:
            row = Segments(look, [(each.value, say.filters[each]) for each in part])
            row.chosen.connect(partial(self._pressed, row))
            column.addWidget(row)
            self._rows.append(row)
        self.choose(RowFilter.ALL)

    def value(self) -> RowFilter:
        """The one that is chosen."""
        return self._value

    def choose(self, which: RowFilter) -> None:
        """Choose this one; nobody is told."""
        self._value = which
        for row in self._rows:
            row.choose(which.value)

    def counts(self, counts: Counts) -> None:
        """Write how many lines each has."""
        for row in self._rows:
            for key in row.buttons:
                row.count(key, count_of(counts, RowFilter(key)))

    def _pressed(self, row: Segments) -> None:
        self.choose(RowFilter(row.value()))
        self.chosen.emit()
