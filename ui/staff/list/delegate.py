"""Paints the cells of the list: an icon and a word, or a button. No stripes, nothing cut."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kiosk.desk.acts import MainAct
from kiosk.desk.rows import Row, Sending
from ui.staff.desk_look import DeskLook
from ui.staff.kit.icons import pixmap
from ui.staff.kit.style import font
from ui.staff.list.cells import ACT_INKS, REFUSED_GROUND, Cell, Column, main_of
from ui.staff.list.model import ListModel
from ui.theme import colours

ROW: Final = 54
HAIR: Final = QColor("#DDE6EA")
TEXT: Final = 19
BELOW: Final = 17
LEAST: Final = 14
NARROWEST: Final = 60
PAD: Final = 7

Index = QModelIndex | QPersistentModelIndex
_FLAGS: Final = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextDontClip)

_MAY_BREAK: Final = (Column.NAME, Column.WAY)


def row_height(look: DeskLook) -> int:
    """The height of a line: 54 of the design, and never less than two lines of its text need."""
    return max(look.px(ROW), round(look.text(TEXT) * 2.6))


def button_in(place: QRect, look: DeskLook) -> QRect:
    """Where the button of a cell stands."""
    tall = max(look.px(40), round(look.text(18) * 1.7))
    top = place.top() + (place.height() - tall) // 2
    return QRect(place.left() + look.px(4), top, place.width() - look.px(20), tall)


class LineDelegate(QStyledItemDelegate):
    """One for the whole table. ``active``: the table has the keys."""

    def __init__(self, look: DeskLook, model: ListModel) -> None:
        super().__init__(model)
        self._look, self._model = look, model
        self.active = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The height of a line."""
        return QSize(self._look.px(80), row_height(self._look))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        row = self._model.row_at(index.row())
        if row is None:
            return
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(place, _ground(row, selected=selected))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, HAIR)
        column = Column(index.column())
        if column is Column.ARRIVED and selected and self.active:
            painter.fillRect(place.left(), place.top(), self._look.px(5), place.height(), colours.BRAND)
        if column is Column.ACT:
            self._button(painter, place, row)
        else:
            self._words(painter, place, column, self._model.cell(index.row(), column))
        painter.restore()

    def _button(self, painter: QPainter, place: QRect, row: Row) -> None:
        setting = self._model.setting
        act = main_of(row, setting)
        if act is MainAct.NOTHING:
            return
        ink, box = ACT_INKS[act], QRectF(button_in(place, self._look))
        stroke = max(1, self._look.px(2))
        edge = colours.LINE_STRONG if act is MainAct.CHECK_IN else ink
        painter.setPen(QPen(edge, stroke))
        painter.setBrush(colours.CARD)
        half = stroke / 2
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), self._look.px(11), self._look.px(11))
        painter.setPen(ink)
        painter.setFont(self._face(setting.say.acts[act], 18, 700, round(box.width()) - self._look.px(8)))
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip)
        painter.drawText(box, flags, setting.say.acts[act])

    def _words(self, painter: QPainter, place: QRect, column: Column, there: Cell) -> None:
        look = self._look
        left = place.left() + look.px(18 if column is Column.ARRIVED else PAD)
        if there.icon:
            side = look.text(21)
            painter.drawPixmap(
                left, place.top() + (place.height() - side) // 2, pixmap(look, there.icon, 21, there.ink)
            )
            left += side + look.px(7)
        room = place.right() - left - look.px(4)
        painter.setPen(there.ink)
        lines = _lines(there)
        if len(lines) == 1 and column in _MAY_BREAK and self._wide(there) > room:
            lines = _halves(there.text)
        if len(lines) == 1:
            painter.setFont(self._face(lines[0], TEXT, there.weight, room, figures=there.figures))
            painter.drawText(QRect(left, place.top(), room, place.height()), _FLAGS, lines[0])
            return
        half = place.height() // 2
        for number, line in enumerate(lines):
            small = bool(there.below) and number == 1
            painter.setPen(colours.INK2 if small else there.ink)
            figures = there.figures and not small
            weight = 500 if small else there.weight
            painter.setFont(self._face(line, BELOW if small else TEXT - 1, weight, room, figures=figures))
            top = place.top() + look.px(3) + number * (half - look.px(3))
            painter.drawText(QRect(left, top, room, half - look.px(2)), _FLAGS, line)

    def _face(self, text: str, wanted: float, weight: int, room: int, *, figures: bool = False) -> QFont:
        """The font at which the text fits: the size wanted, or smaller, and at last narrower."""
        face = font(self._look, wanted, weight, figures)
        least = self._look.text(LEAST)
        while (needed := QFontMetrics(face).horizontalAdvance(text)) > room and face.pixelSize() > least:
            face.setPixelSize(face.pixelSize() - 1)
        if needed > room:
            face.setStretch(max(NARROWEST, 100 * room // needed))
        return face

    def _wide(self, there: Cell) -> int:
        return QFontMetrics(font(self._look, LEAST + 2, there.weight)).horizontalAdvance(there.text)


def _ground(row: Row, *, selected: bool) -> QColor:
    if selected:
        return colours.BRAND_TINT
    return REFUSED_GROUND if row.sending is Sending.REFUSED and not row.annulled else colours.CARD


def _lines(there: Cell) -> tuple[str, ...]:
    return (there.text, there.below) if there.below else (there.text,)


def _halves(text: str) -> tuple[str, ...]:
    """A long name on two lines, cut where both are about as long.

    >>> _halves("NGUYỄN THỊ HOÀNG OANH"), _halves("ABC")
    (('NGUYỄN THỊ', 'HOÀNG OANH'), ('ABC',))
    """
    words = text.split(" ")
    if len(words) < 2:
        return (text,)
    cuts = range(1, len(words))
    best = min(cuts, key=lambda cut: abs(len(" ".join(words[:cut])) - len(" ".join(words[cut:]))))
    return " ".join(words[:best]), " ".join(words[best:])
