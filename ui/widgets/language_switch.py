"""VI | EN: two joined cells, the chosen one filled."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.events import LanguageChosen
from kiosk.screens import Language
from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import BOLD, LABEL
from ui.widgets.boxes import Align, Cell, Row
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import rounded
from ui.widgets.pressable import Pressable, filled

SPOKEN: Final = {Language.VI: "Tiếng Việt", Language.EN: "English"}


class LanguageCell(Pressable):
    """One language. The border runs around both cells, so each paints its part of one shape."""

    def __init__(self, look: Look, language: Language, wide: float, tall: float) -> None:
        self._chosen = look.language is language
        self._first = language is next(iter(Language))
        self._stroke = look.px(2)
        colour = colours.WHITE if self._chosen else colours.BRAND
        label = Label(language.value.upper(), LABEL.weighing(BOLD), look.scale, colour, align=Align.CENTER)
        super().__init__(
            Row(Cell(label, grow=1)),
            filled(colours.BRAND if self._chosen else colours.CARD, colours.BRAND_TINT, look.px(18)),
            look.hand,
            lambda: look.hand.choose(lambda at: LanguageChosen(language, at)),
            SPOKEN[language],
            reach=Reach.SECONDARY,
            wide=wide,
            tall=tall,
        )
        self.language = language

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the half of the shape that is this cell's."""
        painter = QPainter(self)
        painter.setClipRect(self.rect())
        reach = 2 * self.radius
        whole = QRectF(self.rect()).adjusted(0 if self._first else -reach, 0, reach if self._first else 0, 0)
        pressed = self._shows_press() and not self._chosen
        fill = self._face.pressed if pressed else self._face.fill
        rounded(painter, whole, self.radius, fill, colours.BRAND, self._stroke)


class LanguageSwitch:
    """Both cells side by side, touching."""

    def __init__(self, look: Look, *, wide: float = 94, tall: float = 72) -> None:
        high = look.scale.touch(tall, Reach.SECONDARY)
        across = look.scale.touch(wide, Reach.SECONDARY)
        self.cells = [LanguageCell(look, language, across, high) for language in Language]

    def wide(self) -> float:
        """The width of both."""
        return sum(cell.wide() for cell in self.cells)

    def tall(self, width: float) -> float:
        """The height of one."""
        return max(cell.tall(width) for cell in self.cells)

    def put(self, x: float, y: float, width: float, height: float) -> None:
        """Stand in this rectangle, half of it each."""
        part = width / len(self.cells)
        for index, cell in enumerate(self.cells):
            cell.put(round(x + index * part), y, part, height)

    def widgets(self) -> Iterator[QWidget]:
        """Both cells."""
        yield from self.cells
