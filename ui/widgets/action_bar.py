"""The bar at the bottom of every step: back at the left, forward at the right, a word between them."""

from ui.theme import colours
from ui.theme.type import P2
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, stretch
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Panel
from ui.widgets.pressable import Pressable


def reason(look: Look, text: str) -> Label:
    """The word between the buttons: what is missing, or what will happen."""
    align = Align.START if look.scale.portrait else Align.CENTER
    return Label(text, P2, look.scale, colours.INK2, lines=2, align=align)


def action_bar(
    look: Look,
    back: Pressable | None,
    forward: Pressable | None,
    *,
    between: Item | None = None,
    wide: float | None = None,
    home: Pressable | None = None,
) -> Panel:
    """The bar. ``wide`` is the width of ``forward`` on a wide display; on a high one it takes what is left.

    ``home`` is a second way back; beside it ``back`` is no wider than its word.
    """
    px, upright = look.px, look.scale.portrait
    least = 0 if home else px(312)
    cells: list[Cell] = [Cell(back, wide=max(back.wide(), least), firm=True)] if back else []
    if home:
        cells.append(Cell(home, wide=home.wide(), firm=True))
    if upright:
        if forward and not (home and look.scale.user > 1):
            cells.append(Cell(forward, grow=1))
        buttons: Item = Row(*cells, gap=px(20 if home else 28))
        if forward and home and look.scale.user > 1:
            cells[-1].wide, cells[-1].grow = None, 1
            buttons = Column(buttons, forward, gap=px(20))
        inside: Item = buttons if between is None else Column(between, buttons, gap=px(20))
        inside = Column(stretch(), inside, stretch(), pad=Pad(px(48), px(28), px(48), px(30)))
    else:
        cells.append(Cell(between, grow=1))
        if forward:
            cells.append(Cell(forward, wide=wide if wide is not None else forward.wide(), firm=True))
        inside = Row(*cells, gap=px(28), pad=Pad(px(56), 0, px(56), 0))
    rule = Cell(Panel(None, colours.LINE), tall=px(2))
    return Panel(Column(rule, Cell(inside, grow=1)), colours.CARD, tall=px(184 if upright else 152))
