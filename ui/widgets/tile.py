"""The tiles of the waiting screen."""

from collections.abc import Callable

from PySide6.QtGui import QColor

from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import SUBTITLE, TILE, TILE_PRIMARY, Type
from ui.widgets.boxes import Cell, Column, Pad, Row
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, icon_box
from ui.widgets.pressable import Face, Pressable, filled
from ui.words.shape import Pair


class Tile(Pressable):
    """An icon, a title and one line.

    The ``main`` one is filled and says its line first. ``slim`` ones stand side by side and have no arrow.
    """

    def __init__(
        self,
        look: Look,
        text: Pair,
        icon: str,
        act: Callable[[], None],
        *,
        main: bool = False,
        slim: bool = False,
        tall: float = 156,
    ) -> None:
        px = look.px
        colour = colours.WHITE if main else colours.INK
        title = Cell(Label(text.title, self._kind(main=main, slim=slim), look.scale, colour))
        self._line = Cell(Label(text.line, SUBTITLE, look.scale, colours.WHITE if main else colours.INK2))
        self._line.gone = not text.line
        lines = (self._line, title) if main else (title, self._line)
        tint, sign = (colours.CARD, colours.BRAND) if main else (colours.BRAND_TINT, colours.BRAND)
        cells = [
            Cell(icon_box(icon, px(50), px(88), sign, tint, px(24)), firm=True),
            Cell(Column(*lines), grow=1),
        ]
        if not slim:
            arrow: QColor = colours.WHITE if main else colours.BRAND
            cells.append(Cell(Icon("chevron-right", px(52 if main else 48), arrow), firm=True))
        radius = px(28)
        super().__init__(
            Row(*cells, gap=px(20 if slim else 24), pad=Pad(px(26 if slim else 30), px(12), px(22), px(12))),
            filled(colours.BRAND, colours.BRAND_DARK, radius)
            if main
            else Face(colours.CARD, colours.BRAND_TINT, colours.BRAND_LINE, px(2), radius),
            look.hand,
            act,
            f"{text.line} {text.title}" if main else f"{text.title}. {text.line}".strip(),
            tall=look.scale.touch(tall, Reach.PRIMARY),
        )

    @staticmethod
    def _kind(*, main: bool, slim: bool) -> Type:
        if main:
            return TILE_PRIMARY
        return Type(34, 700, 46) if slim else TILE

    def be_brief(self, brief: bool) -> None:
        """Leave the line away, or bring it back."""
        self._line.drop(brief)
        self.arrange()
