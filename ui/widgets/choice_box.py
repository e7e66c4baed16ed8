"""One of several answers: an empty ring until it is chosen, then a tick. All of them weigh the same."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import BOLD, SEMIBOLD, Type
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, stretch
from ui.widgets.keypad import STEPS
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon
from ui.widgets.pressable import Face, Pressable, filled

SEGMENT: Final = Type(36, SEMIBOLD, 46)
ANSWER: Final = Type(42, BOLD, 54)
OPTION: Final = Type(34, SEMIBOLD, 44)


class ChoiceBox(Pressable):
    """One box. ``ringed`` ones show the empty ring; ``start`` ones begin at the left, as in a list, and
    ``quiet`` ones have but a hair line around them."""

    def __init__(
        self,
        look: Look,
        text: str,
        act: Callable[[], None],
        name: str,
        *,
        chosen: bool,
        kind: Type = SEGMENT,
        tall: float = 96,
        reach: Reach = Reach.SECONDARY,
        ringed: bool = False,
        start: bool = False,
        wrong: bool = False,
        beside: str = "",
        quiet: bool = False,
    ) -> None:
        px = look.px
        colour = colours.WHITE if chosen else colours.INK
        sign: list[Cell | Item] = []
        narrow = kind is SEGMENT
        if chosen:
            tick = Icon("check", px(28 if narrow else 42), colour, 3)
            # A narrow one has no gaps but this: its word is as large chosen as not.
            sign = [Cell(Row(tick, pad=Pad(0, 0, px(6), 0)) if narrow else tick, firm=True)]
        elif ringed:
            sign = [Cell(Icon("circle", px(40), colours.LINE_STRONG, 2.4), firm=True)]
        label = Label(
            text, kind.weighing(BOLD) if chosen and not narrow else kind, look.scale, colour, lines=2 if start else 1
        )
        words: list[Cell | Item] = [Cell(label, grow=1) if start else label]
        if beside:
            words.append(Label(beside, Type(24, 500, 32), look.scale, colours.WHITE if chosen else colours.INK2))
        ends = () if start else (stretch(),)
        radius = px(24 if kind is ANSWER else 20)
        edge = colours.STOP if wrong else colours.LINE if quiet else colours.LINE_STRONG
        face = (
            filled(colours.BRAND, colours.BRAND_DARK, radius)
            if chosen
            else Face(colours.CARD, colours.BRAND_TINT, edge, px(2 if quiet else 3), radius)
        )
        side = px(26 if start else 4)
        super().__init__(
            Row(
                *ends,
                *sign,
                *words,
                *ends,
                gap=px(14 if start or kind is ANSWER else 0 if narrow else 8),
                pad=Pad(side, 0, side, 0),
            ),
            face,
            look.hand,
            act,
            look.words.declare.address.chosen.format(name=name) if chosen else name,
            reach=reach,
            tall=look.scale.touch(tall, reach),
        )
        self.chosen = chosen
        self.go: Callable[[int, int], None] | None = None
        self.enter: Callable[[], None] | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the other answer, or to the next question; Enter may mean more than to choose."""
        step = STEPS.get(event.key())
        if step and self.go:
            self._hand.touched(key=True)
            self.go(*step)
            return
        if self.enter and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            if self._hand.may_key():
                self._hand.touched(key=True)
                self.enter()
            return
        super().keyPressEvent(event)


def side_by_side(look: Look, boxes: Iterable[ChoiceBox], gap: float = 16) -> Item:
    """Equally wide boxes in a row."""
    return Row(*(Cell(box, grow=1) for box in boxes), gap=look.scale.gap(gap), align=Align.STRETCH)


def grid(look: Look, boxes: list[ChoiceBox], columns: int, gap: float = 16) -> Item:
    """Equally wide boxes in rows; the last row may be short."""
    between = look.scale.gap(gap)
    rows: list[Cell | Item] = []
    for at in range(0, len(boxes), columns):
        part = boxes[at : at + columns]
        empty = [Cell(grow=1) for _ in range(columns - len(part))]
        rows.append(Row(*(Cell(box, grow=1) for box in part), *empty, gap=between, align=Align.STRETCH))
    return Column(*rows, gap=between)
