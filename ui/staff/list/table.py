"""The table of the list: arrows choose, Enter acts, Space opens; what is in sight stays in sight when others come."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kiosk.desk.listing import ListState
from kiosk.desk.rows import RowKey
from ui.staff.desk_look import DeskLook
from ui.staff.kit.style import font
from ui.staff.list.cells import Column, Setting
from ui.staff.list.delegate import LineDelegate, button_in, row_height
from ui.staff.list.model import Index, ListModel

WIDTHS: Final = {
    Column.ARRIVED: 82,
    Column.LEFT: 68,
    Column.BORN: 84,
    Column.WAY: 154,
    Column.DOCUMENT: 128,
    Column.PHONE: 140,
    Column.DECLARED: 130,
    Column.SENDING: 112,
    Column.ACT: 136,
}
LEAST_NAME: Final = 146
BARE: Final = {Column.DOCUMENT: 172, Column.NAME: 250}
"""What is wider while names and numbers are shown in full."""
GIVE_WAY: Final = (Column.DOCUMENT, Column.PHONE, Column.BORN, Column.WAY, Column.SENDING)
GIVE_WAY_BARE: Final = (Column.WAY, Column.SENDING, Column.BORN, Column.PHONE, Column.DOCUMENT)
"""What is left out, one after the other, where a name would not have its room: the panel has it all."""
AHEAD: Final = 30
"""So many lines before the last one the next page is asked for."""


class ListTable(QTableView):
    """``choose`` is told which line is chosen, ``act`` and ``open_`` which to act on and open, ``seen`` what is in
    sight; ``press`` gets every other key first and says whether it has used it.
    """

    def __init__(
        self,
        look: DeskLook,
        model: ListModel,
        choose: Callable[[RowKey | None], None],
        act: Callable[[RowKey], None],
        open_: Callable[[RowKey], None],
        seen: Callable[[int, int], None],
        press: Callable[[QKeyEvent], bool],
    ) -> None:
        super().__init__()
        self._look, self._lines = look, model
        self._choose, self._act, self._open, self._seen, self._press = choose, act, open_, seen, press
        self._taking = self._bare = False
        self._widths: dict[Column, int] = {}
        self._pressed: RowKey | None = None
        self._chosen: RowKey | None = None
        self.setModel(model)
        self._painter = LineDelegate(look, model)
        self.setItemDelegate(self._painter)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setObjectName("lines")
        self.setProperty("ring", False)  # the chosen line is marked instead
        self.setStyleSheet(
            "QTableView#lines { border: none; border-radius: 0; background: transparent; }"
            "QTableView#lines QHeaderView { background: transparent; }"
            f"QTableView#lines QHeaderView::section:first {{ padding-left: {look.px(18)}px;"
            f" border-top-left-radius: {look.px(16)}px; }}"
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(row_height(look))
        self.verticalHeader().setDefaultSectionSize(row_height(look))
        self.verticalScrollBar().setSingleStep(row_height(look))
        self.verticalScrollBar().valueChanged.connect(self._look_around)
        self._head()

    def _head(self) -> None:
        head = self.horizontalHeader()
        head.setFont(font(self._look, 18, 700))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFixedHeight(max(self._look.px(46), round(self._look.text(18) * 1.7)))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(self._look.px(60))
        metrics = QFontMetrics(font(self._look, 18, 700))
        for column, width in WIDTHS.items():
            words = metrics.horizontalAdvance(self._lines.setting.say.columns[column])
            self._widths[column] = max(self._look.px(width), words + self._look.px(16))
            self.setColumnWidth(column, self._widths[column])

    def take(self, state: ListState, setting: Setting) -> None:
        """Show what the list has come to; what is chosen and what is in sight stay."""
        self._taking, self._chosen = True, state.selected
        if state.bare != self._bare:
            self._bare = state.bare
            self._fit()
        bar = self.verticalScrollBar()
        top = self.rowAt(0) if bar.value() > 0 else -1
        anchor = self._lines.row_at(top)
        offset = self.rowViewportPosition(top) if anchor is not None else 0
        self._lines.take(state.rows, more=state.lines.more, setting=setting)
        self.updateGeometries()
        place = self._lines.place_of(state.selected)
        if place != self.currentIndex().row():
            chosen = self._lines.index(place, 0) if place >= 0 else QModelIndex()
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(chosen, flags)
        if anchor is not None:
            stands = self._lines.place_of(anchor.key)
            if stands >= 0:
                bar.setValue(stands * row_height(self._look) - offset)
        self._taking = False
        self._look_around()

    def _fit(self) -> None:
        """Give the columns their widths; those that a name would have no room beside give way."""
        px = self._look.px
        widths = dict(self._widths)
        if self._bare:
            widths[Column.DOCUMENT] = max(widths[Column.DOCUMENT], px(BARE[Column.DOCUMENT]))
        name = px(BARE[Column.NAME] if self._bare else LEAST_NAME)
        spare = self.viewport().width() - sum(widths.values()) - name
        for column in GIVE_WAY_BARE if self._bare else GIVE_WAY:
            self.setColumnHidden(column, spare < 0)
            spare += widths[column] if spare < 0 else 0
        self.setColumnWidth(Column.DOCUMENT, widths[Column.DOCUMENT])

    def key_at(self, place: int) -> RowKey | None:
        """The key of the line that stands there."""
        row = self._lines.row_at(place)
        return None if row is None else row.key

    def chosen(self) -> RowKey | None:
        """The line that is chosen, which may be none of those that are shown."""
        return self.key_at(self.currentIndex().row()) or self._chosen

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Tell which line is chosen now."""
        super().currentChanged(current, previous)
        if not self._taking:
            self._choose(self.key_at(current.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts, Space opens; letters are keys of the page, never a search among cells."""
        key, chosen = event.key(), self.chosen()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            event.accept()
            if chosen is not None and not event.isAutoRepeat():
                (self._open if key == Qt.Key.Key_Space else self._act)(chosen)
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if key == Qt.Key.Key_Home else self._lines.rowCount() - 1)
        elif key in _MOVES and plain:
            super().keyPressEvent(event)
        elif not self._press(event):
            event.ignore()

    def _go(self, place: int) -> None:
        if self._lines.rowCount():
            self.setCurrentIndex(self._lines.index(place, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a line."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._pressed = self.key_at(index.row()) if event.button() is Qt.MouseButton.LeftButton else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act, where its button was pressed; open it anywhere else. A line that moved meanwhile is neither."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        key, pressed = self.key_at(index.row()), self._pressed
        self._pressed = None
        if key is None or key != pressed:
            return
        on_button = index.column() == Column.ACT and button_in(self.visualRect(index), self._look).contains(
            event.position().toPoint()
        )
        (self._act if on_button else self._open)(key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the chosen line as the one that keys go to."""
        super().focusInEvent(event)
        self._mark(active=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keys go elsewhere."""
        super().focusOutEvent(event)
        self._mark(active=False)

    def _mark(self, *, active: bool) -> None:
        self._painter.active = active
        index = self.currentIndex()
        if index.isValid():
            self.viewport().update(self._line_of(index.row()))

    def _line_of(self, place: int) -> QRect:
        return QRect(0, self.rowViewportPosition(place), self.viewport().width(), row_height(self._look))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer lines are in sight, and columns."""
        super().resizeEvent(event)
        self._fit()
        self._look_around()

    def _look_around(self) -> None:
        if self._taking or not self._lines.rowCount():
            return
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        last = self._lines.rowCount() - 1 if last < 0 else last
        self._seen(first, last)
        if last >= self._lines.rowCount() - AHEAD and self._lines.canFetchMore(QModelIndex()):
            self._lines.fetchMore(QModelIndex())


_MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
