"""A field of a form: its label above it, what stands in it, and below it what to do where that cannot stay."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent

from ui.theme import colours
from ui.theme.scale import Reach
from ui.theme.type import CAPTION, LABEL, MEDIUM, P3, SEMIBOLD, Type
from ui.widgets.boxes import Cell, Column, Item, Pad, Row, stretch
from ui.widgets.keypad import COMMANDS
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel
from ui.widgets.pressable import Face, Pressable

FIELD: Final = Type(38, SEMIBOLD, 50)
TALL: Final = 96


def written(event: QKeyEvent) -> str:
    """What a physical key writes; nothing for a command, Enter or Esc."""
    text = event.text()
    if event.modifiers() & COMMANDS and not text.isprintable():
        return ""
    return text if text and text.isprintable() else ""


class FieldBox(Pressable):
    """The box. Pressing it opens the keyboard; so does writing on a real one, with what was written.

    A ``bare`` one has no border: it stands in a frame with something else to press.
    """

    def __init__(
        self,
        look: Look,
        text: str,
        act: Callable[[], None],
        name: str,
        *,
        hint: str = "",
        after: Item | None = None,
        wrong: bool = False,
        counts: bool = False,
        typed: Callable[[str], None] | None = None,
        tall: float = TALL,
        bare: bool = False,
    ) -> None:
        px = look.px
        kind = FIELD if text else FIELD.weighing(MEDIUM)
        label = Label(
            text or hint,
            kind.counting() if counts and text else kind,
            look.scale,
            colours.INK if text else colours.INK3,
        )
        cells: list[Cell] = [Cell(label, grow=1)]
        if after is not None:
            cells.append(Cell(after, firm=True))
        edge, stroke = (colours.STOP, px(3)) if wrong else (colours.LINE_STRONG, max(2, px(2.5)))
        super().__init__(
            Row(*cells, gap=px(16), pad=Pad(px(28), 0, px(24), 0)),
            Face(colours.CARD, colours.BRAND_TINT, None if bare else edge, 0 if bare else stroke, px(20)),
            look.hand,
            act,
            name,
            reach=Reach.SECONDARY,
            tall=look.scale.touch(tall, Reach.SECONDARY),
        )
        self._typed = typed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter goes into the field."""
        text = written(event)
        if self._typed and text.strip() and event.key() != Qt.Key.Key_Select:
            self._hand.touched(key=True)
            self._typed(text)
            return
        super().keyPressEvent(event)


def framed(look: Look, *inside: Pressable, edge: QColor, stroke: float, radius: float) -> Panel:
    """A box with more than one thing to press in it: the field first, as wide as there is room."""
    first, *rest = inside
    cells = [Cell(first, grow=1), *(Cell(each, firm=True) for each in rest)]
    right = look.px(10) if rest else stroke
    row = Row(*cells, gap=look.scale.gap(8), pad=Pad(stroke, stroke, right, stroke))
    return Panel(row, colours.CARD, edge=edge, stroke=stroke, radius=radius)


def tag(look: Look, text: str, icon: str | None = None, *, well: bool = False) -> Panel:
    """A few words on a tint, as *từ thẻ* beside a label."""
    px = look.px
    colour, tint = (colours.IN, colours.IN_TINT) if well else (colours.BRAND, colours.BRAND_TINT)
    words: list[Cell | Item] = [Label(text, CAPTION.weighing(SEMIBOLD), look.scale, colour)]
    if icon:
        words.insert(0, Cell(Icon(icon, px(26), colour, 2.6), firm=True))
    return Panel(Row(*words, gap=px(10), pad=Pad(px(12), px(2), px(12), px(2))), tint, radius=px(12))


def caption(look: Look, text: str, *, required: bool = False, beside: Item | None = None) -> Item:
    """The label above a field, with its star and what stands beside it."""
    words = f"{text} **(*)**" if required else text
    label = Label(words, LABEL, look.scale, colours.INK2, strong=colours.STOP)
    if beside is None:
        return Row(Cell(label), stretch(0.001))
    return Row(Cell(label), Cell(beside), stretch(0.001), gap=look.px(12))


def faulted(look: Look, problem: str, *, lines: int = 1) -> Item:
    """The sentence that says what to put right, with its sign."""
    words = Label(problem, P3.weighing(SEMIBOLD), look.scale, colours.STOP, lines=lines)
    return Row(Cell(Icon("circle-alert", look.px(30), colours.STOP), firm=True), Cell(words, grow=1), gap=look.px(12))


def captioned(look: Look, above: Item, box: Item, problem: str = "", note: str = "") -> Item:
    """A field with its label above, and below it the sentence that says what to put right, or a mere ``note``."""
    px = look.px
    cells: list[Cell | Item] = [Cell(above, tall=px(42)), Cell(box, firm=True)]
    if problem or note:
        if problem:
            cells.append(faulted(look, problem, lines=2))
        else:
            words = Label(note, P3.weighing(SEMIBOLD), look.scale, colours.INK2, lines=2)
            cells.append(Row(Cell(Icon("info", px(30), colours.INK2), firm=True), Cell(words, grow=1), gap=px(12)))
    return Column(*cells, gap=px(6))
