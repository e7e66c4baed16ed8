"""What the question screens share: a question, two equal answers, small ways out, and what happens without one."""

from typing import Final

from kiosk.events import NotMeChosen
from ui.screens.scene import Moment, Parts, Scene
from ui.screens.verdict import ASK, heading, top_line
from ui.theme import colours
from ui.theme.type import P2, QUESTION, SEMIBOLD, Type
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, space, stretch
from ui.widgets.button import small_button
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.pressable import Pressable
from ui.widgets.ring import Ring
from ui.widgets.staff_call import StaffCall

BELOW: Final = Type(44, SEMIBOLD, 60, figures=True)


def answers(look: Look, buttons: list[Pressable]) -> Item:
    """The answers side by side and equally wide, or below each other on a high display."""
    gap = look.px(28)
    if look.scale.portrait:
        return Column(*buttons, gap=gap)
    return Row(*(Cell(each, grow=1) for each in buttons), gap=gap, align=Align.STRETCH)


def feet(look: Look, at: Moment, parts: Parts, default: str, *, not_me: bool) -> Item:
    """*Not me*, *call staff*, and in words what happens when nobody answers."""
    px, say = look.px, look.words
    hand = look.hand
    call = StaffCall(look, at.status.staff_called_at, tall=88, quiet=True)
    parts.calls.append(call)
    small: list[Pressable] = [call]
    if not_me:
        mine = small_button(look, say.already.not_me, "user-round-x", lambda: hand.choose(NotMeChosen))
        small.insert(0, mine)
    parts.order += small
    align = Align.START if look.scale.portrait else Align.END
    words = Label(default, P2, look.scale, colours.INK2, align=align, lines=2)
    ring: list[Cell] = []
    if at.countdown:
        shape = Ring(look, at.countdown, 88, colours.BRAND, colours.CARD, stroke=9, text=34 / 88)
        ring.append(Cell(shape, firm=True))
    if stacked_feet(look):
        buttons = Row(*(Cell(each, grow=1) for each in small), gap=px(24))
        return Column(buttons, Row(*ring, Cell(words, grow=1), gap=px(24)), gap=px(36))
    sized = (Cell(each, wide=each.wide(), firm=True) for each in small)
    return Row(*sized, stretch(0.001), Cell(words, grow=1), *ring, gap=px(24))


def stacked_feet(look: Look) -> bool:
    """Whether the foot needs two rows."""
    return look.scale.portrait or look.scale.squarish


def question(
    look: Look,
    at: Moment,
    parts: Parts,
    texts: tuple[str, str],
    buttons: list[Pressable],
    default: str,
    *,
    not_me: bool = True,
) -> Scene:
    """The scene of a question: ``texts`` are the question and the line below it."""
    px, upright = look.px, look.scale.portrait
    align = Align.CENTER if upright else Align.START
    title, line = texts
    lines: list[Cell | Item] = [
        Label(title, QUESTION, look.scale, align=align, lines=2),
        space(px(8)),
        Label(line, BELOW, look.scale, align=align, lines=2),
    ]
    parts.order = list(buttons)
    side = px(48 if upright else 56)
    below = Column(
        answers(look, buttons),
        feet(look, at, parts, default, not_me=not_me),
        gap=px(36),
        pad=Pad(side, 0, side, px(40)),
    )
    content = Column(
        Cell(top_line(look, ASK, at, parts), tall=px(176 if upright else 104)),
        heading(look, ASK, lines),
        Cell(below, firm=True),
    )
    parts.spoken = f"{title} {line}"
    parts.first = buttons[0]
    return Scene(content, parts, ground=ASK.ground, bar=False, verdict=True)
