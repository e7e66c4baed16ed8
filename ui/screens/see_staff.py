"""SeeStaff: a place, a number to be met by, and nothing else."""

from kiosk.screens import Referral, SeeStaff
from ui.screens.scene import Moment, Parts, Scene
from ui.screens.verdict import ATTENTION, heading, sheet, small_words, top_line, what_next
from ui.theme import colours
from ui.theme.type import NUMBER, P2, SEMIBOLD, VSUB, WORD2
from ui.widgets.boxes import Align, Cell, Column, Item, Row
from ui.widgets.label import Label
from ui.widgets.look import Look
from ui.widgets.ring import Ring
from ui.words.moments import clock


def see_staff(screen: SeeStaff, look: Look, at: Moment) -> Scene:
    """The scene of SeeStaff."""
    px, say, upright = look.px, look.words.staff, look.scale.portrait
    parts = Parts()
    align = Align.CENTER if upright else Align.START
    line = say.line
    if screen.reason is Referral.FULL:
        line = say.full
    elif screen.reason is Referral.CONSENT:
        line = look.words.errand.more.nothing_kept
    place = look.site.staff_place.of(look.language) or say.place_default
    told = say.told.format(time=clock(screen.at))
    lines: list[Cell | Item] = [
        Label(say.word, WORD2, look.scale, align=align, lines=2),
        Label(line, VSUB, look.scale, align=align, lines=3),
    ]
    number = Column(
        Label(say.number, P2.weighing(SEMIBOLD), look.scale, colours.INK2),
        Label(screen.number, NUMBER, look.scale),
        small_words(look, told),
    )
    ring: list[Cell] = []
    if at.countdown:
        ring.append(Cell(Ring(look, at.countdown, 112, colours.INK, colours.SUNKEN), firm=True))
    where = what_next(look, ATTENTION, (say.place, place, say.bring if screen.bring_card else ""))
    parts.spoken = f"{say.word}. {line} {say.place} {place}. {say.number} {screen.number}"
    content = Column(
        Cell(top_line(look, ATTENTION, at, parts), tall=px(176 if upright else 104)),
        heading(look, ATTENTION, lines),
        sheet(look, (where, Row(Cell(number, grow=1), *ring, gap=px(24))), 560),
    )
    return Scene(content, parts, ground=ATTENTION.ground, bar=False, verdict=True)
