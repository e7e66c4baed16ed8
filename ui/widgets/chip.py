"""A word on a tint, with its sign."""

from PySide6.QtGui import QColor

from ui.theme import colours
from ui.theme.type import CAPTION, LABEL, SEMIBOLD
from ui.widgets.boxes import Cell, Pad, Row
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel


def chip(
    look: Look,
    text: str,
    icon: str,
    colour: QColor = colours.WARN_INK,
    tint: QColor = colours.WARN_TINT,
    *,
    small: bool = False,
) -> Panel:
    """A chip; a small one fits beside a number."""
    px = look.px
    kind = CAPTION.weighing(SEMIBOLD) if small else LABEL
    content = Row(
        Cell(Icon(icon, px(26 if small else 30), colour), firm=True),
        Label(text, kind, look.scale, colour),
        gap=px(10),
        pad=Pad(px(14 if small else 18), px(4 if small else 6), px(14 if small else 18), px(4 if small else 6)),
    )
    return Panel(content, tint, radius=px(12))
