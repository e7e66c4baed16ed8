"""StillThere: are you still there? On an opaque ground: of the form behind it nothing can be seen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from kiosk.errand_events import FinishPressed, StillHerePressed
from kiosk.errand_screens import StillThere, StillThereFor
from ui.screens.scene import Moment, Parts, Scene
from ui.theme import colours
from ui.theme.type import H2, P1, P2
from ui.widgets.act_button import ActButton, Manner
from ui.widgets.boxes import Align, Cell, Column, Item, Pad, Row, space, stretch
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.panel import Panel
from ui.widgets.ring import Ring

WIDE = 1200
SHIFTS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


def still_there(screen: StillThere, look: Look, at: Moment) -> Scene:
    """The scene of StillThere."""
    px, say, hand, upright = look.px, look.words.errand.still, look.hand, look.scale.portrait
    stay = ActButton(look, say.stay[screen.why], None, lambda: hand.choose(StillHerePressed))
    leave = ActButton(look, say.leave[screen.why], None, lambda: hand.choose(FinishPressed), Manner.BACK)

    def here() -> None:
        hand.choose(StillHerePressed)

    def any_key(event: QKeyEvent) -> bool:
        if event.key() in SHIFTS:
            return False
        here()
        return True

    text = say.asks[screen.why]
    parts = Parts(order=[stay, leave], first=stay, escape=here, keys=any_key, beside=here)
    # Elsewhere the line says what the buttons do; where the ring runs down to is said as well.
    zero = "" if screen.why is StillThereFor.IDLE else say.at_zero
    parts.spoken = f"{text.title} {text.line} {zero}".strip()
    align = Align.CENTER if upright else Align.START
    words = Column(
        Label(text.title, H2, look.scale, lines=2, align=align),
        space(px(4)),
        Label(text.line, P1, look.scale, colours.INK2, lines=3, align=align),
    )
    if zero:
        words = Column(words, space(px(12)), Label(zero, P2, look.scale, colours.INK2, lines=3, align=align))
    ring: list[Cell] = []
    if at.countdown:
        shape = Ring(look, at.countdown, 176, colours.BRAND, colours.BRAND_TINT, stroke=14, text=76 / 176)
        ring.append(Cell(shape, firm=True, align=Align.CENTER))
    gap = look.scale.gap(28)
    if upright:
        head: Item = Column(*ring, Cell(words), gap=px(36))
        buttons: Item = Column(stay, leave, gap=gap)
        pad = Pad(px(56), px(56), px(56), px(56))
    else:
        head = Row(*ring, Cell(words, grow=1), gap=px(48))
        buttons = Row(Cell(leave, wide=max(px(400), leave.wide())), Cell(stay, grow=1), gap=gap)
        pad = Pad(px(64), px(56), px(64), px(56))
    dialog = Panel(Column(head, space(px(56)), Cell(buttons, firm=True), pad=pad), colours.CARD, radius=px(36))
    wide = min(px(WIDE), look.scale.width - px(96))
    middle = Row(stretch(), Cell(dialog, wide=wide), stretch())
    return Scene(
        Column(stretch(), middle, stretch()), parts, ground=colours.INK, bar=False, verdict=True, help_too=False
    )
