"""The tick below the consent: a large box to touch, empty at first, with the whole sentence in it."""

from collections.abc import Callable
from typing import Final

from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import SEMIBOLD, Type
from ui.widgets.boxes import Cell, Pad, Row
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel
from ui.widgets.pressable import Face, Pressable

SENTENCE: Final = Type(31, SEMIBOLD, 43)


class Tick(Pressable):
    """The sentence and its box. ``wanted`` draws the border of what has to be done next."""

    def __init__(
        self, look: Look, text: str, act: Callable[[], None], *, ticked: bool, wanted: bool = False, lines: int = 2
    ) -> None:
        px, say = look.px, look.words.declare.consent
        box = Panel(
            Icon("check", px(48), colours.WHITE, 3.2) if ticked else None,
            colours.BRAND if ticked else colours.CARD,
            edge=colours.BRAND if ticked else colours.LINE_STRONG,
            stroke=px(4),
            radius=px(18),
            wide=px(68),
            tall=px(68),
        )
        edge, stroke = (colours.STOP, px(4)) if wanted and not ticked else (colours.BRAND, px(4 if ticked else 3))
        super().__init__(
            Row(
                Cell(box, firm=True),
                Cell(Label(text, SENTENCE, look.scale, lines=lines), grow=1),
                gap=px(28),
                pad=Pad(px(32), px(12), px(28), px(12)),
            ),
            Face(colours.CARD, colours.BRAND_TINT, edge, stroke, px(24)),
            look.hand,
            act,
            f"{text} ({say.ticked if ticked else say.empty})",
            tall=look.scale.touch(116, Reach.PRIMARY),
        )
        self.ticked = ticked
