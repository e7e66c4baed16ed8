"""Advice cards: a picture, what to do, and one line more."""

from dataclasses import dataclass

from ui.theme import colours
from ui.theme.type import BOLD, P2, Type
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, space, stretch
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Panel, Pictogram
from ui.words.shape import Pair


@dataclass(frozen=True, slots=True)
class Advice:
    """One way out: the pictogram and its words."""

    picture: str
    text: Pair


TITLE = Type(40, BOLD, 52)


def advice_card(look: Look, advice: Advice) -> Panel:
    """The card, upright; on a high display its picture stands at the left."""
    px = look.px
    wide = 308 if advice.picture.startswith("advice") else 287
    if look.scale.portrait:
        words = Column(
            Label(advice.text.title, TITLE, look.scale), Label(advice.text.line, P2, look.scale, colours.INK2, lines=2)
        )
        inside: Item = Row(
            Cell(Pictogram(advice.picture, px(wide * 0.68), px(136)), wide=px(210), firm=True),
            Cell(words, grow=1),
            gap=px(32),
            pad=Pad(px(24), px(16), px(24), px(16)),
        )
    else:
        inside = Column(
            stretch(),
            Cell(Pictogram(advice.picture, px(wide), px(200)), tall=px(200)),
            space(px(22)),
            Label(advice.text.title, TITLE, look.scale, align=Align.CENTER, lines=2),
            Label(advice.text.line, P2, look.scale, colours.INK2, align=Align.CENTER, lines=2),
            stretch(),
            pad=Pad(px(24), px(20), px(24), px(24)),
        )
    return Panel(
        inside,
        colours.CARD,
        edge=colours.LINE,
        stroke=px(2),
        radius=px(24),
        tall=px(168 if look.scale.portrait else 240),
    )
