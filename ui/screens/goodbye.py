"""Goodbye: TẠM BIỆT, with the time inside, and five seconds in which it can be taken back."""

from kiosk.events import UndoChosen
from kiosk.screens import Goodbye
from ui.screens.scene import Moment, Parts, Scene
from ui.screens.verdict import GOODBYE, heading, line_with_icon, next_person, sheet, top_line
from ui.theme import colours
from ui.theme.type import P2, SEMIBOLD, VLINE, VNAME, WORD, WORD_PORTRAIT
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, space
from ui.widgets.button import small_button
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Panel, icon_box
from ui.words.moments import clock, stay


def _alone(look: Look, only: Item) -> Cell:
    """The white sheet where there is nothing to say but who is next."""
    px = look.px
    panel = Panel(Column(only, pad=Pad(px(48), px(44), px(48), px(44))), colours.CARD, radius=px(36))
    side, below = (48, 48) if look.scale.portrait else (56, 40)
    return Cell(Column(panel, pad=Pad(px(side), 0, px(side), px(below))), firm=True)


def goodbye(screen: Goodbye, look: Look, at: Moment) -> Scene:
    """The scene of Goodbye."""
    px, say, upright = look.px, look.words.goodbye, look.scale.portrait
    parts = Parts()
    align = Align.CENTER if upright else Align.START
    line = say.line.format(time=clock(screen.at))
    texts = [line] if screen.stayed is None else [line, stay(screen.stayed, say)]
    word = Label(say.word, WORD_PORTRAIT if upright else WORD, look.scale, GOODBYE.text, align=align)
    lines: list[Cell | Item] = [word]
    if screen.name:
        lines.append(Label(screen.name, VNAME, look.scale, GOODBYE.text, align=align))
    lines.append(line_with_icon(look, GOODBYE, "log-out", texts, VLINE))
    known = say.again if screen.again else say.undo.title if screen.can_undo else ""
    icon = "undo-2" if screen.can_undo else "log-out"
    said: list[Cell | Item] = [Label(known, P2.weighing(SEMIBOLD), look.scale, colours.INK2)]
    if screen.can_undo:
        undo = small_button(look, say.undo.line, None, lambda: look.hand.choose(UndoChosen), colours.OUT)
        said += [space(px(12)), Cell(undo, wide=px(400))]
        parts.order, parts.first = [undo], undo
    take_back = Row(
        Cell(icon_box(icon, px(72), px(128), colours.OUT, colours.OUT_TINT, px(32), 2.5), firm=True),
        Cell(Column(*said), grow=1),
        gap=px(32),
    )
    following = next_person(look, GOODBYE, at, parts)
    halves = (take_back, following)
    parts.spoken = ". ".join(part for part in (say.word, screen.name, *texts) if part)
    content = Column(
        Cell(top_line(look, GOODBYE, at, parts), tall=px(176 if upright else 104)),
        heading(look, GOODBYE, lines),
        sheet(look, halves, 760) if known else _alone(look, following),
    )
    return Scene(content, parts, ground=GOODBYE.ground, bar=False, verdict=True)
