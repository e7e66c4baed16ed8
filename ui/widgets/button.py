"""Buttons of the action bar, the verdict choices and the small ones."""

from collections.abc import Callable

from PySide6.QtGui import QColor

from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import BUTTON, CHOICE, P2, SITE
from ui.widgets.boxes import Align, Cell, Column, Pad, Row, stretch
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, icon_box
from ui.widgets.pressable import Face, Pressable, filled, outlined
from ui.words.shape import Pair


def button(look: Look, text: str, icon: str, act: Callable[[], None], *, main: bool = False) -> Pressable:
    """A large button of the action bar: the main one filled, the others outlined."""
    px = look.px
    colour = colours.WHITE if main else colours.BRAND
    face = filled(colours.BRAND, colours.BRAND_DARK, px(24)) if main else outlined(colours.BRAND, px(3), px(24))
    content = Row(
        stretch(),
        Cell(Icon(icon, px(42), colour), firm=True),
        Label(text, BUTTON, look.scale, colour),
        stretch(),
        gap=px(20),
        pad=Pad(px(24), 0, px(24), 0),
    )
    return Pressable(content, face, look.hand, act, text, tall=look.scale.touch(112, Reach.PRIMARY))


def small_button(
    look: Look, text: str, icon: str | None, act: Callable[[], None], colour: QColor = colours.INK
) -> Pressable:
    """A secondary button: outlined, with an icon or without."""
    px = look.px
    edge = colours.LINE_STRONG if colour == colours.INK else colour
    label = Label(text, SITE, look.scale, colour)
    inside = (
        (stretch(), Cell(Icon(icon, px(36), colour), firm=True), label, stretch())
        if icon
        else (stretch(), label, stretch())
    )
    return Pressable(
        Row(*inside, gap=px(20), pad=Pad(px(14), 0, px(14), 0)),
        outlined(edge, px(3), px(20)),
        look.hand,
        act,
        text,
        reach=Reach.SECONDARY,
        tall=look.scale.touch(88, Reach.SECONDARY),
    )


def choice(
    look: Look, text: Pair, icon: str, act: Callable[[], None], face: Face, tint: QColor, colour: QColor
) -> Pressable:
    """One of the answers on a question screen: as large as the other, whatever it says."""
    px = look.px
    content = Row(
        Cell(icon_box(icon, px(70), px(120), colour, tint, px(30), 2.4), firm=True),
        Cell(
            Column(Label(text.title, CHOICE, look.scale, colour), Label(text.line, P2, look.scale, colour, lines=2)),
            grow=1,
        ),
        gap=px(36),
        pad=Pad(px(44), px(16), px(24), px(16)),
        align=Align.CENTER,
    )
    return Pressable(
        content, face, look.hand, act, f"{text.title}. {text.line}", tall=look.scale.touch(220, Reach.PRIMARY)
    )
