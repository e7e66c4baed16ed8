"""The four steps of the wizard: numbered discs joined by lines, a tick on what is done. Not a button."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import colours
from ui.theme.fonts import font
from ui.theme.type import BOLD, H4, P2, SEMIBOLD, Type
from ui.widgets.boxes import Cell, Column, Item, Pad, Row
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel, rounded

GROUND: Final = QColor("#F7FAFB")
DISC: Final = 56
NUMBER: Final = Type(28, BOLD, 36, figures=True)


class Disc(QWidget):
    """A number in a disc: filled for the step one is at, an outline for one to come."""

    def __init__(self, look: Look, number: int, *, here: bool) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look, self._number, self._here = look, number, here

    def wide(self) -> float:
        """Its width."""
        return self._look.px(DISC)

    def tall(self, _width: float) -> float:
        """Its height."""
        return self._look.px(DISC)

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in the middle of this rectangle."""
        side = self._look.px(DISC)
        self.setGeometry(round(x + (width - side) / 2), round(y + (height - side) / 2), side, side)

    def widgets(self) -> Iterator[QWidget]:
        """This widget."""
        yield self

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the disc and its number."""
        painter = QPainter(self)
        fill, edge = (colours.BRAND, colours.BRAND) if self._here else (colours.CARD, colours.LINE_STRONG)
        rounded(painter, QRectF(self.rect()), self.width() / 2, fill, edge, self._look.px(3))
        painter.setPen(colours.WHITE if self._here else colours.INK3)
        painter.setFont(font(NUMBER, self._look.px(NUMBER.px)))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, str(self._number))


def _disc(look: Look, index: int, step: int) -> Item:
    if index >= step:
        return Disc(look, index + 1, here=index == step)
    side = look.px(DISC)
    return Panel(Icon("check", look.px(34), colours.WHITE, 3), colours.IN, radius=side / 2, wide=side, tall=side)


def stepper(look: Look, step: int, about: str = "") -> Panel:
    """The bar below the top bar; ``step`` counts from 0. A narrow display names only the step one is at.

    ``about`` stands in the place of the title: whom the declaration is for.
    """
    px, say = look.px, look.words.declare
    narrow = look.scale.portrait or look.scale.squarish
    cells: list[Cell | Item] = []
    for index, name in enumerate(say.steps):
        if index:
            line = Panel(None, colours.IN if index <= step else colours.LINE, radius=px(2), tall=px(4))
            cells.append(Cell(Column(line), grow=1))
        cells.append(Cell(_disc(look, index, step), firm=True))
        if not narrow or index == step:
            colour = colours.INK if index == step else colours.IN if index < step else colours.INK3
            cells.append(Cell(Label(name, P2.weighing(SEMIBOLD), look.scale, colour), firm=True))
    title: Item = Label(say.title, H4, look.scale)
    if about:
        words = Label(about, P2.weighing(SEMIBOLD), look.scale, colours.INK, strong=colours.BRAND)
        title = Panel(Row(words, pad=Pad(px(18), px(8), px(18), px(8))), colours.BRAND_TINT, radius=px(14))
    side = px(48 if look.scale.portrait else 56)
    steps = Row(*cells, gap=px(16))
    row = Row(Cell(title, firm=True), Cell(steps, grow=1), gap=px(48), pad=Pad(side, 0, side, 0))
    rule = Cell(Panel(None, colours.LINE), tall=px(2))
    return Panel(Column(Cell(row, grow=1), rule), GROUND, tall=px(104))
