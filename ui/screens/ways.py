"""Screens that say one thing and offer ways on: large cards, a word above them, back below."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QColor

from ui.screens.scene import Moment, Parts, Scene
from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import BOLD, H1_PORTRAIT, H2, P1, P2, Type
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, space, stretch
from ui.widgets.chip import chip
from ui.widgets.label import Label
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.look import Look
from ui.widgets.panel import Panel, icon_box
from ui.widgets.pressable import Pressable, filled, outlined
from ui.widgets.staff_call import StaffCall
from ui.words.pair import Pair

TITLE = Type(44, BOLD, 58)
CARD_TALL = 236
CARD_TALL_UPRIGHT = 200


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said: a sign, the headline with its line, and a chip above it if there is one."""

    icon: str
    text: Pair
    chip: str = ""
    chip_icon: str = "triangle-alert"
    warns: bool = True


def way(look: Look, text: Pair, icon: str, act: Callable[[], None], *, main: bool = False) -> Pressable:
    """A card that can be pressed: a sign beside its title and line, or above them where three stand in a row."""
    px, radius = look.px, look.px(32)
    colour = colours.WHITE if main else colours.INK
    line = colours.WHITE if main else colours.INK2
    sign, tint = (colours.WHITE, colours.faint(colours.WHITE, 0.16)) if main else (colours.BRAND, colours.BRAND_TINT)
    words = Column(
        Label(text.title, TITLE, look.scale, colour, lines=2), Label(text.line, P2, look.scale, line, lines=3)
    )
    box = icon_box(icon, px(60), px(108), sign, tint, px(28), 2.3)
    content = Row(Cell(box, firm=True), Cell(words, grow=1), gap=px(28), pad=Pad(px(36), px(18), px(24), px(18)))
    face = filled(colours.BRAND, colours.BRAND_DARK, radius) if main else outlined(colours.BRAND, px(3), radius)
    tall = CARD_TALL_UPRIGHT if look.scale.portrait else CARD_TALL
    return Pressable(
        content, face, look.hand, act, f"{text.title}. {text.line}", tall=look.scale.touch(tall, Reach.PRIMARY)
    )


def _tint(*, warns: bool) -> tuple[QColor, QColor]:
    return (colours.WARN_INK, colours.WARN_TINT) if warns else (colours.BRAND, colours.BRAND_TINT)


def ways(look: Look, at: Moment, parts: Parts, saying: Saying, cards: list[Pressable], bar: Item) -> Scene:
    """The scene. ``bar`` stands at the bottom; its controls come last in the order of Tab."""
    px, upright = look.px, look.scale.portrait
    colour, tint = _tint(warns=saying.warns)
    words: list[Cell | Item] = []
    if saying.chip:
        words += [Cell(chip(look, saying.chip, saying.chip_icon), align=Align.START), space(px(12))]
    words += [
        Label(saying.text.title, H1_PORTRAIT if upright else H2, look.scale, lines=2),
        Label(saying.text.line, P1, look.scale, colours.INK2, strong=colours.INK, lines=3),
    ]
    box = icon_box(saying.icon, px(96), px(176), colour, tint, px(44))
    gap = look.scale.gap(28)
    if upright:
        languages = LanguageSwitch(look, wide=128, tall=96)
        call = StaffCall(look, at.status.staff_called_at, tall=96)
        parts.calls.append(call)
        parts.order += [call, *languages.cells]
        head: Item = Column(Cell(box, align=Align.START), space(px(32)), *words)
        reach = Row(Cell(call, grow=1), Cell(languages, firm=True), gap=look.scale.gap(24))
        content: Item = Column(
            stretch(),
            head,
            stretch(),
            *cards,
            Cell(reach, firm=True),
            gap=gap,
            pad=Pad(px(48), px(48), px(48), px(36)),
        )
    else:
        head = Row(Cell(box, firm=True), Cell(Column(*words), grow=1), gap=px(48))
        row = Row(*(Cell(card, grow=1) for card in cards), gap=gap, align=Align.STRETCH)
        content = Column(stretch(), head, space(px(64)), row, stretch(1.3), pad=Pad(px(56), px(36), px(56), px(36)))
    parts.order += cards
    parts.first = cards[0]
    parts.spoken = f"{saying.text.title}. {saying.text.line}".replace("**", "")
    return Scene(Column(Cell(content, grow=1), Cell(bar, firm=True)), parts)


def bar_of(look: Look, words: Item | None, buttons: list[Pressable]) -> Panel:
    """A bar with words at the left and buttons at the right; below each other on a high display."""
    px = look.px
    cells = [Cell(each, wide=each.wide(), firm=True) for each in buttons]
    if look.scale.portrait:
        for cell in cells:
            cell.wide, cell.grow = None, 1
        row = Row(*cells, gap=px(28))
        inside: Item = Column(*([words] if words else []), row, gap=px(24), pad=Pad(px(48), px(28), px(48), px(32)))
    else:
        inside = Row(Cell(words, grow=1), *cells, gap=px(28), pad=Pad(px(56), 0, px(56), 0))
    rule = Cell(Panel(None, colours.LINE), tall=px(2))
    return Panel(Column(rule, Cell(inside, grow=1)), colours.CARD, tall=px(184 if look.scale.portrait else 152))
