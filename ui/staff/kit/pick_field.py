"""One of many: typed in part, without accents, or chosen from the list below it."""

import unicodedata
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListView

from ui.staff.desk_look import DeskLook
from ui.staff.kit.icons import pixmap
from ui.staff.kit.labelled import Field
from ui.staff.kit.style import font
from ui.staff.kit.text_field import line_edit
from ui.theme import colours

SHOWN: Final = 60
"""As many are offered at once; typing narrows them down."""
ROWS: Final = 8


def plain(text: str) -> str:
    """Write a text in small letters without marks, for searching.

    >>> plain("Phường Đông Hà")
    'phuong dong ha'
    """
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def fits(wanted: str, folded: str) -> bool:
    """Whether each word that was typed begins a word of the text, in any order; both without marks.

    >>> fits("ha th", "xa hac thanh"), fits("thanh ha", "xa hac thanh"), fits("anh", "xa hac thanh")
    (True, True, False)
    """
    words = folded.split()
    return all(any(word.startswith(part) for word in words) for part in wanted.split())


class PickField(Field):
    """A line with a list below it. ``picked`` says that another one was chosen by whoever sits here."""

    picked = Signal()

    def __init__(self, look: DeskLook, label: str, *, required: bool = False, placeholder: str = "") -> None:
        super().__init__(look, label, required=required)
        self._all: list[tuple[str, str, str]] = []
        self._shown: list[tuple[str, str]] = []
        self._key = ""
        self.edit = _Line(look, placeholder)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._typed)
        self._list: QListView | None = None
        self._model = QStringListModel(self)
        self.hold(self.edit)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer these, each a key and a text, in this order. What is chosen stays if it is among them."""
        self._all = [(key, text, plain(text)) for key, text in options]
        self.pick(self._key)

    def key(self) -> str:
        """The key of what is chosen, "" for nothing."""
        return self._key

    def pick(self, key: str) -> None:
        """Choose this one, "" for none; nobody is told."""
        found = next((one for one in self._all if one[0] == key), None)
        self._key = found[0] if found else ""
        self.edit.setText(found[1] if found else "")
        self.edit.setCursorPosition(0)
        self._close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk through the list, Enter takes one, Esc leaves it; a click on the line opens it."""
        if watched is not self.edit:
            return False
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._keyed(event)
        if kind == QEvent.Type.MouseButtonRelease and not self._open():
            self.edit.selectAll()
            self._narrow("")
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._settle()
        elif kind == QEvent.Type.FocusIn:
            self.edit.selectAll()
        return False

    def _keyed(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self._open():
                self._walk(1 if key == Qt.Key.Key_Down else -1)
            else:
                self._narrow("")
            return True
        if not self._open():
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_current()
            event.ignore()
            return False  # Enter goes on, as everywhere in a form
        if key == Qt.Key.Key_Escape:
            self.pick(self._key)
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._take_current()
        return False

    def _typed(self, text: str) -> None:
        self._narrow(plain(text))

    def _open(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def _narrow(self, wanted: str) -> None:
        self._shown = [(key, text) for key, text, folded in self._all if fits(wanted, folded)][:SHOWN]
        self._model.setStringList([text for _, text in self._shown])
        if not self._shown or not self.edit.isVisible():
            self._close()
            return
        shown = self._list or self._make_list()
        self._place(shown)
        at = next((row for row, (key, _) in enumerate(self._shown) if key == self._key and not wanted), 0)
        shown.setCurrentIndex(self._model.index(at))
        shown.scrollTo(self._model.index(at))

    def _make_list(self) -> QListView:
        shown = QListView(self.window())
        shown.setObjectName("offers")
        shown.setModel(self._model)
        shown.setFont(font(self.look, 20))
        shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown.setUniformItemSizes(True)
        shown.clicked.connect(self._clicked)
        self.destroyed.connect(shown.deleteLater)
        self._list = shown
        return shown

    def _place(self, shown: QListView) -> None:
        shown.ensurePolished()
        window = self.window()
        line = self.edit
        high = shown.sizeHintForRow(0) * min(ROWS, len(self._shown)) + 2 * shown.frameWidth() + self.look.px(16)
        corner = line.mapTo(window, QPoint(0, line.height() + self.look.px(4)))
        if corner.y() + high > window.height():
            corner = line.mapTo(window, QPoint(0, -high - self.look.px(4)))
        shown.setGeometry(corner.x(), max(0, corner.y()), line.width(), high)
        shown.raise_()
        shown.show()

    def _walk(self, step: int) -> None:
        if self._list is not None:
            row = self._list.currentIndex().row() + step
            self._list.setCurrentIndex(self._model.index(max(0, min(row, len(self._shown) - 1))))

    def _clicked(self, index: QModelIndex) -> None:
        self._take(index.row())

    def _take_current(self) -> None:
        if self._list is not None:
            self._take(self._list.currentIndex().row())

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            before = self._key
            self.pick(self._shown[row][0])
            if self.edit.hasFocus():
                self.edit.selectAll()  # what is typed next is another one
            if self._key != before:
                self.picked.emit()
        self._close()

    def _settle(self) -> None:
        """What was typed and not taken is taken if it can only mean one thing, else it goes."""
        wanted = plain(self.edit.text().strip())
        exact = [row for row, (_, text) in enumerate(self._shown) if plain(text) == wanted] if wanted else []
        if self._open() and len(exact) == 1:
            self._take(exact[0])
        elif self._open() and not self.edit.text().strip() and self._key and self.edit.isModified():
            self.pick("")
            self.picked.emit()
        else:
            self.pick(self._key)

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()
            self._model.setStringList([])


class _Line(QLineEdit):
    """A line with a chevron at its end."""

    def __init__(self, look: DeskLook, placeholder: str) -> None:
        super().__init__()
        self._look = look
        pattern = line_edit(look, placeholder)
        self.setFont(pattern.font())
        self.setPlaceholderText(placeholder)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setProperty("radius", look.px(12))
        self.setMinimumWidth(look.px(40))
        self.setTextMargins(0, 0, look.px(30), 0)
        self._mark = QLabel(self)
        self._mark.setPixmap(pixmap(look, "chevron-down", 24, colours.BRAND))
        self._mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._mark.setStyleSheet("background: transparent;")
        pattern.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chevron at the end."""
        super().resizeEvent(event)
        self._mark.adjustSize()
        self._mark.move(
            self.width() - self._mark.width() - self._look.px(14), (self.height() - self._mark.height()) // 2
        )
