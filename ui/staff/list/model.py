"""The list as Qt's views read it. It holds the lines that have been asked for, and asks for more when they are seen."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kiosk.desk.listing_lines import Changed, Inserted, Removed, place_of, steps
from kiosk.desk.rows import Row, RowKey
from ui.staff.list.cells import Cell, Column, Setting, cell

Index = QModelIndex | QPersistentModelIndex
NOWHERE: Final = QModelIndex()


class ListModel(QAbstractTableModel):
    """Lines and columns. ``more`` is called when the view has come to the end of what is there."""

    def __init__(self, setting: Setting, more: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._setting = setting
        self._more = more
        self._rows: list[Row] = []
        self._taken: tuple[Row, ...] = ()
        self._there_is_more = False
        self.resets = 0
        """How often everything was shown anew."""

    @property
    def setting(self) -> Setting:
        """In what the lines are shown."""
        return self._setting

    def take(self, rows: tuple[Row, ...], *, more: bool, setting: Setting) -> None:
        """Show these lines, telling the view no more than what has changed."""
        self._there_is_more = more
        if rows is self._taken and setting == self._setting:
            return
        self._taken = rows
        way = steps(self._rows, rows)
        if way is None or setting.filter is not self._setting.filter:
            self.beginResetModel()
            self._setting, self._rows = setting, list(rows)
            self.resets += 1
            self.endResetModel()
            return
        everything = setting != self._setting
        self._setting = setting
        for step in way:
            match step:
                case Removed(first, last):
                    self.beginRemoveRows(NOWHERE, first, last)
                    del self._rows[first : last + 1]
                    self.endRemoveRows()
                case Inserted(first, last):
                    self.beginInsertRows(NOWHERE, first, last)
                    self._rows[first:first] = rows[first : last + 1]
                    self.endInsertRows()
                case Changed(first, last):
                    self._rows[first : last + 1] = rows[first : last + 1]
                    self._say_changed(first, last)
        if everything and rows:
            self._say_changed(0, len(rows) - 1)

    def _say_changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1), [])

    def row_at(self, place: int) -> Row | None:
        """The line that stands there."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, key: RowKey | None) -> int:
        """Where a line stands; -1 for nowhere."""
        return place_of(self._rows, key)

    def cell(self, place: int, column: int) -> Cell:
        """What stands in a cell."""
        return cell(self._rows[place], Column(column), self._setting)

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many lines are there so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The words of a cell, for the screen reader; the delegate paints the cell itself."""
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            there = self.cell(index.row(), index.column())
            return " ".join(part for part in (there.text, there.below) if part)
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The name of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._setting.say.columns[section]
        return None

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Whether there are lines below the last one."""
        return not parent.isValid() and self._there_is_more

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 - Qt's name
        """Ask for the next page; it comes when it comes."""
        if not parent.isValid():
            self._more()
