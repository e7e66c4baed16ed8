"""The site's notice, beside a shield."""

from ui.theme import colours
from ui.theme.type import SEMIBOLD, Type
from ui.widgets.boxes import Cell, Pad, Row
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon, Panel


def notice(look: Look, text: str, *, tall: float = 108) -> Panel:
    """The notice, on two lines if it needs them."""
    px = look.px
    label = Label(text, Type(25, SEMIBOLD, 36), look.scale, lines=2)
    content = Row(
        Cell(Icon("shield-check", px(52), colours.BRAND), firm=True),
        Cell(label, grow=1),
        gap=px(24),
        pad=Pad(px(32), px(8), px(24), px(8)),
    )
    return Panel(content, colours.BRAND_TINT, radius=px(24), tall=px(tall))
