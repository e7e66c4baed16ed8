"""A list to choose from, as a page of its own: equal boxes, none of them chosen beforehand."""

from collections.abc import Callable, Sequence
from functools import partial

from ui.screens.wizard import Kept, Page, pager, pages_of, room, side, step_page
from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import H3, P2
from ui.widgets.act_button import ActButton, Manner
from ui.widgets.boxes import Align, Cell, Column, Item, Row, stretch
from ui.widgets.choice_box import OPTION, ChoiceBox
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.pressable import Pressable

ACROSS, ACROSS_NARROW = 3, 2
TALL = 112


def choosing_page(
    look: Look,
    step: int,
    title: str,
    options: Sequence[tuple[str, str]],
    chosen: Sequence[str],
    pick: Callable[[str], None],
    close: Callable[[], None],
    kept: Kept,
    turn: Callable[[], None],
    *,
    line: str = "",
    several: bool = False,
) -> Page:
    """The page. ``options`` are keys with their words; where ``several`` may stand, a button closes it."""
    px, say = look.px, look.words.declare
    boxes = [
        ChoiceBox(
            look,
            text,
            partial(pick, key),
            text,
            chosen=key in chosen,
            kind=OPTION,
            tall=TALL,
            reach=Reach.PRIMARY,
            ringed=True,
            start=True,
        )
        for key, text in options
    ]
    across = ACROSS_NARROW if look.scale.portrait or look.scale.squarish else ACROSS
    gap = look.scale.gap(20)
    width = look.scale.width - 2 * side(look)
    rows: list[Item] = []
    for at in range(0, len(boxes), across):
        part = boxes[at : at + across]
        empty = [Cell(grow=1) for _ in range(across - len(part))]
        rows.append(Row(*(Cell(box, grow=1) for box in part), *empty, gap=gap, align=Align.STRETCH))
    head = Label(title, H3, look.scale, lines=2)
    above = Column(head, *([Label(line, P2, look.scale, colours.INK2)] if line else []), gap=px(6))
    high = room(look) - above.tall(width) - px(24)
    pages = pages_of(rows, width, high, gap)
    kept.page = min(kept.page, len(pages) - 1)
    controls: list[Pressable] = list(boxes)
    cells: list[Cell | Item] = [Cell(above, firm=True), Cell(tall=px(24), firm=True)]
    if len(pages) > 1:
        turning, turners = pager(look, kept, len(pages), turn)
        pages = pages_of(rows, width, high - turning.tall(width) - gap, gap)
        kept.page = min(kept.page, len(pages) - 1)
        shown = pages[kept.page]
        controls = [box for box, at in zip(boxes, range(len(boxes)), strict=True) if rows[at // across] in shown]
        cells += [Column(*shown, gap=gap), stretch(), Cell(turning, firm=True)]
        controls += turners
    else:
        cells += [Column(*rows, gap=gap), stretch()]
    back = ActButton(look, say.back, "arrow-left", close, Manner.BACK)
    forward = ActButton(look, say.keyboard.done, "check", close) if several else None
    page = step_page(look, kept, step, Column(*cells), controls, between="", forward=forward, spoken=title, back=back)
    page.parts.escape = close
    return page
