"""NeedsDeclaration: no name, and no reason that says anything about health."""

from kiosk.errand_events import DeclarePressed
from kiosk.events import HelpPressed
from kiosk.screens import NeedsDeclaration
from ui.screens.question import answers
from ui.screens.scene import Moment, Parts, Scene
from ui.screens.verdict import ATTENTION, heading, top_line
from ui.theme import colours
from ui.theme.type import P2, SEMIBOLD, VSUB, WORD2
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row
from ui.widgets.button import choice
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Icon
from ui.widgets.pressable import Pressable, filled, outlined
from ui.widgets.ring import Ring


def needs_declaration(_screen: NeedsDeclaration, look: Look, at: Moment) -> Scene:
    """The scene of NeedsDeclaration."""
    px, say, hand, upright = look.px, look.words.needs, look.hand, look.scale.portrait
    parts = Parts()
    align = Align.CENTER if upright else Align.START
    radius = px(32)
    main = filled(colours.BRAND, colours.BRAND_DARK, radius)
    glass = colours.faint(colours.WHITE, 0.16)
    more = look.words.errand.more
    buttons: list[Pressable] = []
    if look.site.declaring:
        now = "clipboard-list", lambda: hand.choose(DeclarePressed)
        buttons.append(choice(look, more.declare_now, *now, main, glass, colours.WHITE))
    face, tint, ink = (
        (outlined(colours.INK, px(3), radius, colours.WARN_TINT), colours.WARN_TINT, colours.INK)
        if buttons
        else (main, glass, colours.WHITE)
    )
    buttons.append(choice(look, say.staff, "concierge-bell", lambda: hand.choose(HelpPressed), face, tint, ink))
    parts.order, parts.first = list(buttons), buttons[0]
    line = more.needs_line if look.site.declaring else say.line
    lines: list[Cell | Item] = [
        Label(say.word, WORD2, look.scale, align=align, lines=2),
        Label(line, VSUB, look.scale, align=align, lines=3),
    ]
    foot: list[Cell] = []
    if look.site.poster:
        foot.append(Cell(Icon("smartphone", px(40), colours.INK), firm=True))
        foot.append(Cell(Label(say.poster, P2.weighing(SEMIBOLD), look.scale, lines=2), grow=1))
    else:
        foot.append(Cell(grow=1))
    if at.countdown:
        track = colours.faint(colours.INK, 0.22)
        ring = Ring(look, at.countdown, 88, colours.INK, track, stroke=9, text=34 / 88)
        foot.append(Cell(ring, firm=True))
    side = px(48 if upright else 56)
    below = Column(
        answers(look, buttons), Cell(Row(*foot, gap=px(18)), tall=px(88)), gap=px(36), pad=Pad(side, 0, side, px(40))
    )
    content = Column(
        Cell(top_line(look, ATTENTION, at, parts), tall=px(176 if upright else 104)),
        heading(look, ATTENTION, lines),
        Cell(below, firm=True),
    )
    parts.spoken = f"{say.word}. {line}"
    return Scene(content, parts, ground=ATTENTION.ground, bar=False, verdict=True)
